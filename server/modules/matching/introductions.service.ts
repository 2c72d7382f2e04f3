import type { z } from 'zod';
import type {
  ExportAnswer,
  IntroductionAnswer,
  IntroductionQuery,
  MatchFeedback,
  MatchView,
} from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { assertCodesOn } from '../../kernel/code-switches.ts';
import { AppError, notFound, orNotFound } from '../../kernel/errors.ts';
import { decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { readOffCodes } from '../accounts/index.ts';
import { ACCEPTED } from './bonds.repository.ts';
import { Match } from './match.entity.ts';
import { createLabelWriter } from './match-labels.ts';
import { matchTransition, SUGGESTION_DAYS } from './matches.states.ts';
import { isDemandSide, mayMatch } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';

/** Tells people of one side, or both, of a match; with `since`, only those who had no such notice after it. */
export type NotifyParties = (
  em: Em,
  match: Match,
  kind: string,
  params: Record<string, string>,
  side: 'demand' | 'achievement' | 'both',
  since?: Date,
) => Promise<void>;
/** Days before its date on which an unanswered introduction is brought to mind. */
export const REMIND_DAYS = 3;

export interface IntroductionsDeps {
  em: () => Em;
  clock: Clock;
  presenter: MatchPresenter;
  notifyParties: NotifyParties;
  /** Ids of matches whose one side is the actor's, newest first. */
  idsOfParty: (em: Em, actor: Actor) => Promise<string[]>;
  notifyOperators: (em: Em, match: Match, kind: string) => Promise<void>;
  /** Writes down whose contact the actor saw. */
  logContact: (em: Em, actor: Actor, matchId: string) => Promise<void>;
}

const STATES: Record<'open' | 'accepted' | 'closed', readonly string[]> = {
  open: ['SENT', 'ACCEPTED_ONE'],
  accepted: [...ACCEPTED],
  closed: ['DECLINED', 'LAPSED', 'ENDED'],
};

/** What the two sides do with an introduction. */
export function createIntroductionsService(deps: IntroductionsDeps) {
  const { em: getEm, clock, presenter } = deps;
  const label = createLabelWriter(clock);

  async function party(em: Em, actor: Actor, match: Match): Promise<'demand' | 'achievement'> {
    const subject = await presenter.subject(em, match);
    if (!mayMatch(actor, 'answer', subject)) throw notFound();
    return isDemandSide(actor, subject) ? 'demand' : 'achievement';
  }

  /** Every view that opens the other side's contact is written down (handbook section 7). */
  async function shown(em: Em, actor: Actor, match: Match): Promise<MatchView> {
    const view = await presenter.withContact(em, actor, match);
    if (view.introduction?.counterpartContact) await deps.logContact(em, actor, match.id);
    return view;
  }

  /** Both sides accepted: contacts are open, or wait for staff's answer to the export question. */
  async function tellOpened(em: Em, match: Match): Promise<void> {
    const question = await presenter.exportQuestion(em, match);
    const kind = { NONE: 'bothAccepted', CLEARED: 'bothAccepted', OPEN: 'exportWaiting', REFUSED: 'exportRefused' }[
      question
    ];
    await deps.notifyParties(em, match, kind, { code: match.code }, 'both');
    if (question === 'OPEN') await deps.notifyOperators(em, match, 'exportQuestion');
  }

  return {
    async list(actor: Actor, query: z.infer<typeof IntroductionQuery>): Promise<Page<MatchView>> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const ids = await deps.idsOfParty(em, actor);
      const where: Record<string, unknown> = { id: { $in: ids, ...(cursor ? { $lt: cursor.id } : {}) } };
      if (query.state !== 'all') where.status = { $in: [...STATES[query.state]] };
      const rows = await em.find(Match, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 });
      const cut = toPage(rows, query.limit, (row) => ({ key: '', id: row.id }));
      return { items: await presenter.many(em, actor, cut.items), nextCursor: cut.nextCursor };
    },

    async get(actor: Actor, id: string): Promise<MatchView> {
      const em = getEm();
      const match = orNotFound(await em.findOne(Match, { id }));
      const subject = await presenter.subject(em, match);
      if (!mayMatch(actor, 'read', subject)) throw notFound();
      return shown(em, actor, match);
    },

    async answer(actor: Actor, id: string, input: z.infer<typeof IntroductionAnswer>): Promise<MatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const match = orNotFound(await tx.findOne(Match, { id }));
        const side = await party(tx as Em, actor, match);
        if (match.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await presenter.one(tx as Em, actor, match) });
        const field = side === 'demand' ? 'demandAnswer' : 'achievementAnswer';
        if (match[field] !== 'PENDING') throw new AppError('STATE_CONFLICT');
        if (match.dueOn && match.dueOn < dayOf(clock.now())) throw new AppError('STATE_CONFLICT');
        if (input.answer === 'DECLINE' && !input.reasonCode)
          throw new AppError('REASON_REQUIRED', { fields: [{ path: 'reasonCode', code: 'required' }] });
        if (input.reasonCode === 'R99' && !input.comment)
          throw new AppError('REASON_REQUIRED', { fields: [{ path: 'comment', code: 'required' }] });
        if (input.answer === 'DECLINE')
          assertCodesOn({ reasonCode: input.reasonCode }, null, await readOffCodes(tx as Em));
        const event = input.answer === 'DECLINE' ? 'decline' : match.status === 'SENT' ? 'acceptOne' : 'acceptBoth';
        const to = matchTransition(match.status, event);
        if (!to) throw new AppError('STATE_CONFLICT');
        if (input.answer === 'ACCEPT' && !(await presenter.isLive(tx as Em, match)))
          throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        recordTransition(tx as Em, actor, now, {
          entity: 'match',
          entityId: id,
          from: match.status,
          to,
          event: `${event}:${side}`,
          content: { status: match.status },
          reasonCode: input.reasonCode ?? null,
          comment: input.comment,
        });
        match[field] = input.answer === 'ACCEPT' ? 'ACCEPTED' : 'DECLINED';
        match.firstResponseAt ??= now;
        match.updatedAt = now;
        if (input.answer === 'DECLINE') {
          match.declinedReason = input.reasonCode ?? null;
          match.declinedComment = input.comment || null;
        }
        match.status = to;
        const words = { reasonCode: input.reasonCode ?? null, comment: input.comment };
        label(tx as Em, actor, match, `${input.answer}_${side.toUpperCase()}`, {}, words);
        if (to === 'ACCEPTED_BOTH') await tellOpened(tx as Em, match);
        if (to === 'DECLINED')
          await deps.notifyParties(
            tx as Em,
            match,
            'declined',
            { code: match.code, reason: input.reasonCode ?? '' },
            side === 'demand' ? 'achievement' : 'demand',
          );
      });
      em.clear();
      return shown(em, actor, orNotFound(await em.findOne(Match, { id })));
    },

    /** Staff's answer to the export question of a foreign-controlled firm; a later answer replaces it. */
    async answerExport(actor: Actor, id: string, input: z.infer<typeof ExportAnswer>): Promise<MatchView> {
      const em = getEm();
      await em.transactional(async (inner) => {
        const tx = inner as Em;
        const match = orNotFound(await tx.findOne(Match, { id }));
        const subject = await presenter.subject(tx, match);
        if (!mayMatch(actor, 'read', subject)) throw notFound();
        if (!mayMatch(actor, 'answerExport', subject)) throw new AppError('FORBIDDEN');
        if (match.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await presenter.one(tx, actor, match) });
        if ((await presenter.exportQuestion(tx, match)) === 'NONE') throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        match.exportAnswer = { result: input.result, by: actor.userId, at: now.toISOString() };
        match.updatedAt = now;
        recordTransition(tx, actor, now, {
          entity: 'match',
          entityId: id,
          from: match.status,
          to: match.status,
          event: `exportAnswer:${input.result}`,
          content: {},
          comment: input.comment,
        });
        if ((ACCEPTED as readonly string[]).includes(match.status)) await tellOpened(tx, match);
      });
      em.clear();
      return shown(em, actor, orNotFound(await em.findOne(Match, { id })));
    },

    async feedback(actor: Actor, id: string, input: z.infer<typeof MatchFeedback>): Promise<MatchView> {
      const em = getEm();
      const match = orNotFound(await em.findOne(Match, { id }));
      const subject = await presenter.subject(em, match);
      if (!mayMatch(actor, 'feedback', subject) || !isDemandSide(actor, subject)) throw notFound();
      if (match.version !== input.version)
        throw new AppError('VERSION_CONFLICT', { current: await presenter.one(em, actor, match) });
      match.feedback = input.feedback;
      match.updatedAt = clock.now();
      await em.flush();
      em.clear();
      return shown(em, actor, orNotFound(await em.findOne(Match, { id })));
    },

    /** Housekeeping: introductions past their date and suggestions that nobody took up lapse. @returns how many */
    async lapseOverdue(actor: Actor): Promise<number> {
      const em = getEm();
      const now = clock.now();
      const overdue = {
        $or: [
          { status: { $in: ['SENT' as const, 'ACCEPTED_ONE' as const] }, dueOn: { $lt: dayOf(now) } },
          { status: 'SUGGESTED' as const, madeAt: { $lt: addDays(now, -SUGGESTION_DAYS) } },
        ],
      };
      const due = await em.find(Match, overdue, { fields: ['id'], orderBy: { id: 'asc' } });
      em.clear();
      let lapsed = 0;
      for (const { id } of due) {
        await em.transactional(async (tx) => {
          // Answered or found again meanwhile: it stays.
          const match = await tx.findOne(Match, { id, ...overdue });
          const to = match ? matchTransition(match.status, 'lapse') : null;
          if (!match || !to) return;
          recordTransition(tx as Em, actor, now, {
            entity: 'match',
            entityId: id,
            from: match.status,
            to,
            event: 'lapse',
            content: {},
          });
          match.status = to;
          match.updatedAt = now;
          if (match.sentAt) await deps.notifyParties(tx as Em, match, 'lapsed', { code: match.code }, 'both');
          lapsed += 1;
        });
        em.clear();
      }
      return lapsed;
    },

    /** Housekeeping: brings introductions to the mind of the side that has not answered, once. @returns how many */
    async remindDue(): Promise<number> {
      const em = getEm();
      const now = clock.now();
      const due = await em.find(Match, {
        status: { $in: ['SENT', 'ACCEPTED_ONE'] },
        dueOn: { $gte: dayOf(now), $lte: dayOf(addDays(now, REMIND_DAYS)) },
      });
      await em.transactional(async (tx) => {
        for (const match of due) {
          const params = { code: match.code, dueOn: match.dueOn ?? '' };
          for (const side of ['demand', 'achievement'] as const)
            if (match[`${side}Answer`] === 'PENDING')
              await deps.notifyParties(tx as Em, match, 'introductionReminder', params, side, match.sentAt ?? now);
        }
      });
      return due.length;
    },
  };
}
export type IntroductionsService = ReturnType<typeof createIntroductionsService>;
