import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportMappingView,
  ImportPreview,
  ImportRowView,
} from '../../server/contracts/imports.contract.ts';
import { Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { parseList, uploadList } from '../helpers/import-calls.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';
import { makeWorkbook } from '../helpers/workbook.ts';

type Mapping = z.infer<typeof ImportMappingView>;

let t: TestApp;
let operator: TestUser;
let institute: TestUser;
let ownId: string;
beforeAll(async () => {
  t = await makeTestApp();
  ownId = await t.makeOrganisation({ name: '示例海洋大学', nameAliases: ['示例海大'] });
  operator = await t.makeUser(['operator']);
  institute = await t.makeUser(['instituteAdmin'], ownId, true);
});
afterAll(() => t.close());

const EN = { 'accept-language': 'en' };
const get = async <T>(user: TestUser, url: string, headers = {}): Promise<T> =>
  (await t.call(user, 'GET', `/api/v1/imports/${url}`, undefined, headers)).body as T;
const rowsOf = async (user: TestUser, batch: ImportBatchView, headers = {}) =>
  (await get<{ items: ImportRowView[] }>(user, `${batch.id}/rows`, headers)).items;
const patch = (user: TestUser, batch: ImportBatchView, row: ImportRowView, change: object, headers = {}) =>
  t.call(user, 'PATCH', `/api/v1/imports/${batch.id}/rows/${row.id}`, { version: row.version, ...change }, headers);

const book = () =>
  makeWorkbook((sheet, workbook) => {
    sheet.addRow(['成果名称', '完成单位', '知识产权', '成熟度', '转让价格(万元)', '完成时间']);
    sheet.addRow(['低温密封件长寿命配方', '示例海大', 'ZL202419990001.7', 'TRL6', 50, '2024-05']);
    sheet.addRow(['高盐废水蒸发器防垢技术', '示例海洋大学', '', '小试完成正在中试', '面议', '2030-05']);
    sheet.addRow(['海藻多糖连续提取工艺', '别处研究院', '', '已量产', '面议', '2024-05']);
    const second = workbook.addWorksheet('二组');
    second.addRow(['项目名称', '所属单位']);
    second.addRow(['第二组的一项示例成果', '示例海洋大学']);
    workbook.addWorksheet('草稿').state = 'hidden';
  }, '一组');
const upload = async (user: TestUser, defaultOrganisationId?: string): Promise<ImportBatchView> => {
  const sent = await uploadList(t, user, await book(), '成果.xlsx', {
    target: 'achievement',
    sender: '示例科技局',
    ...(defaultOrganisationId ? { defaultOrganisationId } : {}),
  });
  expect(sent.status).toBe(201);
  return sent.body;
};

describe('another sheet of the workbook', () => {
  it('is shown with its own mapping and first rows, and stores nothing', async () => {
    const batch = await upload(operator);
    const other = await get<Mapping>(operator, `${batch.id}/mapping?sheetName=${encodeURIComponent('二组')}`);
    expect(other.columns.map(({ path, field }) => [path, field])).toEqual([
      ['项目名称', 'title'],
      ['所属单位', 'organisationName'],
    ]);
    expect(other.preview).toEqual([{ rowNumber: 2, hidden: false, cells: ['第二组的一项示例成果', '示例海洋大学'] }]);
    const stored = await get<Mapping>(operator, `${batch.id}/mapping`);
    expect([stored.sheetName, stored.columns.length, stored.preview]).toEqual(['一组', 6, []]);
    const parsed = await parseList(t, operator, batch, '二组');
    expect([parsed.sheetName, parsed.counts.rows]).toEqual(['二组', 1]);
  });

  it('speaks the language of the page, and refuses sheets that are none and readers without the right', async () => {
    const batch = await upload(operator);
    const english = await get<Mapping>(operator, `${batch.id}/mapping`, EN);
    expect(english.fields.map((field) => field.label).join('')).not.toMatch(/\p{Script=Han}/u);
    expect(english.columns[0]?.why).toBe('The header is “成果名称”');
    const url = `/api/v1/imports/${batch.id}/mapping?sheetName=`;
    expect((await t.call(operator, 'GET', `${url}nowhere`)).status).toBe(400);
    expect((await t.call(operator, 'GET', `${url}${'x'.repeat(200)}`)).status).toBe(400);
    expect((await t.call(institute, 'GET', `${url}nowhere`)).status).toBe(404);
    expect((await t.call(null, 'GET', `${url}nowhere`)).status).toBe(401);
  });
});

describe('review of rows', () => {
  let batch: ImportBatchView;
  beforeAll(async () => {
    batch = await parseList(t, operator, await upload(operator));
  });

  it('says before the commit what would be refused, in words', async () => {
    const [patent, late] = await rowsOf(operator, batch);
    expect(patent?.state).toBe('CONFIRM');
    expect(patent?.wants).toMatchObject([{ field: 'ip', label: '知识产权', code: 'patent_check', kind: 'confirm' }]);
    expect(late?.state).toBe('FAILED');
    expect(late?.wants[0]).toMatchObject({ label: '完成时间', message: '日期不能晚于今天', kind: 'fix' });
    expect((await rowsOf(operator, batch, EN))[1]?.wants[0]).toMatchObject({ label: 'Completion' });
  });

  it('refuses a value of the wrong shape at once and changes nothing', async () => {
    const late = (await rowsOf(operator, batch))[1]!;
    const refused = await patch(operator, batch, late, { values: { completionDate: '去年', priceMin: -1 } }, EN);
    expect(refused.status).toBe(400);
    const { errors } = refused.body as { errors: { path: string; message: string }[] };
    expect(errors.map((error) => error.path)).toEqual(['values.completionDate', 'values.priceMin']);
    expect(errors[0]?.message).toMatch(/^Completion: /u);
    expect((await patch(operator, batch, late, { values: { nothing: 1 } })).status).toBe(400);
    expect((await rowsOf(operator, batch))[1]).toEqual(late);
  });

  it('keeps what only the whole row contradicts, as an error, until it is mended', async () => {
    const late = (await rowsOf(operator, batch))[1]!;
    const wrong = await patch(operator, batch, late, { values: { startDate: '2031-01' } });
    const kept = wrong.body as ImportRowView;
    expect([wrong.status, kept.values.startDate, kept.state]).toEqual([200, '2031-01', 'FAILED']);
    expect(kept.issues.map((issue) => issue.code)).toContain('date_order');
    const mended = await patch(operator, batch, kept, { values: { startDate: null, completionDate: '2024-05' } });
    expect((mended.body as ImportRowView).issues.filter((issue) => issue.severity === 'error')).toEqual([]);
  });

  it('confirms every doubtful field at once, but no certificate, and names who did', async () => {
    const bulk = await t.call(operator, 'POST', `/api/v1/imports/${batch.id}/bulk`, {
      version: batch.version,
      action: 'CONFIRM_ALL_HINTS',
    });
    expect(bulk.status).toBe(200);
    const rows = await rowsOf(operator, batch);
    for (const row of rows) expect(row.state === 'READY').toBe(row.wants.length === 0);
    expect(rows.map((row) => row.wants.map((want) => want.code))).toEqual([['patent_check'], [], []]);
    const byBulk = rows[1]!.confirmedFields.find((item) => item.field === 'trl');
    expect(byBulk).toMatchObject({ how: 'BULK', byName: expect.stringMatching(/^用户/u) });
  });

  it('confirms the doubtful fields of a row with an error too, so that only the error is left', async () => {
    const fresh = await parseList(t, operator, await upload(operator));
    const url = `/api/v1/imports/${fresh.id}/bulk`;
    const before = (await rowsOf(operator, fresh))[1]!;
    expect([before.state, before.wants.map((want) => want.kind)]).toEqual(['FAILED', ['fix', 'confirm']]);
    await t.call(operator, 'POST', url, { version: fresh.version, action: 'CONFIRM_ALL_HINTS' });
    const after = (await rowsOf(operator, fresh))[1]!;
    expect([after.state, after.wants.map((want) => want.kind)]).toEqual(['FAILED', ['fix']]);
    expect((await t.call(operator, 'POST', url, { version: 1, action: 'CONFIRM_EVERYTHING' })).status).toBe(400);
    expect((await t.call(institute, 'POST', url, { version: fresh.version, action: 'SKIP_FAILED' })).status).toBe(404);
  });

  it('takes a confirmed wrong check digit as an exception with a note, and shows the commit before it happens', async () => {
    const patent = (await rowsOf(operator, batch))[0]!;
    const confirmed = (await patch(operator, batch, patent, { confirm: ['ip'] })).body as ImportRowView;
    expect(confirmed.state).toBe('READY');
    expect(confirmed.confirmedFields).toMatchObject([{ field: 'ip', how: 'CONFIRM' }]);
    const preview = await get<ImportPreview>(operator, `${batch.id}/preview`);
    expect(preview).toMatchObject({ create: 3, update: 0, toConfirm: 0, failed: 0, blockers: [] });
    expect((await t.call(institute, 'GET', `/api/v1/imports/${batch.id}/preview`)).status).toBe(404);
    const { version } = await get<ImportBatchView>(operator, batch.id);
    await t.call(operator, 'POST', `/api/v1/imports/${batch.id}/commit`, { version });
    await t.settle();
    const done = await get<ImportBatchView>(operator, batch.id);
    expect(done.counts).toMatchObject({ committed: 3, updated: 0, failed: 0 });
    const record = await t.container.database.em
      .fork()
      .findOneOrFail(Achievement, { sourceBatchId: batch.id, sourceRow: 2 });
    expect(record.organisationId).toBe(ownId);
    expect(record.content.ip?.[0]).toMatchObject({
      number: 'ZL202419990001.7',
      numberConfirmed: true,
      note: expect.stringContaining('已核对原件'),
    });
  });
});

describe('import by an institute', () => {
  it('takes rows of the own institution, by name or alias; the others are refused before and at the commit', async () => {
    const batch = await parseList(t, institute, await upload(institute, ownId));
    const rows = await rowsOf(institute, batch);
    expect(rows.map((row) => row.issues.some((issue) => issue.code === 'foreign_organisation'))).toEqual([
      false,
      false,
      true,
    ]);
    // The third title stands in a record of the other institution by now; this one learns nothing of it.
    expect(rows[2]?.duplicates).toEqual([]);
    const before = await t.container.database.em.fork().count(Organisation, {});
    const sneaky = await patch(institute, batch, rows[2]!, { values: { organisationName: '又一家研究院' } });
    expect((sneaky.body as ImportRowView).state).toBe('FAILED');
    const own = await patch(institute, batch, sneaky.body as ImportRowView, { values: { organisationName: null } });
    expect((own.body as ImportRowView).issues.some((issue) => issue.code === 'foreign_organisation')).toBe(false);
    // Staff may let the row stand for another owner; the institute still cannot write it.
    const staff = await patch(operator, batch, own.body as ImportRowView, {
      values: { organisationName: '又一家研究院' },
      confirm: ['trl'],
    });
    expect((staff.body as ImportRowView).state).toBe('READY');
    const { version } = await get<ImportBatchView>(institute, batch.id);
    await t.call(institute, 'POST', `/api/v1/imports/${batch.id}/commit`, { version });
    await t.settle();
    const refused = (await rowsOf(institute, batch))[2]!;
    expect(refused.state).toBe('FAILED');
    expect(refused.error).toContain('院所管理员只能导入本单位的成果');
    expect(await t.container.database.em.fork().count(Organisation, {})).toBe(before);
  });

  it('is refused for another institution, for demands, and sees no batch but its own', async () => {
    const other = await t.makeOrganisation();
    const send = (target: 'achievement' | 'demand', defaultOrganisationId: string) =>
      uploadList(t, institute, Buffer.from('名称\n甲乙丙丁戊'), '单.csv', {
        target,
        sender: '示例',
        defaultOrganisationId,
      });
    expect((await send('achievement', other)).status).toBe(403);
    expect((await send('demand', ownId)).status).toBe(403);
    const foreign = await upload(operator);
    expect((await t.call(institute, 'GET', `/api/v1/imports/${foreign.id}`)).status).toBe(404);
    expect((await t.call(institute, 'GET', `/api/v1/imports/${foreign.id}/rows`)).status).toBe(404);
  });

  it('answers files that are none in the language of the page', async () => {
    const boundary = 'x';
    const response = await t.app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: {
        cookie: operator.cookie,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        ...EN,
      },
      payload: `--x\r\nContent-Disposition: form-data; name="target"\r\n\r\ndemand\r\n--x\r\nContent-Disposition: form-data; name="sender"\r\n\r\nA\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n%PDF-1.7\r\n--x--\r\n`,
    });
    const body = JSON.parse(response.body) as { detail: string; errors: { message: string }[] };
    expect(response.statusCode).toBe(422);
    expect(body.detail).toMatch(/^A PDF cannot be imported/u);
    expect(body.errors[0]?.message).toBe(body.detail);
  });
});

