import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemandContent } from '../../../server/contracts/demands.contract.ts';
import { Clarity } from '../../../server/contracts/demands.contract.ts';
import { CLARITY_CODES, CLARITY_WEIGHTS, clarityOf } from '../../../server/modules/demands/clarity.ts';

const TODAY = '2026-11-23';
const peel = {
  name: '剥离强度',
  comparator: 'GE' as const,
  value: 1.2,
  value2: null,
  textValue: null,
  unit: 'N/mm',
  condition: '85 ℃/85 %RH，500 h',
  mandatory: true,
  weight: null,
  currentValue: null,
  testMethod: '',
};
const full: DemandContent = {
  title: '高湿环境VR光学膜脱层问题',
  problem:
    'VR一体机在海边高湿环境下使用三个月后，光学膜与镜片界面出现脱层和气泡，返修率8%。已经尝试更换两家压敏胶并提高烘烤温度，效果不理想。需要一种耐湿热的光学压敏胶和配套贴合工艺，双八五老化500小时后不脱层、不起泡，并能在现有贴合生产线上使用，不增加工序，单片成本增加不超过一成。',
  scenes: ['VR光学膜贴合'],
  keywords: ['光学膜', '压敏胶', '脱层'],
  hti: '403',
  indicators: [peel],
  budgetMode: 'RANGE',
  budgetMax: 800_000,
  neededBy: '2027-10-01',
  deadlineAnswer: '2027-01-15',
};
const part = (content: DemandContent, key: string) => clarityOf(content, TODAY).parts.find((one) => one.key === key);
const advice = (content: DemandContent, key: string) => part(content, key)?.advice.map(({ code }) => code);

describe('clarityOf', () => {
  it('gives a complete demand 100 and an empty one 0, and says why', () => {
    const best = clarityOf(full, TODAY);
    expect(best.total).toBe(100);
    expect(best.parts.flatMap((one) => one.advice)).toEqual([]);
    const empty = clarityOf({}, TODAY);
    expect(empty.total).toBe(0);
    for (const one of empty.parts) {
      expect(one.reasons.length).toBeGreaterThan(0);
      expect(one.advice.length).toBeGreaterThan(0);
    }
  });

  it('has weights that add up to 100', () => {
    expect(Object.values(CLARITY_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it('names what is missing in a vague demand', () => {
    expect(advice({ title: '喷漆智能化', problem: '喷漆工艺智能化，达到无人化操作' }, 'problem')).toEqual([
      'problem.length',
      'problem.noFailure',
      'problem.noPlace',
      'problem.notTried',
      'problem.noFigures',
    ]);
    expect(advice({ indicators: [{ ...peel, mandatory: false, unit: '', condition: '' }] }, 'indicators')).toEqual([
      'indicators.noMandatory',
      'indicators.noUnits',
      'indicators.noCondition',
    ]);
    expect(advice({ neededBy: '2026-01-01', deadlineAnswer: '2026-11-30' }, 'deadline')).toEqual([
      'deadline.past',
      'deadline.shortAnswer',
    ]);
    expect(advice({ budgetMode: 'NEGOTIABLE' }, 'budget')).toEqual(['budget.noAmount']);
  });

  it('keeps to the contract, uses only known codes, and never falls when a field is filled in', () => {
    const keys = Object.keys(full) as (keyof DemandContent)[];
    fc.assert(
      fc.property(fc.subarray(keys), fc.constantFrom(...keys), (given, more) => {
        const take = (names: readonly (keyof DemandContent)[]) =>
          Object.fromEntries(names.map((name) => [name, full[name]])) as DemandContent;
        const before = clarityOf(take(given), TODAY);
        expect(Clarity.parse(before)).toEqual(before);
        expect(clarityOf(take([...given, more]), TODAY).total).toBeGreaterThanOrEqual(before.total);
        for (const one of before.parts) {
          expect(one.score).toBeGreaterThanOrEqual(0);
          expect(one.score).toBeLessThanOrEqual(1);
          for (const { code } of [...one.reasons, ...one.advice]) expect(CLARITY_CODES).toContain(code);
        }
      }),
    );
  });
});
