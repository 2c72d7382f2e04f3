// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportBatchView, ImportRowView } from '../../server/contracts/imports.contract.ts';
import { type Answer, type Call, person, problem, renderApp, serve } from './helpers/render-app.tsx';

const ID = '01900000-0000-7000-8000-000000000010';
const batch = (over: Partial<ImportBatchView> = {}): ImportBatchView => ({
  id: ID,
  code: 'IMP-2026-000007',
  fileName: '滨海理工大学成果清单.xlsx',
  fileHash: 'h',
  sender: '滨海理工大学科研院',
  target: 'achievement',
  state: 'PARSED',
  sheetName: '成果',
  sheets: [{ name: '成果', rows: 3, headerRows: 1, hidden: false }],
  notes: [],
  defaultOrganisationId: null,
  counts: {
    rows: 3,
    parsed: 3,
    ready: 1,
    toConfirm: 2,
    failed: 0,
    skipped: 0,
    duplicates: 1,
    committed: 0,
    updated: 0,
    unchanged: 0,
  },
  progress: null,
  error: null,
  sameFileAs: null,
  canRollBackUntil: null,
  createdByName: '孙若溪',
  createdAt: '2026-11-23T02:00:00Z',
  committedAt: null,
  version: 3,
  ...over,
});
const row = (number: number, over: Partial<ImportRowView> = {}): ImportRowView => ({
  id: `01900000-0000-7000-8000-0000000001${number}0`,
  rowNumber: number,
  hidden: false,
  state: 'CONFIRM',
  cells: [
    { column: 0, path: '成果名称', raw: `成果 ${number}`, flags: [] },
    { column: 1, path: '预期价格', raw: '50-80', flags: [] },
  ],
  values: { title: `成果 ${number}`, priceMode: 'RANGE', priceMin: 500_000, priceMax: 800_000 },
  confidence: { title: 1, price: 0.6 },
  issues: [{ field: 'price', code: 'unsure', severity: 'confirm', raw: '50-80', message: '请确认价格单位' }],
  confirmedFields: [],
  wants: [{ field: 'price', label: '价格', code: 'unsure', kind: 'confirm', message: '请确认价格单位' }],
  duplicates: [],
  decision: null,
  mergeIntoId: null,
  recordId: null,
  error: null,
  version: 1,
  ...over,
});
const mapping = {
  sheetName: '成果',
  notes: [],
  preview: [],
  columns: [
    {
      index: 0,
      path: '成果名称',
      unit: null,
      samples: ['成果 1'],
      field: 'title',
      confidence: 1,
      why: '表头与“成果名称”相同',
      isRemembered: false,
    },
    {
      index: 1,
      path: '预期价格',
      unit: '万元',
      samples: ['50-80'],
      field: null,
      confidence: 0,
      why: '没有相符的字段',
      isRemembered: false,
    },
    {
      index: 2,
      path: '单位',
      unit: null,
      samples: ['滨海理工大学'],
      field: 'organisationName',
      confidence: 1,
      why: '沿用该单位上次的对应关系',
      isRemembered: true,
    },
  ],
  fields: [
    { field: 'title', label: '成果名称', required: true },
    { field: 'organisationName', label: '完成单位', required: false },
    { field: 'price', label: '价格', required: false },
    { field: 'priceMin', label: '价格下限（元）', required: false },
  ],
};

const mapped = {
  ...mapping,
  columns: mapping.columns.map((column) => (column.index === 1 ? { ...column, field: 'price' } : column)),
};

const PREVIEW = {
  create: 1,
  update: 1,
  unchanged: 0,
  skipped: 0,
  skippedDuplicates: 0,
  toConfirm: 2,
  failed: 0,
  blockers: [{ field: 'price', label: '价格', code: 'unsure', kind: 'confirm', message: '请确认价格单位', rows: 2 }],
};

