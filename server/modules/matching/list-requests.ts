import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { notFound } from '../../kernel/errors.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import { MODEL } from './engine/model.ts';
import { keyOf, openLists, type Subject, type SubjectKind } from './lists.repository.ts';
import { Match, MatchList } from './match.entity.ts';
import type { Scoring } from './scoring.ts';

/** Seconds by which changes are gathered before a run. */
const THROTTLE_SECONDS = 5;
/** More changed achievements than this may enter any list; for fewer the engine is asked which. */
const ASKED_ONE_BY_ONE = 20;
const NEAREST = 10;

/** When a list is made: asked for by people, or because a record changed. One waiting job a list. */
export function createListRequests(deps: {
  jobs: Jobs;
  clock: Clock;
  demands: DemandRecords;
  achievements: AchievementRecords;
  scoring: Scoring;
}) {
  const { jobs, clock, demands, achievements, scoring } = deps;

  const enqueue = (em: Em, subjects: readonly Subject[], startAfterSeconds = 0) =>
    jobs.enqueueMany(em, 'match-recompute', subjects, { keyOf, startAfterSeconds });

  /** Lists that changed achievements stand in or may now enter, and those of changed demands themselves. */
  async function affectedBy(em: Em, kind: SubjectKind, ids: readonly string[]): Promise<Subject[]> {
    const demandIds = new Set(kind === 'demand' ? ids : []);
    if (kind === 'achievement') {
      const holding = { achievementId: { $in: [...ids] } };
      for (const row of await em.find(Match, holding, { fields: ['demandId'], disableIdentityMap: true }))
        demandIds.add(row.demandId);
      const open = new Set(await demands.openIds(em, {}));
      const near = ids.length > ASKED_ONE_BY_ONE ? open : await scoring.demandsNear(em, ids, NEAREST);
      for (const id of near) if (open.has(id)) demandIds.add(id);
    }
    const lists = await em.find(
      MatchList,
      { subjectKind: 'achievement', ...(kind === 'achievement' ? { subjectId: { $in: [...ids] } } : {}) },
      { fields: ['subjectId'], disableIdentityMap: true },
    );
    return [
      ...[...demandIds].map((id) => ({ kind: 'demand' as const, id })),
      ...lists.map(({ subjectId }) => ({ kind: 'achievement' as const, id: subjectId })),
    ];
  }

  return {
    /** Asks for a list when there is none; a stale one is shown as it is until its run comes. */
    async ensureList(em: Em, kind: SubjectKind, id: string): Promise<void> {
      if (await em.findOne(MatchList, { subjectKind: kind, subjectId: id })) return;
      await em.transactional(async (tx) => {
        if ((await openLists(tx as Em, [{ kind, id }], 'leave', clock.now())).length)
          await enqueue(tx as Em, [{ kind, id }]);
      });
    },

    /** Lists made by another version of the model run anew, in the background. @returns how many */
    async refreshOutdated(em: Em): Promise<number> {
      const outdated = { modelVersion: { $ne: MODEL.version }, state: { $in: ['READY' as const, 'STALE' as const] } };
      const rows = await em.find(MatchList, outdated, { fields: ['subjectKind', 'subjectId'] });
      await em.transactional(async (tx) => {
        await tx.nativeUpdate(MatchList, outdated, { state: 'STALE', staleSince: clock.now() });
        await enqueue(
          tx as Em,
          rows.map(({ subjectKind, subjectId }) => ({ kind: subjectKind, id: subjectId })),
        );
      });
      return rows.length;
    },

    /** Asks for a new run of one list. @throws AppError NOT_FOUND for a record that was never published */
    async request(em: Em, kind: SubjectKind, id: string): Promise<void> {
      const records = await (kind === 'demand' ? demands : achievements).records(em, [id]);
      if (!records.get(id)?.row.publishedAt) throw notFound();
      await em.transactional(async (tx) => {
        await openLists(tx as Em, [{ kind, id }], 'queue', clock.now());
        await enqueue(tx as Em, [{ kind, id }]);
      });
    },

    /**
     * Records changed and stand in the index: their own lists run anew, and so do the lists that hold them or that
     * they may now enter. Gathered for some seconds, one waiting job a list.
     */
    async recordsChanged(em: Em, kind: SubjectKind, ids: readonly string[]): Promise<void> {
      const affected = await affectedBy(em, kind, ids);
      if (affected.length === 0) return;
      await em.transactional(async (tx) => {
        await openLists(tx as Em, affected, 'age', clock.now());
        await enqueue(tx as Em, affected, THROTTLE_SECONDS);
      });
    },
  };
}
