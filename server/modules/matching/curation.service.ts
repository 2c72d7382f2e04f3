import type { z } from 'zod';
import type {
  MatchAdd,
  MatchDecision,
  MatchListView,
  MatchView,
  NoMatchDecision,
  SendReach,
  SendShortlist,
} from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { assertCodesOn } from '../../kernel/code-switches.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import { type Accounts, readOffCodes } from '../accounts/index.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import type { NotificationsService } from '../notifications/index.ts';
import type { MatchPairs } from './compute.service.ts';
import { createCurationQueue } from './curation-queue.ts';
import { CHANGES, isListed, moveBack, reorder, snapshotOf, UNDOABLE } from './decision-undo.ts';
import type { NotifyParties } from './introductions.service.ts';
import { type MoveRecord, orderOf } from './list-order.ts';
import { Match, MatchLabel, MatchList } from './match.entity.ts';
import { createLabelList, createLabelWriter } from './match-labels.ts';
import { matchTransition } from './matches.states.ts';
import { assertCurator, mayMatch } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';
import { reachOfDemand } from './reach.ts';

export interface CurationDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  accounts: Accounts;
  demands: DemandRecords;
  achievements: AchievementRecords;
  pairs: MatchPairs;
  presenter: MatchPresenter;
  notifyParties: NotifyParties;
  notifications: NotificationsService;
}

