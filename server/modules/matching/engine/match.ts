import type { CandidateResult } from '../../../../search/port.ts';
import type { Evidence } from './evidence.ts';
import { buildEvidence } from './explain.ts';
import { assessFeasibility, type Feasibility } from './feasibility.ts';
import {
  type AchievementReading,
  achievementReading,
  type DemandReading,
  demandReading,
  type PairContext,
} from './features.ts';
import { bestOffers, completeRows, type IndicatorRow } from './indicators.ts';
import { MODEL, type Model } from './model.ts';
import { assessRelevance, type Relevance } from './relevance.ts';
import { guessedStats, statsOfRun, type TermStats } from './term-bag.ts';
import type { MatchAchievement, MatchDemand } from './types.ts';

export interface PairMatch {
  demandId: string;
  achievementId: string;
  relevance: Relevance;
  feasibility: Feasibility;
  rows: IndicatorRow[];
  evidence: Evidence;
}

export interface MatchOptions {
  /** Today as `YYYY-MM-DD`. */
  asOf: string;
  model?: Model;
  /** What the engine said; without it (a pair added by hand) terms are weighed by guess and no engine part enters. */
  run?: CandidateResult;
}

/** What the pairs of one run look up in it. */
interface RunFacts {
  stats: TermStats;
  tenthCoverage: number;
  byId: ReadonlyMap<string, CandidateResult['candidates'][number]>;
}
const runFacts = new WeakMap<CandidateResult, RunFacts>();

function factsOf(run: CandidateResult): RunFacts {
  const known = runFacts.get(run);
  if (known) return known;
  const coverages = run.candidates.map(({ coverage }) => coverage).sort((a, b) => b - a);
  const facts = {
    stats: statsOfRun(run.terms),
    tenthCoverage: coverages[9] ?? 0,
    byId: new Map(run.candidates.map((candidate) => [candidate.id, candidate])),
  };
  runFacts.set(run, facts);
  return facts;
}

/** What the engine said about one record of a run, in the form the features take. */
export function contextOf(run: CandidateResult | undefined, id: string): PairContext {
  if (!run) return { stats: guessedStats };
  const { stats, tenthCoverage, byId } = factsOf(run);
  const candidate = byId.get(id);
  return { stats, ...(candidate ? { candidate, tenthCoverage } : {}) };
}

/** Grade and weigh one pair without explaining it: for long candidate lists, most of which nobody will see. */
export function gradePair(
  demand: MatchDemand | DemandReading,
  achievement: MatchAchievement | AchievementReading,
  options: MatchOptions,
  context?: PairContext,
): Omit<PairMatch, 'evidence'> {
  const ours = demandReading(demand);
  const theirs = achievementReading(achievement);
  const tabled = bestOffers(ours.indicators, theirs.offers);
  const rows = completeRows(ours.indicators, tabled, theirs.spoken);
  const seen = context ?? contextFor(ours, theirs, options.run);
  const relevance = assessRelevance(ours, theirs, { tabled, rows }, seen, options.model ?? MODEL);
  const feasibility = assessFeasibility(ours.demand, theirs.achievement, rows, options.asOf);
  return { demandId: ours.demand.id, achievementId: theirs.achievement.id, relevance, feasibility, rows };
}

/**
 * Grade, weigh and explain one pair, in either direction: relevance 1–4, feasibility 0–100 with reasons, full evidence.
 * The candidate of the run is looked up by the achievement's id, then by the demand's.
 */
export function matchPair(
  demand: MatchDemand | DemandReading,
  achievement: MatchAchievement | AchievementReading,
  options: MatchOptions,
  context?: PairContext,
): PairMatch {
  const ours = demandReading(demand);
  const theirs = achievementReading(achievement);
  const seen = context ?? contextFor(ours, theirs, options.run);
  return explainPair(ours, theirs, gradePair(ours, theirs, options, seen), seen, options.model);
}

/** The evidence of a pair that was graded already. */
export function explainPair(
  demand: DemandReading,
  achievement: AchievementReading,
  graded: Omit<PairMatch, 'evidence'>,
  { stats }: PairContext,
  model: Model = MODEL,
): PairMatch {
  const { rows, relevance, feasibility } = graded;
  return { ...graded, evidence: buildEvidence({ demand, achievement, rows, relevance, feasibility, stats, model }) };
}

function contextFor(
  { demand }: DemandReading,
  { achievement }: AchievementReading,
  run: CandidateResult | undefined,
): PairContext {
  const forward = contextOf(run, achievement.id);
  return forward.candidate ? forward : contextOf(run, demand.id);
}
