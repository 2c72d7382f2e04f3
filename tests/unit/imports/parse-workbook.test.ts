import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../server/modules/imports/formats/limits.ts';
import { parseInWorker } from '../../../server/modules/imports/formats/parse-in-worker.ts';
import { parseWorkbook } from '../../../server/modules/imports/formats/parse-workbook.ts';
import type { ParsedSheet } from '../../../server/modules/imports/formats/workbook.types.ts';
import { makeInstituteList, makeWorkbook } from '../../helpers/workbook.ts';

const sheetOf = async (buffer: Buffer, name = 'list.xlsx'): Promise<ParsedSheet> =>
  (await parseWorkbook(buffer, name)).sheets[0]!;
const texts = (sheet: ParsedSheet, path: string): (string | null)[] => {
  const at = sheet.columns.findIndex((column) => column.path === path);
  return sheet.rows.map((row) => row.cells[at]?.text ?? null);
};

describe('a list as institutes send it', () => {
  it('finds title, two header rows, units and records', async () => {
    const sheet = await sheetOf(await makeInstituteList());
    expect(sheet.name).toBe('成果汇总');
    expect(sheet.title).toEqual(['岚湾市2024年科技成果汇总表', '填报单位：岚湾市科学技术局（示例）']);
    expect(sheet.headerRows).toBe(2);
    expect(sheet.columns.map(({ path, unit }) => [path, unit])).toEqual([
      ['序号', null],
      ['完成单位', null],
      ['成果信息/成果名称', null],
      ['成果信息/技术领域', null],
      ['成果信息/成熟度', null],
      ['成果信息/转让价格', '万元'],
      ['成果信息/知识产权', null],
      ['完成时间', null],
      ['单位信息/联系人', null],
      ['单位信息/联系电话', null],
    ]);
    expect(sheet.rows.map((row) => [row.rowNumber, row.hidden])).toEqual([
      [5, false],
      [6, true],
      [7, false],
      [8, false],
    ]);
  });

  it('fills a merged institute down inside its range only', async () => {
    const sheet = await sheetOf(await makeInstituteList());
    expect(texts(sheet, '完成单位')).toEqual(['岚湾海洋大学', '岚湾海洋大学', '岚湾海洋大学', '青屿工业技术研究院']);
    expect(sheet.rows[1]!.cells[1]).toMatchObject({ mergedFrom: 'B5', flags: ['merged'] });
    expect(sheet.rows[3]!.cells[1]!.mergedFrom).toBeUndefined();
  });

  it('sets notes at the foot apart and drops blank numbered rows', async () => {
    const sheet = await sheetOf(await makeInstituteList());
    expect(sheet.notes).toEqual(['注：1.成熟度按九级填写；2.价格单位为万元。', '填表人：张某 联系电话：0532-80000000']);
  });

  it('reads telephone numbers without decimals and dates with their serial', async () => {
    const sheet = await sheetOf(await makeInstituteList());
    expect(texts(sheet, '单位信息/联系电话')[0]).toBe('13800000000');
    const date = sheet.rows[0]!.cells[7]!;
    expect(date).toMatchObject({ raw: '45615', text: '2024-11-19', kind: 'date', flags: ['serial_date'] });
  });
});

