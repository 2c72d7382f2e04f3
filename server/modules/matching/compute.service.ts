import { raw } from '@mikro-orm/core';
import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { CandidateResult, Filter, SearchEngine } from '../../../search/port.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addMonths, type Clock, dayOf } from '../../kernel/clock.ts';
import { nextCodes } from '../../kernel/code.ts';
import { notFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import type { AchievementRecord, AchievementRecords } from '../achievements/index.ts';
import type { DemandRecord, DemandRecords } from '../demands/index.ts';
import { readDemand } from './engine/features.ts';
import { contextOf, gradePair, matchPair, type PairMatch } from './engine/match.ts';
import { MODEL } from './engine/model.ts';
import { decideNoMatch } from './engine/no-match.ts';
import { profileOfAchievement, profileOfDemand, textForEmbedding } from './engine/profile.ts';
import { rankList } from './engine/rank.ts';
import type { MatchDemand } from './engine/types.ts';
import { Match, MatchList } from './match.entity.ts';
import { achievementInput, demandInput } from './match-input.ts';

export type SubjectKind = 'demand' | 'achievement';

export interface ComputeDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  engine: SearchEngine;
  embedding: EmbeddingModel;
  demands: DemandRecords;
  achievements: AchievementRecords;
}

/** Candidates asked of the engine, pairs shown in a list, and the seconds by which changes are gathered before a run. */
export const CANDIDATES = 60;
export const LIST_LENGTH = 20;
const THROTTLE_SECONDS = 5;
/** Weight of the dense z-score in the candidate fusion; the dev sets justify it (docs/matching.md). */
export const DENSE_WEIGHT = 0;
/** A run is no edit: a curator who reads the list meanwhile must not be turned away for an old version. */
const SAME_VERSION = { version: raw('version') };
/** Open statuses whose score follows a new run; decided matches keep their place but get fresh evidence. */
const FOLLOWS_RUN = ['SUGGESTED', 'CONFIRMED', 'DISMISSED'];

/** A graded pair, and its explanation for when somebody will see it: most candidates nobody does. */
type Graded = Omit<PairMatch, 'evidence'> & { teamId: string | null; isStale: boolean; explain: () => PairMatch };

interface Scored {
  pairs: Graded[];
  result: CandidateResult;
  /** For the advice; null in the reverse direction. */
  demand: MatchDemand | null;
}

/** Evidence as stored, with the features that a label remembers. */
const storedEvidence = (pair: PairMatch): Record<string, unknown> => ({
  ...pair.evidence,
  features: Object.fromEntries(Object.entries(pair.relevance.features).filter(([, value]) => value !== null)),
});

/** The pairs worth a look (level 2 and up) in the order of the list. */
function rankPairs(pairs: Scored['pairs'], other: 'demandId' | 'achievementId'): Scored['pairs'] {
  const order = rankList(
    pairs
      .filter((pair) => pair.relevance.level >= 2)
      .map((pair) => ({
        id: pair[other],
        level: pair.relevance.level,
        score: pair.relevance.score,
        feasibility: pair.feasibility.total,
        isStopped: pair.feasibility.stop !== null,
        teamId: pair.teamId,
        isStale: pair.isStale,
        isPinned: false,
        manualRank: null,
      })),
  );
  const byId = new Map(pairs.map((pair) => [pair[other], pair]));
  return order.slice(0, LIST_LENGTH).map((ranked) => byId.get(ranked.id)!);
}

const OPEN_ACHIEVEMENTS: readonly Filter[] = [
  { field: 'kind', any: ['achievement'] },
  { field: 'status', any: ['PUBLISHED'] },
];
const OPEN_DEMANDS: readonly Filter[] = [{ field: 'kind', any: ['demand'] }];

