import type { z } from 'zod';
import type {
  MatchAdd,
  MatchDecision,
  MatchListView,
  MatchView,
  NoMatchDecision,
  QueueItem,
  QueuePage,
  QueueQuery,
  SendShortlist,
} from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import type { Accounts } from '../accounts/index.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import type { NotificationsService } from '../notifications/index.ts';
import type { MatchPairs } from './compute.service.ts';
import { CHANGES, isListed, moveBack, reorder, snapshotOf, UNDOABLE } from './decision-undo.ts';
import type { NotifyParties } from './introductions.service.ts';
import { type MoveRecord, orderOf } from './list-order.ts';
import { Match, MatchLabel, MatchList } from './match.entity.ts';
import { matchTransition } from './matches.states.ts';
import { mayMatch, mayUseQueue } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';
import { queueItem, queueOrder } from './queue-items.ts';

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

  const allow = (actor: Actor): void => {
    if (!actor.userId) throw new AppError('UNAUTHENTICATED');
    if (!mayUseQueue(actor)) throw new AppError('FORBIDDEN');
  };

  function label(
    em: Em,
    actor: Actor,
    match: Match,
    action: string,
    before: Record<string, unknown>,
    extra: { reasonCode?: string | null; comment?: string; relevance?: number | null } = {},
  ): MatchLabel {
    return em.create(MatchLabel, {
      id: newId(),
      matchId: match.id,
      demandId: match.demandId,
      achievementId: match.achievementId,
      action,
      relevance: extra.relevance ?? null,
      reasonCode: extra.reasonCode ?? null,
      comment: extra.comment || null,
      rankShown: match.rank ?? null,
      modelVersion: match.modelVersion,
      features: (match.evidence.features as Record<string, number> | undefined) ?? {},
      undoneById: null,
      before,
      byId: actor.userId,
      byName: actor.name,
      at: clock.now(),
    });
  }

  async function listOf(em: Em, actor: Actor, demandId: string): Promise<MatchListView> {
    const record = orNotFound((await demands.records(em, [demandId])).get(demandId));
    const list = await em.findOne(MatchList, { subjectKind: 'demand', subjectId: demandId });
    const matches = await em.find(Match, { demandId, status: { $nin: ['LAPSED'] } });
    return presenter.list(em, actor, { kind: 'demand', record }, list, orderOf(matches.filter(isListed)));
  }

  return {
    /** Open demands with the state of their lists, sorted as the curator asks; filters and order need every open demand. */
    async queue(actor: Actor, query: z.infer<typeof QueueQuery>): Promise<QueuePage> {
      allow(actor);
      const em = getEm();
      const ids = await demands.openIds(em, {
        ...(query.assigned === 'me' && actor.userId ? { managerId: actor.userId } : {}),
        ...(query.organisationId ? { organisationId: query.organisationId } : {}),
        ...(query.chain ? { chain: query.chain } : {}),
      });
      const records = await demands.records(em, ids);
      // Asking for one firm's demands must not tell which of the anonymous ones are its own.
      if (query.organisationId)
        for (const [id, record] of records) if (presenter.demandLabels(actor, record).isFirmHidden) records.delete(id);
      const lists = new Map(
        (await em.find(MatchList, { subjectKind: 'demand', subjectId: { $in: ids } })).map((list) => [
          list.subjectId,
          list,
        ]),
      );
      const rows = await em.find(
        Match,
        { demandId: { $in: ids } },
        { fields: ['id', 'demandId', 'status', 'relevance', 'rank'] },
      );
      const byDemand = Map.groupBy(rows, (row) => row.demandId);
      const names = await deps.accounts.namesOf(
        em,
        [...records.values()].map((record) => record.row.managerId),
      );
      const now = clock.now();
      const all = ids.flatMap((id): { item: QueueItem; state: string }[] => {
        const record = records.get(id);
        if (!record) return [];
        const list = lists.get(id);
        const matches = byDemand.get(id) ?? [];
        const suggested = matches.filter((match) => match.status === 'SUGGESTED' && match.rank != null);
        const confirmed = matches.filter((match) => match.status === 'CONFIRMED');
        const sent = matches.filter(
          (match) => !['SUGGESTED', 'CONFIRMED', 'DISMISSED', 'LAPSED'].includes(match.status),
        );
        const none =
          list?.staffNoMatchAt != null ||
          (suggested.length === 0 && confirmed.length === 0 && list?.state === 'READY' && sent.length === 0);
        const state = sent.length ? 'done' : confirmed.length ? 'shortlisted' : none ? 'none' : 'open';
        return [
          {
            state,
            item: queueItem(
              record,
              list ?? null,
              {
                suggested: suggested.length,
                confirmed: confirmed.length,
                best: Math.max(0, ...suggested.map((m) => m.relevance), ...confirmed.map((m) => m.relevance)),
              },
              presenter.demandLabels(actor, record),
              record.row.managerId ? (names.get(record.row.managerId) ?? null) : null,
              now,
            ),
          },
        ];
      });
      const chosen = all.filter((entry) => entry.state === query.state).map((entry) => entry.item);
      chosen.sort(queueOrder(query.by));
      const countOf = (state: string) => all.filter((entry) => entry.state === state).length;
      const offset = Number(decodeCursor(query.cursor, 'number')?.key ?? 0);
      const items = chosen.slice(offset, offset + query.limit);
      return {
        items,
        nextCursor:
          offset + query.limit < chosen.length ? encodeCursor({ key: String(offset + query.limit), id: '' }) : null,
        total: chosen.length,
        counts: {
          open: countOf('open'),
          shortlisted: countOf('shortlisted'),
          none: countOf('none'),
          done: countOf('done'),
        },
      };
    },

    /** Ranked list of one demand with full evidence; a list that was never made, or is stale, is asked for. */
    async list(actor: Actor, demandId: string): Promise<MatchListView> {
      allow(actor);
      const em = getEm();
      // Drafts are no matter of curation.
      if (!(await demands.records(em, [demandId])).get(demandId)?.row.publishedAt) throw notFound();
      await deps.pairs.ensureList(em, 'demand', demandId);
      return listOf(em, actor, demandId);
    },

    async decide(actor: Actor, matchId: string, input: z.infer<typeof MatchDecision>): Promise<MatchView> {
      allow(actor);
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
      allow(actor);
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

    /** Introduces both sides of the confirmed matches: each gets a notice and a due date. */
    async send(actor: Actor, demandId: string, input: z.infer<typeof SendShortlist>): Promise<MatchListView> {
      allow(actor);
      const em = getEm();
      await em.transactional(async (tx) => {
        const record = orNotFound((await demands.records(tx as Em, [demandId])).get(demandId));
        const matches = await tx.find(Match, { id: { $in: input.matchIds }, demandId });
        if (matches.length !== new Set(input.matchIds).size) throw invalid('matchIds', 'not_found');
        const now = clock.now();
        const dueOn = dayOf(addDays(now, input.dueInDays));
        for (const match of matches) {
          const subject = await presenter.subject(tx as Em, match);
          if (!mayMatch(actor, 'send', subject)) throw new AppError('FORBIDDEN');
          const to = matchTransition(match.status, 'send');
          if (!to || !(await presenter.isLive(tx as Em, match))) throw new AppError('STATE_CONFLICT');
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
      allow(actor);
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

    async labels(actor: Actor, query: { cursor?: string | undefined; limit: number }) {
      allow(actor);
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const rows = await em.find(MatchLabel, cursor ? { id: { $lt: cursor.id } } : {}, {
        orderBy: { id: 'desc' },
        limit: query.limit + 1,
      });
      const items = rows.slice(0, query.limit).map((row) => ({
        id: row.id,
        matchId: row.matchId,
        demandId: row.demandId,
        achievementId: row.achievementId,
        action: row.undoneById ? `${row.action}_UNDONE` : row.action,
        relevance: row.relevance ?? null,
        reasonCode: row.reasonCode ?? null,
        rankShown: row.rankShown ?? null,
        modelVersion: row.modelVersion,
        byName: row.byName,
        at: row.at.toISOString(),
      }));
      const last = items.at(-1);
      return { items, nextCursor: rows.length > query.limit && last ? encodeCursor({ key: '', id: last.id }) : null };
    },
  };

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
