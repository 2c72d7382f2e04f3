import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFullWidth } from '../../../server/kernel/half-width.ts';
import { formatTrl, parseTrl, stageOfTrl } from '../../../server/kernel/trl.ts';

describe('readiness level', () => {
  it.each(['TRL6', '6级', '六级', 'Level 6', 'TRL-6', '第6级', '6', '6.0', '技术成熟度6级'])('reads %s as 6', (raw) => {
    expect(parseTrl(raw)).toMatchObject({ raw, value: { min: 6, max: 6 }, needsConfirmation: false });
  });

  it.each([
    ['TRL 5-6', 5, 6],
    ['TRL5~TRL6', 5, 6],
    ['小试完成正在中试', 5, 6],
    ['已量产', 9, 9],
    ['产业化', 9, 9],
    ['小批量试生产', 8, 8],
    ['中试', 6, 7],
    ['已完成中试', 7, 7],
    ['完成小试，准备中试', 5, 5],
    ['实验室阶段', 3, 4],
    ['样机', 5, 6],
    ['理论研究', 1, 2],
    ['初期', 1, 5],
  ])('reads %s as %i–%i, to confirm', (raw, min, max) => {
    expect(parseTrl(raw)).toMatchObject({ value: { min, max }, needsConfirmation: true });
  });

  it.each([
    ['仿真级', 'trl_name_unsettled'],
    ['功能级', 'trl_name_unsettled'],
    ['12级', 'trl_local_scale'],
    ['利润级', 'trl_local_scale'],
    ['准备产业化', 'trl_planned_only'],
    ['可产业化', 'trl_planned_only'],
    ['良好', 'trl_unknown_words'],
    ['TRL 7-5', 'range_reversed'],
  ])('makes no level of %s', (raw, note) => {
    expect(parseTrl(raw)).toMatchObject({ value: null, notes: [note], needsConfirmation: true });
  });

  it('knows the national stages', () => {
    expect([1, 5, 6, 7, 8, 9].map(stageOfTrl)).toEqual(['EARLY', 'EARLY', 'MIDDLE', 'MIDDLE', 'MATURE', 'MATURE']);
  });

  it('reads back what it writes, in both widths', () => {
    const level = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(level, level, (a, b) => {
        const range = { min: Math.min(a, b), max: Math.max(a, b) };
        expect(parseTrl(formatTrl(range)).value).toEqual(range);
        expect(parseTrl(toFullWidth(formatTrl(range))).value).toEqual(range);
      }),
    );
  });

  it('never throws and stays within 1–9', () => {
    const odd = fc
      .array(fc.constantFrom(...'TRL0123456789-~级第一二十小试中完成已量产'), { maxLength: 12 })
      .map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        const { value } = parseTrl(text);
        return value === null || (value.min >= 1 && value.min <= value.max && value.max <= 9);
      }),
      { numRuns: 2000 },
    );
  });
});
