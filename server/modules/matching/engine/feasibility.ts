import { failsMandatory, type IndicatorRow, type IndicatorStatus } from './indicators.ts';
import {
  type FactName,
  factLevel,
  highest,
  type Level,
  type MatchAchievement,
  type MatchDemand,
  type Reason,
} from './types.ts';

export const FACTORS = ['indicators', 'maturity', 'price', 'rights', 'mode', 'capacity', 'region', 'deadline'] as const;
export type FactorName = (typeof FACTORS)[number];

/** Handbook section 6; the sum is 100. */
export const FACTOR_WEIGHTS: Readonly<Record<FactorName, number>> = {
  indicators: 30,
  maturity: 20,
  price: 15,
  rights: 10,
  mode: 10,
  capacity: 5,
  region: 5,
  deadline: 5,
};

export const INDICATOR_SCORES: Readonly<Record<IndicatorStatus, number>> = {
  met: 1,
  short: 0.6,
  unknown: 0.4,
  failed: 0,
};
export const MANDATORY_CAP = 40;
/** Score of a factor about which one side says nothing; the handbook gives it for capacity, we take it for the like. */
const UNKNOWN = 0.5;
const NEAR_PRICE = 1.2;
const NEAR_MODES: readonly (readonly [string, string])[] = [['COMMISSIONED_DEV', 'JOINT_DEV']];
const LATE_MONTHS = 3;

export interface Factor {
  name: FactorName;
  weight: number;
  /** 0–1. */
  score: number;
  reason: Reason;
  /** Highest level of the facts behind it, by side. */
  levels: Record<'demand' | 'achievement', Level>;
}

export interface Feasibility {
  /** 0–100, one decimal: Σ weight × score after cap and stop. */
  total: number;
  factors: Factor[];
  cap: Reason | null;
  /** Exclusive licence or dispute: nothing can be done with it now, total 0. */
  stop: Reason | null;
}

type Scored = { score: number; reason: Reason };
const scored = (score: number, code: string, params: Reason['params'] = {}): Scored => ({
  score,
  reason: { code, params },
});

/** Mean of the indicator scores by weight; a demand without indicators is unknown. */
export function scoreIndicators(
  rows: readonly { required: { weight: number | null }; status: IndicatorStatus }[],
): Scored {
  let sum = 0;
  let weights = 0;
  const counts: Record<IndicatorStatus, number> = { met: 0, short: 0, unknown: 0, failed: 0 };
  for (const { required, status } of rows) {
    const weight = required.weight ?? 1;
    sum += weight * INDICATOR_SCORES[status];
    weights += weight;
    counts[status] += 1;
  }
  if (weights === 0) return scored(INDICATOR_SCORES.unknown, 'feasibility.indicators.none');
  return scored(sum / weights, 'feasibility.indicators.counts', { ...counts, total: rows.length });
}

function scoreMaturity(demand: MatchDemand, achievement: MatchAchievement): Scored {
  const trl = achievement.trl ?? achievement.trlMin;
  const wanted = demand.acceptMinTrl;
  if (trl === null) return scored(UNKNOWN, 'feasibility.maturity.unknown');
  if (wanted === null) return scored(1, 'feasibility.maturity.noWish', { trl });
  const gap = wanted - trl;
  if (gap <= 0) return scored(1, 'feasibility.maturity.enough', { trl, wanted });
  return scored(gap === 1 ? 0.7 : gap === 2 ? 0.4 : 0.1, 'feasibility.maturity.early', { trl, wanted, gap });
}

/** Price and budget in yuan. A budget is a ceiling: what costs less than its lower end fits as well. */
function scorePrice(demand: MatchDemand, achievement: MatchAchievement): Scored {
  const { budget } = demand;
  const { price } = achievement;
  const isAmount = (mode: string | null) => mode === 'FIXED' || mode === 'RANGE';
  const hasBudget = isAmount(budget.mode) && (budget.min !== null || budget.max !== null);
  const hasPrice = isAmount(price.mode) && (price.min !== null || price.max !== null);
  if (!hasBudget && !hasPrice) return scored(UNKNOWN, 'feasibility.price.bothOpen');
  if (!hasBudget) return scored(UNKNOWN, 'feasibility.price.budgetOpen');
  if (!hasPrice) return scored(UNKNOWN, 'feasibility.price.priceOpen');
  const ceiling = budget.max ?? (budget.mode === 'FIXED' ? (budget.min as number) : Number.POSITIVE_INFINITY);
  const cheapest = price.min ?? (price.mode === 'FIXED' ? (price.max as number) : 0);
  const params = { price: cheapest, ...(Number.isFinite(ceiling) ? { budget: ceiling } : {}) };
  if (cheapest <= ceiling) return scored(1, 'feasibility.price.fits', params);
  if (cheapest <= NEAR_PRICE * ceiling) return scored(0.6, 'feasibility.price.near', params);
  return scored(0.1, 'feasibility.price.above', params);
}