describe('duplicates after a correction', () => {
  const list = (last: string) =>
    makeWorkbook((sheet) => {
      sheet.addRow(['成果名称', '完成单位', '知识产权']);
      sheet.addRow(['船体分段变形全域视觉测量', '甲测试研究院', '']);
      sheet.addRow(['船体分段变形全域视觉测量', '乙测试研究院', '']);
      sheet.addRow([last, '丙测试研究院', 'ZL201710601862.3']);
    }, '三项');
  const send = async (last = '岩藻多糖膜分离连续工艺'): Promise<ImportBatchView> => {
    const sent = await uploadList(t, operator, await list(last), '三项.xlsx', {
      target: 'achievement',
      sender: '示例学会',
    });
    return parseList(t, operator, sent.body);
  };
  const proposals = (row: ImportRowView) =>
    row.duplicates.map(({ proposal, rule, rowNumber, recordId }) => [
      proposal,
      rule,
      rowNumber ?? 'record',
      !!recordId,
    ]);
  const change = async (batch: ImportBatchView, row: ImportRowView, body: object): Promise<ImportRowView> => {
    const answer = await patch(operator, batch, row, body);
    expect(answer.status).toBe(200);
    return answer.body as ImportRowView;
  };

  it('of the owner are looked for anew among the rows; the later row asks', async () => {
    const batch = await send();
    const [first, second] = await rowsOf(operator, batch);
    expect(proposals(second!)).toEqual([['RELATED', 'RELATED', 2, false]]);
    const same = await change(batch, second!, { values: { organisationName: '甲测试研究院' } });
    expect(proposals(same)).toEqual([['MERGE', 'SAME_TITLE', 2, false]]);
    expect(same.state).toBe('CONFIRM');
    const kept = await change(batch, same, { decision: 'NEW' });
    expect(kept.state).toBe('READY');

    // The earlier row moves away: the later one has nothing to decide about any more.
    const moved = await change(batch, first!, { values: { organisationName: '丁测试研究院' } });
    expect(moved.duplicates).toEqual([]);
    const told = (await rowsOf(operator, batch))[1]!;
    expect(proposals(told)).toEqual([['RELATED', 'RELATED', 2, false]]);
    expect(told.decision).toBeNull();

    // And back: the question comes back to the later one, not to the one that was changed.
    const back = await change(batch, moved, { values: { organisationName: '甲测试研究院' } });
    expect(back.duplicates).toEqual([]);
    const asked = (await rowsOf(operator, batch))[1]!;
    expect(proposals(asked)).toEqual([['MERGE', 'SAME_TITLE', 2, false]]);
    expect(asked.state).toBe('CONFIRM');
    await t.call(operator, 'POST', `/api/v1/imports/${batch.id}/commit`, {
      version: (await get<ImportBatchView>(operator, batch.id)).version,
    });
    await t.settle();
  });

  it('are found among stored records too, by alias, title and number; a merge for another record is asked again', async () => {
    const owner = await t.makeOrganisation({ name: '戊测试大学', nameAliases: ['戊大'] });
    const em = t.container.database.em.fork();
    const stored = await em.findOneOrFail(Achievement, { title: '船体分段变形全域视觉测量' });
    await em.nativeUpdate(Achievement, { id: stored.id }, { organisationId: owner });
    const batch = await send('岩藻多糖的连续提取');
    const [, second, third] = await rowsOf(operator, batch);
    const renamed = await change(batch, second!, { values: { organisationName: '戊大' } });
    expect(proposals(renamed)[0]).toEqual(['MERGE', 'SAME_TITLE', 'record', true]);
    const merged = await change(batch, renamed, { decision: 'MERGE' });
    expect(merged.state).toBe('READY');
    const away = await change(batch, merged, { values: { title: '完全不同的另一项成果' } });
    expect(away).toMatchObject({ duplicates: [], decision: null });

    const byNumber = await change(batch, third!, { values: { title: '另一个名称的工艺' } });
    expect(proposals(byNumber)).toEqual([['MERGE', 'SHARED_PATENT', 'record', true]]);
  });

  it('are not looked for by a stale copy, which is refused', async () => {
    const batch = await send();
    const [first] = await rowsOf(operator, batch);
    const stale = await patch(operator, batch, { ...first!, version: 99 }, { values: { title: '新的名称一二三' } });
    expect(stale.status).toBe(409);
  });
});
