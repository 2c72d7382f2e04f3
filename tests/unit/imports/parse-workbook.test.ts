import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type ImportFileCode, ImportFileError } from '../../../server/modules/imports/formats/import-file-error.ts';
import { DEFAULT_LIMITS } from '../../../server/modules/imports/formats/limits.ts';
import { parseInWorker } from '../../../server/modules/imports/formats/parse-in-worker.ts';
import { parseWorkbook } from '../../../server/modules/imports/formats/parse-workbook.ts';
import type { ParsedSheet } from '../../../server/modules/imports/formats/workbook.types.ts';
import { makeInstituteList, makeWorkbook, makeZip } from '../../helpers/workbook.ts';

const sheetOf = async (buffer: Buffer, name = 'list.xlsx'): Promise<ParsedSheet> =>
  (await parseWorkbook(buffer, name)).sheets[0]!;
const texts = (sheet: ParsedSheet, path: string): (string | null)[] => {
  const at = sheet.columns.findIndex((column) => column.path === path);
  return sheet.rows.map((row) => row.cells[at]?.text ?? null);
};
async function refusal(buffer: Buffer, name = 'list.xlsx', limits = DEFAULT_LIMITS): Promise<ImportFileCode | null> {
  try {
    await parseWorkbook(buffer, name, limits);
    return null;
  } catch (error) {
    if (error instanceof ImportFileError) return error.code;
    throw error;
  }
}

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

