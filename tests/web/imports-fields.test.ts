import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportColumn, ImportRowView } from '../../server/contracts/imports.contract.ts';
import { checkUscc as serverCheck } from '../../server/kernel/uscc.ts';
import { fieldSpecs } from '../../server/modules/imports/mapping/fields.ts';
import { editorOf } from '../../web/src/features/imports/field-editors.ts';
import { fileFault, MAX_BYTES } from '../../web/src/features/imports/file-check.ts';
import { doubled } from '../../web/src/features/imports/mapping-step.tsx';
import {
  fieldLines,
  isColumnField,
  nextWaiting,
  openFields,
  openMerge,
  rowTitle,
} from '../../web/src/features/imports/row-fields.ts';
import { fromWan } from '../../web/src/features/imports/simple-input.tsx';
import { keysOf } from '../../web/src/features/imports/value-editor.tsx';
import { checkUscc } from '../../web/src/features/organisations/uscc-check.ts';

const column = (index: number, path: string, field: string | null): ImportColumn => ({
  index,
  path,
  unit: null,
  samples: [],
  field,
  confidence: 1,
  why: '',
  isRemembered: false,
});
const PRICE = { field: 'price', label: '价格', code: 'unsure', kind: 'confirm' as const, message: '请核对' };
const row = (over: Partial<ImportRowView> = {}): ImportRowView => ({
  id: 'r1',
  rowNumber: 4,
  hidden: false,
  state: 'CONFIRM',
  cells: [
    { column: 0, path: '名称', raw: '岩藻多糖膜分离', flags: [] },
    { column: 1, path: '价格', raw: '50-80', flags: [] },
    { column: 2, path: '备注', raw: '', flags: [] },
  ],
  values: { title: '岩藻多糖膜分离', priceMode: 'RANGE', priceMin: 500_000, priceMax: 800_000, summary: '摘要' },
  confidence: { title: 1, price: 0.6 },
  issues: [],
  confirmedFields: [],
  wants: [PRICE],
  duplicates: [],
  decision: null,
  mergeIntoId: null,
  recordId: null,
  error: null,
  version: 1,
  ...over,
});
const COLUMNS = [column(0, '名称', 'title'), column(1, '价格', 'price'), column(2, '备注', 'remark')];
const FIELDS = [
  { field: 'title', label: '成果名称', required: true },
  { field: 'price', label: '价格', required: false },
  { field: 'summary', label: '成果简介', required: false },
];

describe('lines of a row', () => {
  it('puts what waits for a person first, gathers the values of a column, and adds what follows from others', () => {
    const lines = fieldLines(row(), COLUMNS, FIELDS);
    expect(lines.map((line) => [line.field, line.mark])).toEqual([
      ['price', 'open'],
      ['title', 'sure'],
      ['summary', 'sure'],
    ]);
    expect(lines[0]?.values).toMatchObject({ priceMode: 'RANGE', priceMin: 500_000, priceMax: 800_000 });
    expect(lines[0]?.cells[0]?.raw).toBe('50-80');
  });

  it('shows an issue of a field without a column, and marks the error', () => {
    const issue = { field: 'title', code: 'title_missing', severity: 'error' as const, raw: '', message: '没有名称' };
    const lines = fieldLines(row({ state: 'FAILED', values: {}, issues: [issue] }), [COLUMNS[1]!], FIELDS);
    expect(lines[0]).toMatchObject({ field: 'title', label: '成果名称', mark: 'error' });
  });

  it('counts a confirmed field as done, and every field of a row that waits no more', () => {
    expect(openFields(row())).toEqual(['price']);
    const word = { field: 'price', byName: '孙若溪', at: '2026-11-23T02:00:00Z', how: 'CONFIRM' as const };
    const done = row({ state: 'READY', wants: [], confirmedFields: [word] });
    expect(openFields(done)).toEqual([]);
    expect(fieldLines(done, COLUMNS, FIELDS).find((line) => line.field === 'price')).toMatchObject({
      mark: 'done',
      word: { byName: '孙若溪' },
    });
  });

  it('puts an error of a derived value on the line of its column', () => {
    const fault = {
      field: 'priceMax',
      code: 'range_reversed',
      severity: 'error' as const,
      raw: '',
      message: '上限小于下限',
    };
    const want = { ...PRICE, field: 'priceMax', code: 'range_reversed', kind: 'fix' as const };
    const lines = fieldLines(row({ state: 'FAILED', issues: [fault], wants: [want] }), COLUMNS, FIELDS);
    expect(lines[0]).toMatchObject({ field: 'price', mark: 'error' });
    expect(lines.filter((line) => line.field === 'priceMax')).toEqual([]);
  });

  it('finds the next row that waits, round the end, and none when all is done', () => {
    const rows = [row(), row({ state: 'READY' }), row({ state: 'FAILED' }), row({ state: 'SKIPPED' })];
    expect(nextWaiting(rows, 0)).toBe(2);
    expect(nextWaiting(rows, 2)).toBe(0);
    expect(nextWaiting([rows[1]!, rows[3]!], 0)).toBe(-1);
  });

  it('names a row by its title, else by its first cell, and asks for a merge only until it is decided', () => {
    expect(rowTitle(row({ values: {} }))).toBe('岩藻多糖膜分离');
    const duplicate = { recordId: 'x', rowNumber: null, title: '', code: '', similarity: 1 };
    const near = { ...duplicate, rule: 'NEAR' as const, proposal: 'MERGE' as const };
    expect(openMerge(row({ duplicates: [near] }))?.recordId).toBe('x');
    expect(openMerge(row({ duplicates: [near], decision: 'NEW' }))).toBeUndefined();
  });
});

