import type { Candidate } from '../../../../search/port.ts';
import { cutNoise } from '../../../../search/text/noise.ts';
import { matchIndicators } from './indicators.ts';
import type { Features } from './model.ts';
import { coveredShare, informativeTerms, type TermStats, termsOfAll } from './term-bag.ts';
import { canRead, factLevel, type Level, type LeveledText, type MatchAchievement, type MatchDemand } from './types.ts';

/** What the engine said about the pair; absent for pairs that staff add by hand. */
export interface PairContext {
  stats: TermStats;
  candidate?: Pick<Candidate, 'coverage' | 'cosine'>;
  /** Coverage of the tenth candidate of the same run (0 when there are fewer): how far this one stands out. */
  tenthCoverage?: number;
}

/** A demand read once for many candidates. */
export interface DemandReading {
  demand: MatchDemand;
  problem: ReadonlySet<string>;
  everything: ReadonlySet<string>;
  scenes: ReadonlySet<string>;
  keywords: ReadonlySet<string>;
}

const PROBLEM_FIELDS: ReadonlySet<string> = new Set(['title', 'summary', 'problem', 'confidential']);

const joined = (texts: readonly LeveledText[], fields?: ReadonlySet<string>): string =>
  texts
    .filter(({ field }) => !fields || fields.has(field))
    .map(({ text }) => text)
    .join('\n');

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The demand's terms by role: problem and mechanism (title, problem), object and scene (scenes), keywords. */
export function readDemand(demand: MatchDemand): DemandReading {
  const problemText = cutNoise(joined(demand.texts, PROBLEM_FIELDS));
  return {
    demand,
    problem: informativeTerms(problemText),
    everything: termsOfAll([problemText, ...demand.keywords, ...demand.scenes]),
    scenes: informativeTerms(demand.scenes.join('；')),
    keywords: informativeTerms(demand.keywords.join('；')),
  };
}

/** Same subfield 1, same field 0.6, other field 0; a shared chain lifts to at least 0.7. Null when nothing can be compared. */
function fieldAgreement(demand: MatchDemand, achievement: MatchAchievement): number | null {
  const chains = demand.chainCodes.length > 0 && achievement.chainCodes.length > 0;
  const shared = chains && demand.chainCodes.some((code) => achievement.chainCodes.includes(code));
  if (!demand.hti || !achievement.hti) return chains ? (shared ? 0.7 : 0.3) : null;
  const same = demand.hti === achievement.hti ? 1 : demand.hti[0] === achievement.hti[0] ? 0.6 : 0;
  return Math.max(same, shared ? 0.7 : 0);
}

function indicatorAgreement(demand: MatchDemand, achievement: MatchAchievement): number | null {
  if (demand.indicators.length === 0 || achievement.indicators.length === 0) return null;
  const rows = matchIndicators(demand.indicators, achievement.indicators);
  return rows.reduce((sum, row) => sum + (row.offered ? row.nameLikeness : 0), 0) / rows.length;
}

/**
 * Features of a pair, each 0–1 or null when one side is silent:
 * coverage (text score ÷ ideal, by the engine, else the local share of terms), lead (coverage above the tenth of the run),
 * cosine, problemTerms, titleTerms (what the achievement's title names and the demand speaks of),
 * keywordTerms, sceneTerms, indicatorNames, field.
 */
export function pairFeatures(reading: DemandReading, achievement: MatchAchievement, context: PairContext): Features {
  const { stats, candidate, tenthCoverage } = context;
  const { demand } = reading;
  const held = termsOfAll([
    ...achievement.texts.map(({ text }) => text),
    ...achievement.keywords,
    ...achievement.scenes,
  ]);
  const title = informativeTerms(joined(achievement.texts, new Set(['title'])));
  const problemTerms = coveredShare(reading.problem, held, stats);
  const local = coveredShare(reading.everything, held, stats);
  const coverage = candidate ? clamp(candidate.coverage) : local;
  return {
    coverage,
    lead: candidate && tenthCoverage !== undefined ? clamp(candidate.coverage - tenthCoverage) : null,
    cosine: candidate?.cosine === undefined ? null : clamp(candidate.cosine),
    problemTerms,
    titleTerms: coveredShare(title, reading.everything, stats),
    keywordTerms: achievement.keywords.length > 0 ? keywordShare(reading, achievement, held, stats) : null,
    sceneTerms: coveredShare(reading.scenes, held, stats),
    indicatorNames: indicatorAgreement(demand, achievement),
    field: fieldAgreement(demand, achievement),
  };
}

/** Overlap of keywords seen from both ends: the demand's in the achievement, the achievement's in the demand. */
function keywordShare(
  reading: DemandReading,
  achievement: MatchAchievement,
  held: ReadonlySet<string>,
  stats: TermStats,
): number | null {
  const theirs = coveredShare(informativeTerms(achievement.keywords.join('；')), reading.everything, stats);
  const ours = coveredShare(reading.keywords, held, stats);
  if (theirs === null || ours === null) return theirs ?? ours;
  return (theirs + ours) / 2;
}

/** The same record with only what level `max` may read; fields above it are as if never entered. */
export function restrictTo<T extends MatchDemand | MatchAchievement>(
  side: 'demand' | 'achievement',
  record: T,
  max: Level,
): T {
  const may = (fact: 'keywords' | 'scenes') => canRead(factLevel(side, record, fact), max);
  return {
    ...record,
    texts: record.texts.filter(({ level }) => canRead(level, max)),
    keywords: may('keywords') ? record.keywords : [],
    scenes: may('scenes') ? record.scenes : [],
    indicators: record.indicators.filter(({ nameLevel }) => canRead(nameLevel, max)),
  };
}