function stopReason(achievement: MatchAchievement): Reason | null {
  if (achievement.transferRights === 'EXCLUSIVE_OUT') return { code: 'feasibility.stop.exclusive', params: {} };
  for (const { encumbrances } of achievement.ip) {
    if (encumbrances.includes('DISPUTED')) return { code: 'feasibility.stop.dispute', params: {} };
    if (encumbrances.includes('EXCLUSIVE_LICENSED')) return { code: 'feasibility.stop.exclusive', params: {} };
  }
  return null;
}

/** Sole licences and assigned rights bind a new partner like a pledge does: not blocked, to be cleared first. */
function scoreRights(achievement: MatchAchievement, stop: Reason | null): Scored {
  if (stop) return { score: 0, reason: stop };
  const { ip } = achievement;
  if (ip.some(({ encumbrances }) => encumbrances.includes('PLEDGED'))) return scored(0.3, 'feasibility.rights.pledged');
  if (achievement.transferRights === 'COOWNER_OPEN') return scored(0.3, 'feasibility.rights.coOwner');
  if (ip.some((item) => item.encumbrances.includes('SOLE_LICENSED')))
    return scored(0.3, 'feasibility.rights.soleLicence');
  if (ip.some(({ legalStatus }) => legalStatus === 'ASSIGNED')) return scored(0.3, 'feasibility.rights.assigned');
  const granted = ip.filter(({ legalStatus, ipType }) => legalStatus === 'GRANTED' && ipType !== 'KNOWHOW').length;
  if (granted > 0) return scored(1, 'feasibility.rights.granted', { count: granted });
  const pending = ip.filter(
    ({ legalStatus, ipType }) => ipType !== 'KNOWHOW' && /^(?:APPLIED|PUBLISHED)$/u.test(legalStatus),
  );
  if (pending.length > 0) return scored(0.7, 'feasibility.rights.pending', { count: pending.length });
  return scored(0.6, ip.length > 0 ? 'feasibility.rights.knowHow' : 'feasibility.rights.none');
}

function scoreMode(demand: MatchDemand, achievement: MatchAchievement): Scored {
  const [wanted, offered] = [demand.cooperationModes, achievement.cooperationModes];
  if (wanted.length === 0 || offered.length === 0) return scored(UNKNOWN, 'feasibility.mode.unknown');
  const common = wanted.find((mode) => offered.includes(mode));
  if (common) return scored(1, 'feasibility.mode.common', { mode: common });
  for (const [a, b] of NEAR_MODES) {
    if (wanted.includes(a) && offered.includes(b))
      return scored(0.6, 'feasibility.mode.near', { wanted: a, offered: b });
    if (wanted.includes(b) && offered.includes(a))
      return scored(0.6, 'feasibility.mode.near', { wanted: b, offered: a });
  }
  return scored(0.2, 'feasibility.mode.none');
}

function scoreCapacity(demand: MatchDemand, achievement: MatchAchievement): Scored {
  const [needed, free] = [demand.neededPersonMonths, achievement.freePersonMonths];
  if (needed === null || free === null) return scored(UNKNOWN, 'feasibility.capacity.unknown');
  if (needed <= 0 || free >= needed) return scored(1, 'feasibility.capacity.enough', { needed, free });
  return scored(Math.max(0, free) / needed, 'feasibility.capacity.short', { needed, free });
}

const WISHED: Readonly<Record<string, string>> = { LAOSHAN: '370212', QINGDAO: '3702', SHANDONG: '37' };

