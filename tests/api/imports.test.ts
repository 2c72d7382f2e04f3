import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatchView, ImportRowView } from '../../server/contracts/imports.contract.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let operator: TestUser;
let researcher: TestUser;
beforeAll(async () => {
  t = await makeTestApp();
  operator = await t.makeUser(['operator']);
  researcher = await t.makeUser(['researcher'], await t.makeOrganisation());
});
afterAll(() => t.close());

const LIST = [
  '需求名称,企业名称,需求内容,预算(万元),联系电话',
  '低温密封件启动脆裂漏油,青岛示例密封有限公司,零下四十度启动时密封圈开裂漏油，换过三种橡胶仍不行。,50-80,13800001111',
  '高盐废水蒸发器结垢堵管,青岛示例环保有限公司,三效蒸发器每周停机清洗一次，垢样以硫酸钙为主。,面议,13800002222',
  ',青岛示例环保有限公司,没有名称的一行,10,13800003333',
].join('\n');

async function upload(user: TestUser, bytes: Buffer, fileName: string, sender = '示例商会') {
  const boundary = '----fanxingtest';
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const payload = Buffer.concat([
    Buffer.from(
      `${part('target', 'demand')}${part('sender', sender)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: { cookie: user.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  return {
    status: response.statusCode,
    body: JSON.parse(response.body) as ImportBatchView & { code: string; errors?: { path: string }[] },
  };
}

const get = async <T>(url: string): Promise<T> => (await t.call(operator, 'GET', url)).body as T;

async function parse(batch: ImportBatchView): Promise<ImportBatchView> {
  const { columns } = await get<{ columns: { index: number; field: string | null }[] }>(
    `/api/v1/imports/${batch.id}/mapping`,
  );
  const mapped = await t.call(operator, 'PUT', `/api/v1/imports/${batch.id}/mapping`, {
    columns: columns.map(({ index, field }) => ({ index, field })),
    version: batch.version,
    remember: true,
  });
  expect(mapped.status).toBe(200);
  await t.settle();
  return get(`/api/v1/imports/${batch.id}`);
}

async function commit(batch: ImportBatchView): Promise<ImportBatchView> {
  expect(
    (await t.call(operator, 'POST', `/api/v1/imports/${batch.id}/commit`, { version: batch.version })).status,
  ).toBe(202);
  await t.settle();
  return get(`/api/v1/imports/${batch.id}`);
}

describe('import of a list', () => {
  let first: ImportBatchView;

  it('reads GB18030, maps, parses; one bad row fails alone and keeps its raw cell', async () => {
    const up = await upload(operator, iconv.encode(LIST, 'gb18030'), '清单.csv');
    expect(up.status).toBe(201);
    first = await parse(up.body);
    expect(first.state).toBe('PARSED');
    expect(first.counts).toMatchObject({ rows: 3, ready: 2, failed: 1 });
    const rows = await get<{ items: ImportRowView[] }>(`/api/v1/imports/${first.id}/rows`);
    expect(rows.items[0]!.values).toMatchObject({
      title: '低温密封件启动脆裂漏油',
      budgetMin: 500000,
      budgetMax: 800000,
    });
    expect(rows.items[0]!.cells.map((cell) => cell.raw)).toContain('50-80');
    expect(rows.items[2]!.state).toBe('FAILED');
    expect(rows.items[2]!.issues.some((issue) => issue.field === 'title' && issue.severity === 'error')).toBe(true);
  });

  it('commits what is ready; every record remembers its batch and row', async () => {
    first = await commit(first);
    expect(first.counts).toMatchObject({ committed: 2, failed: 1 });
    const demands = await t.container.database.em
      .fork()
      .find(Demand, { sourceBatchId: first.id }, { orderBy: { sourceRow: 'asc' } });
    expect(demands.map((demand) => [demand.status, demand.sourceRow])).toEqual([
      ['SUBMITTED', 2],
      ['SUBMITTED', 3],
    ]);
  });

  it('takes a corrected row in a later commit', async () => {
    const rows = await get<{ items: ImportRowView[] }>(`/api/v1/imports/${first.id}/rows?state=FAILED`);
    const row = rows.items[0]!;
    const fixed = await t.call(operator, 'PATCH', `/api/v1/imports/${first.id}/rows/${row.id}`, {
      version: row.version,
      values: { title: '补上名称的一行需求' },
    });
    expect(fixed.status).toBe(200);
    expect((fixed.body as ImportRowView).state).toBe('READY');
    first = await commit(await get(`/api/v1/imports/${first.id}`));
    expect(first.counts.committed).toBe(3);
  });

  it('changes nothing when the same file comes again, and remembers the sender’s mapping', async () => {
    const before = await t.container.database.em.fork().count(Demand, {});
    const up = await upload(operator, Buffer.from(LIST), '清单.csv');
    const mapping = await get<{ columns: { why: string }[] }>(`/api/v1/imports/${up.body.id}/mapping`);
    expect(mapping.columns.every((column) => /上次/u.test(column.why))).toBe(true);
    let again = await parse(up.body);
    expect(again.counts.unchanged).toBe(2);
    again = await commit(again);
    expect(again.counts.committed).toBe(0);
    expect(await t.container.database.em.fork().count(Demand, {})).toBe(before);
  });

  it('rolls back within thirty days, not later', async () => {
    const rolled = await t.call(operator, 'POST', `/api/v1/imports/${first.id}/rollback`, {
      version: first.version,
      reason: '对方发错了清单',
    });
    expect(rolled.status).toBe(202);
    await t.settle();
    expect((await get<ImportBatchView>(`/api/v1/imports/${first.id}`)).state).toBe('ROLLED_BACK');
    expect(await t.container.database.em.fork().count(Demand, { sourceBatchId: first.id })).toBe(0);
    let late = await parse((await upload(operator, Buffer.from(LIST), '清单2.csv')).body);
    late = await commit(late);
    t.clock.advanceDays(31);
    expect(
      (
        await t.call(operator, 'POST', `/api/v1/imports/${late.id}/rollback`, {
          version: late.version,
          reason: '太晚了',
        })
      ).status,
    ).toBe(409);
  });

  it('refuses those without the right, and files that are none', async () => {
    expect((await upload(researcher, Buffer.from(LIST), '清单.csv')).status).toBe(403);
    const old = await upload(
      operator,
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
      '旧表.xls',
    );
    expect(old.status).toBe(422);
    expect(old.body.code).toBe('FILE_REJECTED');
    expect(old.body.errors?.[0]?.path).toBe('file');
    expect((await upload(operator, Buffer.alloc(0), '空.csv')).status).toBe(422);
    expect((await upload(operator, Buffer.from('PK\u0003\u0004broken'), '坏.xlsx')).status).toBe(422);
  });
});
