import { describe, expect, it } from 'vitest';
import type { ImportTarget } from '../../../server/contracts/imports.contract.ts';
import { normaliseRow } from '../../../server/modules/imports/normalise/normalise-row.ts';

/** One cell of a list under a header, as the whole import reads it. */
function cell(target: ImportTarget, field: string, raw: string, unit: string | null = null) {
  const kind = 'text' as const;
  const { values, issues, confidence } = normaliseRow(
    target,
    [
      { index: 0, path: '名称', unit: null, field: 'title' },
      { index: 1, path: field, unit, field },
    ],
    {
      rowNumber: 1,
      hidden: false,
      cells: [
        { raw: '一种耐湿热压敏胶', text: '一种耐湿热压敏胶', kind },
        { raw, text: raw, kind },
      ],
    },
    { today: '2024-11-19' },
  );
  const { title: _title, ...read } = values;
  return {
    read,
    asks: field in confidence && confidence[field]! < 0.8,
    notes: issues.filter((issue) => issue.field === field).map(({ code }) => code),
  };
}

const price = (
  priceMode: string,
  priceMin: number | null,
  priceMax: number | null,
  equityPct: number | null = null,
) => ({
  priceMode,
  priceMin,
  priceMax,
  equityPct,
});
const budget = (budgetMode: string, budgetMin: number | null, budgetMax: number | null) => ({
  budgetMode,
  budgetMin,
  budgetMax,
});

/** Every row of the table of handbook section 8, through the columns of a list. */
describe('the table of the handbook, cell by cell', () => {
  it.each<[raw: string, unit: string | null, read: object, asks: boolean]>([
    ['面议', null, price('NEGOTIABLE', null, null), false],
    ['协商', null, price('NEGOTIABLE', null, null), false],
    ['电议', null, price('NEGOTIABLE', null, null), false],
    ['50-80万', null, price('RANGE', 500_000, 800_000), false],
    ['50~80万元', null, price('RANGE', 500_000, 800_000), false],
    ['50—80', '万元', price('RANGE', 500_000, 800_000), false],
    ['约300万元', null, price('FIXED', 3_000_000, 3_000_000), false],
    ['1.2亿元', null, price('FIXED', 120_000_000, 120_000_000), false],
    ['叁佰万元', null, price('FIXED', 3_000_000, 3_000_000), false],
    ['不超过200万', null, price('RANGE', null, 2_000_000), false],
    ['200万以内', null, price('RANGE', null, 2_000_000), false],
    ['100万起', null, price('RANGE', 1_000_000, null), false],
    ['不低于100万', null, price('RANGE', 1_000_000, null), false],
    ['入股30%', null, price('BY_EQUITY', null, null, 30), false],
    ['技术入股', null, price('BY_EQUITY', null, null), false],
    ['20万/年', null, {}, true],
    ['10万美元', null, {}, true],
    ['50', null, {}, true],
    ['无', null, {}, false],
    ['—', null, {}, false],
    ['/', null, {}, false],
    ['暂无', null, {}, false],
    ['N/A', null, {}, false],
  ])('price %j (header %j)', (raw, unit, read, asks) => {
    const got = cell('achievement', 'price', raw, unit);
    expect(got.read).toEqual(read);
    expect(got.asks).toBe(asks);
    // A value that a record cannot hold is not dropped without a word: the reviewer is asked beside the raw cell.
    if (asks) expect(got.notes.length).toBeGreaterThan(0);
  });

  it.each<[raw: string, unit: string | null, read: object]>([
    ['面议', null, budget('NEGOTIABLE', null, null)],
    ['50—80', '万元', budget('RANGE', 500_000, 800_000)],
    ['约300万元', null, budget('FIXED', 3_000_000, 3_000_000)],
    ['不超过200万', null, budget('RANGE', null, 2_000_000)],
    ['不低于100万', null, budget('RANGE', 1_000_000, null)],
  ])('budget %j (header %j)', (raw, unit, read) => {
    expect(cell('demand', 'budget', raw, unit)).toMatchObject({ read, asks: false });
  });

  it.each<[raw: string, month: string | null]>([
    ['2024年11月', '2024-11'],
    ['2024.11', '2024-11'],
    ['2024-11', '2024-11'],
    ['2024/11/19', '2024-11'],
    ['20241119', '2024-11'],
    ['45615', '2024-11'],
    ['2024年底', '2024-12'],
    ['2024年上半年', '2024-06'],
    ['2024年', null],
  ])('completion %j', (raw, month) => {
    const { read, asks } = cell('achievement', 'completionDate', raw);
    expect(read).toEqual(month === null ? {} : { completionDate: month });
    // A record keeps months: of a bare year the month is asked for and not made up.
    expect(asks).toBe(month === null);
  });

  it('start and end of 2024.1-2025.12', () => {
    expect(cell('achievement', 'period', '2024.1-2025.12')).toMatchObject({
      read: { startDate: '2024-01', completionDate: '2025-12' },
      asks: false,
    });
  });

  it.each<[raw: string, read: object, asks: boolean]>([
    ['TRL6', { trl: 6 }, false],
    ['6级', { trl: 6 }, false],
    ['六级', { trl: 6 }, false],
    ['Level 6', { trl: 6 }, false],
    ['TRL 5-6', { trlMin: 5, trlMax: 6 }, true],
    ['小试完成正在中试', { trlMin: 5, trlMax: 6 }, true],
    ['已量产', { trl: 9 }, true],
    ['产业化', { trl: 9 }, true],
  ])('readiness %j', (raw, read, asks) => {
    expect(cell('achievement', 'trl', raw)).toMatchObject({ read, asks });
  });

  it('three numbers of one cell are three rights: two applications and a publication', () => {
    const { read, asks } = cell('achievement', 'ip', 'ZL201710601862.3；201310290635.5、CN116187299A');
    expect(read.ip).toMatchObject([
      { ipType: 'INV', normalNumber: 'CN201710601862.3', number: 'ZL201710601862.3' },
      { ipType: 'INV', normalNumber: 'CN201310290635.5', legalStatus: 'APPLIED' },
      { ipType: 'INV', normalNumber: 'CN116187299A', legalStatus: 'PUBLISHED' },
    ]);
    expect(asks).toBe(false);
  });

  it('a count of patents stays a note, without a number', () => {
    expect(cell('achievement', 'ip', '授权发明专利3项')).toMatchObject({
      read: { ip: [{ number: null, normalNumber: null, note: '授权发明专利3项' }] },
      notes: ['ip_count_only'],
      asks: true,
    });
  });
});