function scoreRegion(demand: MatchDemand, achievement: MatchAchievement): Scored {
  const wish = WISHED[demand.regionPreference ?? 'ANY'];
  const [ours, theirs] = [demand.regionCode, achievement.regionCode];
  if (wish && theirs && !theirs.startsWith(wish))
    return scored(0.2, 'feasibility.region.outside', { wish: demand.regionPreference as string });
  if (!ours || !theirs) return scored(0.4, 'feasibility.region.unknown');
  if (ours === theirs) return scored(1, 'feasibility.region.district');
  if (ours.slice(0, 4) === theirs.slice(0, 4)) return scored(0.8, 'feasibility.region.city');
  if (ours.slice(0, 2) === theirs.slice(0, 2)) return scored(0.6, 'feasibility.region.province');
  return scored(0.4, 'feasibility.region.far');
}

/** The day `months` after a day, the last day of the month where the day does not exist; part months count 30.44 days. */
export function addMonths(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const whole = Math.trunc(months);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + whole, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), last));
  target.setUTCDate(target.getUTCDate() + Math.round((months - whole) * 30.44));
  return target.toISOString().slice(0, 10);
}

function scoreDeadline(demand: MatchDemand, achievement: MatchAchievement, asOf: string): Scored {
  const { neededBy } = demand;
  if (!neededBy) return scored(1, 'feasibility.deadline.none');
  if (achievement.durationMonths === null) return scored(UNKNOWN, 'feasibility.deadline.unknown', { neededBy });
  const done = addMonths(asOf, achievement.durationMonths);
  if (done <= neededBy) return scored(1, 'feasibility.deadline.inTime', { neededBy, done });
  if (done <= addMonths(neededBy, LATE_MONTHS)) return scored(0.5, 'feasibility.deadline.late', { neededBy, done });
  return scored(0, 'feasibility.deadline.tooLate', { neededBy, done });
}

const FACTS: Readonly<Record<FactorName, FactName | null>> = {
  indicators: null,
  maturity: 'trl',
  price: 'money',
  rights: 'rights',
  mode: 'modes',
  capacity: 'capacity',
  region: 'region',
  deadline: 'time',
};

/** Σ weight × score over the factors given, scaled to 100, with cap and stop applied; one decimal. */
export function totalOf(
  factors: readonly Pick<Factor, 'weight' | 'score'>[],
  isCapped: boolean,
  isStopped: boolean,
): number {
  if (isStopped) return 0;
  const weights = factors.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return 0;
  const total = (factors.reduce((sum, { weight, score }) => sum + weight * score, 0) / weights) * 100;
  return Math.round(Math.min(total, isCapped ? MANDATORY_CAP : 100) * 10) / 10;
}

/**
 * Feasibility of a pair by the table of handbook section 6: eight factors, each with the reason for its score.
 * @param rows the pair's indicator table (`indicatorRows`).
 * @param asOf today as `YYYY-MM-DD`, from the caller's clock.
 */
export function assessFeasibility(
  demand: MatchDemand,
  achievement: MatchAchievement,
  rows: readonly IndicatorRow[],
  asOf: string,
): Feasibility {
  const stop = stopReason(achievement);
  const scores: Record<FactorName, Scored> = {
    indicators: scoreIndicators(rows),
    maturity: scoreMaturity(demand, achievement),
    price: scorePrice(demand, achievement),
    rights: scoreRights(achievement, stop),
    mode: scoreMode(demand, achievement),
    capacity: scoreCapacity(demand, achievement),
    region: scoreRegion(demand, achievement),
    deadline: scoreDeadline(demand, achievement, asOf),
  };
  const factors = FACTORS.map((name): Factor => {
    const fact = FACTS[name];
    const levels = fact
      ? { demand: factLevel('demand', demand, fact), achievement: factLevel('achievement', achievement, fact) }
      : {
          demand: highest(rows.flatMap(({ required }) => [required.nameLevel, required.valueLevel])),
          achievement: highest(rows.flatMap(({ offered }) => (offered ? [offered.nameLevel, offered.valueLevel] : []))),
        };
    return { name, weight: FACTOR_WEIGHTS[name], ...scores[name], levels };
  });
  const isCapped = failsMandatory(rows);
  const cap = isCapped ? { code: 'feasibility.cap.mandatory', params: { cap: MANDATORY_CAP } } : null;
  return { total: totalOf(factors, isCapped, stop !== null), factors, cap, stop };
}
