import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SplitTextResult } from '../../../server/contracts/demands.contract.ts';
import { Indicator } from '../../../server/contracts/indicator.contract.ts';
import { splitText } from '../../../server/modules/demands/split-text.ts';

const TODAY = '2026-11-23';
const split = (text: string) => splitText(text, TODAY);
const fields = (text: string, field: string) => split(text).filter((one) => one.field === field);

const LETTER = `高湿环境下光学膜脱层
需求内容：
我们的光学膜在高湿环境下使用三个月后脱层，现有压敏胶不能解决。
技术指标：
1、剥离强度不低于1.2N/mm（85℃，500h）；
2、厚度偏差控制在±1um以内；
3、透光率由88%提高至92%。
应用场景：光学膜贴合、头显装配
关键词：光学膜、压敏胶、OCA
合作方式：希望联合攻关或委托开发。
预算：50-80万元，2027年6月底前完成。
公司简介：某某光学有限公司成立于2009年，注册资本3000万元，员工300人。
联系人：王某某 13800000000 wang@example.com`;

describe('splitText', () => {
  it('splits a letter with headings', () => {
    expect(fields(LETTER, 'title').map(({ value }) => value)).toEqual(['高湿环境下光学膜脱层']);
    expect(fields(LETTER, 'problem')[0]?.value).toBe('我们的光学膜在高湿环境下使用三个月后脱层，现有压敏胶不能解决。');
    expect(fields(LETTER, 'background').map(({ value }) => value)).toEqual([
      '某某光学有限公司成立于2009年，注册资本3000万元，员工300人。',
    ]);
    expect(fields(LETTER, 'scenes').map(({ value }) => value)).toEqual([['光学膜贴合'], ['头显装配']]);
    expect(fields(LETTER, 'keywords').map(({ value }) => value)).toEqual([['光学膜'], ['压敏胶'], ['OCA']]);
    expect(fields(LETTER, 'cooperationModes').map(({ value }) => value)).toEqual([['JOINT_DEV'], ['COMMISSIONED_DEV']]);
    expect(fields(LETTER, 'budget').map(({ value }) => value)).toEqual([
      { budgetMode: 'RANGE', budgetMin: 500_000, budgetMax: 800_000 },
    ]);
    expect(fields(LETTER, 'neededBy').map(({ value }) => value)).toEqual(['2027-06-30']);
  });

  it('reads indicators in the shape of the draft', () => {
    const found = fields(LETTER, 'indicators').map(({ value }) => value as { name: string });
    expect(found.map((one) => Indicator.parse(one))).toMatchObject([
      { name: '剥离强度', comparator: 'GE', value: 1.2, unit: 'N/mm', condition: '85℃，500h' },
      { name: '厚度偏差', comparator: 'LE', value: 1, unit: 'μm' },
      { name: '透光率', comparator: 'GE', value: 92, unit: '%', currentValue: 88 },
    ]);
  });

  it('reads dates with spaces and the least readiness, and takes no unit for a keyword, no requirement for a title', () => {
    const text =
      '真空绝热板封边反复弯折后漏气。要求：封边剥离强度不低于 15 N/15mm，漏率不大于 1e-10 Pa·m3/s，技术成熟度不低于 6 级。希望 2027 年 6 月前完成。';
    expect(fields(text, 'neededBy').map(({ value, display }) => [value, display])).toEqual([
      ['2027-06-30', '2027 年 6 月'],
    ]);
    expect(fields(text, 'acceptMinTrl').map(({ value }) => value)).toEqual([6]);
    expect(fields(text, 'indicators').map(({ value }) => (value as { name: string }).name)).not.toContain('技术成熟度');
    expect(fields(text, 'keywords')).toEqual([]);
    expect(fields(text, 'title')).toEqual([]);
    expect(
      fields('板材使用寿命不少于 8 年。', 'indicators').map(({ value }) => (value as { name: string }).name),
    ).toEqual(['板材使用寿命']);
    expect(fields('目前技术成熟度 4 级，还不能量产。', 'acceptMinTrl')).toEqual([]);
  });

  it('flags contacts for removal and shows them masked', () => {
    const contacts = fields(LETTER, 'contact');
    expect(contacts.map(({ value }) => value)).toEqual([
      { kind: 'person', remove: true },
      { kind: 'mobile', remove: true },
      { kind: 'email', remove: true },
    ]);
    expect(JSON.stringify(contacts)).not.toMatch(/13800000000|wang@|王某某/u);
  });

  it('splits running text: need from company facts, wish as title, deal terms left out', () => {
    const text =
      '铝箔轧机频繁出现震纹，希望找到解决板面震纹缺陷的方法。预算8万元，3月底前交付。我公司占地86亩，现有职工230人，2021年销售收入1.8亿元。联系人：李经理。';
    expect(fields(text, 'problem').map(({ value }) => value)).toEqual([
      '铝箔轧机频繁出现震纹，希望找到解决板面震纹缺陷的方法。',
    ]);
    expect(fields(text, 'background').map(({ value }) => value)).toEqual([
      '我公司占地86亩，现有职工230人，2021年销售收入1.8亿元。',
    ]);
    expect(fields(text, 'budget').map(({ value }) => value)).toEqual([
      { budgetMode: 'FIXED', budgetMin: 80_000, budgetMax: 80_000 },
    ]);
    expect(fields(text, 'neededBy').map(({ value }) => value)).toEqual(['2027-03-31']);
    expect(fields(text, 'indicators')).toEqual([]);
  });

  it('takes no sales, assets, past dates or present partners for budget, deadline or mode', () => {
    const text =
      '2018年完成技改。公司注册资本3000万元，年销售收入2亿元，已投入资金约300万元。公司与某大学长期合作研发。';
    for (const field of ['budget', 'neededBy', 'cooperationModes']) expect(fields(text, field)).toEqual([]);
  });

  it('reads a condition that runs over a line break as one line', () => {
    const [first] = split('纯度≥95%（预期目标:\n纯度≥95%').filter(({ field }) => field === 'indicators');
    expect(Indicator.parse(first!.value).condition).toBe('预期目标: 纯度≥95%');
  });

  it('keeps spans inside the text, passages verbatim and the contract, whatever the text', () => {
    const piece = fc.constantFrom(
      '需求内容：',
      '预期目标:\n',
      '公司简介：',
      '一、',
      '纯度≥95%',
      '预算50万元',
      '面议',
      '2027年6月前完成',
      '6个月内完成',
      '希望开发耐磨涂层',
      '。',
      '，',
      '\n',
      '；',
      '联系人：张某',
      '13800000000',
      'a@b.cn',
      '合作开发',
      '𠮷',
      '\ud800',
      '（',
      '）',
      '关键词：',
      '随着',
      '公司占地86亩',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 16 }).map((list) => list.join('')),
        (text) => {
          const suggestions = split(text);
          expect(SplitTextResult.safeParse({ suggestions }).success).toBe(true);
          expect(new Set(suggestions.map(({ id }) => id)).size).toBe(suggestions.length);
          for (const { field, value, start, end, confidence } of suggestions) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(confidence).toBeGreaterThanOrEqual(0.4);
            if (field === 'problem' || field === 'background') expect(text.slice(start, end)).toBe(value);
            if (field === 'indicators') expect(Indicator.safeParse(value).success).toBe(true);
          }
        },
      ),
    );
  });
});
