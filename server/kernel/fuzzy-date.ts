import { arabicDigits, parseChineseNumber } from './chinese-number.ts';
import { normaliseCode } from './half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from './reading.ts';

export type DatePrecision = 'day' | 'month' | 'year';

/** A date as exact as it was written: `2024-11-19`, `2024-11` or `2024`. */
export interface FuzzyDate {
  date: string;
  precision: DatePrecision;
  approx: boolean;
}
/** A point has only `start`; a period has both ends, `end` null when it is still open (至今). */
export interface DateValue {
  kind: 'POINT' | 'PERIOD';
  start: FuzzyDate;
  end: FuzzyDate | null;
}
export interface DateContext {
  /** The cell holds a number: serials are likely, and 2024.1 may have been 2024.10. */
  isNumber?: boolean;
}

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
/** Serial days of a worksheet count from 30 December 1899. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const SERIAL_RANGE = [20_000, 73_050] as const;

const pad = (value: number): string => String(value).padStart(2, '0');
const validYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

function point(year: number, month: number | null, day: number | null, approx = false): FuzzyDate | null {
  if (!validYear(year)) return null;
  if (month === null) return { date: String(year), precision: 'year', approx };
  if (month < 1 || month > 12) return null;
  if (day === null) return { date: `${year}-${pad(month)}`, precision: 'month', approx };
  const real = new Date(Date.UTC(year, month - 1, day));
  if (day < 1 || real.getUTCMonth() !== month - 1) return null;
  return { date: `${year}-${pad(month)}-${pad(day)}`, precision: 'day', approx };
}

/** The day of a worksheet serial (1900 system), such as 45615 → 2024-11-19; null outside 1954–2099. */
export function dateOfSerial(serial: number): FuzzyDate | null {
  if (!(serial >= SERIAL_RANGE[0] && serial <= SERIAL_RANGE[1])) return null;
  const day = new Date(SERIAL_EPOCH + Math.floor(serial) * 86_400_000);
  return point(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

interface Found {
  at: FuzzyDate;
  confidence: number;
  notes: string[];
}
const sure = (at: FuzzyDate | null): Found | null => at && { at, confidence: 1, notes: [] };

/** Words for a part of a year, as the last month they cover. */
const YEAR_PARTS: readonly (readonly [RegExp, number])[] = [
  [/^(?:年底|年末|底|末|岁末)$/u, 12],
  [/^(?:年初|初)$/u, 1],
  [/^(?:年中|中)$/u, 6],
  [/^(?:上半年)$/u, 6],
  [/^(?:下半年)$/u, 12],
  [/^(?:第?[一1]季度|Q1|春季?)$/iu, 3],
  [/^(?:第?[二2]季度|Q2|夏季?)$/iu, 6],
  [/^(?:第?[三3]季度|Q3|秋季?)$/iu, 9],
  [/^(?:第?[四4]季度|Q4|冬季?)$/iu, 12],
];

/** Chinese numerals in dates: 二〇二四年十一月 → 2024年11月. */
function arabic(text: string): string {
  return text
    .replace(/[零〇一二三四五六七八九]{4}(?=年)/gu, arabicDigits)
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/gu, (word) => String(parseChineseNumber(word) ?? word));
}

function worded(text: string): Found | null {
  const match = /^(\d{4}|\d{2})年?(?:度)?[,\s]*(.{1,6})$/u.exec(text);
  if (!match || !text.includes('年')) return null;
  const year = fullYear(match[1]!);
  const part = YEAR_PARTS.find(([pattern]) => pattern.test(match[2]!))?.[1];
  if (part !== undefined) return year && sure(point(year.value, part, null, true));
  const month = /^(\d{1,2})月(?:份)?(?:上旬|中旬|下旬|底|末|初|中)$/u.exec(match[2]!);
  return month && year ? sure(point(year.value, Number(month[1]), null, true)) : null;
}

function fullYear(text: string): { value: number; guessed: boolean } | null {
  if (text.length === 4) return { value: Number(text), guessed: false };
  const short = Number(text);
  return { value: short < 70 ? 2000 + short : 1900 + short, guessed: true };
}

const PATTERNS: readonly ((text: string, context: DateContext) => Found | null | undefined)[] = [
  (text) => {
    const match =
      /^(\d{4})[-./年\s](\d{1,2})[-./月\s](\d{1,2})(?:日|号)?(?:[T\s]*(?:\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u.exec(
        text,
      );
    return match && sure(point(Number(match[1]), Number(match[2]), Number(match[3])));
  },
  (text, { isNumber }) => {
    const match = /^(\d{4})(?:([-./年\s])(\d{1,2})(?:月(?:份)?)?|年\s*(\d{1,2})月(?:份)?)$/u.exec(text);
    if (!match) return undefined;
    const found = sure(point(Number(match[1]), Number(match[3] ?? match[4]), null));
    if (found && isNumber && match[2] === '.' && match[3] === '1')
      return { ...found, confidence: 0.5, notes: ['month_trailing_zero'] };
    return found;
  },
  (text) => {
    const match = /^(\d{4})(?:年度?)?$/u.exec(text);
    return match && sure(point(Number(match[1]), null, null));
  },
  (text) => {
    const match = /^((?:19|20)\d{2})(\d{2})(\d{2})?$/u.exec(text);
    return match && sure(point(Number(match[1]), Number(match[2]), match[3] === undefined ? null : Number(match[3])));
  },
  (text) => {
    const match = /^(\d{5})(?:\.\d+)?$/u.exec(text);
    return match && sure(dateOfSerial(Number(match[1])));
  },
  (text) => {
    const match = /^(\d{2})(?:年|\.|-|\/)(\d{1,2})(?:月|\.|-|\/)?(?:(\d{1,2})日?)?$/u.exec(text);
    if (!match || (match[3] === undefined && !/[年月]/u.test(text))) return undefined;
    const at = point(fullYear(match[1]!)!.value, Number(match[2]), match[3] === undefined ? null : Number(match[3]));
    return at && { at, confidence: 0.6, notes: ['short_year'] };
  },
  (text) => {
    const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(text);
    if (!match) return undefined;
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first <= 12 && second <= 12 && first !== second) return undefined;
    const at = first > 12 ? point(Number(match[3]), second, first) : point(Number(match[3]), first, second);
    return at && { at, confidence: 0.7, notes: ['year_last'] };
  },
  worded,
];

function readPoint(text: string, context: DateContext): Found | null {
  for (const pattern of PATTERNS) {
    const found = pattern(text, context);
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

function readEnd(text: string, start: FuzzyDate, context: DateContext): Found | 'open' | null {
  if (/^(?:至今|今|现在|目前)$/u.test(text)) return 'open';
  const whole = readPoint(text, context);
  if (whole) return whole;
  // 2022年1月—12月: the end takes the year of the start.
  const month = /^(\d{1,2})月(?:(\d{1,2})日)?$/u.exec(text);
  return month
    ? sure(point(Number(start.date.slice(0, 4)), Number(month[1]), month[2] ? Number(month[2]) : null))
    : null;
}

function readPeriod(raw: string, text: string, context: DateContext): Reading<DateValue> | null {
  for (const match of text.matchAll(/至今$|[至到~—–―〜]+|\s-+\s|-+/gu)) {
    const start = readPoint(text.slice(0, match.index).trim(), context);
    if (!start) continue;
    const tail = match[0] === '至今' ? '至今' : text.slice(match.index + match[0].length).trim();
    const end = readEnd(tail, start.at, context);
    if (end === null) continue;
    if (end === 'open') return reading(raw, { kind: 'PERIOD', start: start.at, end: null }, 0.9, ['still_running']);
    if (end.at.date < start.at.date.slice(0, end.at.date.length)) return askReading(raw, 'date_order');
    const confidence = Math.min(start.confidence, end.confidence);
    return reading(raw, { kind: 'PERIOD', start: start.at, end: end.at }, confidence, [...start.notes, ...end.notes]);
  }
  return null;
}

/**
 * Reads a date or period as lists write it (handbook section 8), keeping its precision: 2024年11月, 20241119,
 * serial 45615, 2024年底, 2024.1-2025.12. Relative and open dates (三个月内, 长期, 尽快) are asked for. Never throws.
 */
export function parseFuzzyDate(raw: string, context: DateContext = {}): Reading<DateValue> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const written = arabic(normaliseCode(raw))
    .replace(/\s*([年月至到~—–―〜./])\s*/gu, '$1')
    .trim();
  const approx = /约|左右|前后|预计|大约|计划/u.test(written);
  const text = written
    .replace(/大约|约|左右|前后|预计|计划|(?:完成时间|截至|截止)[:]?|于/gu, '')
    .replace(/(?:之?前|以前|前完成|完成|结束)$/u, '')
    .trim();
  const found = readPoint(text, context);
  if (found) {
    const start = { ...found.at, approx: found.at.approx || approx };
    return reading(raw, { kind: 'POINT', start, end: null }, found.confidence, found.notes);
  }
  const period = readPeriod(raw, text, context);
  if (period) return period;
  if (/长期|常年|长年|不限|随时|持续|滚动/u.test(text)) return askReading(raw, 'no_fixed_date');
  if (/尽快|急需|立即|马上|越快越好/u.test(text)) return askReading(raw, 'as_soon_as_possible');
  if (/(?:[\d一二三四五六七八九十两半]+)\s*个?(?:年|月|周|天|日)(?:内|之内|以内|后|左右)?$/u.test(text))
    return askReading(raw, 'relative_date');
  return askReading(raw, /\d{4}/u.test(text) ? 'date_invalid' : 'not_a_date');
}

/** Chinese words for a date: 2024年11月19日, 约2024年11月; `parseFuzzyDate` reads them back. */
export function formatFuzzyDate(value: FuzzyDate): string {
  const [year, month, day] = value.date.split('-');
  const text = `${year}年${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}`;
  return value.approx ? `约${text}` : text;
}

/** First or last day that a date may mean, as YYYY-MM-DD; for filters and deadlines. */
export function dayWithin(value: FuzzyDate, edge: 'first' | 'last'): string {
  const [year, month, day] = value.date.split('-').map(Number);
  if (day !== undefined) return value.date;
  if (edge === 'first') return `${year}-${pad(month ?? 1)}-01`;
  const last = new Date(Date.UTC(year!, month ?? 12, 0));
  return `${year}-${pad(last.getUTCMonth() + 1)}-${pad(last.getUTCDate())}`;
}