describe('files that are refused', () => {
  const ole = (mark: string): Buffer =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from(mark, 'utf16le'),
    ]);
  it.each<[string, Buffer, string, ImportFileCode]>([
    ['empty', Buffer.alloc(0), 'a.xlsx', 'file_empty'],
    ['old binary', ole('Workbook'), 'a.xls', 'format_old_xls'],
    ['password', ole('EncryptedPackage'), 'a.xlsx', 'password_protected'],
    ['web page named xls', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'a.xls', 'format_html'],
    ['PDF', Buffer.from('%PDF-1.7'), 'a.pdf', 'format_pdf'],
    ['text named xlsx', Buffer.from('not a zip'), 'a.xlsx', 'workbook_broken'],
    ['binary noise', Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) % 251)), 'a.csv', 'encoding_unknown'],
    ['zip of something else', makeZip([{ name: 'a.txt', data: Buffer.from('x') }]), 'a.xlsx', 'format_unknown'],
    ['Word', makeZip([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]), 'a.docx', 'format_word'],
    [
      'encrypted entry',
      makeZip([{ name: 'xl/workbook.xml', data: Buffer.alloc(40), claimedSize: 28, encrypted: true }]),
      'a.xlsx',
      'password_protected',
    ],
    ['a header without rows', Buffer.from('成果名称,领域\n'), 'a.csv', 'only_header'],
    ['blank lines', Buffer.from('\n\n , \n'), 'a.csv', 'no_table'],
  ])('%s', async (_name, buffer, name, code) => {
    expect(await refusal(buffer, name)).toBe(code);
  });

  it('a workbook cut off in the middle', async () => {
    const whole = await makeInstituteList();
    expect(await refusal(whole.subarray(0, Math.floor(whole.length / 2)))).toBe('workbook_broken');
  });

  it('a zip bomb by its directory, by its ratio, by its entries, and one whose directory lies', async () => {
    const zeros = Buffer.alloc(30_000_000);
    const deflated = deflateRawSync(zeros);
    const bomb = makeZip([{ name: 'xl/workbook.xml', data: zeros, deflated }]);
    expect(await refusal(bomb, 'a.xlsx', { ...DEFAULT_LIMITS, maxUnzippedBytes: 1_000_000 })).toBe('zip_too_large');
    expect(await refusal(bomb)).toBe('zip_ratio');
    const liar = makeZip([{ name: 'xl/workbook.xml', data: zeros, deflated, claimedSize: 1000 }]);
    expect(await refusal(liar)).toBe('workbook_broken');
    const many = makeZip(Array.from({ length: 50 }, (_, i) => ({ name: `f${i}`, data: Buffer.from('x') })));
    expect(await refusal(many, 'a.xlsx', { ...DEFAULT_LIMITS, maxEntries: 20 })).toBe('zip_too_many_entries');
  });

  it('too many rows, columns and cells', async () => {
    const buffer = await makeInstituteList();
    expect(await refusal(buffer, 'a.xlsx', { ...DEFAULT_LIMITS, maxRows: 5 })).toBe('too_many_rows');
    expect(await refusal(buffer, 'a.xlsx', { ...DEFAULT_LIMITS, maxColumns: 5 })).toBe('too_many_columns');
    expect(await refusal(buffer, 'a.xlsx', { ...DEFAULT_LIMITS, maxCells: 5 })).toBe('too_many_cells');
    expect(await refusal(buffer, 'a.xlsx', { ...DEFAULT_LIMITS, maxCellChars: 5 })).toBe('cell_too_long');
  });

  const sheetXml = (body: string, prolog = ''): Buffer =>
    makeZip([
      {
        name: '_rels/.rels',
        data: Buffer.from(
          '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
      },
      {
        name: 'xl/workbook.xml',
        data: Buffer.from(
          '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="S" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
        ),
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        data: Buffer.from(
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/s.xml"/></Relationships>',
        ),
      },
      { name: 'xl/worksheets/s.xml', data: Buffer.from(`${prolog}<x:worksheet xmlns:x="m">${body}</x:worksheet>`) },
    ]);
  const cell = (at: string, text: string): string =>
    `<x:c r="${at}" t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
  const rows = `<x:row r="1">${cell('A1', '成果名称')}${cell('B1', '联系人')}</x:row><x:row r="2">${cell('A2', '甲&lt;b&gt;')}${cell('B2', '张某')}</x:row>`;

  it('reads prefixed elements, absolute targets and inline strings', async () => {
    const sheet = await sheetOf(sheetXml(`<x:sheetData>${rows}</x:sheetData>`));
    expect(texts(sheet, '成果名称')).toEqual(['甲<b>']);
  });

  it('answers any damage with a refusal of its own, never with another error', async () => {
    const whole = await makeInstituteList();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const damaged = Buffer.from(whole);
          for (const [at, byte] of changes) damaged[at] = byte;
          await refusal(damaged);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is not hung by a merge over the whole sheet', async () => {
    const sheet = await sheetOf(
      sheetXml(`<x:sheetData>${rows}</x:sheetData><x:mergeCells><x:mergeCell ref="A2:XFD1048576"/></x:mergeCells>`),
    );
    expect(sheet.rows).toHaveLength(1);
  });

  it('takes a target that leads nowhere for a broken workbook', async () => {
    for (const target of ['http://[', '%E0%A4%A', '../../../../etc/passwd'])
      expect(
        await refusal(
          makeZip([
            {
              name: 'xl/workbook.xml',
              data: Buffer.from('<workbook><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
            },
            {
              name: 'xl/_rels/workbook.xml.rels',
              data: Buffer.from(
                `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/${target}"/></Relationships>`,
              ),
            },
          ]),
        ),
      ).toMatch(/^(?:workbook_broken|no_table)$/u);
  });

  it('expands no entities', async () => {
    expect(
      await refusal(
        sheetXml(`<x:sheetData>${rows}</x:sheetData>`, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
      ),
    ).toBe('workbook_broken');
  });

  it('says in Chinese what to do, without words of a library', () => {
    expect(new ImportFileError('format_old_xls').sentence).toBe(
      '这是旧版 .xls 文件，请在 Excel 或 WPS 中另存为 .xlsx 后再导入',
    );
    expect(new ImportFileError('too_many_rows', { limit: 20_000 }).sentence).toContain('20000');
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