/** Makes match lists: profile → candidates → relevance, feasibility, evidence → list, or the honest "no close match yet". */
export function createCompute(deps: ComputeDeps) {
  const { em: getEm, jobs, clock, engine, embedding, demands, achievements } = deps;

  async function candidates(
    parts: Parameters<typeof textForEmbedding>[0],
    filters: readonly Filter[],
  ): Promise<CandidateResult> {
    const [vector] = await embedding.embed([textForEmbedding(parts)], 'query');
    return engine.candidates('matching', {
      parts,
      filters,
      k: CANDIDATES,
      denseWeight: DENSE_WEIGHT,
      ...(vector ? { vector } : {}),
    });
  }

  const isStale = (confirmedAt: Date | null): boolean =>
    confirmedAt !== null && addMonths(confirmedAt, STALE_AFTER_MONTHS) < clock.now();

  async function listRow(em: Em, kind: SubjectKind, id: string): Promise<MatchList> {
    const found = await em.findOne(MatchList, { subjectKind: kind, subjectId: id });
    if (found) return found;
    const row = em.create(MatchList, {
      id: newId(),
      subjectKind: kind,
      subjectId: id,
      state: 'QUEUED',
      madeAt: null,
      modelVersion: null,
      noCloseMatch: false,
      noCloseMatchReason: null,
      run: {},
      staffNoMatchAt: null,
      staffNoMatchBy: null,
      staleSince: clock.now(),
    });
    await em.flush();
    return row;
  }

  async function scoreDemand(record: DemandRecord): Promise<Scored> {
    const demand = demandInput(record);
    const result = await candidates(profileOfDemand(demand), OPEN_ACHIEVEMENTS);
    const records = await achievements.records(
      getEm(),
      result.candidates.map((candidate) => candidate.id),
    );
    const reading = readDemand(demand);
    const asOf = dayOf(clock.now());
    const pairs = result.candidates.flatMap((candidate) => {
      const achievement = records.get(candidate.id);
      if (achievement?.row.status !== 'PUBLISHED') return [];
      const input = achievementInput(achievement);
      return [
        {
          ...gradePair(reading, input, { asOf, run: result }),
          teamId: achievement.row.teamId,
          isStale: isStale(achievement.row.confirmedAt),
          explain: () => matchPair(reading, input, { asOf, run: result }),
        },
      ];
    });
    return { pairs, result, demand };
  }

  async function scoreAchievement(record: AchievementRecord): Promise<Scored> {
    const achievement = achievementInput(record);
    const result = await candidates(profileOfAchievement(achievement), OPEN_DEMANDS);
    const records = await demands.records(
      getEm(),
      result.candidates.map((candidate) => candidate.id),
    );
    const asOf = dayOf(clock.now());
    const pairs = result.candidates.flatMap((candidate) => {
      const demand = records.get(candidate.id);
      if (!demand) return [];
      const reading = readDemand(demandInput(demand));
      const context = contextOf(result, candidate.id);
      return [
        {
          ...gradePair(reading, achievement, { asOf, run: result }, context),
          teamId: null,
          isStale: isStale(demand.row.confirmedAt),
          explain: () => matchPair(reading, achievement, { asOf, run: result }, context),
        },
      ];
    });
    return { pairs, result, demand: null };
  }

  /** Writes the run: present pairs follow it, new ones are added, suggestions that fell out of the list lose their rank. */
  async function store(kind: SubjectKind, id: string, scored: Scored): Promise<void> {
    const em = getEm();
    const key = kind === 'demand' ? 'demandId' : 'achievementId';
    const ranked = rankPairs(scored.pairs, kind === 'demand' ? 'achievementId' : 'demandId');
    const levels = scored.pairs.map((pair) => ({
      level: pair.relevance.level,
      score: pair.relevance.score,
      isStopped: pair.feasibility.stop !== null,
    }));
    const decision = decideNoMatch(levels, scored.result, scored.demand);
    await em.transactional(async (inner) => {
      const tx = inner as Em;
      const now = clock.now();
      const list = await listRow(tx, kind, id);
      const present = await tx.find(Match, { [key]: id });
      const other = kind === 'demand' ? 'achievementId' : 'demandId';
      const byOther = new Map(present.map((match) => [match[other], match]));
      const fresh = ranked.filter((pair) => !byOther.has(pair[other]));
      const codes = fresh.length ? await nextCodes(tx, 'MAT', now, fresh.length) : [];
      const rankOf = (pair: Scored['pairs'][number]) => ranked.indexOf(pair) + 1;
      for (const match of present) {
        const { id: matchId, status, [other]: otherId } = match;
        const pair = scored.pairs.find((candidate) => candidate[other] === otherId);
        // A new run is a new suggestion of what lapsed because nobody took it up in time.
        const returns = pair !== undefined && status === 'LAPSED' && match.sentAt == null && ranked.includes(pair);
        const explained = pair && (returns || FOLLOWS_RUN.includes(status)) ? pair.explain() : null;
        const changes = {
          // A list in the reverse direction leaves the ranks of the demands' own lists alone.
          ...(kind === 'demand' ? { rank: pair && ranked.includes(pair) ? rankOf(pair) : null } : {}),
          ...(explained ? assessed(explained, now) : {}),
          ...(returns ? { status: 'SUGGESTED' as const } : {}),
        };
        if (kind === 'demand' || explained)
          await tx.nativeUpdate(Match, { id: matchId }, { ...changes, ...SAME_VERSION });
        // A level that a person gave stays; the machine's own is kept beside it in the run.
        if (explained)
          await tx.nativeUpdate(Match, { id: matchId, relevanceBy: null }, { ...graded(explained), ...SAME_VERSION });
      }
      for (const [i, pair] of fresh.entries())
        tx.create(Match, newMatch(pair.explain(), codes[i]!, kind === 'demand' ? rankOf(pair) : null, now));
      // Somebody concluded that nothing fits, and now something does: the question is open again.
      if (fresh.some((pair) => pair.relevance.level >= 3))
        Object.assign(list, { staffNoMatchAt: null, staffNoMatchBy: null });
      Object.assign(list, {
        state: 'READY',
        madeAt: now,
        modelVersion: MODEL.version,
        noCloseMatch: decision.noCloseMatch,
        noCloseMatchReason: decision.noCloseMatch ? decision.reason.code : null,
        run: {
          gap: scored.result.gap,
          gapThreshold: scored.result.gapThreshold,
          noAnswerScore: decision.noAnswerScore,
          advice: decision.advice.map((reason) => ({ ...reason })),
          reason: { ...decision.reason },
          candidates: scored.result.candidates.map(({ id: candidateId, score, coverage, cosine }) => ({
            id: candidateId,
            score,
            coverage,
            cosine: cosine ?? null,
          })),
          ranked: ranked.map((pair) => ({
            id: pair[other],
            relevance: pair.relevance.level,
            score: pair.relevance.score,
            feasibility: pair.feasibility.total,
          })),
        },
        staleSince: null,
      });
    });
  }

  const graded = ({ relevance }: PairMatch) => ({ relevance: relevance.level, relevanceScore: relevance.score });
  const assessed = (pair: PairMatch, now: Date) => ({
    feasibility: pair.feasibility.total,
    evidence: storedEvidence(pair),
    modelVersion: pair.relevance.modelVersion,
    madeAt: now,
  });

  const newMatch = (
    pair: PairMatch,
    code: string,
    rank: number | null,
    now: Date,
    origin: 'SYSTEM' | 'STAFF' = 'SYSTEM',
    by: string | null = null,
    note: string | null = null,
  ) => ({
    id: newId(),
    code,
    demandId: pair.demandId,
    achievementId: pair.achievementId,
    origin,
    status: 'SUGGESTED' as const,
    relevance: pair.relevance.level,
    relevanceScore: pair.relevance.score,
    relevanceBy: null,
    feasibility: pair.feasibility.total,
    rank,
    manualRank: null,
    isPinned: false,
    note,
    evidence: storedEvidence(pair),
    modelVersion: pair.relevance.modelVersion,
    madeAt: now,
    reasonCodes: [],
    feedback: null,
    createdAt: now,
    updatedAt: now,
    createdBy: by,
  });

  return {
    /** Computes one list now. Records that are no longer open leave an empty, ready list. */
    async recompute(kind: SubjectKind, id: string): Promise<void> {
      const em = getEm();
      const list = await listRow(em, kind, id);
      await em.nativeUpdate(MatchList, { id: list.id }, { state: 'COMPUTING' });
      em.clear();
      if (kind === 'demand') {
        const record = (await demands.records(em, [id])).get(id);
        if (record) await store(kind, id, await scoreDemand(record));
      } else {
        const record = (await achievements.records(em, [id])).get(id);
        if (record) await store(kind, id, await scoreAchievement(record));
      }
      em.clear();
      const after = await em.findOne(MatchList, { subjectKind: kind, subjectId: id });
      // Marked stale again while it ran: another run is already queued.
      if (after && after.state === 'COMPUTING')
        await em.nativeUpdate(MatchList, { id: after.id }, { state: 'READY', staleSince: null });
    },

    /** Asks for a list when there is none; a stale one is shown as it is until its run comes. */
    async ensureList(em: Em, kind: SubjectKind, id: string): Promise<void> {
      const found = await em.findOne(MatchList, { subjectKind: kind, subjectId: id });
      if (found) return;
      await em.transactional(async (tx) => {
        await listRow(tx as Em, kind, id);
        await jobs.enqueue(tx as Em, 'match-recompute', { kind, id }, { key: `${kind}:${id}` });
      });
    },

    /** Lists made by another version of the model run anew, in the background. @returns how many */
    async refreshOutdated(em: Em): Promise<number> {
      const old = await em.find(
        MatchList,
        { modelVersion: { $ne: MODEL.version }, state: { $in: ['READY', 'STALE'] } },
        { fields: ['subjectKind', 'subjectId'] },
      );
      await em.transactional(async (tx) => {
        for (const { subjectKind, subjectId } of old) {
          await tx.nativeUpdate(MatchList, { subjectKind, subjectId }, { state: 'STALE', staleSince: clock.now() });
          await jobs.enqueue(
            tx as Em,
            'match-recompute',
            { kind: subjectKind, id: subjectId },
            { key: `${subjectKind}:${subjectId}` },
          );
        }
      });
      return old.length;
    },

    /** Asks for a new run of one list. @throws AppError NOT_FOUND for a record that was never published */
    async request(em: Em, kind: SubjectKind, id: string): Promise<void> {
      const records: ReadonlyMap<string, DemandRecord | AchievementRecord> = await (kind === 'demand'
        ? demands.records(em, [id])
        : achievements.records(em, [id]));
      if (!records.get(id)?.row.publishedAt) throw notFound();
      await em.transactional(async (tx) => {
        const list = await listRow(tx as Em, kind, id);
        list.state = 'QUEUED';
        list.staleSince = clock.now();
        await jobs.enqueue(tx as Em, 'match-recompute', { kind, id }, { key: `${kind}:${id}` });
      });
    },

    /**
     * Records changed and stand in the index: their own lists run anew, and so do the lists that hold them or that
     * they may now enter. Gathered for some seconds, one waiting job a list.
     */
    async recordsChanged(em: Em, kind: SubjectKind, ids: readonly string[]): Promise<void> {
      const affected = new Map<string, { kind: SubjectKind; id: string }>();
      const add = (subject: SubjectKind, id: string) => affected.set(`${subject}:${id}`, { kind: subject, id });
      if (kind === 'demand') for (const id of ids) add('demand', id);
      else {
        // A new or changed achievement may enter any open demand's list: ask the engine which.
        for (const row of await em.find(Match, { achievementId: { $in: [...ids] } }, { fields: ['demandId'] }))
          add('demand', row.demandId);
        const open = new Set(await demands.openIds(em, {}));
        if (ids.length > 20) for (const id of open) add('demand', id);
        else
          for (const [, record] of await achievements.records(em, ids)) {
            const result = await candidates(profileOfAchievement(achievementInput(record)), OPEN_DEMANDS);
            for (const candidate of result.candidates.slice(0, 10))
              if (open.has(candidate.id)) add('demand', candidate.id);
          }
      }
      for (const row of await em.find(
        MatchList,
        { subjectKind: 'achievement', ...(kind === 'achievement' ? { subjectId: { $in: [...ids] } } : {}) },
        { fields: ['subjectId'] },
      ))
        add('achievement', row.subjectId);
      if (affected.size === 0) return;
      await em.transactional(async (inner) => {
        const tx = inner as Em;
        for (const subject of affected.values()) {
          const list = await listRow(tx, subject.kind, subject.id);
          if (list.state === 'READY') list.state = list.madeAt ? 'STALE' : 'QUEUED';
          list.staleSince ??= clock.now();
          await jobs.enqueue(tx, 'match-recompute', subject, {
            key: `${subject.kind}:${subject.id}`,
            startAfterSeconds: THROTTLE_SECONDS,
          });
        }
      });
    },

    /** A pair that a person brought: scored without a run's statistics when the engine does not rank it. */
    async addPair(em: Em, actor: Actor, demandId: string, achievementId: string, note: string): Promise<string> {
      const demand = (await demands.records(em, [demandId])).get(demandId)!;
      const achievement = (await achievements.records(em, [achievementId])).get(achievementId)!;
      const input = demandInput(demand);
      const result = await candidates(profileOfDemand(input), [
        ...OPEN_ACHIEVEMENTS,
        { field: 'id', any: [achievementId] },
      ]);
      const ranked = result.candidates.some((candidate) => candidate.id === achievementId);
      const pair = matchPair(input, achievementInput(achievement), {
        asOf: dayOf(clock.now()),
        ...(ranked ? { run: result } : {}),
      });
      return em.transactional(async (inner) => {
        const tx = inner as Em;
        const now = clock.now();
        const existing = await tx.findOne(Match, { demandId, achievementId });
        if (existing) {
          Object.assign(existing, assessed(pair, now), existing.relevanceBy ? {} : graded(pair));
          existing.origin = 'STAFF';
          existing.note = note || null;
          if (existing.status === 'LAPSED') existing.status = 'SUGGESTED';
          return existing.id;
        }
        const [code] = await nextCodes(tx, 'MAT', now, 1);
        const row = newMatch(pair, code!, null, now, 'STAFF', actor.userId, note || null);
        tx.create(Match, row);
        return row.id;
      });
    },
  };
}
export type MatchPairs = ReturnType<typeof createCompute>;
