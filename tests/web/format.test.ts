// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest';
import { namePath } from '../../web/src/lib/form-errors.ts';
import {
  daysUntil,
  formatDate,
  formatDateTime,
  formatPrice,
  formatRelative,
  formatYuan,
} from '../../web/src/lib/format.ts';
import { startI18n } from '../../web/src/lib/i18n.ts';
import { indicatorValue } from '../../web/src/lib/indicator.ts';

beforeAll(() => startI18n('zh-CN'));

describe('money', () => {
  it.each([
    [{ mode: 'RANGE', min: 500_000, max: 800_000 }, '50–80 万元'],
    [{ mode: 'FIXED', min: 655_000, max: null }, '65.5 万元'],
    [{ mode: 'RANGE', min: 10_000_000, max: null }, '1,000 万元以上'],
    [{ mode: 'RANGE', min: null, max: 800_000 }, '80 万元以内'],
    [{ mode: 'NEGOTIABLE', min: null, max: null }, '面议'],
    [{ mode: 'UNDISCLOSED' }, '不公开'],
    [{ mode: 'PAY_AFTER_USE' }, '先使用后付费'],
    [{ mode: 'RANGE', min: 0, max: 500_000 }, '0–50 万元'],
  ])('%j', (price, words) => expect(formatPrice(price)).toBe(words));
  it('shows small amounts in yuan', () => expect(formatYuan(800)).toBe('800 元'));
});

describe('dates in the time of the platform', () => {
  it('turns late evening in UTC into the next day', () => {
    expect(formatDate('2026-11-22T16:30:00Z')).toBe('2026-11-23');
    expect(formatDateTime('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30');
  });
  it('keeps the precision of a month', () => expect(formatDate('2024-06')).toBe('2024-06'));
  it('gives nothing for nothing', () =>
    expect([formatDate(null), formatDate('x'), formatDateTime('')]).toEqual(['', '', '']));
  it('counts days by the calendar, not by hours', () => {
    const evening = Date.parse('2026-11-23T15:59:00Z');
    expect(daysUntil('2026-11-24', evening)).toBe(1);
    expect(daysUntil('2026-11-23', evening)).toBe(0);
    expect(daysUntil('2026-11-20', evening)).toBe(-3);
  });
  it('says how long ago', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(formatRelative('2026-11-20T10:00:00Z', now)).toBe('3天前');
    expect(formatRelative('2026-11-23T09:59:50Z', now)).toBe('刚刚');
  });
});

describe('indicators and paths of fields', () => {
  const base = { value: null, value2: null, textValue: null, unit: '' };
  it.each([
    [{ ...base, comparator: 'GE' as const, value: 1.2, unit: 'N/mm' }, '≥ 1.2 N/mm'],
    [{ ...base, comparator: 'BETWEEN' as const, value: 10, value2: 20, unit: '℃' }, '10–20 ℃'],
    [{ ...base, comparator: 'LE' as const, value: 1, unit: 'd' }, '≤ 1 天'],
    [{ ...base, comparator: 'BOOL' as const, textValue: '通过盐雾试验' }, '通过盐雾试验'],
    [{ ...base, comparator: 'EQ' as const }, null],
  ])('%j', (indicator, words) => expect(indicatorValue(indicator)).toBe(words));
  it('takes off the prefix of the contract only where it stands', () => {
    expect(namePath('content.indicators.0.value', 'content')).toEqual(['indicators', 0, 'value']);
    expect(namePath('contents.title', 'content')).toEqual(['contents', 'title']);
    expect(namePath('version', 'content')).toEqual(['version']);
  });
});
