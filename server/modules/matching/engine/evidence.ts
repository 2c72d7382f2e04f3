import type { Factor, Feasibility } from './feasibility.ts';
import type { IndicatorStatus } from './indicators.ts';
import type { RelevanceLevel } from './relevance.ts';
import type { Level, Reason, ScorePart, Side } from './types.ts';

/** A shared wording with, for each pair of fields it stands in, the levels of the two fields. */
export interface EvidenceTerm {
  term: string;
  weight: number;
  seenIn: { demand: Level; achievement: Level }[];
}

export interface EvidenceSpan {
  start: number;
  end: number;
  term: string;
  /** Lowest level of a field on the other side that holds the same wording. */
  otherLevel: Level;
}

export interface EvidencePassage {
  side: Side;
  field: string;
  level: Level;
  /** Place of `text` in the field. */
  start: number;
  end: number;
  text: string;
  /** Half-open spans in `text`. */
  spans: EvidenceSpan[];
}

/** A row of the indicator table in the form one view may read. */
export interface EvidenceRow {
  name: string;
  mandatory: boolean;
  weight: number | null;
  required: string;
  offered: string | null;
  /** The offer in the required unit. */
  converted: string | null;
  status: IndicatorStatus;
  reason: Reason;
}

/** What follows from texts and values up to the two levels, and from nothing above them. */
export interface EvidenceView {
  /** The level pairs for which this view holds: they open the same texts and values. */
  covers: { demand: Level; achievement: Level }[];
  rows: EvidenceRow[];
  parts: ScorePart[];
  caps: Reason[];
}

/** Full evidence of a pair, as stored. Only `redactFor` may hand out parts of it. */
export interface Evidence {
  modelVersion: string;
  level: RelevanceLevel;
  score: number;
  terms: EvidenceTerm[];
  passages: EvidencePassage[];
  /** First the whole (staff), then one for each set of levels that opens less. */
  views: EvidenceView[];
  factors: Factor[];
  feasibility: Pick<Feasibility, 'total' | 'cap' | 'stop'>;
}

export interface Viewer {
  side: 'staff' | 'demand' | 'achievement' | 'public';
  /** Highest level of the other side that this viewer may read; staff read all, the public only L0 of both. */
  maxLevelOfOther: Level;
}

export interface VisibleEvidence {
  terms: { term: string; weight: number }[];
  passages: EvidencePassage[];
  /** Stored passages that this viewer may not read. */
  hiddenCount: number;
  rows: EvidenceRow[];
  parts: ScorePart[];
  caps: Reason[];
  factors: Omit<Factor, 'levels'>[];
  /** Factors that rest on facts this viewer may not read, by name; they are left out of `feasibility`. */
  hiddenFactors: string[];
  /** 0–100 over the factors this viewer may read. */
  feasibility: number;
  cap: Reason | null;
  stop: Reason | null;
}

/** Highest level on each side that a viewer may read: own side in full, the other up to the consent given. */
export function readableLevels(viewer: Viewer): { demand: Level; achievement: Level } {
  if (viewer.side === 'staff') return { demand: 'L3', achievement: 'L3' };
  if (viewer.side === 'demand') return { demand: 'L3', achievement: viewer.maxLevelOfOther };
  if (viewer.side === 'achievement') return { demand: viewer.maxLevelOfOther, achievement: 'L3' };
  return { demand: 'L0', achievement: 'L0' };
}

/** Every pair of levels that some viewer can have. */
export const VIEW_LEVELS: readonly { demand: Level; achievement: Level }[] = (() => {
  const all: readonly Level[] = ['L3', 'L2', 'L1', 'L0'];
  const views = all.flatMap((level) => [
    { demand: 'L3' as Level, achievement: level },
    { demand: level, achievement: 'L3' as Level },
  ]);
  return [...views, { demand: 'L0', achievement: 'L0' }];
})();

export const PASSAGES_PER_SIDE = 4;
export const TERMS_SHOWN = 12;
