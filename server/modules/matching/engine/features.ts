import type { Candidate } from '../../../../search/port.ts';
import { cutNoise } from '../../../../search/text/noise.ts';
import {
  bestOffers,
  type IndicatorRow,
  type Offer,
  offersInTexts,
  type ReadIndicator,
  readIndicators,
} from './indicators.ts';
import type { Features } from './model.ts';
import { coveredShare, informativeTerms, type TermStats, termsOfAll } from './term-bag.ts';
import type { LeveledText, MatchAchievement, MatchDemand } from './types.ts';

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
  indicators: readonly ReadIndicator[];
}

/** An achievement read once for many demands. */
export interface AchievementReading {
  achievement: MatchAchievement;
  /** Terms of everything it says. */
  held: ReadonlySet<string>;
  title: ReadonlySet<string>;
  keywords: ReadonlySet<string>;
  /** Its table, and what its prose states, which is read when a table is silent. */
  offers: readonly ReadIndicator<Offer>[];
  spoken(): readonly ReadIndicator<Offer>[];
}

const PROBLEM_FIELDS: ReadonlySet<string> = new Set(['title', 'summary', 'problem', 'confidential']);

const TITLE: ReadonlySet<string> = new Set(['title']);

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
    indicators: readIndicators(demand.indicators),
  };
}

/** The achievement's terms and offers. */
export function readAchievement(achievement: MatchAchievement): AchievementReading {
  let spoken: readonly ReadIndicator<Offer>[] | null = null;
  return {
    achievement,
    held: termsOfAll([...achievement.texts.map(({ text }) => text), ...achievement.keywords, ...achievement.scenes]),
    title: informativeTerms(joined(achievement.texts, TITLE)),
    keywords: informativeTerms(achievement.keywords.join('；')),
    offers: readIndicators(achievement.indicators),
    spoken: () => (spoken ??= readIndicators(offersInTexts(achievement.texts))),
  };
}

export const demandReading = (demand: MatchDemand | DemandReading): DemandReading =>
  'problem' in demand ? demand : readDemand(demand);
export const achievementReading = (achievement: MatchAchievement | AchievementReading): AchievementReading =>
  'held' in achievement ? achievement : readAchievement(achievement);

/** Same subfield 1, same field 0.6, other field 0; a shared chain lifts to at least 0.7. Null when nothing can be compared. */
function fieldAgreement(demand: MatchDemand, achievement: MatchAchievement): number | null {
  const chains = demand.chainCodes.length > 0 && achievement.chainCodes.length > 0;
  const shared = chains && demand.chainCodes.some((code) => achievement.chainCodes.includes(code));
  if (!demand.hti || !achievement.hti) return chains ? (shared ? 0.7 : 0.3) : null;
  const same = demand.hti === achievement.hti ? 1 : demand.hti[0] === achievement.hti[0] ? 0.6 : 0;
  return Math.max(same, shared ? 0.7 : 0);
}

/** How alike the names of the tables are; prose does not enter. */
function indicatorAgreement(
  { indicators }: DemandReading,
  { offers }: AchievementReading,
  tabled: readonly IndicatorRow[] = bestOffers(indicators, offers),
): number | null {
  if (indicators.length === 0 || offers.length === 0) return null;
  return tabled.reduce((sum, row) => sum + (row.offered ? row.nameLikeness : 0), 0) / tabled.length;
}

/**
 * Features of a pair, each 0–1 or null when one side is silent:
 * coverage (text score ÷ ideal, by the engine, else the local share of terms), lead (coverage above the tenth of the run),
 * cosine, problemTerms, titleTerms (what the achievement's title names and the demand speaks of),
 * keywordTerms, sceneTerms, indicatorNames, field.
 */
export function pairFeatures(
  reading: DemandReading,
  offered: MatchAchievement | AchievementReading,
  context: PairContext,
  tabled?: readonly IndicatorRow[],
): Features {
  const { stats, candidate, tenthCoverage } = context;
  const theirs = achievementReading(offered);
  const { held } = theirs;
  const problemTerms = coveredShare(reading.problem, held, stats);
  return {
    coverage: candidate ? clamp(candidate.coverage) : coveredShare(reading.everything, held, stats),
    lead: candidate && tenthCoverage !== undefined ? clamp(candidate.coverage - tenthCoverage) : null,
    cosine: candidate?.cosine === undefined ? null : clamp(candidate.cosine),
    problemTerms,
    titleTerms: coveredShare(theirs.title, reading.everything, stats),
    keywordTerms: theirs.achievement.keywords.length > 0 ? keywordShare(reading, theirs, stats) : null,
    sceneTerms: coveredShare(reading.scenes, held, stats),
    indicatorNames: indicatorAgreement(reading, theirs, tabled),
    field: fieldAgreement(reading.demand, theirs.achievement),
  };
}

/** Overlap of keywords seen from both ends: the demand's in the achievement, the achievement's in the demand. */
function keywordShare(reading: DemandReading, achievement: AchievementReading, stats: TermStats): number | null {
  const theirs = coveredShare(achievement.keywords, reading.everything, stats);
  const ours = coveredShare(reading.keywords, achievement.held, stats);
  if (theirs === null || ours === null) return theirs ?? ours;
  return (theirs + ours) / 2;
}
