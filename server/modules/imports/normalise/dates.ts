import {
  type DateContext,
  type DateValue,
  dayWithin,
  type FuzzyDate,
  parseFuzzyDate,
} from '../../../kernel/fuzzy-date.ts';
import { askReading, type Reading, reading } from '../../../kernel/reading.ts';

export interface Period {
  start: string | null;
  end: string | null;
}

/** Month of a date for fields of month precision; a bare year is asked for, as January would be made up. */
function monthOf(date: FuzzyDate): string | null {
  return date.precision === 'year' ? null : date.date.slice(0, 7);
}

const lowered = <T>(read: Reading<DateValue>, value: T, at: FuzzyDate): Reading<T> =>
  at.approx
    ? reading(read.raw, value, Math.min(read.confidence, 0.85), [...read.notes, 'date_approx'])
    : { ...read, value };

/** A month such as 2024-11 for completion and start dates. Of a period, the end completes. */
export function readMonth(raw: string, context: DateContext & { edge?: 'start' | 'end' } = {}): Reading<string> {
  const read = parseFuzzyDate(raw, context);
  if (read.value === null) return { ...read, value: null };
  const { kind, start, end } = read.value;
  const at = kind === 'PERIOD' && context.edge !== 'start' ? end : start;
  if (at === null) return askReading(raw, 'still_running');
  const month = monthOf(at);
  return month === null ? askReading(raw, 'month_needed') : lowered(read, month, at);
}

/** A day such as 2024-11-19 for deadlines: the last day that the text covers. */
export function readDay(raw: string, context: DateContext = {}): Reading<string> {
  const read = parseFuzzyDate(raw, context);
  if (read.value === null) return { ...read, value: null };
  const at = read.value.kind === 'PERIOD' ? read.value.end : read.value.start;
  if (at === null) return askReading(raw, 'no_fixed_date');
  const value = dayWithin(at, 'last');
  return at.precision === 'day'
    ? lowered(read, value, at)
    : reading(raw, value, Math.min(read.confidence, 0.7), [...read.notes, 'last_day_taken']);
}

/** Start and end months of 起止时间; a single date is taken as the end and confirmed. */
export function readPeriod(raw: string, context: DateContext = {}): Reading<Period> {
  const read = parseFuzzyDate(raw, context);
  if (read.value === null) return { ...read, value: null };
  const { kind, start, end } = read.value;
  if (kind === 'POINT') return reading(raw, { start: null, end: monthOf(start) }, 0.6, ['single_date']);
  const value = { start: monthOf(start), end: end && monthOf(end) };
  return value.start === null || (end !== null && value.end === null)
    ? reading(raw, value, 0.5, ['month_needed'])
    : lowered(read, value, end ?? start);
}