describe('mapping and correction', () => {
  it('offers exactly the fields that a column can fill', () => {
    for (const target of ['achievement', 'demand'] as const)
      for (const spec of fieldSpecs(target))
        expect([spec.field, isColumnField(spec.field)]).toEqual([spec.field, spec.isColumn]);
  });

  it('finds fields that two columns claim', () => {
    const fields = new Map<number, string | null>([
      [0, 'title'],
      [1, 'title'],
      [2, null],
      [3, null],
    ]);
    expect([...doubled(fields)]).toEqual(['title']);
  });

  it('keeps an equity share and co-owners when price and owner are corrected', () => {
    expect(keysOf(editorOf('achievement', 'price')!, 'price')).toEqual(['priceMode', 'priceMin', 'priceMax']);
    expect(keysOf(editorOf('achievement', 'organisationName')!, 'organisationName')).toEqual(['organisationName']);
    expect(editorOf('demand', 'row')).toBeNull();
  });

  it('reads 万元 as yuan with two places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
        expect(fromWan(String(cents / 1e6))).toBe(cents / 100);
      }),
    );
    expect(fromWan(' ')).toBeNull();
  });

  it('refuses empty, large and old files before they are sent', () => {
    expect(fileFault({ name: '清单.xlsx', size: 10 })).toBeNull();
    expect(fileFault({ name: '清单.CSV', size: MAX_BYTES })).toBeNull();
    expect(fileFault({ name: '清单.xlsx', size: 0 })).toBe('empty');
    expect(fileFault({ name: '清单.xlsx', size: MAX_BYTES + 1 })).toBe('large');
    expect(fileFault({ name: '清单.xls', size: 10 })).toBe('xls');
    expect(fileFault({ name: '清单.pdf', size: 10 })).toBe('type');
  });
});

describe('credit code in the form', () => {
  const same = (code: string): void => {
    const mine = checkUscc(code);
    const theirs = serverCheck(code);
    expect([code, mine.fault === null, mine.suggestion]).toEqual([
      code,
      theirs.ok,
      theirs.ok ? null : theirs.suggestion,
    ]);
    if (!theirs.ok) expect(`uscc_${mine.fault}`).toBe(theirs.code);
  };
  it('says what the server says, for the codes of the handbook', () => {
    for (const code of [
      '91350100M000100Y43',
      '91370212TEXT00017W',
      '12370200TEXT00025G',
      'Y1370200TEXT00041B',
      '91350100M000100Y4Z',
      '91370212TEXT00017X',
      '91370212TESTO0017W',
      '91370212TEXTOO017W',
      '9137021２ＴＥＸＴ00017w ',
      '9137',
    ])
      same(code);
  });
  it('says what the server says, for any 18 characters', () => {
    const symbol = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(fc.property(fc.array(symbol, { minLength: 17, maxLength: 18 }), (chars) => same(chars.join(''))));
  });
});