describe('cells', () => {
  it('takes what a formula last showed and never runs it', async () => {
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['项目名称', '预算(万元)', '备注']);
        ws.addRow(['甲项目', { formula: 'SUM(A1:A9)', result: 50 }, { formula: 'HYPERLINK("http://x")' }]);
        ws.addRow(['乙项目', { error: '#REF!' }, { formula: '1/0', result: { error: '#DIV/0!' } }]);
      }),
    );
    expect(sheet.rows[0]!.cells[1]).toMatchObject({ text: '50', flags: ['formula'] });
    expect(sheet.rows[0]!.cells[2]).toMatchObject({ text: '', flags: ['formula', 'formula_no_value'] });
    expect(sheet.rows[1]!.cells[1]).toMatchObject({ raw: '#REF!', text: '', kind: 'error', flags: ['error_value'] });
    expect(sheet.rows[1]!.cells[2]).toMatchObject({ text: '', flags: ['formula', 'error_value'] });
  });

  it('reads rich text, links, booleans, number formats and text numbers plainly', async () => {
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['成果名称', '联系邮箱', '是否公开', '比例', '金额', '编号', '完成日期']);
        ws.addRow([
          { richText: [{ text: '耐湿热' }, { text: '压敏胶', font: { bold: true } }] },
          { text: 'a@example.com', hyperlink: 'mailto:a@example.com' },
          true,
          0.3,
          50,
          '007',
          new Date(Date.UTC(2024, 10, 1)),
        ]);
        ws.getCell('D2').numFmt = '0%';
        ws.getCell('E2').numFmt = '#,##0"万元"';
        ws.getCell('G2').numFmt = 'yyyy"年"m"月"';
      }),
    );
    expect(sheet.rows[0]!.cells.map((cell) => cell?.text)).toEqual([
      '耐湿热压敏胶',
      'a@example.com',
      '是',
      '30%',
      '50万元',
      '007',
      '2024-11',
    ]);
    expect(sheet.rows[0]!.cells[1]!.flags).toContain('hyperlink');
    expect(sheet.rows[0]!.cells[5]!.flags).toContain('number_as_text');
  });

  it('keeps very long numbers free of exponents and says what was lost', async () => {
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['名称', '专利号', '数值']);
        ws.addRow(['甲', 123456789012345680000, 0.30000000000000004]);
      }),
    );
    expect(sheet.rows[0]!.cells[1]).toMatchObject({ text: '123456789012346000000', flags: ['precision_lost'] });
    expect(sheet.rows[0]!.cells[2]!.text).toBe('0.3');
  });

  it('survives scripts, emoji, line breaks and markup in texts', async () => {
    const hostile = '<script>alert(1)</script> & "引号" 🚀\n第二行 ]]> <![CDATA[x]]>';
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['成果名称', '简介']);
        ws.addRow(['甲成果', hostile]);
      }),
    );
    expect(sheet.rows[0]!.cells[1]!.text).toBe(hostile);
  });
});

describe('table shapes', () => {
  it.each([
    [
      'one header row',
      [
        ['序号', '成果名称', '技术领域'],
        [1, '甲', '新材料'],
        [2, '乙', '电子信息'],
      ],
      1,
      2,
    ],
    [
      'no header',
      [
        ['张某', '耐湿热光学压敏胶。', 50],
        ['李某', '船舶测量。', 60],
      ],
      0,
      2,
    ],
    ['title without merge', [['某某大学成果表'], ['成果名称', '技术领域', '联系人'], ['甲', '新材料', '张某']], 1, 1],
    [
      'totals',
      [
        ['项目名称', '预算(万元)', '联系人'],
        ['甲', 50, '张某'],
        ['合计', 50, ''],
      ],
      1,
      1,
    ],
  ] as const)('%s', async (_name, rows, headerRows, records) => {
    const sheet = await sheetOf(await makeWorkbook((ws) => ws.addRows(rows.map((row) => [...row]))));
    expect([sheet.headerRows, sheet.rows.length]).toEqual([headerRows, records]);
  });

  it('reads three header rows and headings inside the table', async () => {
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['成果名称', '单位信息', '', '', '']);
        ws.addRow(['', '基本情况', '', '联系方式', '']);
        ws.addRow(['', '单位名称', '单位类型', '联系人', '联系电话']);
        for (const range of ['A1:A3', 'B1:E1', 'B2:C2', 'D2:E2']) ws.mergeCells(range);
        ws.addRow(['一、新材料领域']);
        ws.mergeCells('A4:E4');
        ws.addRow(['甲', '岚湾大学', '高校', '张某', '13800000000']);
        ws.addRow(['二、电子信息领域']);
        ws.mergeCells('A6:E6');
        ws.addRow(['乙', '岚湾大学', '高校', '李某', '13800000001']);
      }),
    );
    expect(sheet.headerRows).toBe(3);
    expect(sheet.columns.map((column) => column.path)).toEqual([
      '成果名称',
      '单位信息/基本情况/单位名称',
      '单位信息/基本情况/单位类型',
      '单位信息/联系方式/联系人',
      '单位信息/联系方式/联系电话',
    ]);
    expect(sheet.rows.map((row) => row.section)).toEqual(['一、新材料领域', '二、电子信息领域']);
  });

  it('takes the unit stated once above the table and makes equal headers unique', async () => {
    const sheet = await sheetOf(
      await makeWorkbook((ws) => {
        ws.addRow(['企业技术需求表']);
        ws.addRow(['单位：万元']);
        ws.addRow(['需求名称', '预算', '联系人', '联系人']);
        ws.addRow(['甲需求', 50, '张某', '李某']);
      }),
    );
    expect(sheet.unit).toBe('万元');
    expect(sheet.columns.map((column) => column.path)).toEqual(['需求名称', '预算', '联系人', '联系人#2']);
  });
});

