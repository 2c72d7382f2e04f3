import type { CandidateResult } from '../../../../search/port.ts';
import type { Evidence } from './evidence.ts';
import { buildEvidence } from './explain.ts';
import { assessFeasibility, type Feasibility } from './feasibility.ts';
import { type DemandReading, type PairContext, readDemand } from './features.ts';
import { type IndicatorRow, indicatorRows } from './indicators.ts';
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

const runStats = new WeakMap<CandidateResult, TermStats>();

function statsOf(run: CandidateResult): TermStats {
  const known = runStats.get(run);
  if (known) return known;
  const stats = statsOfRun(run.terms);
  runStats.set(run, stats);
  return stats;
}

/** What the engine said about one record of a run, in the form the features take. */
export function contextOf(run: CandidateResult | undefined, id: string): PairContext {
  if (!run) return { stats: guessedStats };
  const candidate = run.candidates.find((item) => item.id === id);
  const coverages = run.candidates.map(({ coverage }) => coverage).sort((a, b) => b - a);
  const tenthCoverage = coverages[9] ?? 0;
  return { stats: statsOf(run), ...(candidate ? { candidate, tenthCoverage } : {}) };
}

/** Grade and weigh one pair without explaining it: for long candidate lists, most of which nobody will see. */
export function gradePair(
  demand: MatchDemand | DemandReading,
  achievement: MatchAchievement,
  options: MatchOptions,
  context: PairContext = contextFor(demand, achievement, options.run),
): Omit<PairMatch, 'evidence'> {
  const reading = 'problem' in demand ? demand : readDemand(demand);
  const rows = indicatorRows(reading.demand.indicators, achievement);
  const relevance = assessRelevance(reading, achievement, rows, context, options.model ?? MODEL);
  const feasibility = assessFeasibility(reading.demand, achievement, rows, options.asOf);
  return { demandId: reading.demand.id, achievementId: achievement.id, relevance, feasibility, rows };
}

/**
 * Grade, weigh and explain one pair, in either direction: relevance 1–4, feasibility 0–100 with reasons, full evidence.
 * The candidate of the run is looked up by the achievement's id, then by the demand's.
 */
export function matchPair(
  demand: MatchDemand | DemandReading,
  achievement: MatchAchievement,
  options: MatchOptions,
  context: PairContext = contextFor(demand, achievement, options.run),
): PairMatch {
  const reading = 'problem' in demand ? demand : readDemand(demand);
  const graded = gradePair(reading, achievement, options, context);
  const { rows, relevance, feasibility } = graded;
  const { stats } = context;
  const model = options.model ?? MODEL;
  const evidence = buildEvidence({ demand: reading.demand, achievement, rows, relevance, feasibility, stats, model });
  return { ...graded, evidence };
}

function contextFor(
  demand: MatchDemand | DemandReading,
  achievement: MatchAchievement,
  run: CandidateResult | undefined,
): PairContext {
  const demandId = 'problem' in demand ? demand.demand.id : demand.id;
  const forward = contextOf(run, achievement.id);
  return forward.candidate ? forward : contextOf(run, demandId);
}
