import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AchievementContent } from '../../../server/contracts/achievements.contract.ts';
import { DemandContent } from '../../../server/contracts/demands.contract.ts';
import { parseWorkbook } from '../../../server/modules/imports/formats/parse-workbook.ts';
import type { ParsedCell, ParsedColumn } from '../../../server/modules/imports/formats/workbook.types.ts';
import { hasIssueMessage, issueMessage } from '../../../server/modules/imports/issue-messages.ts';
import { fieldSpecs, importFields } from '../../../server/modules/imports/mapping/fields.ts';
import { mappingReason } from '../../../server/modules/imports/mapping/mapping-reasons.ts';
import { suggestMapping } from '../../../server/modules/imports/mapping/suggest-mapping.ts';
import { type MappedColumn, normaliseRow } from '../../../server/modules/imports/normalise/normalise-row.ts';
import { readersOf } from '../../../server/modules/imports/normalise/readers.ts';
import { makeInstituteList } from '../../helpers/workbook.ts';

const column = (path: string, index: number, samples: string[] = ['甲']): ParsedColumn => ({
  index,
  path,
  unit: null,
  hidden: false,
  samples,
});
const fieldsOf = (paths: readonly string[], target: 'achievement' | 'demand'): (string | null)[] =>
  suggestMapping(
    paths.map((path, index) => column(path, index)),
    target,
  ).map((each) => each.field);
const cell = (text: string, more: Partial<ParsedCell> = {}): ParsedCell => ({ raw: text, text, kind: 'text', ...more });
const row = (columns: MappedColumn[], texts: (string | null)[], more: { hidden?: boolean } = {}) => ({
  rowNumber: 7,
  hidden: more.hidden ?? false,
  cells: columns.map((_, i) => (texts[i] == null ? null : cell(texts[i]))),
});
const mapped = (...fields: string[]): MappedColumn[] =>
  fields.map((field, index) => ({ index, path: field, unit: null, field }));

describe('mapping by header', () => {
  it.each<[string[], string[]]>([
    [
      [
        '序号',
        '成果名称',
        '第一完成单位',
        '成果负责人',
        '联系电话',
        '技术成熟度',
        '合作方式',
        '成果简介',
        '创新点',
        '市场前景',
        '专利情况',
      ],
      [
        'externalId',
        'title',
        'organisationName',
        'leaderName',
        'contactMobile',
        'trl',
        'cooperationModes',
        'description',
        'innovation',
        'prospect',
        'ip',
      ],
    ],
    [
      ['项目名称', '技术领域', '转让价格', '完成时间', '主要完成人', '应用领域', '主要技术指标'],
      ['title', 'hti', 'price', 'completionDate', 'memberNames', 'scenes', 'indicators'],
    ],
    [
      ['成果信息/名称', '单位信息/单位名称', '单位信息/联系人', '单位信息/手机'],
      ['title', 'organisationName', 'contactName', 'contactMobile'],
    ],
    [
      ['id', 'title', 'text'],
      ['externalId', 'title', 'description'],
    ],
  ])('achievements: %j', (paths, fields) => {
    expect(fieldsOf(paths, 'achievement')).toEqual(fields);
  });

  it.each<[string[], string[]]>([
    [
      ['企业名称', '需求名称', '需求内容', '预期目标', '预算', '联系人', '联系方式', '截止时间', '需求类型'],
      [
        'organisationName',
        'title',
        'problem',
        'goal',
        'budget',
        'contactName',
        'contactMobile',
        'deadlineAnswer',
        'demandKind',
      ],
    ],
    [
      ['单位名称', '技术难题', '难题描述', '拟投入资金', '现有工作基础', '企业简介', '知识产权归属'],
      ['organisationName', 'title', 'problem', 'budget', 'background', 'companyProfile', 'ipExpectation'],
    ],
  ])('demands: %j', (paths, fields) => {
    expect(fieldsOf(paths, 'demand')).toEqual(fields);
  });

  it('gives a field to one column only, the surest, and says why of the other', () => {
    const result = suggestMapping([column('名称', 0), column('成果名称', 1)], 'achievement');
    expect(result.map((each) => each.field)).toEqual([null, 'title']);
    expect(result[0]!.reason).toEqual({ code: 'TAKEN', field: 'title' });
    expect(mappingReason(result[0]!.reason, 'achievement', 'zh')).toContain('成果名称');
    expect(mappingReason(result[0]!.reason, 'achievement', 'en')).toContain('Title of the achievement');
  });

  it('leaves unknown headers out', () => {
    expect(fieldsOf(['成果名称', '甲乙丙丁'], 'achievement')).toEqual(['title', null]);
  });

  it('follows the remembered mapping of the sender, also where it left a column out', () => {
    const result = suggestMapping([column('甲列', 0), column('成果名称', 1), column('备注', 2)], 'achievement', {
      甲列: 'title',
      备注: null,
      旧列: 'hti',
    });
    expect(result.map((each) => each.field)).toEqual(['title', null, null]);
    expect(result[0]).toMatchObject({ confidence: 1 });
  });

  it('judges columns without a header by their cells', () => {
    const columns = [
      column('第1列', 0, ['13a581e1-2d7e-4c8d-b350-e3ab36dbe6a0']),
      column('第2列', 1, ['防爆锂离子电池的研发']),
      column('第3列', 2, ['随着社会的不断发展，'.repeat(10)]),
      column('第4列', 3, ['13800000000']),
    ];
    expect(suggestMapping(columns, 'demand').map((each) => each.field)).toEqual([
      'externalId',
      'title',
      'problem',
      'contactMobile',
    ]);
  });

  it('has a reader for each field that a column can fill, and knows every field once', () => {
    for (const target of ['achievement', 'demand'] as const) {
      const fields = importFields(target).map((field) => field.field);
      expect(new Set(fields).size).toBe(fields.length);
      for (const spec of fieldSpecs(target))
        if (spec.isColumn) expect(readersOf(target)[spec.field], spec.field).toBeTypeOf('function');
    }
  });
});

