import { parseUnit, readUnitAt } from './units.ts';

export type NumericComparator = 'LT' | 'LE' | 'EQ' | 'GE' | 'GT' | 'BETWEEN';

/** A number with unit and comparison as found in a text; `[start, end)` covers comparator words, number and unit. */
export interface QuantityMatch {
  comparator: NumericComparator;
  value: number;
  value2: number | null;
  /** As one spelling (`μm`), empty when none is written. */
  unit: string;
  start: number;
  end: number;
  /** Where the first digit stands. */
  numberStart: number;
  /** A comparison was written, not only a bare number. */
  isExplicit: boolean;
  /** 约, 左右. */
  isApproximate: boolean;
  /** Letters glued to the number that name it, such as Ra, φ, HRC. */
  glued: string;
}

const BEFORE: readonly (readonly [RegExp, NumericComparator])[] = [
  [
    /(?:≥|⩾|≧|>=|=>|不低于|不小于|不少于|不短于|不得低于|不得小于|不得少于|不能低于|不能小于|大于等于|大于或等于|高于等于|至少|最低|最小|最少|下限为?|≮)$/u,
    'GE',
  ],
  [
    /(?:≤|⩽|≦|<=|=<|不高于|不大于|不超过|不多于|不得高于|不得大于|不得超过|不能超过|不能大于|不能高于|小于等于|小于或等于|低于等于|最高|最大|最多|至多|上限为?|控制在|≯)$/u,
    'LE',
  ],
  [/(?:>|＞|大于|高于|超过|多于|优于|长于|突破)$/u, 'GT'],
  [/(?:<|＜|小于|低于|少于|短于)$/u, 'LT'],
  [/(?:=|＝|等于)$/u, 'EQ'],
];
const AFTER: readonly (readonly [RegExp, NumericComparator])[] = [
  [/^(?:及其?以上|或以上|以上|或更高|起)/u, 'GE'],
  [/^(?:及其?以下|或以下|以下|以内|之内|之下|或更低)/u, 'LE'],
];
const NUMBER =
  '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:\\s?[×xX*]\\s?10\\^?[-−]?[⁻\\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[eE][-+]?\\d{1,3}|\\^[-−]?\\d{1,2}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})?';
const RANGE = new RegExp(`^\\s?(?:[-−–—－~～〜至到]{1,4})\\s?(${NUMBER})`, 'u');
const FIRST = new RegExp(`[±]?[-−]?${NUMBER}|[一二两三四五六七八九十]{1,2}(?=倍)`, 'gu');
const PLUS_MINUS = new RegExp(`^\\s?(?:±|\\+/-)\\s?(${NUMBER})`, 'u');
/** 180≤HB<240 */
const ENCLOSED = /(\d+(?:\.\d+)?)\s?(?:≤|<|<=)\s?([A-Za-z]{1,4}|[\u4e00-\u9fff]{2,8})\s?(?:≤|<|<=)\s?(\d+(?:\.\d+)?)/gu;
const MULTIPLIERS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 百万: 1e6, 千万: 1e7 };
const DIGITS = '零一二三四五六七八九';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Full width to half width, one character for one. */
export function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

