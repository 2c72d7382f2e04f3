import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Em } from '../../server/db/database.ts';
import { forgetKeys } from '../../server/kernel/idempotency.ts';
import { type Cast, makeCast } from '../helpers/cast.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
}, 120_000);
afterAll(() => t.close());

const create = (key: string, title: string, user = cast.researcher) =>
  t.call(
    user,
    'POST',
    '/api/v1/achievements',
    { organisationId: cast.university, content: { title } },
    { 'idempotency-key': key },
  );
const count = async (title: string) =>
  (
    (await t.container.database.executeSql('select count(*)::int as n from achievement where title = $1', [title]))
      .rows[0] as { n: number }
  ).n;
const sql = (text: string, values: unknown[] = []) => t.container.database.executeSql(text, values);

describe('a doubled submit', () => {
  it('that comes while the first is running gets its answer too', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('same-key-1', '同时提交五次')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(await count('同时提交五次')).toBe(1);
  });

  it('with other content is refused, and another account has keys of its own', async () => {
    await create('same-key-2', '第一份内容');
    expect(await create('same-key-2', '第二份内容')).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_CONFLICT' },
    });
    expect((await create('same-key-2', '第二份内容', cast.instituteAdmin)).status).toBe(201);
  });

  it('after a refusal is looked at anew', async () => {
    const refused = await create('same-key-3', '名'.repeat(80));
    expect(refused.status).toBe(400);
    expect((await create('same-key-3', '改短以后的名称')).status).toBe(201);
  });

  it('takes the key over from a process that died with it', async () => {
    await create('same-key-4', '中断后重新提交');
    await sql(
      `update idempotency_key set response = null, created_at = now() - interval '2 minutes' where key = 'same-key-4'`,
    );
    expect((await create('same-key-4', '中断后重新提交')).status).toBe(201);
    expect(await count('中断后重新提交')).toBe(2);
  });

  it('is remembered for two days', async () => {
    await create('same-key-5', '两天以后忘记');
    await sql(`update idempotency_key set created_at = now() - interval '47 hours' where key = 'same-key-5'`);
    const em = t.container.database.em as unknown as Em;
    expect(await forgetKeys(em)).toBe(0);
    await sql(`update idempotency_key set created_at = now() - interval '49 hours' where key = 'same-key-5'`);
    expect(await forgetKeys(em)).toBe(1);
  });
});
