import { findIndicators } from '../../../kernel/indicator-text.ts';
import { remember } from '../../../kernel/remember.ts';
import { convert, formatQuantity } from '../../../kernel/units.ts';
import { likeness, NAME_FLOOR, type ReadName, readName } from './indicator-names.ts';
import type { LeveledText, MatchIndicator, Reason } from './types.ts';

export { nameLikeness } from './indicator-names.ts';

export type IndicatorStatus = 'met' | 'short' | 'unknown' | 'failed';

/** What an achievement offers, from its indicator table or, with less weight, from a text field. */
export type Offer = MatchIndicator & { fromField?: string };

/** An indicator with its name read for comparison. */
export interface ReadIndicator<T extends MatchIndicator = MatchIndicator> {
  indicator: T;
  name: ReadName;
}
export const readIndicators = <T extends MatchIndicator>(indicators: readonly T[]): ReadIndicator<T>[] =>
  indicators.map((indicator) => ({ indicator, name: readName(indicator.name) }));

/** One required indicator beside what is offered for it. */
export interface IndicatorRow {
  required: MatchIndicator;
  offered: Offer | null;
  /** 0–1, how alike the two names are. */
  nameLikeness: number;
  status: IndicatorStatus;
  /** Share of the required value that is missing; null when nothing was compared. */
  shortfall: number | null;
  /** The offered value in the required unit, as it was compared. */
  converted: string | null;
  reason: Reason;
}

/** Short by at most this share of the required value is "short", beyond it "failed" (handbook section 6). */
export const SHORT_LIMIT = 0.1;
/** Below it two names may mean two things: nothing is concluded, the likeness is shown. */
const SURE_NAME = 0.7;
const CACHED_TEXTS = 2000;
const TEXT_OFFER_FLOOR = 0.6;
const TOLERANCE = 1e-9;

interface Interval {
  low: number;
  high: number;
  lowOpen: boolean;
  highOpen: boolean;
}

function intervalOf(comparator: MatchIndicator['comparator'], value: number, value2: number | null): Interval {
  const all: Interval = {
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    lowOpen: false,
    highOpen: false,
  };
  if (comparator === 'GE' || comparator === 'GT') return { ...all, low: value, lowOpen: comparator === 'GT' };
  if (comparator === 'LE' || comparator === 'LT') return { ...all, high: value, highOpen: comparator === 'LT' };
  return { ...all, low: value, high: comparator === 'BETWEEN' ? (value2 ?? value) : value };
}

interface Outcome {
  status: IndicatorStatus;
  shortfall: number | null;
  code: string;
}

const known = (status: IndicatorStatus, shortfall: number): Outcome => ({
  status,
  shortfall,
  code: `indicator.${status}`,
});
const open = (code: string): Outcome => ({ status: 'unknown', shortfall: null, code: `indicator.${code}` });

function byGap(gap: number, required: number): Outcome {
  const share = gap <= TOLERANCE * Math.abs(required) ? 0 : gap / Math.abs(required);
  return known(share <= SHORT_LIMIT + TOLERANCE ? 'short' : 'failed', share);
}

/** Required: at least `r`. A ceiling is compared by turning both signs. */
function againstFloor(r: number, strict: boolean, offer: Interval): Outcome {
  const reaches = (bound: number, isOpen: boolean) =>
    bound > r + TOLERANCE * Math.abs(r) || (Math.abs(bound - r) <= TOLERANCE * Math.abs(r) && (!strict || isOpen));
  if (reaches(offer.low, offer.lowOpen)) return known('met', 0);
  if (offer.low === Number.NEGATIVE_INFINITY) return offer.high < r ? byGap(r - offer.high, r) : open('otherBound');
  if (offer.high === Number.POSITIVE_INFINITY || offer.high === offer.low) return byGap(r - offer.low, r);
  if (offer.high < r) return byGap(r - offer.high, r);
  const partly = byGap(r - offer.low, r);
  return partly.status === 'short' ? partly : open('partOfRange');
}

/** Ranges that a thing must be able to span (工作温度, 量程); other ranges (粒径) are bounds to stay within. */
const SPANNED = /范围|量程|测程|行程|区间|工作|使用|适用|运行|环境|耐[温热寒]/u;