/** The staff queue and every decision on a match; each decision is stored as a label. */
export function createCurationService(deps: CurationDeps) {
  const { em: getEm, clock, demands, achievements, presenter } = deps;

  const label = createLabelWriter(clock);

  async function listOf(em: Em, actor: Actor, demandId: string): Promise<MatchListView> {
    const record = orNotFound((await demands.records(em, [demandId])).get(demandId));
    const list = await em.findOne(MatchList, { subjectKind: 'demand', subjectId: demandId });
    const matches = await em.find(Match, { demandId, status: { $nin: ['LAPSED'] } });
    return presenter.list(em, actor, { kind: 'demand', record }, list, orderOf(matches.filter(isListed)));
  }

  return {
    queue: createCurationQueue(deps),

    /** Ranked list of one demand with full evidence; a list that was never made, or is stale, is asked for. */
    async list(actor: Actor, demandId: string): Promise<MatchListView> {
      assertCurator(actor);
      const em = getEm();
      // Drafts are no matter of curation.
      if (!(await demands.records(em, [demandId])).get(demandId)?.row.publishedAt) throw notFound();
      await deps.pairs.ensureList(em, 'demand', demandId);
      return listOf(em, actor, demandId);
    },

    async decide(actor: Actor, matchId: string, input: z.infer<typeof MatchDecision>): Promise<MatchView> {
      assertCurator(actor);
      const em = getEm();
      await em.transactional(async (tx) => {
        const match = orNotFound(await tx.findOne(Match, { id: matchId }));
        if (match.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await presenter.one(tx as Em, actor, match) });
        const before = snapshotOf(match);
        let moved: { move: MoveRecord } | null = null;
        const now = clock.now();
        const move = (event: 'confirm' | 'dismiss') => {
          const to = matchTransition(match.status, event);
          if (!to) throw new AppError('STATE_CONFLICT');
          recordTransition(tx as Em, actor, now, {
            entity: 'match',
            entityId: match.id,
            from: match.status,
            to,
            event,
            content: before,
            reasonCode: input.reasonCode ?? null,
            comment: input.comment,
          });
          match.status = to;
        };
        switch (input.action) {
          case 'CONFIRM':
            move('confirm');
            break;
          case 'REJECT':
            if (!input.reasonCode)
              throw new AppError('REASON_REQUIRED', { fields: [{ path: 'reasonCode', code: 'required' }] });
            if (input.reasonCode === 'R99' && !input.comment)
              throw new AppError('REASON_REQUIRED', { fields: [{ path: 'comment', code: 'required' }] });
            assertCodesOn({ reasonCode: input.reasonCode }, null, await readOffCodes(tx as Em));
            move('dismiss');
            match.reasonCodes = [input.reasonCode];
            break;
          case 'PIN':
            match.isPinned = true;
            break;
          case 'UNPIN':
            match.isPinned = false;
            break;
          case 'MOVE':
            if (!input.position) throw invalid('position', 'required');
            moved = { move: await reorder(tx as Em, match, input.position) };
            break;
          case 'NOTE':
            match.note = input.comment || null;
            break;
          case 'GRADE':
            if (!input.relevance) throw invalid('relevance', 'required');
            match.relevance = input.relevance;
            match.relevanceBy = actor.userId;
            break;
          case 'UNDO':
            await undo(tx as Em, actor, match);
            match.updatedAt = now;
            return;
        }
        match.updatedAt = now;
        label(tx as Em, actor, match, input.action, moved ? { ...before, ...moved } : before, {
          reasonCode: input.reasonCode ?? null,
          comment: input.comment,
          relevance: input.relevance ?? null,
        });
      });
      em.clear();
      return presenter.one(em, actor, orNotFound(await em.findOne(Match, { id: matchId })));
    },

    /** A pair that a curator found by search; scored like the others. */
    async add(actor: Actor, input: z.infer<typeof MatchAdd>): Promise<MatchView> {
      assertCurator(actor);
      const em = getEm();
      const existing = await em.findOne(Match, { demandId: input.demandId, achievementId: input.achievementId });
      if (existing && existing.status !== 'LAPSED' && (existing.rank != null || existing.origin !== 'SYSTEM'))
        throw new AppError('DUPLICATE', { current: await presenter.one(em, actor, existing) });
      if (!(await demands.records(em, [input.demandId])).get(input.demandId)?.row.publishedAt)
        throw invalid('demandId', 'not_found');
      if (!(await achievements.records(em, [input.achievementId])).get(input.achievementId)?.row.publishedAt)
        throw invalid('achievementId', 'not_found');
      const pair = await deps.pairs.scorePair(em, input.demandId, input.achievementId);
      em.clear();
      const id = await em.transactional(async (tx) => {
        const present = await tx.findOne(Match, { demandId: input.demandId, achievementId: input.achievementId });
        // Undo takes a pair that was not there off the list again; the row stays for its labels.
        const before = present ? { ...snapshotOf(present), origin: present.origin } : { status: 'LAPSED' };
        const added = await deps.pairs.addPair(tx as Em, actor, pair, input.note);
        await tx.flush();
        label(tx as Em, actor, orNotFound(await tx.findOne(Match, { id: added })), 'ADD', before, {
          comment: input.note,
        });
        return added;
      });
      em.clear();
      return presenter.one(em, actor, orNotFound(await em.findOne(Match, { id })));
    },

    /** How each side of the confirmed matches would be reached: numbers of people, for staff before they send. */
    async reach(actor: Actor, demandId: string): Promise<SendReach> {
      assertCurator(actor);
      const em = getEm();
      if (!(await demands.records(em, [demandId])).get(demandId)?.row.publishedAt) throw notFound();
      return reachOfDemand(em, demandId);
    },

    /** Introduces both sides of the confirmed matches: each gets a notice and a due date. */
    async send(actor: Actor, demandId: string, input: z.infer<typeof SendShortlist>): Promise<MatchListView> {
      assertCurator(actor);
      const em = getEm();
      await em.transactional(async (tx) => {
        const record = orNotFound((await demands.records(tx as Em, [demandId])).get(demandId));
        const matches = await tx.find(Match, { id: { $in: input.matchIds }, demandId });
        if (matches.length !== new Set(input.matchIds).size) throw invalid('matchIds', 'not_found');
        if (!input.unreachedAccepted && (await hasUnreached(tx as Em, demandId, matches)))
          throw invalid('unreachedAccepted', 'nobody_answers');
        const now = clock.now();
        const dueOn = dayOf(addDays(now, input.dueInDays));
        for (const { match, subject, isLive } of await presenter.subjects(tx as Em, matches)) {
          if (!mayMatch(actor, 'send', subject)) throw new AppError('FORBIDDEN');
          const to = matchTransition(match.status, 'send');
          if (!to || !isLive) throw new AppError('STATE_CONFLICT');
          const before = snapshotOf(match);
          recordTransition(tx as Em, actor, now, {
            entity: 'match',
            entityId: match.id,
            from: match.status,
            to,
            event: 'send',
            content: before,
          });
          Object.assign(match, {
            status: to,
            sentAt: now,
            sentBy: actor.userId,
            dueOn,
            message: input.message || null,
            demandAnswer: 'PENDING',
            achievementAnswer: 'PENDING',
            updatedAt: now,
          });
          label(tx as Em, actor, match, 'SEND', before);
          await deps.notifyParties(tx as Em, match, 'introduced', { code: match.code, dueOn }, 'both');
        }
        const list = await tx.findOne(MatchList, { subjectKind: 'demand', subjectId: record.row.id });
        if (list) Object.assign(list, { staffNoMatchAt: null, staffNoMatchBy: null });
      });
      em.clear();
      return listOf(em, actor, demandId);
    },

    /** The honest answer: a curator says that nothing fits yet; the demand leaves the open queue until its list changes. */
    async noMatch(actor: Actor, demandId: string, input: z.infer<typeof NoMatchDecision>): Promise<MatchListView> {
      assertCurator(actor);
      const em = getEm();
      await em.transactional(async (tx) => {
        const list = orNotFound(await tx.findOne(MatchList, { subjectKind: 'demand', subjectId: demandId }));
        const now = clock.now();
        // Saying the same twice changes nothing.
        if ((list.staffNoMatchAt != null) === input.concluded) return;
        list.staffNoMatchAt = input.concluded ? now : null;
        list.staffNoMatchBy = list.staffNoMatchAt ? actor.userId : null;
        recordTransition(tx as Em, actor, now, {
          entity: 'matchList',
          entityId: list.id,
          from: list.state,
          to: list.staffNoMatchAt ? 'NO_MATCH' : 'REOPENED',
          event: 'noMatch',
          content: list.run,
          comment: input.comment,
        });
        if (input.concluded) {
          const record = orNotFound((await demands.records(tx as Em, [demandId])).get(demandId));
          await deps.notifications.notify(
            tx as Em,
            await deps.accounts.memberIds(tx as Em, record.row.organisationId),
            'noMatchYet',
            { code: record.row.code },
            `/desk/demands/${demandId}/matches`,
          );
        }
      });
      em.clear();
      return listOf(em, actor, demandId);
    },

    labels: createLabelList(deps),
  };

  /** Whether nobody could answer for one of the sides. Matches that cannot be sent are refused for that, not for this. */
  async function hasUnreached(em: Em, demandId: string, matches: readonly Match[]): Promise<boolean> {
    const chosen = matches.filter((match) => match.status === 'CONFIRMED');
    if (!chosen.length) return false;
    const { demand, achievements: reached } = await reachOfDemand(em, demandId);
    const people = new Map(reached.map((side) => [side.achievementId, side.people]));
    return demand.people === 0 || chosen.some((match) => !people.get(match.achievementId));
  }

  async function undo(em: Em, actor: Actor, match: Match): Promise<void> {
    if (!UNDOABLE.includes(match.status)) throw new AppError('STATE_CONFLICT');
    const last = (
      await em.find(
        MatchLabel,
        { matchId: match.id, undoneById: null, action: { $in: Object.keys(CHANGES) } },
        { orderBy: [{ at: 'desc' }, { id: 'desc' }], limit: 1 },
      )
    )[0];
    if (!last) throw notFound();
    const before = snapshotOf(match);
    const undoing = label(em, actor, match, 'UNDO', before);
    last.undoneById = undoing.id;
    const changesStatus = CHANGES[last.action]?.includes('status');
    recordTransition(em, actor, clock.now(), {
      entity: 'match',
      entityId: match.id,
      from: match.status,
      to: changesStatus ? String(last.before.status) : match.status,
      event: 'undo',
      content: before,
    });
    const move = last.before.move as MoveRecord | undefined;
    if (move) return moveBack(em, match, move);
    for (const field of CHANGES[last.action] ?? [])
      if (field in last.before) Object.assign(match, { [field]: last.before[field] });
  }
}

export type CurationService = ReturnType<typeof createCurationService>;
