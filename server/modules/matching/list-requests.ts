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
/** More changed records than this may enter any list; for fewer the engine is asked which. */
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

  /** Records of the other side in whose lists the changed ones stand or which they may now enter; null for all. */
  async function othersOf(em: Em, kind: SubjectKind, ids: readonly string[]): Promise<Set<string> | null> {
    if (ids.length > ASKED_ONE_BY_ONE) return null;
    const [own, other] =
      kind === 'demand' ? (['demandId', 'achievementId'] as const) : (['achievementId', 'demandId'] as const);
    const holding = await em.find(Match, { [own]: { $in: [...ids] } }, { fields: [other], disableIdentityMap: true });
    return new Set([...holding.map((row) => row[other]), ...(await scoring.near(em, kind, ids, NEAREST))]);
  }

  /** Every open demand has a list, an achievement only when somebody asked for it. */
  async function affectedBy(em: Em, kind: SubjectKind, ids: readonly string[]): Promise<Subject[]> {
    const others = await othersOf(em, kind, ids);
    const open = kind === 'achievement' ? await demands.openIds(em, {}) : ids;
    const demandIds = kind === 'achievement' && others ? open.filter((id) => others.has(id)) : open;
    const achievementIds = kind === 'achievement' ? ids : others && [...others];
    const lists = await em.find(
      MatchList,
      { subjectKind: 'achievement', ...(achievementIds ? { subjectId: { $in: [...achievementIds] } } : {}) },
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
