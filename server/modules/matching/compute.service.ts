import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { SearchEngine } from '../../../search/port.ts';
import type { MatchStatus } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextCodes } from '../../kernel/code.ts';
import { newId } from '../../kernel/ids.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import type { PairMatch } from './engine/match.ts';
import { MODEL } from './engine/model.ts';
import { decideNoMatch } from './engine/no-match.ts';
import { createListRequests } from './list-requests.ts';
import {
  openLists,
  type PairChange,
  type PresentPair,
  presentPairs,
  type Subject,
  type SubjectKind,
  storedEvidence,
  updatePairs,
} from './lists.repository.ts';
import { Match, MatchList } from './match.entity.ts';
import { createReadings } from './readings.ts';
import { createScoring, type GradedPair, rankPairs, type Scored } from './scoring.ts';

export { CANDIDATES, DENSE_WEIGHT } from './scoring.ts';

export interface ComputeDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  engine: SearchEngine;
  embedding: EmbeddingModel;
  demands: DemandRecords;
  achievements: AchievementRecords;
}

/** Open statuses whose score follows a new run; decided matches keep their place but get fresh evidence. */
const FOLLOWS_RUN: readonly MatchStatus[] = ['SUGGESTED', 'CONFIRMED', 'DISMISSED'];

/** Makes match lists: profile → candidates → relevance, feasibility, evidence → list, or the honest "no close match yet". */
export function createCompute(deps: ComputeDeps) {
  const { em: getEm, jobs, clock, engine, embedding, demands, achievements } = deps;
  const readings = createReadings({ achievements, demands });
  const scoring = createScoring({ clock, engine, embedding, readings });

  /** Writes the run: present pairs follow it, new ones are added, suggestions that fell out of the list lose their rank. */
  async function store(listId: string, subject: Subject, scored: Scored): Promise<void> {
    const em = getEm();
    const ranked = rankPairs(scored.pairs);
    const rankOf = new Map(ranked.map((pair, i) => [pair.other, i + 1]));
    const byOther = new Map(scored.pairs.map((pair) => [pair.other, pair]));
    const explained = new Map<string, PairMatch>();
    const explain = (pair: GradedPair): PairMatch => {
      const made = explained.get(pair.other) ?? pair.explain();
      explained.set(pair.other, made);
      return made;
    };
    // A new run is a new suggestion of what lapsed because nobody took it up in time.
    const returns = ({ status, other, wasSent }: PresentPair): boolean =>
      status === 'LAPSED' && !wasSent && rankOf.has(other);
    const follows = (row: PresentPair): GradedPair | undefined =>
      returns(row) || FOLLOWS_RUN.includes(row.status) ? byOther.get(row.other) : undefined;
    // Explained beforehand: a transaction only writes. Pairs that come in between are the exception.
    for (const pair of ranked) explain(pair);
    for (const pair of (await presentPairs(em, subject)).flatMap((row) => follows(row) ?? [])) explain(pair);
    // A list in the reverse direction leaves the ranks of the demands' own lists alone.
    const writesRank = subject.kind === 'demand';
    const list = listColumns(scored, ranked);
    await em.transactional(async (inner) => {
      const tx = inner as Em;
      const now = clock.now();
      const present = await presentPairs(tx, subject);
      const changes = present.flatMap((row): PairChange[] => {
        const pair = follows(row);
        const rank = rankOf.get(row.other) ?? null;
        if (!pair && (!writesRank || rank === row.rank)) return [];
        return [{ id: row.id, rank, pair: pair ? explain(pair) : null, returns: returns(row) }];
      });
      await updatePairs(tx, changes, writesRank, now);
      const known = new Set(present.map((row) => row.other));
      const fresh = ranked.filter((pair) => !known.has(pair.other));
      if (fresh.length) {
        const codes = await nextCodes(tx, 'MAT', now, fresh.length);
        await tx.insertMany(
          Match,
          fresh.map((pair, i) =>
            newMatch(explain(pair), codes[i]!, now, { rank: writesRank ? rankOf.get(pair.other)! : null }),
          ),
        );
      }
      // Somebody concluded that nothing fits, and now something does: the question is open again.
      const reopened = fresh.some((pair) => pair.relevance.level >= 3)
        ? { staffNoMatchAt: null, staffNoMatchBy: null }
        : {};
      await tx.nativeUpdate(MatchList, { id: listId }, { ...list, ...reopened, madeAt: now });
    });
  }

  return {
    /** Computes one list now. Records that are no longer open leave an empty, ready list. */
    async recompute(kind: SubjectKind, id: string): Promise<void> {
      const em = getEm();
      const subject = { kind, id };
      const listId = (await openLists(em, [subject], 'compute', clock.now()))[0]!;
      const scored = await scoring.score(em, subject);
      em.clear();
      if (scored) await store(listId, subject, scored);
      else await em.nativeUpdate(MatchList, { id: listId }, { state: 'READY', staleSince: null });
      em.clear();
    },

    /** Scores a pair that a person brought. Asks the engine, so it comes before the transaction that writes it. */
    scorePair: scoring.pair,

    /** Writes such a pair inside the caller's transaction. @returns its id */
    async addPair(em: Em, actor: Actor, pair: PairMatch, note: string): Promise<string> {
      const now = clock.now();
      const { demandId, achievementId } = pair;
      const existing = await em.findOne(Match, { demandId, achievementId });
      if (existing) {
        Object.assign(existing, assessed(pair, now), existing.relevanceBy ? {} : graded(pair));
        existing.origin = 'STAFF';
        existing.note = note || null;
        if (existing.status === 'LAPSED') existing.status = 'SUGGESTED';
        return existing.id;
      }
      const [code] = await nextCodes(em, 'MAT', now, 1);
      const by = { rank: null, origin: 'STAFF' as const, createdBy: actor.userId, note: note || null };
      const row = em.create(Match, newMatch(pair, code!, now, by));
      return row.id;
    },

    ...createListRequests({ jobs, clock, demands, achievements, scoring }),
  };
}

