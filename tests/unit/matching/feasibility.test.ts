import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  assessFeasibility,
  FACTOR_WEIGHTS,
  type FactorName,
} from '../../../server/modules/matching/engine/feasibility.ts';
import { indicatorRows } from '../../../server/modules/matching/engine/indicators.ts';
import { renderReason } from '../../../server/modules/matching/engine/reasons.ts';
import type { MatchAchievement, MatchDemand } from '../../../server/modules/matching/engine/types.ts';
import { achievement, demand, indicator, TODAY } from './fixtures.ts';

const assess = (d: Partial<MatchDemand> = {}, a: Partial<MatchAchievement> = {}) => {
  const [ours, theirs] = [demand(d), achievement(a)];
  return assessFeasibility(ours, theirs, indicatorRows(ours.indicators, theirs), TODAY);
};
const score = (name: FactorName, d: Partial<MatchDemand> = {}, a: Partial<MatchAchievement> = {}) =>
  assess(d, a).factors.find((factor) => factor.name === name)?.score;

describe('the table of handbook section 6', () => {
  it('has weights that add up to 100', () => {
    expect(Object.values(FACTOR_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it('adds weight × score', () => {
    // Indicators 1, maturity 1, price 1, rights 1, near mode 0.6, capacity 1, city 0.8, in time 1.
    expect(assess().total).toBe(30 + 20 + 15 + 10 + 6 + 5 + 4 + 5);
  });

  it.each([
    [9, 1],
    [5, 1],
    [4, 0.7],
    [3, 0.4],
    [2, 0.1],
    [1, 0.1],
  ])('maturity %d for a wished 5: %d', (trl, expected) => {
    expect(score('maturity', {}, { trl })).toBe(expected);
  });

  it.each([
    ['overlap', { mode: 'RANGE', min: 700_000, max: 900_000 }, 1],
    ['cheaper than the lower end', { mode: 'FIXED', min: 300_000, max: 300_000 }, 1],
    ['1.2 times', { mode: 'FIXED', min: 960_000, max: 960_000 }, 0.6],
    ['more', { mode: 'FIXED', min: 960_001, max: 960_001 }, 0.1],
    ['open price', { mode: 'NEGOTIABLE', min: null, max: null }, 0.5],
    ['shares', { mode: 'BY_EQUITY', min: null, max: null }, 0.5],
  ] as const)('price, %s', (_, price, expected) => {
    expect(score('price', {}, { price })).toBe(expected);
  });

  it('takes an open budget as half', () => {
    expect(score('price', { budget: { mode: 'UNDISCLOSED', min: null, max: null } })).toBe(0.5);
  });

  const right = (legalStatus: string, encumbrance = 'NONE', ipType = 'INV') => ({
    ip: [{ ipType, legalStatus, encumbrances: [encumbrance] }],
  });
  it.each([
    ['granted', right('GRANTED'), 1],
    ['pending', right('APPLIED'), 0.7],
    ['know-how', right('GRANTED', 'NONE', 'KNOWHOW'), 0.6],
    ['pledged', right('GRANTED', 'PLEDGED'), 0.3],
    ['co-owner silent', { transferRights: 'COOWNER_OPEN' }, 0.3],
  ])('rights, %s', (_, over, expected) => {
    expect(score('rights', {}, over)).toBe(expected);
    expect(assess({}, over).stop).toBeNull();
  });

  it.each([
    ['exclusive licence', right('GRANTED', 'EXCLUSIVE_LICENSED')],
    ['dispute', right('GRANTED', 'DISPUTED')],
    ['exclusive out', { transferRights: 'EXCLUSIVE_OUT' }],
  ])('stops at %s', (_, over) => {
    const result = assess({}, over);
    expect(result.total).toBe(0);
    expect(result.stop).not.toBeNull();
  });

  it('knows modes, capacity, region and deadline', () => {
    expect(score('mode', {}, { cooperationModes: ['COMMISSIONED_DEV'] })).toBe(1);
    expect(score('mode')).toBe(0.6);
    expect(score('mode', {}, { cooperationModes: ['TRANSFER'] })).toBe(0.2);
    expect(score('capacity', {}, { freePersonMonths: 6 })).toBe(0.5);
    expect(score('capacity', { neededPersonMonths: null })).toBe(0.5);
    expect(score('region', {}, { regionCode: '370212' })).toBe(1);
    expect(score('region', {}, { regionCode: '370600' })).toBe(0.6);
    expect(score('region', {}, { regionCode: '110108' })).toBe(0.4);
    expect(score('region', { regionPreference: 'QINGDAO' }, { regionCode: '370600' })).toBe(0.2);
    expect(score('deadline')).toBe(1);
    expect(score('deadline', { neededBy: '2027-06-01' })).toBe(0.5);
    expect(score('deadline', { neededBy: '2027-05-01' })).toBe(0);
    expect(score('deadline', { neededBy: null })).toBe(1);
  });

  it('caps at 40 when a mandatory indicator fails, not when an optional one does', () => {
    const weak = { indicators: [indicator({ name: '剥离强度', comparator: 'EQ', value: 0.5, unit: 'N/mm' })] };
    const mandatory = assess({}, weak);
    expect(mandatory.total).toBe(40);
    expect(mandatory.cap).not.toBeNull();
    const optional = assess({ indicators: [indicator({ name: '剥离强度', value: 1.2, unit: 'N/mm' })] }, weak);
    expect(optional.total).toBe(65);
    expect(optional.cap).toBeNull();
  });

  it('adds months to the last day of a month', () => {
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-01-15', 0.5)).toBe('2026-01-30');
  });
});

const level = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
const yuan = fc.option(fc.integer({ min: 0, max: 5_000_000 }), { nil: null });
const anyDemand = fc.record({
  acceptMinTrl: level,
  budget: fc.record({
    mode: fc.constantFrom('FIXED', 'RANGE', 'NEGOTIABLE', 'UNDISCLOSED', null),
    min: yuan,
    max: yuan,
  }),
  regionPreference: fc.constantFrom('LAOSHAN', 'QINGDAO', 'SHANDONG', 'ANY', null),
  regionCode: fc.constantFrom('370212', '370202', '110108', null),
  neededPersonMonths: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  neededBy: fc.constantFrom(null, '2026-12-01', '2027-03-01', '2029-01-01'),
  cooperationModes: fc.subarray(['TRANSFER', 'LICENSE', 'JOINT_DEV', 'COMMISSIONED_DEV']),
  indicators: fc.array(
    fc
      .record({
        value: fc.option(fc.integer({ min: -10, max: 200 }), { nil: null }),
        mandatory: fc.boolean(),
        weight: fc.constantFrom(null, 0, 0.5, 1),
      })
      .map((over) => indicator({ name: '强度', unit: 'MPa', ...over })),
    { maxLength: 4 },
  ),
});
const anyAchievement = fc.record({
  trl: level,
  price: fc.record({
    mode: fc.constantFrom('FIXED', 'RANGE', 'NEGOTIABLE', 'BY_EQUITY', 'PAY_AFTER_USE', null),
    min: yuan,
    max: yuan,
  }),
  ip: fc.array(
    fc.record({
      ipType: fc.constantFrom('INV', 'KNOWHOW'),
      legalStatus: fc.constantFrom('APPLIED', 'GRANTED', 'LAPSED', 'ASSIGNED'),
      encumbrances: fc.subarray(['NONE', 'PLEDGED', 'EXCLUSIVE_LICENSED', 'SOLE_LICENSED', 'DISPUTED']),
    }),
    { maxLength: 3 },
  ),
  regionCode: fc.constantFrom('370212', '370600', null),
  freePersonMonths: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  durationMonths: fc.option(fc.integer({ min: 0, max: 36 }), { nil: null }),
  indicators: fc.array(
    fc.integer({ min: 0, max: 200 }).map((value) => indicator({ name: '强度', comparator: 'EQ', value, unit: 'MPa' })),
    { maxLength: 2 },
  ),
});

describe('for every pair', () => {
  it('stays in 0–100, with a sentence for every factor in both languages', () => {
    fc.assert(
      fc.property(anyDemand, anyAchievement, (d, a) => {
        const result = assess(d as Partial<MatchDemand>, a as Partial<MatchAchievement>);
        expect(result.total).toBeGreaterThanOrEqual(0);
        expect(result.total).toBeLessThanOrEqual(result.cap ? 40 : 100);
        if (result.stop) expect(result.total).toBe(0);
        expect(result.factors).toHaveLength(8);
        for (const factor of result.factors) {
          expect(factor.score).toBeGreaterThanOrEqual(0);
          expect(factor.score).toBeLessThanOrEqual(1);
          for (const language of ['zh', 'en'] as const)
            expect(renderReason(factor.reason, language)).not.toMatch(/[{}]|undefined|NaN/u);
        }
      }),
    );
  });

  it('never falls with higher maturity, a lower price, more capacity or an earlier finish', () => {
    fc.assert(
      fc.property(
        anyDemand,
        anyAchievement,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        (d, a, trl, price) => {
          const ours = d as Partial<MatchDemand>;
          const base = {
            ...a,
            trl,
            price: { mode: 'FIXED' as const, min: price, max: price },
            freePersonMonths: 6,
            durationMonths: 12,
          } as Partial<MatchAchievement>;
          const total = assess(ours, base).total;
          expect(assess(ours, { ...base, trl: Math.min(9, trl + 1) }).total).toBeGreaterThanOrEqual(total);
          expect(
            assess(ours, { ...base, price: { mode: 'FIXED', min: price / 2, max: price / 2 } }).total,
          ).toBeGreaterThanOrEqual(total);
          expect(assess(ours, { ...base, freePersonMonths: 12 }).total).toBeGreaterThanOrEqual(total);
          expect(assess(ours, { ...base, durationMonths: 3 }).total).toBeGreaterThanOrEqual(total);
        },
      ),
    );
  });
});
