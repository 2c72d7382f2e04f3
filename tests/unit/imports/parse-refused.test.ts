import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImportFileCode, ImportFileError } from '../../../server/modules/imports/formats/import-file-error.ts';
import { DEFAULT_LIMITS } from '../../../server/modules/imports/formats/limits.ts';
import { parseWorkbook } from '../../../server/modules/imports/formats/parse-workbook.ts';
import type { ParsedSheet } from '../../../server/modules/imports/formats/workbook.types.ts';
import { makeInstituteList, makeZip } from '../../helpers/workbook.ts';

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
