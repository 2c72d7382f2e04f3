import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIndicators } from '../../../server/kernel/indicator-text.ts';
import { findQuantities, parseRequirement } from '../../../server/kernel/quantity-text.ts';

describe('parseRequirement', () => {
  it.each([
    ['≥95%', 'GE', 95, null, '%'],
    ['不低于 1.2 N/mm', 'GE', 1.2, null, 'N/mm'],
    ['小于等于5', 'LE', 5, null, ''],
    ['大于等于99.9％', 'GE', 99.9, null, '%'],
    ['0.5±0.1 mm', 'BETWEEN', 0.4, 0.6, 'mm'],
    ['100–200 ℃', 'BETWEEN', 100, 200, '℃'],
    ['-40～85℃', 'BETWEEN', -40, 85, '℃'],
    ['10%~20%', 'BETWEEN', 10, 20, '%'],
    ['5-10万次', 'BETWEEN', 50000, 100000, '次'],
    ['±1um以内', 'LE', 1, null, 'μm'],
    ['≥HRC50', 'GE', 50, null, 'HRC'],
    ['1.2×10^-3 Ω·cm', 'EQ', 0.0012, null, 'Ω·cm'],
    ['≤10⁻³Pa', 'LE', 0.001, null, 'Pa'],
    ['１．５ｍｍ以下', 'LE', 1.5, null, 'mm'],
    ['1,000 h', 'EQ', 1000, null, 'h'],
    ['大于3年', 'GT', 3, null, '年'],
  ])('reads %s', (text, comparator, value, value2, unit) => {
    expect(parseRequirement(text)).toEqual({ comparator, value, value2, unit });
  });

  it.each(['面议', '≥', '约', '50万元', 'ISO9001', '1、'])('does not make a requirement of %s', (text) => {
    expect(parseRequirement(text)).toBeNull();
  });

  it('reads back what it would write', () => {
    const amount = fc.integer({ min: 1, max: 9999 });
    const words = fc.constantFrom(
      ['≥', 'GE'],
      ['不低于', 'GE'],
      ['不超过', 'LE'],
      ['≤', 'LE'],
      ['大于', 'GT'],
      ['小于', 'LT'],
    );
    const units = fc.constantFrom('mm', '%', 'MPa', '℃', 'mg/L', 'N/mm', 'dB', 'kWh');
    fc.assert(
      fc.property(amount, words, units, (value, [word, comparator], unit) => {
        expect(parseRequirement(`${word}${value}${unit}`)).toEqual({ comparator, value, value2: null, unit });
      }),
    );
  });
});

describe('findIndicators', () => {
  const read = (text: string) =>
    findIndicators(text).map(({ name, comparator, value, value2, unit, condition, currentValue }) => ({
      name,
      bound: [comparator, value, value2, unit],
      condition,
      currentValue,
    }));

  it('takes name, comparison, value, unit', () => {
    expect(
      read('要求线材直径小于50μm，抗张强度大于1GPa，长度11km以上。').map(({ name, bound }) => [name, ...bound]),
    ).toEqual([
      ['线材直径', 'LT', 50, null, 'μm'],
      ['抗张强度', 'GT', 1, null, 'GPa'],
      ['长度', 'GE', 11, null, 'km'],
    ]);
  });

  it('reads brackets as condition, names in brackets, and enclosed ranges', () => {
    expect(read('热传导系数≤0.2w/m.k(600℃)')[0]).toMatchObject({ name: '热传导系数', condition: '600℃' });
    expect(read('均温性设计（流速差≤5%，温差≤3℃）').map(({ name }) => name)).toEqual(['流速差', '温差']);
    expect(read('内孔硬度180≤HB＜240')[0]).toMatchObject({ name: '内孔硬度', bound: ['BETWEEN', 180, 240, 'HB'] });
  });

  it('reads present value and target, and time as condition', () => {
    expect(read('鲜料含水量由75%左右降至12%')[0]).toMatchObject({ currentValue: 75, bound: ['LE', 12, null, '%'] });
    expect(
      read('1d内抗压强度达到53MPa以上，28d达到70MPa').map(({ name, condition, bound }) => [name, condition, bound[1]]),
    ).toEqual([
      ['抗压强度', '1d内', 53],
      ['抗压强度', '28d', 70],
    ]);
  });

  it('trusts company figures less than wishes', () => {
    const [wish] = findIndicators('要求纯度不低于95%。');
    const [fact] = findIndicators('公司高级工程师占比不低于95%，厂房占地3000平方米。');
    expect(wish?.confidence).toBeGreaterThan(0.8);
    expect(fact?.confidence ?? 0).toBeLessThan(0.5);
  });

  it('leaves out money, dates, list numbers and codes', () => {
    expect(read('1、2018年投入500万元，执行ISO9001，采用60Si2Mn和4G。')).toEqual([]);
  });

  it('keeps spans inside the text and in order, whatever the text', () => {
    const piece = fc.constantFrom(
      '≥95%',
      '不低于',
      '1.2 N/mm',
      '由75%降至12%',
      '（600℃）',
      '±',
      '。',
      '，',
      '温度',
      '100-200℃',
      '万',
      '\n',
      '𠮷',
      '\ud800',
      '５',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(piece, { maxLength: 14 }).map((p) => p.join('')),
        ),
        (text) => {
          for (const { start, end } of [...findQuantities(text), ...findIndicators(text)]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
          for (const { confidence, value } of findIndicators(text)) {
            expect(confidence).toBeGreaterThan(0);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(Number.isFinite(value)).toBe(true);
          }
        },
      ),
    );
  });
});
