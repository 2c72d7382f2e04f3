import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me, NotificationView } from '../../server/contracts/accounts.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { encodeCursor } from '../../server/kernel/page.ts';
import { good } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

interface Page {
  items: NotificationView[];
  nextCursor: string | null;
}

const URL = '/api/v1/me/notifications';
let t: TestApp;
let reader: TestUser;
let other: TestUser;

const list = async (user: TestUser, query = '') => good<Page>(await t.call(user, 'GET', `${URL}${query}`));
const unread = async (user: TestUser) => good<Me>(await t.call(user, 'GET', '/api/v1/me')).unreadNotifications;
const read = (user: TestUser | null, id: string) => t.call(user, 'POST', `${URL}/${id}/read`);
async function tell(userIds: string[], code: string): Promise<void> {
  const em = t.container.database.em.fork();
  await t.container.services.notifications.notify(em as never, userIds, 'noMatchYet', { code }, '/desk/demands/x');
  await em.flush();
}

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  reader = await t.makeUser(['enterpriseUser'], await t.makeOrganisation({ orgType: 'ENT' }));
  other = await t.makeUser(['researcher'], await t.makeOrganisation());
  for (let i = 1; i <= 5; i++) await tell(i % 2 ? [reader.id, other.id] : [reader.id, reader.id], `DEM-2026-00000${i}`);
});
afterAll(() => t.close());

describe('notices', () => {
  it('come newest first, each reader seeing the own ones, one a person and event', async () => {
    expect((await list(reader)).items.map(({ params }) => params.code)).toEqual(
      [5, 4, 3, 2, 1].map((i) => `DEM-2026-00000${i}`),
    );
    expect((await list(other)).items.map(({ params }) => params.code)).toEqual(
      [5, 3, 1].map((i) => `DEM-2026-00000${i}`),
    );
    expect(await unread(reader)).toBe(5);
    expect(await unread(other)).toBe(3);
  });

  it('are read page by page without a gap or a double', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await list(reader, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list(reader)).items.map(({ id }) => id));
    expect(seen).toHaveLength(5);
  });

  it('are marked as read one by one, twice without harm, then all', async () => {
    const [first] = (await list(reader)).items;
    expect(await read(reader, first!.id)).toMatchObject({ status: 200, body: { ok: true } });
    const { readAt } = (await list(reader)).items[0]!;
    expect(readAt).toBe(t.clock.now().toISOString());
    t.clock.advanceDays(1);
    good(await read(reader, first!.id));
    expect((await list(reader)).items[0]!.readAt).toBe(readAt);
    expect(await unread(reader)).toBe(4);
    good(await read(reader, 'all'));
    expect(await unread(reader)).toBe(0);
    expect(await unread(other)).toBe(3);
    good(await read(reader, 'all'));
  });

  it('of others cannot be marked, nor seen through a cursor', async () => {
    const [own] = (await list(other)).items;
    expect(await read(reader, own!.id)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await read(reader, newId())).toMatchObject({ status: 404 });
    expect((await list(other)).items[0]!.readAt).toBeNull();
    const from = encodeCursor({ key: '', id: own!.id });
    const ids = (await list(reader)).items.map(({ id }) => id);
    expect((await list(reader, `?cursor=${from}`)).items.every(({ id }) => ids.includes(id))).toBe(true);
  });

  it('are refused to the public and to what is malformed', async () => {
    expect((await t.call(null, 'GET', URL)).status).toBe(401);
    expect((await read(null, 'all')).status).toBe(401);
    expect(await read(reader, 'some')).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } });
    for (const [query, path] of [
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?limit=1e9', 'limit'],
      ['?limit=ten', 'limit'],
      ['?cursor=nonsense', 'cursor'],
      [`?cursor=${'a'.repeat(301)}`, 'cursor'],
      [`?cursor=${encodeCursor({ key: '', id: "' or true" })}`, 'cursor'],
      [`?cursor=${Buffer.from('{"key":1}').toString('base64url')}`, 'cursor'],
      [`?cursor=${Buffer.from('[1,2]').toString('base64url')}`, 'cursor'],
    ])
      expect([query, await t.call(reader, 'GET', `${URL}${query}`)]).toMatchObject([
        query,
        { status: 400, body: { code: 'VALIDATION_FAILED', errors: [{ path }] } },
      ]);
  });
});