function againstRange(low: number, high: number, offer: Interval, mustCover: boolean): Outcome {
  const slack = TOLERANCE * Math.max(Math.abs(low), Math.abs(high));
  const inside = offer.low >= low - slack && offer.high <= high + slack;
  const covers = offer.low <= low + slack && offer.high >= high - slack;
  const isPoint = offer.low === offer.high;
  if (inside && (!mustCover || isPoint)) return known('met', 0);
  if (covers && mustCover && low < high) return known('met', 0);
  if (offer.high < low) return byGap(low - offer.high, low);
  if (offer.low > high) return byGap(offer.low - high, high);
  const missing = mustCover
    ? Math.max(offer.low - low, high - offer.high)
    : Math.max(low - offer.low, offer.high - high);
  const partly = byGap(missing, Math.max(Math.abs(low), Math.abs(high)));
  return partly.status === 'short' ? partly : open('partOfRange');
}

function compareWords(required: MatchIndicator, offered: Offer): Outcome {
  const options = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[\s,，、;；/|]+/u)
      .filter(Boolean);
  const yes = (text: string) => /^(?:是|有|支持|具备|满足|yes|true|1|可以?|能)/iu.test(text.trim());
  if (!required.textValue) return open('requirementOpen');
  if (!offered.textValue) return open('noValue');
  if (required.comparator === 'BOOL')
    return yes(required.textValue) === yes(offered.textValue) ? known('met', 0) : known('failed', 1);
  const wanted = options(required.textValue);
  const has = options(offered.textValue);
  const meets = wanted.some((word) =>
    has.some((other) => other === word || other.includes(word) || word.includes(other)),
  );
  if (meets) return known('met', 0);
  return offered.comparator === 'ENUM' ? known('failed', 1) : open('wordsDiffer');
}

/**
 * Compare one required indicator with one offer, after unit conversion into the required unit.
 * Unknown, never failed, when a value or unit is missing, dimensions differ or ranges overlap only in part.
 */
export function compareIndicator(required: MatchIndicator, offered: Offer): Outcome & { converted: string | null } {
  if (required.comparator === 'ENUM' || required.comparator === 'BOOL')
    return { ...compareWords(required, offered), converted: null };
  const none = { converted: null };
  if (required.value === null) return { ...open('requirementOpen'), ...none };
  if (offered.value === null || offered.comparator === 'ENUM' || offered.comparator === 'BOOL')
    return { ...open('noValue'), ...none };
  if ((required.unit.trim() === '') !== (offered.unit.trim() === '')) return { ...open('unitMissing'), ...none };
  const hint = required.name + offered.name;
  const value = convert(offered.value, offered.unit, required.unit, hint);
  const value2 = offered.value2 === null ? null : convert(offered.value2, offered.unit, required.unit, hint);
  if (value === null || (offered.value2 !== null && value2 === null)) return { ...open('unitsDiffer'), ...none };
  const offer = intervalOf(offered.comparator, value, value2);
  const converted = formatBound({ ...offered, value, value2, unit: required.unit });
  const { comparator, value: r, value2: r2 } = required;
  if (comparator === 'GE' || comparator === 'GT') return { ...againstFloor(r, comparator === 'GT', offer), converted };
  if (comparator === 'LE' || comparator === 'LT') {
    const turned = { low: -offer.high, high: -offer.low, lowOpen: offer.highOpen, highOpen: offer.lowOpen };
    return { ...againstFloor(-r, comparator === 'LT', turned), converted };
  }
  const mustCover = SPANNED.test(required.name);
  return { ...againstRange(r, comparator === 'BETWEEN' ? (r2 ?? r) : r, offer, mustCover), converted };
}

const SIGNS: Readonly<Record<string, string>> = { LT: '<', LE: '≤', EQ: '', GE: '≥', GT: '>' };

/** `≥ 1.2 N/mm`, `100–200 ℃`, `IP67`; empty when nothing is stated. */
export function formatBound(
  indicator: Pick<MatchIndicator, 'comparator' | 'value' | 'value2' | 'textValue' | 'unit'>,
): string {
  const { comparator, value, value2, textValue, unit } = indicator;
  if (comparator === 'ENUM' || comparator === 'BOOL') return textValue ?? '';
  if (value === null) return '';
  const sign = SIGNS[comparator] ?? '';
  if (comparator === 'BETWEEN' && value2 !== null)
    return `${formatQuantity(value, '')}–${formatQuantity(value2, unit)}`;
  return sign ? `${sign} ${formatQuantity(value, unit)}` : formatQuantity(value, unit);
}

const PREFERENCE: Readonly<Record<IndicatorStatus, number>> = { met: 3, short: 2, failed: 1, unknown: 0 };