function chineseSmall(text: string): number {
  const clean = text.replaceAll('两', '二');
  if (!clean.includes('十')) return DIGITS.indexOf(clean[0] as string);
  const [tens, ones] = clean.split('十');
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

const lower = (digits: string): string =>
  [...digits].map((char) => (RAISED.includes(char) ? RAISED.indexOf(char) : char)).join('');

function readNumber(raw: string): number {
  if (/^[一二两三四五六七八九十]/u.test(raw)) return chineseSmall(raw);
  const text = raw.replaceAll(',', '').replaceAll('−', '-').replace('±', '').replace(/\s/gu, '');
  const power = /^(.*?)[×xX*]10\^?([-⁻]?)([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/u.exec(text);
  if (power) return Number(`${power[1]}e${power[2] ? '-' : ''}${lower(power[3] as string)}`);
  const raised = /^(-?[\d.]+)(?:\^([-]?\d+)|(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+))$/u.exec(text);
  if (!raised) return Number(text);
  const exponent = raised[2] ? Number(raised[2]) : Number(lower(raised[4] as string)) * (raised[3] ? -1 : 1);
  return Number(raised[1]) ** exponent;
}

interface Measured {
  unit: string;
  factor: number;
  end: number;
  isMoney: boolean;
}

function readMeasure(text: string, at: number, hint: string): Measured {
  const gap = /^\s{0,2}/u.exec(text.slice(at))?.[0].length ?? 0;
  let from = at + gap;
  let factor = 1;
  const multiplier = /^(?:百万|千万|万|亿)/u.exec(text.slice(from, from + 2))?.[0];
  if (multiplier) {
    factor = MULTIPLIERS[multiplier] as number;
    from += multiplier.length;
  }
  const isMoney = /^[余多]?\s?(?:元|美元|美金|欧元|人民币|块钱|RMB|CNY|USD)/u.test(text.slice(from, from + 6));
  const spare = /^[余多]/u.exec(text.slice(from))?.[0].length ?? 0;
  const read = isMoney ? null : readUnitAt(text, from + spare, hint);
  if (read) return { unit: read.unit.symbol, factor, end: read.end, isMoney };
  return { unit: '', factor, end: multiplier ? from : at, isMoney };
}

/** Looks back over spaces and filler words for a comparison that ends right before the number. */
function comparatorBefore(
  text: string,
  at: number,
): { comparator: NumericComparator; start: number; isApproximate: boolean } | null {
  const head = text.slice(Math.max(0, at - 14), at);
  const filler = /(?:\s|约|大约|为|是|到|至|在|要求)*$/u.exec(head)?.[0].length ?? 0;
  const bare = head.slice(0, head.length - filler);
  const isApproximate = head.slice(head.length - filler).includes('约');
  for (const [pattern, comparator] of BEFORE) {
    const match = pattern.exec(bare);
    if (match) return { comparator, start: at - filler - match[0].length, isApproximate };
  }
  return isApproximate ? { comparator: 'EQ', start: at - filler, isApproximate } : null;
}

function comparatorAfter(text: string, at: number): { comparator: NumericComparator; end: number } | null {
  const tail = text.slice(at, at + 40);
  const aside = /^\s?(?:[（(][^）)]{1,24}[）)])?\s?/u.exec(tail)?.[0].length ?? 0;
  for (const skip of new Set([0, aside])) {
    for (const [pattern, comparator] of AFTER) {
      const match = pattern.exec(tail.slice(skip));
      if (match) return { comparator, end: at + skip + match[0].length };
    }
  }
  return null;
}

const FLOOR: ReadonlySet<string> = new Set(['GE', 'GT']);

/**
 * Every quantity of a text in order: `≥95%`, `不低于 1.2 N/mm`, `0.5±0.1 mm`, `100–200 ℃`, `3年以上`, `HRC50`, `±1um以内`.
 * Money, dates, list numbers and digits inside codes (ISO9001, CO2, 4G) are left out; numbers without unit count only
 * with a written comparison. `±x` alone is a deviation: at most x.
 */
export function findQuantities(source: string): QuantityMatch[] {
  const text = halfWidth(source);
  const found: QuantityMatch[] = [];
  for (const match of text.matchAll(ENCLOSED)) {
    const unit = parseUnit(match[2] as string);
    const [low, high] = [Number(match[1]), Number(match[3])];
    if (low < high) {
      const [start, end] = [match.index, match.index + match[0].length];
      const symbol = unit?.symbol ?? '';
      found.push({
        comparator: 'BETWEEN',
        value: low,
        value2: high,
        unit: symbol,
        start,
        end,
        numberStart: start,
        isExplicit: true,
        isApproximate: false,
        glued: match[2] as string,
      });
    }
  }
  const taken = found.map(({ start, end }) => ({ start, end }));
  FIRST.lastIndex = 0;
  for (let match = FIRST.exec(text); match; match = FIRST.exec(text)) {
    const at = match.index;
    const quantity = taken.some(({ start, end }) => at >= start && at < end) ? null : readQuantity(text, match[0], at);
    if (!quantity) continue;
    found.push(quantity);
    FIRST.lastIndex = Math.max(FIRST.lastIndex, quantity.end);
  }
  return found.sort((a, b) => a.start - b.start);
}

function readQuantity(text: string, rawMatch: string, index: number): QuantityMatch | null {
  let raw = rawMatch;
  let at = index;
  const glued =
    /(?:[φΦФ⌀∅]|HRC|HRB|HRA|HV|HB|pH|PH|Ra|Rz|Ra\s)\s?$/u.exec(text.slice(Math.max(0, at - 4), at))?.[0] ?? '';
  const before = text[at - 1] ?? '';
  if (!glued && /[A-Za-z\d.]/u.test(before)) return null;
  if (/^\/\d/u.test(text.slice(at + raw.length)) || (before === '/' && /\d/u.test(text[at - 2] ?? ''))) return null;
  // A dash after a word or a number is no minus sign.
  if (/^[-−]/u.test(raw) && /[\p{L}\p{N})）%]/u.test(before)) {
    raw = raw.slice(1);
    at += 1;
  }
  const hint = text.slice(Math.max(0, at - 14), at) + text.slice(at, at + 8);
  const isDeviation = raw.startsWith('±');
  const belowZero = /[—–]\s?$/u.test(text.slice(0, at)) && /[寒冷冻低]/u.test(text.slice(Math.max(0, at - 5), at));
  const value = readNumber(raw) * (belowZero ? -1 : 1);
  let measure = readMeasure(text, at + raw.length, hint);
  let value2: number | null = null;
  let low = value * measure.factor;
  let comparator: NumericComparator = 'EQ';
  let isExplicit = false;
  const second = RANGE.exec(text.slice(measure.end)) ?? null;
  const spread = PLUS_MINUS.exec(text.slice(measure.end));
  if (spread) {
    const delta = readNumber(spread[1] as string);
    measure = pickMeasure(measure, readMeasure(text, measure.end + spread[0].length, hint));
    const center = value * measure.factor;
    low = tidy(center - delta * measure.factor);
    value2 = tidy(center + delta * measure.factor);
    comparator = 'BETWEEN';
    isExplicit = true;
  } else if (second && !isDeviation) {
    const upper = readNumber(second[1] as string);
    const upperMeasure = readMeasure(text, measure.end + second[0].length, hint);
    const sharesUnit = measure.unit === '' || measure.unit === upperMeasure.unit;
    if (sharesUnit && upper * upperMeasure.factor > low) {
      low = measure.factor === 1 ? value * upperMeasure.factor : low;
      measure = upperMeasure;
      value2 = upper * upperMeasure.factor;
      comparator = 'BETWEEN';
      isExplicit = true;
    }
  }
  if (measure.isMoney) return null;
  let start = at - glued.length;
  let end = measure.end;
  let isApproximate = false;
  const ahead = comparatorBefore(text, start);
  const behind = comparatorAfter(text, end);
  if (ahead) {
    start = ahead.start;
    isApproximate = ahead.isApproximate;
    isExplicit = isExplicit || ahead.comparator !== 'EQ' || !ahead.isApproximate;
    if (value2 === null) comparator = ahead.comparator;
  }
  if (behind && !(ahead && FLOOR.has(ahead.comparator) && behind.comparator === 'LE')) {
    end = behind.end;
    isExplicit = true;
    if (value2 === null) comparator = behind.comparator;
  }
  if (isDeviation) {
    comparator = 'LE';
    isExplicit = true;
  }
  if (/^\s?(?:左右|上下)/u.test(text.slice(end, end + 3))) isApproximate = true;
  const unit = glued.trim() && !measure.unit ? hardnessUnit(glued.trim()) : measure.unit;
  if (unit === '' && (!isExplicit || isListNumber(text, at, measure.end))) return null;
  if (unit === '年' && low >= 1900 && low <= 2100) return null;
  if (unit === '' && measure.factor > 1) return null;
  return {
    comparator,
    value: tidy(low),
    value2,
    unit,
    start,
    end,
    numberStart: at,
    isExplicit,
    isApproximate,
    glued: glued.trim(),
  };
}

const tidy = (value: number): number => Number(value.toPrecision(12));
const pickMeasure = (first: Measured, second: Measured): Measured =>
  second.unit !== '' ? { ...second, factor: Math.max(first.factor, second.factor) } : { ...first, end: second.end };
const hardnessUnit = (glued: string): string => parseUnit(glued)?.symbol ?? '';

function isListNumber(text: string, at: number, end: number): boolean {
  return /^[、.)）]/u.test(text.slice(end)) && /(?:^|[\n。；;(（])\s*$/u.test(text.slice(0, at));
}

/** One cell or phrase that is nothing but a requirement: `≥95%`, `100–200 ℃`, `0.5±0.1 mm`. Null when it is not. */
export function parseRequirement(
  text: string,
): { comparator: NumericComparator; value: number; value2: number | null; unit: string } | null {
  const all = findQuantities(text.trim());
  const first = all[0];
  if (first && all.length === 1 && first.end - first.start >= text.trim().length - 4) {
    const { comparator, value, value2, unit } = first;
    return { comparator, value, value2, unit };
  }
  return /^\s*-?\d+(?:\.\d+)?\s*$/u.test(halfWidth(text))
    ? { comparator: 'EQ', value: Number(halfWidth(text)), value2: null, unit: '' }
    : null;
}