const graded = ({ relevance }: PairMatch) => ({ relevance: relevance.level, relevanceScore: relevance.score });
const assessed = (pair: PairMatch, now: Date) => ({
  feasibility: pair.feasibility.total,
  evidence: storedEvidence(pair),
  modelVersion: pair.relevance.modelVersion,
  madeAt: now,
});

function newMatch(
  pair: PairMatch,
  code: string,
  now: Date,
  by: { rank: number | null; origin?: 'STAFF'; createdBy?: string | null; note?: string | null },
) {
  return {
    id: newId(),
    code,
    demandId: pair.demandId,
    achievementId: pair.achievementId,
    origin: by.origin ?? ('SYSTEM' as const),
    status: 'SUGGESTED' as const,
    ...graded(pair),
    ...assessed(pair, now),
    relevanceBy: null,
    rank: by.rank,
    manualRank: null,
    isPinned: false,
    note: by.note ?? null,
    reasonCodes: [],
    feedback: null,
    createdAt: now,
    updatedAt: now,
    createdBy: by.createdBy ?? null,
  };
}

/** What a list remembers of its run: enough to replay and compare it. Ids and numbers only. */
function listColumns({ pairs, result, demand }: Scored, ranked: readonly GradedPair[]) {
  const levels = pairs.map((pair) => ({
    level: pair.relevance.level,
    score: pair.relevance.score,
    isStopped: pair.feasibility.stop !== null,
  }));
  const decision = decideNoMatch(levels, result, demand);
  return {
    state: 'READY' as const,
    modelVersion: MODEL.version,
    noCloseMatch: decision.noCloseMatch,
    noCloseMatchReason: decision.noCloseMatch ? decision.reason.code : null,
    run: {
      gap: result.gap,
      gapThreshold: result.gapThreshold,
      noAnswerScore: decision.noAnswerScore,
      advice: decision.advice.map((reason) => ({ ...reason })),
      reason: { ...decision.reason },
      candidates: result.candidates.map(({ id, score, coverage, cosine }) => ({
        id,
        score,
        coverage,
        cosine: cosine ?? null,
      })),
      ranked: ranked.map((pair) => ({
        id: pair.other,
        relevance: pair.relevance.level,
        score: pair.relevance.score,
        feasibility: pair.feasibility.total,
      })),
    },
    staleSince: null,
  };
}
export type MatchPairs = ReturnType<typeof createCompute>;