interface World {
  batch: ImportBatchView;
  rows: ImportRowView[];
}
function world(start: Partial<World> = {}, extra?: (call: Call) => Answer | undefined) {
  const state: World = { batch: batch(), rows: [row(2), row(3), row(4)], ...start };
  const calls = serve((call) => {
    const special = extra?.(call);
    if (special) return special;
    const path = call.path.replace('/api/v1', '');
    if (path === '/me') return { body: person('operator') };
    if (path === `/imports/${ID}`) return { body: state.batch };
    if (path === `/imports/${ID}/mapping` && call.method === 'GET')
      return { body: state.batch.state === 'UPLOADED' ? mapping : mapped };
    if (path === `/imports/${ID}/mapping`)
      return { body: batch({ state: 'PARSING', progress: { done: 1, total: 3, phase: 'parse' } }) };
    if (path === `/imports/${ID}/preview`) return { body: PREVIEW };
    if (path === `/imports/${ID}/rows`) return { body: { items: state.rows, nextCursor: null } };
    if (path === `/imports/${ID}/commit`)
      return { status: 202, body: batch({ state: 'COMMITTING', progress: { done: 0, total: 1, phase: 'commit' } }) };
    if (path === '/imports') return { body: { items: [state.batch], nextCursor: null } };
    const rowId = path.match(/\/rows\/(.+)$/u)?.[1];
    const found = state.rows.find((item) => item.id === rowId);
    if (!found) return undefined;
    const change = call.body as { confirm?: string[]; decision?: ImportRowView['decision']; values?: object };
    const next: ImportRowView = {
      ...found,
      version: found.version + 1,
      decision: change.decision ?? found.decision,
      values: { ...found.values, ...change.values },
      wants: change.confirm ? [] : found.wants,
      state: change.decision === 'SKIP' ? 'SKIPPED' : change.confirm ? 'READY' : found.state,
    };
    state.rows = state.rows.map((item) => (item.id === rowId ? next : item));
    return { body: next };
  });
  return calls;
}
const patches = (calls: Call[]) => calls.filter((call) => call.method === 'PATCH');
const key = (name: string): boolean => fireEvent.keyDown(document.body, { key: name });

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  window.scrollTo = vi.fn();
  // jsdom knows the element but not how to open it.
  HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});

