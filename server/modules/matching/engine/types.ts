/** Plain input of the engine: no ORM, no contract of HTTP. Callers build it from rows. */

export type Level = 'L0' | 'L1' | 'L2' | 'L3';

/** A named text field with the disclosure level (handbook section 7) of everything in it. */
export interface LeveledText {
  field: string;
  text: string;
  level: Level;
}

export type Comparator = 'LT' | 'LE' | 'EQ' | 'GE' | 'GT' | 'BETWEEN' | 'ENUM' | 'BOOL';

/** Handbook 3.6. `value` null means not known; ENUM and BOOL keep their wording in `textValue`. */
export interface MatchIndicator {
  name: string;
  comparator: Comparator;
  value: number | null;
  value2: number | null;
  textValue: string | null;
  unit: string;
  condition: string;
  mandatory: boolean;
  /** 0–1; null counts as 1. */
  weight: number | null;
  nameLevel: Level;
  valueLevel: Level;
}

/** Facts behind the factors of feasibility that may be private; their levels decide who reads the reason. */
export type FactName = 'trl' | 'money' | 'rights' | 'modes' | 'capacity' | 'region' | 'time' | 'keywords' | 'scenes';

/**
 * Levels when a record says nothing else (handbook section 7): maturity, mode, field and price class are public,
 * published rights and team are for verified readers, a firm's budget opens with both sides' consent.
 */
export const DEFAULT_FACT_LEVELS: Readonly<Record<'demand' | 'achievement', Readonly<Record<FactName, Level>>>> = {
  demand: {
    trl: 'L0',
    money: 'L2',
    rights: 'L0',
    modes: 'L0',
    capacity: 'L1',
    region: 'L1',
    time: 'L1',
    keywords: 'L0',
    scenes: 'L0',
  },
  achievement: {
    trl: 'L0',
    money: 'L1',
    rights: 'L1',
    modes: 'L0',
    capacity: 'L1',
    region: 'L0',
    time: 'L1',
    keywords: 'L0',
    scenes: 'L0',
  },
};

interface MatchRecord {
  id: string;
  texts: readonly LeveledText[];
  keywords: readonly string[];
  scenes: readonly string[];
  indicators: readonly MatchIndicator[];
  cooperationModes: readonly string[];
  /** HTI subfield code of three digits, null when not given. */
  hti: string | null;
  chainCodes: readonly string[];
  /** GB/T 2260, six digits. */
  regionCode: string | null;
  factLevels?: Partial<Record<FactName, Level>>;
}

export interface MatchDemand extends MatchRecord {
  acceptMinTrl: number | null;
  targetTrl: number | null;
  budget: { mode: 'FIXED' | 'RANGE' | 'NEGOTIABLE' | 'UNDISCLOSED' | null; min: number | null; max: number | null };
  regionPreference: 'LAOSHAN' | 'QINGDAO' | 'SHANDONG' | 'ANY' | null;
  neededPersonMonths: number | null;
  /** `YYYY-MM-DD` or null. */
  neededBy: string | null;
}

export interface IpSummary {
  ipType: string;
  legalStatus: string;
  encumbrances: readonly string[];
}

export interface MatchAchievement extends MatchRecord {
  teamId: string | null;
  trl: number | null;
  trlMin: number | null;
  price: {
    mode: 'FIXED' | 'RANGE' | 'NEGOTIABLE' | 'BY_EQUITY' | 'PAY_AFTER_USE' | null;
    min: number | null;
    max: number | null;
  };
  ip: readonly IpSummary[];
  transferRights: string | null;
  /** Free person-months of the team in the next twelve months. */
  freePersonMonths: number | null;
  /** Months until delivery, as the team estimates. */
  durationMonths: number | null;
}

export type Side = 'demand' | 'achievement';

/** Why something has the score it has: a code with parameters, put into words in `reasons.ts`. */
export interface Reason {
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** One part of a score: contribution = weight × (value − neutral). */
export interface ScorePart {
  name: string;
  value: number;
  weight: number;
  contribution: number;
  /** False when the value was not known and the neutral one was taken. */
  isKnown: boolean;
}

const LEVELS: readonly Level[] = ['L0', 'L1', 'L2', 'L3'];

export const levelRank = (level: Level): number => LEVELS.indexOf(level);
export const canRead = (level: Level, max: Level): boolean => levelRank(level) <= levelRank(max);
export const highest = (levels: Iterable<Level>): Level => {
  let rank = 0;
  for (const level of levels) rank = Math.max(rank, levelRank(level));
  return LEVELS[rank] as Level;
};

export function factLevel(side: Side, record: MatchRecord, fact: FactName): Level {
  return record.factLevels?.[fact] ?? DEFAULT_FACT_LEVELS[side][fact];
}
