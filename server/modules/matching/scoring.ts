import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { CandidateResult, Filter, SearchEngine } from '../../../search/port.ts';
import type { Em } from '../../db/database.ts';
import { addMonths, type Clock, dayOf } from '../../kernel/clock.ts';
import { STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import type { AchievementReading, DemandReading } from './engine/features.ts';
import { contextOf, explainPair, gradePair, matchPair, type PairMatch } from './engine/match.ts';
import { profileOfAchievement, profileOfDemand, textForEmbedding } from './engine/profile.ts';
import { rankList } from './engine/rank.ts';
import type { MatchDemand } from './engine/types.ts';
import type { Subject } from './lists.repository.ts';
import type { Readings, Standing } from './readings.ts';

/** Candidates asked of the engine, and pairs shown in a list. */
export const CANDIDATES = 60;
export const LIST_LENGTH = 20;
/** Weight of the dense z-score in the candidate fusion; the dev sets justify it (docs/matching.md). */
export const DENSE_WEIGHT = 0;

const OPEN_ACHIEVEMENTS: readonly Filter[] = [
  { field: 'kind', any: ['achievement'] },
  { field: 'status', any: ['PUBLISHED'] },
];
const OPEN_DEMANDS: readonly Filter[] = [{ field: 'kind', any: ['demand'] }];

/** A graded pair, and its explanation for when somebody will see it: most candidates nobody does. */
export interface GradedPair extends Omit<PairMatch, 'evidence'> {
  /** The record that is not the subject. */
  other: string;
  teamId: string | null;
  isStale: boolean;
  explain: () => PairMatch;
}

export interface Scored {
  pairs: GradedPair[];
  result: CandidateResult;
  /** For the advice; null in the reverse direction. */
  demand: MatchDemand | null;
}

/** The pairs worth a look (level 2 and up) in the order of the list. */
export function rankPairs(pairs: readonly GradedPair[]): GradedPair[] {
  const order = rankList(
    pairs
      .filter((pair) => pair.relevance.level >= 2)
      .map((pair) => ({
        id: pair.other,
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
  const byId = new Map(pairs.map((pair) => [pair.other, pair]));
  return order.slice(0, LIST_LENGTH).map((ranked) => byId.get(ranked.id)!);
}

export interface ScoringDeps {
  clock: Clock;
  engine: SearchEngine;
  embedding: EmbeddingModel;
  readings: Readings;
}

/** Profile → candidates → grades. Everything here happens before a transaction begins. */
export function createScoring({ clock, engine, embedding, readings }: ScoringDeps) {
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

  const isStale = ({ confirmedAt }: Standing<unknown>): boolean =>
    confirmedAt !== null && addMonths(confirmedAt, STALE_AFTER_MONTHS) < clock.now();

  function grade(
    demand: DemandReading,
    achievement: AchievementReading,
    result: CandidateResult,
    subject: Subject['kind'],
    candidate: Standing<unknown>,
  ): GradedPair {
    const other = subject === 'demand' ? achievement.achievement.id : demand.demand.id;
    const context = contextOf(result, other);
    const graded = gradePair(demand, achievement, { asOf: dayOf(clock.now()), run: result }, context);
    return {
      ...graded,
      other,
      teamId: subject === 'demand' ? candidate.teamId : null,
      isStale: isStale(candidate),
      explain: () => explainPair(demand, achievement, graded, context),
    };
  }

  async function ofDemand(em: Em, demand: DemandReading): Promise<Scored> {
    const result = await candidates(profileOfDemand(demand.demand), OPEN_ACHIEVEMENTS);
    const ids = result.candidates.map((candidate) => candidate.id);
    const standing = await readings.achievements(em, ids);
    const pairs = ids.flatMap((id) => {
      const achievement = standing.get(id);
      return achievement?.status === 'PUBLISHED'
        ? [grade(demand, achievement.reading, result, 'demand', achievement)]
        : [];
    });
    return { pairs, result, demand: demand.demand };
  }

  async function ofAchievement(em: Em, achievement: AchievementReading): Promise<Scored> {
    const result = await candidates(profileOfAchievement(achievement.achievement), OPEN_DEMANDS);
    const ids = result.candidates.map((candidate) => candidate.id);
    const standing = await readings.demands(em, ids);
    const pairs = ids.flatMap((id) => {
      const demand = standing.get(id);
      return demand ? [grade(demand.reading, achievement, result, 'achievement', demand)] : [];
    });
    return { pairs, result, demand: null };
  }

  return {
    /** The candidates of a record, graded; null when there is no such record. */
    async score(em: Em, { kind, id }: Subject): Promise<Scored | null> {
      if (kind === 'demand') {
        const demand = (await readings.demands(em, [id])).get(id);
        return demand ? ofDemand(em, demand.reading) : null;
      }
      const achievement = (await readings.achievements(em, [id])).get(id);
      return achievement ? ofAchievement(em, achievement.reading) : null;
    },

    /** One pair that a person brought: without a run's statistics when the engine does not rank it. */
    async pair(em: Em, demandId: string, achievementId: string): Promise<PairMatch> {
      const demand = (await readings.demands(em, [demandId])).get(demandId)!.reading;
      const achievement = (await readings.achievements(em, [achievementId])).get(achievementId)!.reading;
      const result = await candidates(profileOfDemand(demand.demand), [
        ...OPEN_ACHIEVEMENTS,
        { field: 'id', any: [achievementId] },
      ]);
      const isRanked = result.candidates.some((candidate) => candidate.id === achievementId);
      return matchPair(demand, achievement, { asOf: dayOf(clock.now()), ...(isRanked ? { run: result } : {}) });
    },

    /** Open records of the other side for which these speak loudest. */
    async near(em: Em, kind: Subject['kind'], ids: readonly string[], each: number): Promise<string[]> {
      const results =
        kind === 'demand'
          ? [...(await readings.demands(em, ids)).values()].map(({ reading }) =>
              candidates(profileOfDemand(reading.demand), OPEN_ACHIEVEMENTS),
            )
          : [...(await readings.achievements(em, ids)).values()].map(({ reading }) =>
              candidates(profileOfAchievement(reading.achievement), OPEN_DEMANDS),
            );
      const near = (await Promise.all(results)).flatMap((result) => result.candidates.slice(0, each));
      return [...new Set(near.map(({ id }) => id))];
    },
  };
}
export type Scoring = ReturnType<typeof createScoring>;