describe('review of rows', () => {
  it('shows the raw cell beside the normal form with the issue, and confirms one field', async () => {
    const calls = world();
    await renderApp(`/staff/imports/${ID}`);
    const line = (await screen.findByRole('rowheader', { name: /价格/u })).closest('tr');
    const text = line?.textContent ?? '';
    expect(text).toContain('50-80');
    expect(text).toContain('50–80 万元');
    expect(text).toContain('请确认价格单位');
    fireEvent.click(within(line!).getByRole('button', { name: '确认“价格”' }));
    await waitFor(() => expect(patches(calls)[0]?.body).toEqual({ confirm: ['price'], version: 1 }));
  });

  it('walks with j and k, takes a row with Enter and skips one with x', async () => {
    const calls = world();
    await renderApp(`/staff/imports/${ID}`);
    await screen.findByRole('heading', { level: 2, name: '成果 2' });
    key('Enter');
    await screen.findByRole('heading', { level: 2, name: '成果 3' });
    expect(patches(calls)[0]).toMatchObject({ path: expect.stringContaining(row(2).id), body: { confirm: ['price'] } });
    key('x');
    await screen.findByRole('heading', { level: 2, name: '成果 4' });
    expect(patches(calls)[1]).toMatchObject({ path: expect.stringContaining(row(3).id), body: { decision: 'SKIP' } });
    key('k');
    await screen.findByRole('heading', { level: 2, name: '成果 3' });
  });

  it('does not let a proposed merge pass by Enter; m merges into the record', async () => {
    const MERGE = { field: 'row', label: '', code: 'duplicate_open', kind: 'decide' as const, message: '疑似重复' };
    const duplicate = { recordId: ID, rowNumber: null, title: '已有成果', code: 'ACH-2025-000001', similarity: 0.93 };
    const calls = world({
      rows: [
        row(2, {
          duplicates: [{ ...duplicate, rule: 'NEAR', proposal: 'MERGE' }],
          issues: [],
          confidence: {},
          wants: [MERGE],
        }),
        row(3),
      ],
    });
    await renderApp(`/staff/imports/${ID}`);
    await screen.findByText('同一单位，名称极相近');
    key('Enter');
    await screen.findAllByText(/请先决定疑似重复/u);
    expect(patches(calls)).toEqual([]);
    key('m');
    await waitFor(() => expect(patches(calls)[0]?.body).toMatchObject({ decision: 'MERGE', mergeIntoId: ID }));
  });

  it('corrects a price in 万元 and sends yuan; what the server says is shown beside it', async () => {
    let isRefused = true;
    const calls = world({}, (call) => {
      if (call.method !== 'PATCH' || !isRefused) return undefined;
      isRefused = false;
      return {
        status: 400,
        body: problem(400, 'VALIDATION_FAILED', {
          errors: [{ path: 'values.priceMax', code: 'range_reversed', message: '上限不能小于下限' }],
        }),
      };
    });
    await renderApp(`/staff/imports/${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: '改正“价格”' }));
    fireEvent.change(screen.getByRole('spinbutton', { name: '价格 上限' }), { target: { value: '120' } });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText('上限不能小于下限')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: '保存' })).toBeNull());
    expect(patches(calls)[1]?.body).toMatchObject({
      values: { priceMode: 'RANGE', priceMin: 500_000, priceMax: 1_200_000 },
    });
    expect(patches(calls)[1]?.body).not.toHaveProperty('confirm');
  });

  it('goes to the next row that waits with u, and says aloud which it is and what it waits for', async () => {
    world({ rows: [row(2), row(3, { state: 'READY', wants: [] }), row(4)] });
    await renderApp(`/staff/imports/${ID}`);
    await screen.findByRole('heading', { level: 2, name: '成果 2' });
    key('u');
    await screen.findByRole('heading', { level: 2, name: '成果 4' });
    expect(screen.getByText(/^第 4 行，成果 4，待确认。价格 请确认价格单位$/u).getAttribute('aria-live')).toBe(
      'polite',
    );
    key('u');
    await screen.findByRole('heading', { level: 2, name: '成果 2' });
  });

  it('keeps a correction that was typed and not saved while another row is looked at', async () => {
    world();
    await renderApp(`/staff/imports/${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: '改正“价格”' }));
    fireEvent.change(screen.getByRole('spinbutton', { name: '价格 上限' }), { target: { value: '120' } });
    fireEvent.click(screen.getByRole('button', { name: /成果 3/u }));
    await screen.findByRole('heading', { level: 2, name: '成果 3' });
    expect(screen.queryByText('有未保存的修改')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /成果 2/u }));
    expect(await screen.findByText('有未保存的修改')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '改正“价格”' }));
    expect(screen.getByRole<HTMLInputElement>('spinbutton', { name: '价格 上限' }).value).toBe('120');
  });

  it('names who confirmed a field', async () => {
    const word = { field: 'price', byName: '孙若溪', at: '2026-11-23T02:00:00Z', how: 'CONFIRM' as const };
    world({ rows: [row(2, { state: 'READY', wants: [], confirmedFields: [word] })] });
    await renderApp(`/staff/imports/${ID}`);
    const line = (await screen.findByRole('rowheader', { name: /价格/u })).closest('tr');
    expect(line?.textContent).toContain('已确认孙若溪');
  });

  it('narrows the rows to one reason, from the summary and from the preview of a commit, and keeps what was mended', async () => {
    const FIX = { field: 'title', label: '成果名称', code: 'missing', kind: 'fix' as const, message: '请填写' };
    const confirmPrice = PREVIEW.blockers[0]!;
    const calls = world(
      {
        rows: [row(2, { state: 'FAILED', wants: [FIX] }), row(3), row(4)],
        batch: batch({ counts: { ...batch().counts, toConfirm: 2, failed: 1 } }),
      },
      (call) =>
        call.path.endsWith('/preview')
          ? { body: { ...PREVIEW, blockers: [confirmPrice, { ...FIX, rows: 1 }] } }
          : undefined,
    );
    await renderApp(`/staff/imports/${ID}`);
    await screen.findByRole('heading', { level: 2, name: '成果 2' });
    const list = () =>
      within(screen.getByRole('list', { name: '清单各行' }))
        .getAllByRole('button')
        .map((item) => item.textContent?.slice(1, 5));
    fireEvent.click(await screen.findByRole('button', { name: /2 行\s*价格/u }));
    await waitFor(() => expect(list()).toEqual(['成果 3', '成果 4']));
    expect(screen.getByText('只看：价格 请确认价格单位')).toBeTruthy();
    await screen.findByRole('heading', { level: 2, name: '成果 3' });
    key('Enter');
    await screen.findByRole('heading', { level: 2, name: '成果 4' });
    expect(patches(calls)).toHaveLength(1);
    expect(list()).toEqual(['成果 3', '成果 4']);
    fireEvent.click(screen.getByRole('button', { name: '查看全部行' }));
    await waitFor(() => expect(screen.queryByText(/^只看：/u)).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: '入库 1 条' }));
    const dialog = await screen.findByRole('dialog', { name: '确认入库' });
    fireEvent.click(await within(dialog).findByRole('button', { name: /1 行\s*成果名称/u }));
    expect(await screen.findByText('只看：成果名称 请填写')).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: '确认入库' })).toBeNull();
    await waitFor(() =>
      expect(calls.some((call) => call.path.endsWith('/rows') && call.query.get('state') === 'FAILED')).toBe(true),
    );
  });

  it('says what a commit will write before it starts', async () => {
    const calls = world();
    await renderApp(`/staff/imports/${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: '入库 1 条' }));
    const dialog = await screen.findByRole('dialog', { hidden: true, name: '确认入库' });
    expect(await within(dialog).findByText('留在本批，确认后可再次入库')).toBeTruthy();
    expect(within(dialog).getByText('更新已有记录')).toBeTruthy();
    fireEvent.click(within(dialog).getByText('入库 1 条'));
    expect(await screen.findByRole('heading', { name: '正在入库' })).toBeTruthy();
    expect(calls.find((call) => call.path.endsWith('/commit'))?.body).toEqual({ version: 3 });
  });
});

describe('mapping of columns', () => {
  const uploaded = { batch: batch({ state: 'UPLOADED' }) };
  it('marks what follows the last list of the sender, offers only fields of columns, and refuses a field twice', async () => {
    world(uploaded);
    await renderApp(`/staff/imports/${ID}`);
    expect(await screen.findByText('沿用上次')).toBeTruthy();
    const price = screen.getByRole('combobox', { name: '“预期价格”对应的字段' });
    expect(within(price).queryByText('价格下限（元）')).toBeNull();
    fireEvent.change(price, { target: { value: 'title' } });
    expect(screen.getAllByText('另一列已对应此字段')).toHaveLength(2);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '开始解析' }).disabled).toBe(true);
  });

  it('shows another sheet before anything is decided, and sends its name with its mapping', async () => {
    const sheets = [
      { name: '成果', rows: 3, headerRows: 1, hidden: false },
      { name: '二组', rows: 1, headerRows: 1, hidden: true },
      { name: '空表', rows: 0, headerRows: 0, hidden: false },
    ];
    const other = {
      ...mapping,
      sheetName: '二组',
      columns: [
        { ...mapping.columns[0]!, path: '\u7b2c1\u5217' },
        { ...mapping.columns[2]!, index: 1 },
      ],
      preview: [{ rowNumber: 2, hidden: false, cells: ['第二组的成果', '滨海理工大学'] }],
    };
    const calls = world({ batch: batch({ state: 'UPLOADED', sheets }) }, (call) =>
      call.method === 'GET' && call.path.endsWith('/mapping') && call.query.get('sheetName') === '二组'
        ? { body: other }
        : undefined,
    );
    await renderApp(`/staff/imports/${ID}`);
    const select = await screen.findByRole('combobox', { name: '工作表' });
    expect(within(select).getByRole<HTMLOptionElement>('option', { name: /空表/u }).disabled).toBe(true);
    fireEvent.change(select, { target: { value: '二组' } });
    expect(await screen.findByText('第二组的成果')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: '开始解析' }));
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ sheetName: '二组' }));
    expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
      columns: [
        { index: 0, field: 'title' },
        { index: 1, field: 'organisationName' },
      ],
    });
  });

  it('sends the fields of all columns and shows the progress', async () => {
    const calls = world(uploaded);
    await renderApp(`/staff/imports/${ID}`);
    fireEvent.change(await screen.findByRole('combobox', { name: '“预期价格”对应的字段' }), {
      target: { value: 'price' },
    });
    fireEvent.click(screen.getByRole('button', { name: '开始解析' }));
    expect(await screen.findByText('1 / 3 行')).toBeTruthy();
    expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
      columns: [
        { index: 0, field: 'title' },
        { index: 1, field: 'price' },
        { index: 2, field: 'organisationName' },
      ],
      remember: true,
      version: 3,
    });
  });
});

describe('batch as a whole', () => {
  it('warns of the same file and says plainly why a file failed', async () => {
    world({
      batch: batch({
        state: 'FAILED',
        error: { code: 'FILE_REJECTED', message: '文件已损坏，无法读取' },
        sameFileAs: { id: ID, code: 'IMP-2026-000002' },
      }),
    });
    await renderApp(`/staff/imports/${ID}`);
    expect(await screen.findByText('文件已损坏，无法读取')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'IMP-2026-000002' })).toBeTruthy();
  });

  it('rolls back only with a reason, and not after the deadline', async () => {
    const calls = world({ batch: batch({ state: 'COMMITTED', canRollBackUntil: '2999-01-01T00:00:00Z' }) });
    await renderApp(`/staff/imports/${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: '整批撤回' }));
    fireEvent.click(screen.getByText('撤回本批'));
    expect(await screen.findByText('请填写撤回原因（至少 2 个字）')).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/rollback'))).toBe(false);
  });

  it('offers no way back after the deadline', async () => {
    world({ batch: batch({ state: 'COMMITTED', canRollBackUntil: '2020-01-01T00:00:00Z' }) });
    await renderApp(`/staff/imports/${ID}`);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('button', { name: '整批撤回' })).toBeNull();
  });
});
