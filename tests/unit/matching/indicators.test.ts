import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareIndicator,
  indicatorRows,
  matchIndicators,
  nameLikeness,
} from '../../../server/modules/matching/engine/indicators.ts';
import { achievement, indicator, text } from './fixtures.ts';

const status = (required: Parameters<typeof indicator>[0], offered: Parameters<typeof indicator>[0]) =>
  compareIndicator(indicator(required), indicator(offered)).status;

describe('compareIndicator', () => {
  const peel = { name: '剥离强度', comparator: 'GE' as const, value: 1.2, unit: 'N/mm' };
  it.each([
    ['above, other unit', { comparator: 'EQ', value: 35, unit: 'N/25mm' }, 'met'],
    ['exactly', { comparator: 'EQ', value: 1.2, unit: 'N/mm' }, 'met'],
    ['promised floor', { comparator: 'GE', value: 1.4, unit: 'N/mm' }, 'met'],
    ['ten per cent short', { comparator: 'EQ', value: 1.08, unit: 'N/mm' }, 'short'],
    ['eleven per cent short', { comparator: 'EQ', value: 1.068, unit: 'N/mm' }, 'failed'],
    ['no value', { comparator: 'EQ', value: null, unit: 'N/mm' }, 'unknown'],
    ['other dimension', { comparator: 'EQ', value: 5, unit: 'MPa' }, 'unknown'],
    ['no unit', { comparator: 'EQ', value: 5, unit: '' }, 'unknown'],
    ['only a ceiling above', { comparator: 'LE', value: 3, unit: 'N/mm' }, 'unknown'],
    ['a ceiling below', { comparator: 'LE', value: 1, unit: 'N/mm' }, 'failed'],
    ['a range across', { comparator: 'BETWEEN', value: 0.5, value2: 2, unit: 'N/mm' }, 'unknown'],
  ] as const)('floor of 1.2 N/mm: %s', (_, offered, expected) => {
    expect(status(peel, { name: '剥离强度', ...offered })).toBe(expected);
  });

  it('knows ceilings, strict bounds, negative values and zero', () => {
    const error = { name: '误差', comparator: 'LE' as const, value: 0.5, unit: 'mm' };
    expect(status(error, { name: '误差', comparator: 'LE', value: 300, unit: 'μm' })).toBe('met');
    expect(status(error, { name: '误差', comparator: 'EQ', value: 0.54, unit: 'mm' })).toBe('short');
    expect(status(error, { name: '误差', comparator: 'EQ', value: 0.6, unit: 'mm' })).toBe('failed');
    const strict = { name: '直径', comparator: 'LT' as const, value: 50, unit: 'μm' };
    expect(status(strict, { name: '直径', comparator: 'LT', value: 50, unit: 'μm' })).toBe('met');
    expect(status(strict, { name: '直径', comparator: 'EQ', value: 50, unit: 'μm' })).toBe('short');
    const cold = { name: '耐寒', comparator: 'LE' as const, value: -40, unit: '℃' };
    expect(status(cold, { name: '耐寒', comparator: 'EQ', value: -38, unit: '℃' })).toBe('short');
    expect(status(cold, { name: '耐寒', comparator: 'EQ', value: -20, unit: '℃' })).toBe('failed');
    const none = { name: '缺陷', comparator: 'LE' as const, value: 0, unit: '个' };
    expect(status(none, { name: '缺陷', comparator: 'EQ', value: 0, unit: '个' })).toBe('met');
    expect(status(none, { name: '缺陷', comparator: 'EQ', value: 1, unit: '个' })).toBe('failed');
  });

  it('knows ranges, words and yes or no', () => {
    const range = { name: '工作温度', comparator: 'BETWEEN' as const, value: 100, value2: 200, unit: '℃' };
    expect(status(range, { name: '工作温度', comparator: 'BETWEEN', value: 80, value2: 220, unit: '℃' })).toBe('met');
    expect(status(range, { name: '工作温度', comparator: 'BETWEEN', value: 120, value2: 150, unit: '℃' })).toBe(
      'unknown',
    );
    const size = { name: '粒径', comparator: 'BETWEEN' as const, value: 10, value2: 20, unit: 'μm' };
    expect(status(size, { name: '粒径', comparator: 'BETWEEN', value: 12, value2: 15, unit: 'μm' })).toBe('met');
    expect(status(size, { name: '粒径', comparator: 'BETWEEN', value: 12, value2: 21, unit: 'μm' })).toBe('short');
    expect(status(size, { name: '粒径', comparator: 'BETWEEN', value: 5, value2: 50, unit: 'μm' })).toBe('unknown');
    expect(status(range, { name: '工作温度', comparator: 'BETWEEN', value: 100, value2: 190, unit: '℃' })).toBe(
      'short',
    );
    expect(status(range, { name: '工作温度', comparator: 'EQ', value: 423.15, unit: 'K' })).toBe('met');
    expect(status(range, { name: '工作温度', comparator: 'EQ', value: 400, unit: '℃' })).toBe('failed');
    const word = { name: '防护', comparator: 'ENUM' as const, textValue: 'IP67/IP68' };
    expect(status(word, { name: '防护', comparator: 'ENUM', textValue: 'IP68' })).toBe('met');
    expect(status(word, { name: '防护', comparator: 'ENUM', textValue: 'IP54' })).toBe('failed');
    expect(status(word, { name: '防护', comparator: 'ENUM', textValue: null })).toBe('unknown');
    const yes = { name: '支持离线', comparator: 'BOOL' as const, textValue: '是' };
    expect(status(yes, { name: '支持离线', comparator: 'BOOL', textValue: '支持' })).toBe('met');
    expect(status(yes, { name: '支持离线', comparator: 'BOOL', textValue: '否' })).toBe('failed');
  });

  const ORDER = { failed: 0, unknown: 1, short: 2, met: 3 };
  const amount = fc.double({ min: 0.01, max: 1e4, noNaN: true });
  it('never falls when a better value is offered, and does not depend on the unit it is written in', () => {
    fc.assert(
      fc.property(amount, amount, amount, fc.constantFrom('GE', 'GT'), (wanted, a, b, comparator) => {
        const required = { name: '强度', comparator, value: wanted, unit: 'MPa' } as const;
        const at = (value: number, unit = 'MPa') => status(required, { name: '强度', comparator: 'EQ', value, unit });
        expect(ORDER[at(Math.max(a, b))]).toBeGreaterThanOrEqual(ORDER[at(Math.min(a, b))]);
        if (Math.abs(a - wanted) > 1e-6 * wanted && Math.abs(wanted - a - 0.1 * wanted) > 1e-6 * wanted)
          expect(at(a * 1000, 'kPa')).toBe(at(a));
      }),
    );
  });
});