describe('rows', () => {
  it('turns a real-looking list into drafts that the contract accepts', async () => {
    const sheet = (await parseWorkbook(await makeInstituteList(), 'list.xlsx')).sheets[0]!;
    const columns = suggestMapping(sheet.columns, 'achievement');
    const rows = sheet.rows.map((each) => normaliseRow('achievement', columns, each, { sheetUnit: sheet.unit }));
    expect(rows.map((each) => each.values)).toMatchObject([
      {
        title: '一种褐藻多糖膜分离连续提取工艺',
        organisationName: '岚湾海洋大学',
        trlMin: 5,
        trlMax: 6,
        priceMode: 'RANGE',
        priceMin: 500_000,
        priceMax: 800_000,
        completionDate: '2024-11',
        contactMobile: '13800000000',
      },
      {
        title: '耐湿热光学压敏胶及贴合工艺',
        trl: 6,
        priceMode: 'FIXED',
        priceMin: 3_000_000,
        completionDate: '2024-11',
      },
      { title: '船舶分段全域视觉测量技术', trl: 6, priceMode: 'NEGOTIABLE', completionDate: '2024-11' },
      {
        title: '注塑件缺陷深度学习在线识别',
        trl: 9,
        priceMode: 'RANGE',
        priceMin: 1_000_000,
        priceMax: null,
        organisationName: '青屿工业技术研究院',
      },
    ]);
    expect(rows[3]!.values).not.toHaveProperty('ip');
    for (const each of rows) expect(AchievementContent.safeParse(each.values).success).toBe(true);
    expect(rows[1]!.issues).toContainEqual({
      field: 'row',
      code: 'hidden_row',
      severity: 'confirm',
      raw: '',
      params: { row: '6' },
    });
  });

  it('joins texts of several columns and moves a long summary', () => {
    const columns = mapped('title', 'summary', 'description', 'innovation', 'prospect');
    const { values, issues } = normaliseRow(
      'achievement',
      columns,
      row(columns, ['耐湿热压敏胶', '长'.repeat(400), '正文', '创新', '前景']),
    );
    expect(values).not.toHaveProperty('summary');
    expect(values.description).toBe(`${'长'.repeat(400)}\n\n正文\n\n【创新点与优势】\n创新\n\n【应用前景】\n前景`);
    expect(issues.map((issue) => issue.code)).toContain('summary_moved');
  });

  it('keeps company background out of the problem', () => {
    const columns = mapped('title', 'problem', 'companyProfile', 'goal');
    const { values } = normaliseRow(
      'demand',
      columns,
      row(columns, ['光学膜脱层问题', '高湿环境下脱层', '我公司成立于2011年', '剥离强度提高']),
    );
    expect(values.problem).toBe('高湿环境下脱层\n\n【预期目标】\n剥离强度提高');
    expect(JSON.stringify(values)).not.toContain('2011');
  });

  it('takes the unit of the sheet only where the column has none', () => {
    const columns = mapped('title', 'budget');
    expect(
      normaliseRow('demand', columns, row(columns, ['需求名称甲', '50']), { sheetUnit: '万元' }).values,
    ).toMatchObject({ budgetMin: 500_000 });
    expect(normaliseRow('demand', columns, row(columns, ['需求名称甲', '50'])).issues).toContainEqual(
      expect.objectContaining({ field: 'budget', code: 'unit_missing', severity: 'confirm', raw: '50' }),
    );
  });

  it('fails a row without a title, and one whose line was broken', () => {
    const columns = mapped('title', 'hti');
    expect(normaliseRow('achievement', columns, row(columns, [null, '403'])).issues).toContainEqual(
      expect.objectContaining({ code: 'title_missing', severity: 'error' }),
    );
    const broken = { rowNumber: 3, hidden: false, cells: [cell('甲成果名称', { flags: ['broken_row'] }), null] };
    expect(normaliseRow('achievement', columns, broken).issues).toContainEqual(
      expect.objectContaining({ code: 'broken_row', severity: 'error' }),
    );
  });

  it('shows errors, formulas and lost digits of cells', () => {
    const columns = mapped('title', 'price', 'ip', 'remark');
    const cells = [
      cell('甲成果名称'),
      cell('', { raw: '#REF!', kind: 'error', flags: ['error_value'] }),
      cell('2017106018623000000', { flags: ['precision_lost'] }),
      cell('备注', { flags: ['formula'] }),
    ];
    const { issues, confidence } = normaliseRow('achievement', columns, { rowNumber: 2, hidden: false, cells });
    expect(issues).toContainEqual({
      field: 'price',
      code: 'cell_error',
      severity: 'confirm',
      raw: '#REF!',
      params: {},
    });
    expect(issues).toContainEqual(
      expect.objectContaining({ field: 'remark', code: 'formula_value', severity: 'hint' }),
    );
    expect(confidence.ip).toBeLessThan(0.8);
  });

  it('yields what the contracts accept, with a sentence for each issue, whatever stands in the cells', () => {
    const snippets = [
      '50-80万',
      'TRL6',
      '六级',
      '2024年',
      '2024.1-2025.12',
      '无',
      '面议',
      '新材料',
      '转让、许可',
      'ZL201710601862.3',
      '202419990001.7',
      '授权发明专利3项',
      '是',
      '13800000000',
      '温度≤50℃，精度0.1mm',
      '入股30%',
      '<script>',
      '张三、李四',
      '青岛市',
      'x'.repeat(6000),
    ];
    const mixed = fc
      .array(
        fc.constantFrom(
          ...'0123456789.,-~—万亿元千百十起内%/年月日至()（美三入股TRLCNZ；、，\n张公司转让合作专利项℃≤mm',
        ),
        { maxLength: 30 },
      )
      .map((chars) => chars.join(''));
    const text = fc.oneof(fc.constantFrom(...snippets), mixed, fc.string({ unit: 'grapheme' }));
    for (const target of ['achievement', 'demand'] as const) {
      const columns = fieldSpecs(target)
        .filter((spec) => spec.isColumn)
        .map((spec, index): MappedColumn => ({ index, path: spec.label.zh, unit: null, field: spec.field }));
      const contract = target === 'achievement' ? AchievementContent : DemandContent;
      fc.assert(
        fc.property(fc.array(fc.option(text), { minLength: columns.length, maxLength: columns.length }), (texts) => {
          const { values, issues } = normaliseRow(target, columns, row(columns, texts));
          const { error } = contract.safeParse(values);
          expect(error?.issues ?? []).toEqual([]);
          for (const issue of issues) expect(hasIssueMessage(issue.code), issue.code).toBe(true);
        }),
        { numRuns: 150 },
      );
    }
  });

  it('fills the params of a sentence', () => {
    expect(issueMessage('summary_moved', { limit: '300' })).toContain('300');
  });
});
