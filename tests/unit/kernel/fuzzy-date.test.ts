import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOfSerial,
  dayWithin,
  type FuzzyDate,
  formatFuzzyDate,
  parseFuzzyDate,
} from '../../../server/kernel/fuzzy-date.ts';
import { toFullWidth } from '../../../server/kernel/half-width.ts';

const at = (date: string, approx = false): FuzzyDate => ({
  date,
  precision: date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day',
  approx,
});

describe('the table of the handbook', () => {
  it.each<[string, FuzzyDate]>([
    ['2024年11月', at('2024-11')],
    ['2024.11', at('2024-11')],
    ['2024-11', at('2024-11')],
    ['2024/11/19', at('2024-11-19')],
    ['20241119', at('2024-11-19')],
    ['45615', at('2024-11-19')],
    ['2024年', at('2024')],
    ['2024年底', at('2024-12', true)],
    ['2024年上半年', at('2024-06', true)],
  ])('reads %s', (raw, start) => {
    expect(parseFuzzyDate(raw)).toMatchObject({
      raw,
      value: { kind: 'POINT', start, end: null },
      needsConfirmation: false,
    });
  });

  it('reads 2024.1-2025.12 as a period', () => {
    expect(parseFuzzyDate('2024.1-2025.12').value).toEqual({
      kind: 'PERIOD',
      start: at('2024-01'),
      end: at('2025-12'),
    });
  });
});

describe('what real lists hold', () => {
  it.each([
    ['2024年1月至2025年12月', '2024-01', '2025-12'],
    ['2024.01.01-2025.12.31', '2024-01-01', '2025-12-31'],
    ['2024-2025年', '2024', '2025'],
    ['2024-01-2025-12', '2024-01', '2025-12'],
    ['2022年1月—12月', '2022-01', '2022-12'],
  ])('reads the period %s', (raw, start, end) => {
    expect(parseFuzzyDate(raw)).toMatchObject({
      value: { kind: 'PERIOD', start: { date: start }, end: { date: end } },
      needsConfirmation: false,
    });
  });

  it.each([
    ['2024-11-19 08:30:00', '2024-11-19'],
    ['2024-11-19T00:00:00.000Z', '2024-11-19'],
    ['二〇二四年十一月', '2024-11'],
    ['2024年12月31日前', '2024-12-31'],
    ['2024 年 11 月', '2024-11'],
    ['2024年第三季度', '2024-09'],
    ['2023年3月至今', '2023-03'],
  ])('reads %s', (raw, date) => {
    expect(parseFuzzyDate(raw)).toMatchObject({ value: { start: { date } }, needsConfirmation: false });
  });

  it.each([
    ['24年11月', '2024-11'],
    ['11/19/2024', '2024-11-19'],
  ])('reads %s but asks', (raw, date) => {
    expect(parseFuzzyDate(raw)).toMatchObject({ value: { start: { date } }, needsConfirmation: true });
  });

  it.each([
    ['2024-02-30', 'date_invalid'],
    ['2024-13', 'date_invalid'],
    ['2025-01~2024-01', 'date_order'],
    ['长期', 'no_fixed_date'],
    ['尽快', 'as_soon_as_possible'],
    ['3个月内', 'relative_date'],
    ['03/04/2024', 'date_invalid'],
    ['见合同', 'not_a_date'],
  ])('makes no date of %s', (raw, note) => {
    expect(parseFuzzyDate(raw)).toMatchObject({ value: null, notes: [note], needsConfirmation: true });
  });

  it('asks about the number 2024.1, which may have been 2024.10', () => {
    expect(parseFuzzyDate('2024.1', { isNumber: true })).toMatchObject({
      notes: ['month_trailing_zero'],
      needsConfirmation: true,
    });
    expect(parseFuzzyDate('2024.1')).toMatchObject({ needsConfirmation: false });
  });

  it('counts days within a month or year', () => {
    expect(dayWithin(at('2024-02'), 'last')).toBe('2024-02-29');
    expect(dayWithin(at('2024'), 'last')).toBe('2024-12-31');
    expect(dayWithin(at('2024'), 'first')).toBe('2024-01-01');
  });
});

const day = fc
  .integer({ min: 0, max: 80_000 })
  .map((days) => new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
  .filter((text) => text < '2100');
const fuzzy = fc
  .tuple(day, fc.constantFrom(4, 7, 10), fc.boolean())
  .map(([text, length, approx]) => at(text.slice(0, length), approx));

describe('algebra', () => {
  it('reads back what it writes, in both widths', () => {
    fc.assert(
      fc.property(fuzzy, (value) => {
        const text = formatFuzzyDate(value);
        expect(parseFuzzyDate(text).value?.start).toEqual(value);
        expect(parseFuzzyDate(toFullWidth(text)).value?.start).toEqual(value);
      }),
    );
  });

  it('reads every common spelling of a day as that day', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('-', '/', '.', ''), (text, mark) => {
        expect(parseFuzzyDate(text.replaceAll('-', mark)).value?.start.date).toBe(text);
      }),
    );
  });

  it('counts serials as worksheets do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 73_000 }), (serial) => {
        const expected = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
        return dateOfSerial(serial)?.date === expected && parseFuzzyDate(String(serial)).value?.start.date === expected;
      }),
    );
  });

  it('never throws and only yields real dates in order', () => {
    const odd = fc
      .array(fc.constantFrom(...'0123456789-./年月日至~ 底上半约'), { maxLength: 16 })
      .map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        const { value } = parseFuzzyDate(text);
        if (!value) return;
        expect(Number.isNaN(Date.parse(value.start.date))).toBe(false);
        if (value.end) expect(dayWithin(value.end, 'last') >= dayWithin(value.start, 'first')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
