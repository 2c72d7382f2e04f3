import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountView, Me } from '../../server/contracts/accounts.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let admin: TestUser;
let university: string;
let universityAdmin: TestUser;

const FROM_HERE = { origin: 'http://localhost' };
const PASSWORD = 'long-enough-password';

async function signIn(email: string, password: string): Promise<{ status: number; code?: string; cookie: string }> {
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { ...FROM_HERE, 'content-type': 'application/json' },
    payload: JSON.stringify({ email, password }),
  });
  const cookies = response.headers['set-cookie'];
  return {
    status: response.statusCode,
    code: (JSON.parse(response.body) as { code?: string }).code,
    cookie: (Array.isArray(cookies) ? cookies : [cookies ?? '']).map((line) => line.split(';')[0]).join('; '),
  };
}

/** A person straight after the first step of the registration. */
const signUp = (): Promise<TestUser> => t.makeUser([]);

async function accountOf(user: TestUser): Promise<AccountView> {
  const page: { items: AccountView[] } = (
    await t.call(admin, 'GET', `/api/v1/accounts?q=${encodeURIComponent(user.email)}`)
  ).body;
  return page.items[0]!;
}

beforeAll(async () => {
  t = await makeTestApp();
  admin = await t.makeUser(['platformAdmin']);
  university = await t.makeOrganisation({ name: '岚湾示例大学' });
  universityAdmin = await t.makeUser(['instituteAdmin'], university, true);
});
afterAll(() => t.close());

describe('accounts', () => {
  it('are listed, found and paged for the platform administrator only', async () => {
    const person = await signUp();
    const found = await accountOf(person);
    expect(found).toMatchObject({
      id: person.id,
      email: person.email,
      roles: [],
      status: 'ACTIVE',
      resetRequestedAt: null,
    });

    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: { items: AccountView[]; nextCursor: string | null } = (
        await t.call(admin, 'GET', `/api/v1/accounts?limit=4${cursor ? `&cursor=${cursor}` : ''}`)
      ).body;
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(person.id);
    expect(seen).toContain(admin.id);

    for (const user of [person, universityAdmin, await t.makeUser(['operator'])]) {
      const refused = await t.call(user, 'GET', '/api/v1/accounts');
      expect(refused.status).toBe(403);
    }
    expect((await t.call(null, 'GET', '/api/v1/accounts')).status).toBe(401);
    expect((await t.call(admin, 'GET', '/api/v1/accounts?role=king')).status).toBe(400);
  });

  it('filter by role and state, and take search words literally', async () => {
    const operator = await t.makeUser(['operator', 'technologyManager']);
    const byRole: { items: AccountView[] } = (
      await t.call(admin, 'GET', '/api/v1/accounts?role=technologyManager&limit=100')
    ).body;
    expect(byRole.items.map((item) => item.id)).toContain(operator.id);
    expect(byRole.items.every((item) => item.roles.includes('technologyManager'))).toBe(true);
    const none: { items: AccountView[] } = (await t.call(admin, 'GET', `/api/v1/accounts?q=${encodeURIComponent('%')}`))
      .body;
    expect(none.items).toEqual([]);
  });

  it('get roles with a reason, and a second hand on the same copy is told so', async () => {
    const person = await signUp();
    const before = await accountOf(person);
    const changed = await t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
      version: before.version,
      roles: ['technologyManager', 'technologyManager'],
      reason: '聘任',
    });
    expect((changed.body as AccountView).roles).toEqual(['technologyManager']);

    const late = await t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
      version: before.version,
      roles: ['operator'],
      reason: '聘任',
    });
    expect(late.status).toBe(409);
    expect(late.body as Problem).toMatchObject({
      code: 'VERSION_CONFLICT',
      current: { id: person.id, roles: ['technologyManager'] },
    });

    const noReason = await t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
      version: before.version,
      roles: ['operator'],
    });
    expect(noReason.status).toBe(400);
    expect((noReason.body as Problem).errors).toEqual([{ path: 'reason', code: 'required', message: '请填写此项' }]);
  });

  it('let nobody change the own roles', async () => {
    const own = await accountOf(admin);
    const response = await t.call(admin, 'PATCH', `/api/v1/accounts/${admin.id}`, {
      version: own.version,
      roles: ['operator'],
      reason: '试试',
    });
    expect(response).toMatchObject({ status: 403, body: { code: 'OWN_ITEM' } });
    const other = await t.makeUser(['operator']);
    expect(
      (
        await t.call(other, 'PATCH', `/api/v1/accounts/${other.id}`, {
          version: 1,
          roles: ['platformAdmin'],
          reason: '试试',
        })
      ).status,
    ).toBe(403);
  });

  it('answer an unknown id with 404', async () => {
    expect(
      (await t.call(admin, 'PATCH', `/api/v1/accounts/${newId()}`, { version: 1, status: 'SUSPENDED', reason: '离职' }))
        .status,
    ).toBe(404);
    expect((await t.call(admin, 'POST', `/api/v1/accounts/${newId()}/reset-link`)).status).toBe(404);
  });
});