function bestOffer(
  { indicator: required, name }: ReadIndicator,
  offers: readonly ReadIndicator<Offer>[],
): IndicatorRow {
  let best: (Omit<IndicatorRow, 'offered' | 'reason'> & { offered: Offer; code: string }) | null = null;
  for (const { indicator: offered, name: offeredName } of offers) {
    const alike = likeness(name, offeredName);
    if (alike < NAME_FLOOR) continue;
    const outcome = compareIndicator(required, offered);
    if (outcome.code === 'indicator.unitsDiffer' && alike < SURE_NAME) continue;
    // Numbers read out of prose may belong to another condition: they can prove, not disprove.
    const contradicts = offered.fromField !== undefined && outcome.status === 'failed';
    const namesDiffer = alike < SURE_NAME && outcome.status !== 'unknown';
    const status: IndicatorStatus = contradicts || namesDiffer ? 'unknown' : outcome.status;
    const better =
      !best ||
      alike > best.nameLikeness + 0.05 ||
      (alike > best.nameLikeness - 0.05 && PREFERENCE[status] > PREFERENCE[best.status]);
    if (!better) continue;
    const code = namesDiffer ? 'indicator.nameDiffers' : contradicts ? 'indicator.textDiffers' : outcome.code;
    const { shortfall, converted } = outcome;
    best = { required, offered, nameLikeness: alike, status, shortfall, converted, code };
  }
  if (best) {
    const { code, ...row } = best;
    return { ...row, reason: rowReason(code, required, row.offered, row.shortfall, row.converted) };
  }
  return {
    required,
    offered: null,
    nameLikeness: 0,
    status: 'unknown',
    shortfall: null,
    converted: null,
    reason: { code: 'indicator.noOffer', params: { name: required.name } },
  };
}

function rowReason(
  code: string,
  required: MatchIndicator,
  offered: Offer,
  shortfall: number | null,
  converted: string | null,
): Reason {
  const params: Record<string, string | number> = {
    name: required.name,
    required: formatBound(required),
    offered: converted ?? formatBound(offered),
    offeredName: offered.name,
  };
  if (shortfall !== null) params.percent = Number((shortfall * 100).toFixed(1));
  if (required.condition.trim() !== '') params.condition = required.condition;
  if (offered.fromField) params.field = offered.fromField;
  return { code, params };
}

/** Every required indicator with the best offer for it: by name, then by status. Order of the demand is kept. */
export function matchIndicators(required: readonly MatchIndicator[], offers: readonly Offer[]): IndicatorRow[] {
  return bestOffers(readIndicators(required), readIndicators(offers));
}

/** The same of indicators that were read already. */
export const bestOffers = (
  required: readonly ReadIndicator[],
  offers: readonly ReadIndicator<Offer>[],
): IndicatorRow[] => required.map((indicator) => bestOffer(indicator, offers));

const indicatorsIn = remember(CACHED_TEXTS, findIndicators);

/** Indicators stated in the prose of an achievement; they serve where its table is silent. */
export function offersInTexts(texts: readonly LeveledText[]): Offer[] {
  return texts.flatMap(({ field, text, level }) =>
    indicatorsIn(text)
      .filter(({ confidence, name }) => confidence >= TEXT_OFFER_FLOOR && name.length >= 2)
      .map(({ name, comparator, value, value2, unit, condition }) => ({
        name,
        comparator,
        value,
        value2,
        textValue: null,
        unit,
        condition,
        mandatory: false,
        weight: null,
        nameLevel: level,
        valueLevel: level,
        fromField: field,
      })),
  );
}

/** The indicator table of a pair: the achievement's own table first, its prose where the table is silent. */
export function indicatorRows(
  required: readonly MatchIndicator[],
  achievement: { indicators: readonly MatchIndicator[]; texts: readonly LeveledText[] },
): IndicatorRow[] {
  const read = readIndicators(required);
  const rows = bestOffers(read, readIndicators(achievement.indicators));
  return completeRows(read, rows, () => readIndicators(offersInTexts(achievement.texts)));
}

/** Fills the silent rows of a table from prose, which is read only when there are some. */
export function completeRows(
  required: readonly ReadIndicator[],
  rows: readonly IndicatorRow[],
  spoken: () => readonly ReadIndicator<Offer>[],
): IndicatorRow[] {
  return rows.map((row, i) => (row.offered ? row : bestOffer(required[i]!, spoken())));
}

/** True when a mandatory indicator is known to fail: relevance at most 3, feasibility at most 40. */
export const failsMandatory = (
  rows: readonly { required: { mandatory: boolean }; status: IndicatorStatus }[],
): boolean => rows.some(({ required, status }) => required.mandatory && status === 'failed');
