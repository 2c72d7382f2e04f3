import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areCompatible,
  convert,
  formatQuantity,
  listUnits,
  parseUnit,
  readUnitAt,
} from '../../../server/kernel/units.ts';

describe('parseUnit', () => {
  it.each([
    ['um', 'μm'],
    ['µm', 'μm'],
    ['微米', 'μm'],
    ['㎛', 'μm'],
    ['克/立方厘米', 'g/cm3'],
    ['毫克/升', 'mg/L'],
    ['Mpa', 'MPa'],
    ['兆帕', 'MPa'],
    ['m³/h', 'm3/h'],
    ['W/m·K', 'W/(m·K)'],
    ['w/m.k', 'W/(m·K)'],
    ['mPa·s', 'mPa·s'],
    ['度电', 'kWh'],
    ['％', '%'],
    ['dB(A)', 'dB'],
    ['r/min', 'rpm'],
    ['N/25mm', 'N/25mm'],
    ['°C', '℃'],
  ])('reads %s as %s', (text, symbol) => {
    expect(parseUnit(text)?.symbol).toBe(symbol);
  });

  it.each(['4G', '万元', '蒲式耳', 'abc', '亿', '%%', '/'])('does not read %s', (text) => {
    expect(parseUnit(text)).toBeNull();
  });

  it('asks the words around 度', () => {
    expect(parseUnit('度')).toBeNull();
    expect(parseUnit('度', '使用温度')?.symbol).toBe('℃');
    expect(parseUnit('度', '倾角')?.symbol).toBe('°');
    expect(parseUnit('度', '每天耗电')?.symbol).toBe('kWh');
  });
});

describe('convert', () => {
  it.each([
    [1.2, 'N/mm', 'N/25mm', 30],
    [100, '℃', 'K', 373.15],
    [212, '℉', '℃', 100],
    [1, 'bar', 'MPa', 0.1],
    [1, 'kWh', 'MJ', 3.6],
    [500, 'nm', 'μm', 0.5],
    [1000, 'ppm', '%', 0.1],
    [60, '次/分', '次/s', 1],
    [2, '斤', 'kg', 1],
    [1, 'Gbps', 'Mbit/s', 1000],
  ])('%d %s is %s: %d', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBeCloseTo(expected, 9);
  });

  it.each([
    ['mg/L', 'ppm'],
    ['dB', 'dBm'],
    ['%', '%RH'],
    ['HRC', 'HV'],
    ['mm', 'kg'],
    ['次', '个'],
    ['m', 'no such unit'],
  ])('refuses %s to %s', (from, to) => {
    expect(convert(1, from, to)).toBeNull();
    expect(areCompatible(from, to)).toBe(false);
  });

  const unit = fc.constantFrom(...listUnits());
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  it('goes there and back', () => {
    fc.assert(
      fc.property(unit, unit, value, (from, to, amount) => {
        const there = convert(amount, from, to);
        if (there === null) {
          expect(from.dimension).not.toBe(to.dimension);
          return;
        }
        const back = convert(there, to, from) as number;
        const scale = Math.max(
          Math.abs(amount),
          Math.abs(from.offset / from.factor),
          Math.abs(to.offset / to.factor || 0),
          1e-9,
        );
        expect(Math.abs(back - amount) / scale).toBeLessThan(1e-6);
      }),
    );
  });

  it('keeps the order of values', () => {
    fc.assert(
      fc.property(unit, unit, value, value, (from, to, a, b) => {
        const [x, y] = [convert(Math.min(a, b), from, to), convert(Math.max(a, b), from, to)];
        if (x !== null && y !== null) expect(x).toBeLessThanOrEqual(y);
      }),
    );
  });
});

describe('the list of units', () => {
  it('reads every symbol and both names of a symbol back as itself', () => {
    for (const { symbol, dimension, factor } of listUnits()) {
      const read = parseUnit(symbol);
      expect(read?.dimension, symbol).toBe(dimension);
      expect(read?.factor, symbol).toBeCloseTo(factor, 12);
    }
  });

  it('never throws on any text and reads units inside sentences', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom('m', '/', '·', '(', ')', '²', '-', 'k', '平方', '度', '℃', '\ud800', '𠮷', ' ', '1', '%'),
            { maxLength: 12 },
          )
          .map((p) => p.join('')),
        (text) => {
          parseUnit(text);
          readUnitAt(text, 0);
        },
      ),
    );
    expect(readUnitAt('0.5MPa以上', 3)?.end).toBe(6);
    expect(readUnitAt('60Si2Mn', 2)).toBeNull();
    expect(readUnitAt('120粒度', 3)).toBeNull();
    expect(readUnitAt('3月', 1)).toBeNull();
  });

  it('writes quantities as people do', () => {
    expect(formatQuantity(95, '%')).toBe('95%');
    expect(formatQuantity(0.1 + 0.2, '微米')).toBe('0.3 μm');
    expect(formatQuantity(3, '年')).toBe('3 年');
    expect(formatQuantity(1.26, '')).toBe('1.26');
  });
});