describe('a forgotten password without a mail server', () => {
  it('waits at the account until an administrator hands over a link that works once', async () => {
    const person = await signUp();
    const asked = await t.call(
      null,
      'POST',
      '/api/auth/request-password-reset',
      { email: person.email, redirectTo: '/reset-password' },
      FROM_HERE,
    );
    expect(asked.status).toBe(200);
    expect(JSON.stringify(asked.body)).not.toMatch(/token/iu);
    expect((await accountOf(person)).resetRequestedAt).toBe(t.clock.now().toISOString());

    const unknown = await t.call(
      null,
      'POST',
      '/api/auth/request-password-reset',
      { email: 'nobody@test.example', redirectTo: '/reset-password' },
      FROM_HERE,
    );
    expect({ status: unknown.status, body: unknown.body }).toEqual({ status: asked.status, body: asked.body });

    expect((await t.call(universityAdmin, 'POST', `/api/v1/accounts/${person.id}/reset-link`)).status).toBe(403);
    const issued = await t.call(admin, 'POST', `/api/v1/accounts/${person.id}/reset-link`);
    expect(issued.status).toBe(200);
    const { url, expiresAt } = issued.body as { url: string; expiresAt: string };
    expect(new Date(expiresAt).getTime() - t.clock.now().getTime()).toBe(3_600_000);
    expect((await accountOf(person)).resetRequestedAt).toBeNull();

    const { pathname, search } = new URL(url);
    const opened = await t.app.inject({ method: 'GET', url: `${pathname}${search}` });
    expect(opened.statusCode).toBe(302);
    const target = new URL(String(opened.headers.location), 'http://localhost');
    expect(target.pathname).toBe('/reset-password');
    const token = target.searchParams.get('token')!;

    const short = await t.call(null, 'POST', '/api/auth/reset-password', { newPassword: 'short', token }, FROM_HERE);
    expect(short.status).toBe(400);
    const set = await t.call(
      null,
      'POST',
      '/api/auth/reset-password',
      { newPassword: 'a-new-long-password', token },
      FROM_HERE,
    );
    expect(set.status).toBe(200);

    expect((await t.call(person, 'GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(person.email, PASSWORD)).status).toBe(401);
    expect((await signIn(person.email, 'a-new-long-password')).status).toBe(200);

    const twice = await t.call(
      null,
      'POST',
      '/api/auth/reset-password',
      { newPassword: 'yet-another-password', token },
      FROM_HERE,
    );
    expect(twice.status).toBe(400);
    expect((await signIn(person.email, 'a-new-long-password')).status).toBe(200);
  });

  it('logs no link', () => {
    expect(t.logged.filter((line) => /reset-password\/|token/iu.test(line))).toEqual([]);
  });
});

describe('notices', () => {
  it('belong to one person and are marked as read', async () => {
    const person = await t.makeUser(['researcher'], university);
    const other = await t.makeUser(['researcher'], university);
    const em = t.container.database.em.fork();
    await t.container.services.notifications.notify(
      em,
      [person.id],
      'bothAccepted',
      { code: 'MAT-2026-000001' },
      '/introductions',
    );
    await t.container.services.notifications.notify(
      em,
      [person.id],
      'declined',
      { code: 'MAT-2026-000002', reason: 'R04' },
      '/introductions',
    );
    await em.flush();

    const page: { items: { id: string; kind: string; readAt: string | null }[]; nextCursor: string | null } = (
      await t.call(person, 'GET', '/api/v1/me/notifications?limit=1')
    ).body;
    expect(page.items).toHaveLength(1);
    const rest: { items: { id: string }[] } = (
      await t.call(person, 'GET', `/api/v1/me/notifications?cursor=${page.nextCursor}`)
    ).body;
    expect(rest.items).toHaveLength(1);
    expect(rest.items[0]!.id).not.toBe(page.items[0]!.id);

    expect(((await t.call(other, 'GET', '/api/v1/me/notifications')).body as { items: unknown[] }).items).toEqual([]);
    expect((await t.call(other, 'POST', `/api/v1/me/notifications/${page.items[0]!.id}/read`)).status).toBe(404);
    expect((await t.call(person, 'POST', `/api/v1/me/notifications/${page.items[0]!.id}/read`)).status).toBe(200);
    expect(((await t.call(person, 'GET', '/api/v1/me')).body as Me).unreadNotifications).toBe(1);
    expect((await t.call(person, 'POST', '/api/v1/me/notifications/all/read')).status).toBe(200);
    expect(((await t.call(person, 'GET', '/api/v1/me')).body as Me).unreadNotifications).toBe(0);
    expect((await t.call(person, 'POST', '/api/v1/me/notifications/some/read')).status).toBe(400);
    expect((await t.call(null, 'GET', '/api/v1/me/notifications')).status).toBe(401);
  });
});
