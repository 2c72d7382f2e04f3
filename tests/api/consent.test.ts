import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountView, CONSENT_VERSION, type Me } from '../../server/contracts/accounts.contract.ts';
import { good } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let admin: TestUser;
let firm: string;

const register = async (): Promise<TestUser> => {
  const user = await t.makeUser([]);
  good(
    await t.call(user, 'POST', '/api/v1/me/profile', {
      role: 'enterpriseUser',
      organisationId: firm,
      mobile: '13800000009',
      consent: true,
    }),
  );
  return user;
};
const withdraw = (user: TestUser | null, body: unknown = { purpose: 'ACCOUNT' }) =>
  t.call(user, 'POST', '/api/v1/me/consents/withdraw', body);
const me = async (user: TestUser) => good<Me>(await t.call(user, 'GET', '/api/v1/me'));

beforeAll(async () => {
  t = await makeTestApp();
  admin = await t.makeUser(['platformAdmin']);
  firm = await t.makeOrganisation({ orgType: 'ENT', foreignControl: 'NONE' });
});
afterAll(() => t.close());

describe('the own consent', () => {
  it('ends with role, memberships, mobile number and mail; when it was given and withdrawn is kept', async () => {
    const user = await register();
    const givenAt = t.clock.now().toISOString();
    t.clock.advanceDays(1);
    const after = good<Me>(await withdraw(user));
    const withdrawnAt = t.clock.now().toISOString();
    expect(after).toMatchObject({ roles: [], memberships: [], isVerified: false });
    expect(after.consents).toEqual([{ purpose: 'ACCOUNT', version: CONSENT_VERSION, givenAt, withdrawnAt }]);
    const { rows } = await t.container.database.executeSql('select mobile from profile where id = $1', [user.id]);
    expect(rows).toEqual([{ mobile: null }]);
    const em = t.container.database.em.fork();
    expect(await t.container.services.accounts.emailOf(em, user.id)).toBeNull();
    expect(await t.container.services.accounts.contactsOf(em, [user.id])).toEqual(new Map());
    const audit = await t.container.database.executeSql(
      `select event, actor_id from transition where entity = 'account' and entity_id = $1`,
      [user.id],
    );
    expect(audit.rows).toEqual([{ event: 'withdrawConsent', actor_id: user.id }]);
    expect((await t.call(user, 'POST', '/api/v1/demands', { organisationId: firm, content: {} })).status).toBe(403);
  });

  it('can be given anew, by registering again', async () => {
    const user = await register();
    good(await withdraw(user));
    const again = { role: 'enterpriseUser', organisationId: firm };
    expect((await t.call(user, 'POST', '/api/v1/me/profile', again)).status).toBe(400);
    t.clock.advanceDays(1);
    const back = good<Me>(await t.call(user, 'POST', '/api/v1/me/profile', { ...again, consent: true }));
    expect(back.roles).toEqual(['enterpriseUser']);
    expect(back.consents.map((consent) => consent.withdrawnAt !== null)).toEqual([true, false]);
    const em = t.container.database.em.fork();
    expect(await t.container.services.accounts.emailOf(em, user.id)).toBe(user.email);
  });

  it('is withdrawn once, by the person alone, and not by staff before their role is taken back', async () => {
    expect((await withdraw(null)).status).toBe(401);
    expect(await withdraw(admin)).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
    const user = await register();
    for (const body of [{}, { purpose: 'OTHER' }, [], { purpose: null }])
      expect((await withdraw(user, body)).status).toBe(400);
    const { items } = good<{ items: AccountView[] }>(await t.call(admin, 'GET', `/api/v1/accounts?q=${user.email}`));
    const grant = async (roles: string[], version: number) =>
      good<AccountView>(
        await t.call(admin, 'PATCH', `/api/v1/accounts/${user.id}`, { version, roles, reason: '测试角色' }),
      );
    const staff = await grant(['operator'], items[0]!.version);
    expect(await withdraw(user)).toMatchObject({
      status: 409,
      body: { detail: '工作人员账号请先由平台管理员收回工作角色，再撤回同意' },
    });
    expect((await me(user)).consents[0]?.withdrawnAt).toBeNull();
    await grant(['enterpriseUser'], staff.version);
    good(await withdraw(user));
    expect((await withdraw(user)).status).toBe(409);
  });
});