describe('indicatorRows', () => {
  it('finds the offer by name, with the synonyms of the trade', () => {
    expect(nameLikeness('剥离力', '剥离强度')).toBe(1);
    expect(nameLikeness('设备运行噪音', '噪声值')).toBeGreaterThan(0.7);
    expect(nameLikeness('纯度', '厚度')).toBeLessThan(0.5);
    const [row] = matchIndicators(
      [indicator({ name: '测量误差', comparator: 'LE', value: 0.5, unit: 'mm' })],
      [
        indicator({ name: '测量效率', comparator: 'GE', value: 10, unit: '个/h' }),
        indicator({ name: '全场误差', comparator: 'EQ', value: 0.3, unit: 'mm' }),
      ],
    );
    expect(row?.offered?.name).toBe('全场误差');
    expect(row?.status).toBe('met');
  });

  it('reads the prose where the table is silent, which can prove but not disprove', () => {
    const required = [indicator({ name: '纯度', value: 95, unit: '%' })];
    const rows = (words: string) =>
      indicatorRows(required, achievement({ indicators: [], texts: [text('description', words)] }));
    expect(rows('所得产物纯度不低于96%。')[0]).toMatchObject({ status: 'met', offered: { fromField: 'description' } });
    expect(rows('对照组纯度不低于60%。')[0]).toMatchObject({
      status: 'unknown',
      reason: { code: 'indicator.textDiffers' },
    });
    expect(rows('没有数字。')[0]).toMatchObject({ status: 'unknown', offered: null });
  });
});