describe('separated text', () => {
  const csv = "'a1' , '防爆电池' , '需求内容：\\n  电池防爆。' \n'a2' , '立方氮化硼' , '要求≥67%，it''s fine' \n";

  it('reads single quotes, blanks around commas and written line breaks', async () => {
    const sheet = await sheetOf(Buffer.from(csv), 'demands.csv');
    expect(sheet.headerRows).toBe(0);
    expect(sheet.columns.map((column) => column.path)).toEqual(['第1列', '第2列', '第3列']);
    expect(sheet.rows[0]!.cells[2]).toEqual({
      raw: '需求内容：\\n  电池防爆。',
      text: '需求内容：\n  电池防爆。',
      kind: 'text',
    });
    expect(sheet.rows[1]!.cells[2]!.text).toBe("要求≥67%，it's fine");
  });

  it('keeps an apostrophe that was not doubled', async () => {
    const sheet = await sheetOf(
      Buffer.from("'a1' , '甲' , '文本' \n'a2' , '乙' , 'it's fine' \n'a3' , '丙' , '文本' \n"),
      'x.csv',
    );
    expect(sheet.rows.map((row) => row.cells.map((cell) => cell?.text))).toEqual([
      ['a1', '甲', '文本'],
      ['a2', '乙', "it's fine"],
      ['a3', '丙', '文本'],
    ]);
  });

  const table =
    '成果名称,技术领域,转让价格（万元）,联系人\n耐湿热光学压敏胶,新材料,50-80,张某\n船舶分段测量,先进制造,面议,李某\n';
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8', Buffer.from(`\ufeff${table}`)],
    ['GB18030', iconv.encode(table, 'gb18030')],
    ['UTF-16LE', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16BE', iconv.encode(`\ufeff${table}`, 'utf16be')],
    ['UTF-16LE', Buffer.from(table, 'utf16le')],
  ])('reads %s', async (encoding, bytes) => {
    const workbook = await parseWorkbook(bytes, 'list.csv');
    expect(workbook.encoding).toBe(encoding);
    expect(workbook.sheets[0]!.columns.map(({ path, unit }) => [path, unit])).toEqual([
      ['成果名称', null],
      ['技术领域', null],
      ['转让价格', '万元'],
      ['联系人', null],
    ]);
    expect(texts(workbook.sheets[0]!, '成果名称')).toEqual(['耐湿热光学压敏胶', '船舶分段测量']);
  });

  it.each(['\t', ';', '|'])('finds the separator %j', async (mark) => {
    const sheet = await sheetOf(Buffer.from(table.replaceAll(',', mark)), 'list.txt');
    expect(sheet.columns).toHaveLength(4);
  });

  it('marks a line with an open quote and reads the others', async () => {
    const sheet = await sheetOf(Buffer.from('成果名称,简介\n甲,"一段简介"\n乙,"没有结束\n丙,"另一段"\n'), 'list.csv');
    expect(texts(sheet, '成果名称')).toContain('丙');
    expect(sheet.rows.some((row) => row.cells.some((cell) => cell?.flags?.includes('broken_row')))).toBe(true);
  });

  it('keeps real line breaks inside quotes', async () => {
    const sheet = await sheetOf(Buffer.from('成果名称,简介\n甲,"第一行\n第二行"\n'), 'list.csv');
    expect(sheet.rows[0]!.cells[1]!.text).toBe('第一行\n第二行');
  });
});

describe('in a thread of its own', () => {
  it('gives the same workbook', async () => {
    const buffer = await makeInstituteList();
    expect(await parseInWorker(buffer, 'list.xlsx')).toEqual(await parseWorkbook(buffer, 'list.xlsx'));
  });

  it('passes a refusal on with its code and params', async () => {
    await expect(
      parseInWorker(await makeInstituteList(), 'a.xlsx', { limits: { ...DEFAULT_LIMITS, maxRows: 3 } }),
    ).rejects.toMatchObject({ code: 'too_many_rows', params: { limit: '3' } });
  });

  it('gives up after its time', async () => {
    await expect(parseInWorker(await makeInstituteList(), 'a.xlsx', { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'parse_timeout',
    });
  });
});
