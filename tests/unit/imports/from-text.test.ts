import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DemandContent } from '../../../server/contracts/demands.contract.ts';
import { hasIssueMessage } from '../../../server/modules/imports/issue-messages.ts';
import { normaliseRow } from '../../../server/modules/imports/normalise/normalise-row.ts';
import { contentFromValues } from '../../../server/modules/imports/row-content.ts';

const FIELDS = ['title', 'problem', 'background', 'budget', 'indicators'] as const;
type Cells = Partial<Record<(typeof FIELDS)[number], string>>;

const read = (cells: Cells, unit: string | null = null) => {
  const used = FIELDS.filter((field) => cells[field] !== undefined);
  return normaliseRow(
    'demand',
    used.map((field, index) => ({ index, path: field, unit, field })),
    {
      rowNumber: 1,
      hidden: false,
      cells: used.map((field) => ({ raw: cells[field]!, text: cells[field]!, kind: 'text' as const })),
    },
    { today: '2024-11-19' },
  );
};
const codes = (row: ReturnType<typeof read>) => row.issues.map(({ field, code, severity }) => [field, code, severity]);

const WHOLE = `需求内容：开发高韧性立方氮化硼单晶新牌号，改进触媒和高温高压合成工艺。
预期目标：抗冲击韧性≥67%，堆积密度≥1.80g/cm3。
三、现有工作基础：
1、公司有标准化厂房3栋，2001年成立。
项目预算50万元，希望合作开发。`;

describe('a demand that stands in one cell', () => {
  it('is read by the headings inside it; what is taken from text waits for a person', () => {
    const row = read({ title: '高韧性立方氮化硼单晶', problem: WHOLE });
    expect(row.values.problem).toBe(WHOLE.slice(0, WHOLE.indexOf('\n三、')));
    expect(row.values.background).toBe('1、公司有标准化厂房3栋，2001年成立。\n项目预算50万元，希望合作开发。');
    expect(row.values).toMatchObject({
      indicators: [
        { name: '抗冲击韧性', comparator: 'GE', value: 67, unit: '%', mandatory: false },
        { name: '堆积密度', comparator: 'GE', value: 1.8 },
      ],
      budgetMode: 'FIXED',
      budgetMin: 500_000,
      budgetMax: 500_000,
      cooperationModes: ['JOINT_DEV'],
    });
    expect(codes(row)).toEqual([
      ['indicators', 'indicators_from_text', 'confirm'],
      ['budget', 'found_in_text', 'confirm'],
      ['cooperationModes', 'found_in_text', 'confirm'],
      ['background', 'split_by_heading', 'hint'],
    ]);
    for (const field of ['indicators', 'budget', 'cooperationModes']) expect(row.confidence[field]).toBeLessThan(0.8);
    expect(row.confidence.background).toBeGreaterThanOrEqual(0.8);
  });

  it('gives way to columns: their values stay, and so does the text', () => {
    const row = read({
      title: '立方氮化硼',
      problem: WHOLE,
      background: '另见附件',
      budget: '面议',
      indicators: '韧性≥70%',
    });
    expect(row.values).toMatchObject({ background: '另见附件', budgetMode: 'NEGOTIABLE', problem: WHOLE });
    expect(row.values.indicators).toMatchObject([{ name: '韧性', value: 70, mandatory: true }]);
    expect(codes(row)).not.toContainEqual(['background', 'split_by_heading', 'hint']);
  });

  it('asks also about a column that could not be read, rather than answering it from the text', () => {
    const row = read({ title: '立方氮化硼', problem: WHOLE, budget: '50' });
    expect(row.values).not.toHaveProperty('budgetMode');
    expect(codes(row)).toContainEqual(['budget', 'unit_missing', 'confirm']);
  });

  it('takes no number from outside goals, and no budget of several amounts', () => {
    const row = read({
      title: '水产品快速冷冻装备',
      problem: '目前我国水产品冷链流通率≥5%。项目预算约100万元，其中研发经费预算60万元。需求内容：开发快速冷冻装备。',
    });
    expect(row.values).not.toHaveProperty('indicators');
    expect(row.values).not.toHaveProperty('budgetMode');
    expect(row.issues).toEqual([]);
  });

  it('stays whole when only background would be left of it, or nothing has a heading', () => {
    for (const problem of ['公司简介：本公司成立于2001年，主营轴承。', '轴承磨削烧伤频发，需要在线监测。'])
      expect(read({ title: '轴承磨削烧伤监测', problem })).toMatchObject({
        values: { title: '轴承磨削烧伤监测', problem },
        issues: [],
      });
  });

  it('loses no sentence of the cell, whatever the order of its sections', () => {
    const part = fc.tuple(
      fc.constantFrom('需求内容：', '预期目标：', '现有工作基础：', '二、项目背景\n', '公司简介：', '【技术指标】', ''),
      fc.stringMatching(/^[甲乙丙丁]{3,8}$/u),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const texts = parts.map(([heading, words], i) => `${heading}${words}${i}。`);
        const { values, issues } = read({ title: '标题标题', problem: texts.join('\n') });
        for (const [i, [, words]] of parts.entries())
          expect(`${values.problem}\n${values.background ?? ''}`).toContain(`${words}${i}。`);
        expect(DemandContent.safeParse(contentFromValues('demand', values)).success).toBe(true);
        for (const issue of issues) expect(hasIssueMessage(issue.code)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
