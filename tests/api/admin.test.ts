import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { CodeTableEntry, EngineState } from '../../server/contracts/admin.contract.ts';
import { type Cast, good, makeCast, publishAchievement, settleAll } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

type Entry = z.infer<typeof CodeTableEntry>;
interface Tables {
  items: { table: string; label: string; entries: Entry[] }[];
}

let t: TestApp;
let cast: Cast;
let admin: TestUser;

const tables = async (user: TestUser | null = null) => good<Tables>(await t.call(user, 'GET', '/api/v1/code-tables'));
const entryOf = ({ items }: Tables, table: string, code: string) =>
  items.find((item) => item.table === table)!.entries.find((entry) => entry.code === code)!;
const change = (user: TestUser | null, table: string, code: string, body: unknown) =>
  t.call(user, 'PATCH', `/api/v1/code-tables/${table}/${encodeURIComponent(code)}`, body);
const engine = async (user: TestUser) => good<EngineState>(await t.call(user, 'GET', '/api/v1/admin/search'));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  admin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('code tables', () => {
  it('are read by everybody, with what a standard fixes marked', async () => {
    const { items } = await tables();
    expect(items.map(({ table }) => table)).toEqual(expect.arrayContaining(['HTI', 'LAOSHAN_CHAIN', 'REJECT_REASON']));
    for (const { entries } of items) {
      expect(entries.length).toBeGreaterThan(1);
      expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    }
    expect(entryOf({ items }, 'COOP_MODE', 'LICENSE').isStandard).toBe(true);
    expect(entryOf({ items }, 'REJECT_REASON', 'R01')).toMatchObject({ isStandard: false, isActive: true });
  });

  it('of the platform take another name, keep what was not named, and say who may read it', async () => {
    const before = entryOf(await tables(), 'REJECT_REASON', 'R03');
    good(await change(admin, 'REJECT_REASON', 'R03', { zh: '成熟度尚早', reason: '用语调整' }));
    good(await change(admin, 'REJECT_REASON', 'R03', { isActive: false, reason: '暂不使用' }));
    const after = entryOf(await tables(), 'REJECT_REASON', 'R03');
    expect(after).toEqual({ ...before, zh: '成熟度尚早', isActive: false });
    good(await change(admin, 'REJECT_REASON', 'R03', { isActive: true, reason: '恢复使用' }));
    expect(entryOf(await tables(cast.firmUser), 'REJECT_REASON', 'R03')).toEqual({ ...before, zh: '成熟度尚早' });
  });

  it('of a standard are switched off, not renamed', async () => {
    for (const [body, path] of [
      [{ zh: '别名', reason: '试改标准' }, 'zh'],
      [{ en: 'other', reason: '试改标准' }, 'en'],
    ] as const)
      expect(await change(admin, 'COOP_MODE', 'LICENSE', body)).toMatchObject({
        status: 400,
        body: { errors: [{ path, code: 'fixed_by_standard' }] },
      });
    good(await change(admin, 'COOP_MODE', 'LICENSE', { isActive: false, reason: '暂停使用' }));
    expect(entryOf(await tables(), 'COOP_MODE', 'LICENSE').isActive).toBe(false);
    good(await change(admin, 'COOP_MODE', 'LICENSE', { isActive: true, reason: '恢复使用' }));
  });

  it('are changed by the platform administrator alone, and only where there is an entry', async () => {
    const body = { zh: '新名称', reason: '用语调整' };
    expect((await change(null, 'REJECT_REASON', 'R04', body)).status).toBe(401);
    for (const user of [cast.operator, cast.manager, cast.instituteAdmin, cast.firmUser, cast.researcher])
      expect((await change(user, 'REJECT_REASON', 'R04', body)).status).toBe(403);
    for (const [table, code] of [
      ['REJECT_REASON', 'R98'],
      ['NO_SUCH_TABLE', 'R01'],
      ['__proto__', 'constructor'],
      ['REJECT_REASON', "' or 1=1"],
    ] as const)
      expect([table, (await change(admin, table, code, body)).status]).toEqual([table, 404]);
    for (const [bad, path] of [
      [{ zh: '新名称' }, 'reason'],
      [{ zh: '', reason: '用语调整' }, 'zh'],
      [{ zh: '长'.repeat(61), reason: '用语调整' }, 'zh'],
      [{ isActive: 'yes', reason: '用语调整' }, 'isActive'],
    ] as const)
      expect(await change(admin, 'REJECT_REASON', 'R04', bad)).toMatchObject({
        status: 400,
        body: { errors: [{ path }] },
      });
    expect(await change(admin, 'REJECT_REASON', 'x'.repeat(41), body)).toMatchObject({ status: 400 });
  });
});

describe('the search engine', () => {
  it('tells administrators and operators what it holds, and nobody else', async () => {
    await publishAchievement({ t, cast });
    await settleAll(t);
    // The organisations of the cast were written past the services, so the index has to be brought in step first.
    await t.container.indexer.reconcile();
    for (const user of [admin, cast.operator]) {
      const state = await engine(user);
      expect(state).toMatchObject({ status: 'ready', rebuild: { running: false } });
      for (const index of state.indexes) expect(index).toMatchObject({ missing: 0, surplus: 0 });
      expect(state.indexes.find(({ index }) => index === 'public')!.documents).toBeGreaterThan(2);
      expect(state.jobs.every(({ waiting, active, failed }) => waiting + active + failed === 0)).toBe(true);
    }
    for (const user of [cast.manager, cast.instituteAdmin, cast.researcher, cast.firmUser]) {
      expect((await t.call(user, 'GET', '/api/v1/admin/search')).status).toBe(403);
      expect((await t.call(user, 'POST', '/api/v1/admin/search/rebuild')).status).toBe(403);
    }
    expect((await t.call(null, 'GET', '/api/v1/admin/search')).status).toBe(401);
    expect((await t.call(null, 'POST', '/api/v1/admin/search/rebuild')).status).toBe(401);
  });

  it('shows what the index lacks, and a rebuild heals it', async () => {
    const [lost] = await t.container.engine.listIds('public');
    await t.container.engine.remove('public', [lost!]);
    expect((await engine(admin)).indexes.find(({ index }) => index === 'public')).toMatchObject({ missing: 1 });
    expect(await t.call(admin, 'POST', '/api/v1/admin/search/rebuild')).toMatchObject({
      status: 202,
      body: { ok: true },
    });
    await expect.poll(() => t.container.engine.listIds('public'), { timeout: 20_000 }).toContain(lost);
    await expect.poll(async () => (await engine(admin)).rebuild.running, { timeout: 20_000 }).toBe(false);
    const healed = await engine(admin);
    expect(healed.status).toBe('ready');
    for (const index of healed.indexes) expect(index).toMatchObject({ missing: 0, surplus: 0 });
  });
});

describe('health', () => {
  it('says to everybody that the program lives and is ready, and nothing more', async () => {
    expect(await t.call(null, 'GET', '/healthz')).toMatchObject({
      status: 200,
      body: { status: 'ok', version: t.container.version },
    });
    const ready = await t.call(null, 'GET', '/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ status: 'ready', database: true, search: 'ready', jobs: true });
  });
});
