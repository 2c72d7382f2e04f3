import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountView, CONSENT_VERSION, type Me } from '../../server/contracts/accounts.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import { ERROR_TABLE } from '../../server/kernel/errors.ts';
import { newId } from '../../server/kernel/ids.ts';
import { achievementContent } from '../helpers/contents.ts';
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

const asUser = (user: TestUser, cookie: string): TestUser => ({ ...user, cookie });

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

describe('registration', () => {
  it('makes an account without rights and signs it in', async () => {
    const person = await signUp();
    const me: Me = (await t.call(person, 'GET', '/api/v1/me')).body;
    expect(me).toMatchObject({
      id: person.id,
      email: person.email,
      roles: [],
      memberships: [],
      isVerified: false,
      consents: [],
      unreadNotifications: 0,
    });
  });

  it.each([
    ['a short password', { email: 'short@test.example', password: 'short', name: '某人' }],
    ['no address', { email: 'not-an-address', password: PASSWORD, name: '某人' }],
    ['no password', { email: 'none@test.example', name: '某人' }],
  ])('refuses %s and keeps nothing', async (_case, body) => {
    const response = await t.call(null, 'POST', '/api/auth/sign-up/email', body, FROM_HERE);
    expect(response.status).toBe(400);
    const page: { items: AccountView[] } = (
      await t.call(admin, 'GET', `/api/v1/accounts?q=${encodeURIComponent(body.email)}`)
    ).body;
    expect(page.items).toEqual([]);
  });

  it('refuses an address that is taken, whatever its case', async () => {
    const person = await signUp();
    const again = await t.call(
      null,
      'POST',
      '/api/auth/sign-up/email',
      { email: person.email.toUpperCase(), password: PASSWORD, name: '另一人' },
      FROM_HERE,
    );
    expect(again.status).toBe(422);
    expect((await signIn(person.email, PASSWORD)).status).toBe(200);
  });

  it('gives nobody roles of their own choice', async () => {
    const body = {
      email: 'sly@test.example',
      password: PASSWORD,
      name: '某人',
      roles: ['platformAdmin'],
      role: 'admin',
    };
    await t.call(null, 'POST', '/api/auth/sign-up/email', body, FROM_HERE);
    const session = await signIn(body.email, PASSWORD);
    // The sign-in library may refuse the foreign fields; if it took the rest, the account holds no role.
    if (session.status === 200) {
      const me: Me = (await t.call({ id: '', email: body.email, cookie: session.cookie }, 'GET', '/api/v1/me')).body;
      expect(me.roles).toEqual([]);
    } else {
      expect(session.status).toBe(401);
    }
  });
});

describe('second step: who the person is', () => {
  it('makes the person who enters a new organisation its administrator', async () => {
    const person = await signUp();
    const response = await t.call(person, 'POST', '/api/v1/me/profile', {
      role: 'enterpriseUser',
      organisationName: '岚湾新芽示例有限公司',
      mobile: '13800000009',
      consent: true,
    });
    expect(response.status).toBe(200);
    const me: Me = response.body;
    expect(me.roles).toEqual(['enterpriseUser']);
    expect(me.memberships).toEqual([
      expect.objectContaining({
        organisationName: '岚湾新芽示例有限公司',
        orgType: 'ENT',
        membershipRole: 'admin',
        state: 'ACTIVE',
      }),
    ]);
    // Nobody has verified the organisation yet.
    expect(me.isVerified).toBe(false);
    expect(me.consents).toEqual([
      { purpose: 'ACCOUNT', version: CONSENT_VERSION, givenAt: t.clock.now().toISOString(), withdrawnAt: null },
    ]);
  });

  it('keeps the newcomer of a known organisation waiting until its administrator says yes', async () => {
    const person = await signUp();
    const me: Me = (
      await t.call(person, 'POST', '/api/v1/me/profile', {
        role: 'researcher',
        organisationId: university,
        consent: true,
      })
    ).body;
    expect(me.memberships).toEqual([
      expect.objectContaining({ organisationId: university, membershipRole: 'member', state: 'PENDING' }),
    ]);
    expect(me.isVerified).toBe(false);

    const draft = { organisationId: university, content: achievementContent() };
    const early = await t.call(person, 'POST', '/api/v1/achievements', draft);
    expect(early.status).toBe(400);
    expect((early.body as Problem).errors).toEqual([
      { path: 'organisationId', code: 'not_member', message: '您不属于该单位' },
    ]);

    const selfAdmit = await t.call(person, 'POST', `/api/v1/organisations/${university}/members/${person.id}`, {
      decision: 'ADMIT',
    });
    expect(selfAdmit.status).toBe(404);

    const admitted = await t.call(universityAdmin, 'POST', `/api/v1/organisations/${university}/members/${person.id}`, {
      decision: 'ADMIT',
    });
    expect(admitted.status).toBe(200);
    const after: Me = (await t.call(person, 'GET', '/api/v1/me')).body;
    expect(after.memberships[0]).toMatchObject({ state: 'ACTIVE' });
    expect(after.isVerified).toBe(true);
    expect((await t.call(person, 'POST', '/api/v1/achievements', draft)).status).toBe(201);
  });

  it('recognises a known organisation by its name instead of making a second one', async () => {
    const person = await signUp();
    const me: Me = (
      await t.call(person, 'POST', '/api/v1/me/profile', {
        role: 'researcher',
        organisationName: '岚湾示例大学',
        consent: true,
      })
    ).body;
    expect(me.memberships).toEqual([expect.objectContaining({ organisationId: university, state: 'PENDING' })]);
  });

  it('lets nobody administer an institute by saying so', async () => {
    const person = await signUp();
    const me: Me = (
      await t.call(person, 'POST', '/api/v1/me/profile', {
        role: 'instituteAdmin',
        organisationId: university,
        consent: true,
      })
    ).body;
    expect(me.roles).toEqual(['researcher']);
  });

  it('does not change roles that are set already, nor add a second membership', async () => {
    const person = await signUp();
    await t.call(person, 'POST', '/api/v1/me/profile', {
      role: 'researcher',
      organisationId: university,
      consent: true,
    });
    const me: Me = (
      await t.call(person, 'POST', '/api/v1/me/profile', {
        role: 'enterpriseUser',
        organisationId: university,
        consent: true,
      })
    ).body;
    expect(me.roles).toEqual(['researcher']);
    expect(me.memberships).toHaveLength(1);
  });

  it.each([
    ['a role of staff', { role: 'operator', organisationName: '某单位' }, 'role', 'invalid_value'],
    ['no consent', { role: 'researcher', organisationName: '某单位' }, 'consent', 'consent_required'],
    ['no organisation', { role: 'researcher' }, 'organisationName', 'required'],
    [
      'an unknown organisation',
      { role: 'researcher', organisationId: newId(), consent: true },
      'organisationId',
      'not_found',
    ],
    [
      'a mobile number that is none',
      { role: 'researcher', organisationName: '某单位', mobile: '12345' },
      'mobile',
      'invalid_format',
    ],
  ])('refuses %s', async (_case, body, path, code) => {
    const response = await t.call(await signUp(), 'POST', '/api/v1/me/profile', body);
    expect(response.status).toBe(400);
    expect((response.body as Problem).errors).toEqual([expect.objectContaining({ path, code })]);
  });

  it('asks for a session', async () => {
    expect(
      (
        await t.call(null, 'POST', '/api/v1/me/profile', {
          role: 'researcher',
          organisationId: university,
          consent: true,
        })
      ).status,
    ).toBe(401);
  });
});

describe('signing in and out', () => {
  it('takes the right password and notes the time', async () => {
    const person = await signUp();
    const session = await signIn(person.email, PASSWORD);
    expect(session.status).toBe(200);
    const me: Me = (await t.call(asUser(person, session.cookie), 'GET', '/api/v1/me')).body;
    expect(me.id).toBe(person.id);
    expect((await accountOf(person)).lastSignInAt).toBe(t.clock.now().toISOString());
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const person = await signUp();
    const wrong = await signIn(person.email, 'another-long-password');
    const unknown = await signIn('nobody@test.example', PASSWORD);
    expect(wrong.status).toBe(401);
    expect(unknown).toMatchObject({ status: wrong.status, code: wrong.code });
  });

  it('forgets the session when the person signs out', async () => {
    const person = await signUp();
    expect((await t.call(person, 'POST', '/api/auth/sign-out', {}, FROM_HERE)).status).toBe(200);
    expect((await t.call(person, 'GET', '/api/v1/me')).status).toBe(401);
  });

  it('takes no invented cookie', async () => {
    const person = await signUp();
    const forged = person.cookie.replace(/=(.)/u, (_, first: string) => `=${first === 'a' ? 'b' : 'a'}`);
    expect((await t.call(asUser(person, forged), 'GET', '/api/v1/me')).status).toBe(401);
  });

  it('keeps the cookie from scripts and from other sites', async () => {
    const person = await signUp();
    const response = await t.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { ...FROM_HERE, 'content-type': 'application/json' },
      payload: JSON.stringify({ email: person.email, password: PASSWORD }),
    });
    const [cookie] = [response.headers['set-cookie']].flat();
    expect(cookie).toMatch(/HttpOnly/iu);
    expect(cookie).toMatch(/SameSite=Lax/iu);
  });

  it('refuses a call with a session from a foreign site', async () => {
    const person = await signUp();
    const response = await t.call(person, 'POST', '/api/auth/sign-out', {}, { origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect((await t.call(person, 'GET', '/api/v1/me')).status).toBe(200);
  });
});

describe('addresses to return to', () => {
  it('lead to this site only', async () => {
    const person = await signUp();
    const evil = 'https://evil.example/steal';
    const asked = await t.call(
      null,
      'POST',
      '/api/auth/request-password-reset',
      { email: person.email, redirectTo: evil },
      FROM_HERE,
    );
    expect(asked.status).toBe(403);
    const opened = await t.app.inject({
      method: 'GET',
      url: `/api/auth/reset-password/some-token?callbackURL=${encodeURIComponent(evil)}`,
    });
    expect(opened.statusCode).toBe(403);
    expect(String(opened.headers.location ?? '')).not.toContain('evil.example');
  });
});

describe('a suspended account', () => {
  it('loses its sessions, cannot sign in, and works again when it is let back in', async () => {
    const person = await t.makeUser(['researcher'], university);
    const account = await accountOf(person);
    const suspended = await t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
      version: account.version,
      status: 'SUSPENDED',
      reason: '离职',
    });
    expect(suspended.status).toBe(200);
    expect((suspended.body as AccountView).status).toBe('SUSPENDED');

    expect((await t.call(person, 'GET', '/api/v1/me')).status).toBe(401);
    for (const email of [person.email, ` ${person.email.toUpperCase()}`.trim()]) {
      const refused = await signIn(email, PASSWORD);
      expect(refused).toMatchObject({ status: 403, code: 'ACCOUNT_SUSPENDED' });
    }

    const again = await accountOf(person);
    await t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
      version: again.version,
      status: 'ACTIVE',
      reason: '返岗',
    });
    expect((await signIn(person.email, PASSWORD)).status).toBe(200);
  });
});

describe('problem documents', () => {
  const expectProblem = (
    response: { status: number; body: never; headers: Record<string, unknown> },
    code: keyof typeof ERROR_TABLE,
  ) => {
    const problem: Problem = response.body;
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/u);
    expect(problem).toMatchObject({
      type: `urn:fanxing:error:${code.toLowerCase()}`,
      status: ERROR_TABLE[code].status,
      code,
      title: ERROR_TABLE[code].zh,
      requestId: response.headers['x-request-id'],
    });
    expect(response.status).toBe(problem.status);
    expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/u);
  };

  it('say 401, 403 and 404 in Chinese with the number of the request', async () => {
    const person = await signUp();
    expectProblem(await t.call(null, 'GET', '/api/v1/me'), 'UNAUTHENTICATED');
    expectProblem(await t.call(person, 'GET', '/api/v1/accounts'), 'FORBIDDEN');
    expectProblem(await t.call(person, 'GET', `/api/v1/achievements/${newId()}`), 'NOT_FOUND');
    expectProblem(await t.call(person, 'GET', '/api/v1/nothing-here'), 'NOT_FOUND');
    expectProblem(await t.call(person, 'DELETE', '/api/v1/me'), 'NOT_FOUND');
  });

  it('name each field with a Chinese sentence', async () => {
    const response = await t.call(await signUp(), 'POST', '/api/v1/me/profile', {
      role: 'king',
      mobile: '1',
      organisationName: '短'.repeat(101),
    });
    expectProblem(response, 'VALIDATION_FAILED');
    const { errors } = response.body as Problem;
    expect(errors!.map((error) => error.path).sort()).toEqual(['mobile', 'organisationName', 'role']);
    for (const error of errors!) expect(error.message).toMatch(/\p{Script=Han}/u);
  });

  it('speak English to who asks for it', async () => {
    const person = await signUp();
    const response = await t.call(
      person,
      'POST',
      '/api/v1/me/profile',
      { role: 'researcher' },
      { 'accept-language': 'en-GB,en;q=0.9' },
    );
    const problem: Problem = response.body;
    expect(problem.title).toBe(ERROR_TABLE.VALIDATION_FAILED.en);
    expect(problem.errors).toEqual([{ path: 'organisationName', code: 'required', message: 'This is required' }]);
    const chinese: Problem = (
      await t.call(
        person,
        'POST',
        '/api/v1/me/profile',
        { role: 'researcher' },
        { 'accept-language': 'zh-CN,en;q=0.5' },
      )
    ).body;
    expect(chinese.title).toBe(ERROR_TABLE.VALIDATION_FAILED.zh);
  });

  it('answer a body that is no JSON, and a body of another kind', async () => {
    const person = await signUp();
    const broken = await t.app.inject({
      method: 'POST',
      url: '/api/v1/me/profile',
      headers: { cookie: person.cookie, 'content-type': 'application/json' },
      payload: '{"role":',
    });
    expect(broken.statusCode).toBe(400);
    expect(JSON.parse(broken.body)).toMatchObject({ code: 'BAD_REQUEST' });
    const xml = await t.app.inject({
      method: 'POST',
      url: '/api/v1/me/profile',
      headers: { cookie: person.cookie, 'content-type': 'application/xml' },
      payload: '<a/>',
    });
    expect(xml.statusCode).toBe(415);
    expect(JSON.parse(xml.body)).toMatchObject({ code: 'UNSUPPORTED_MEDIA' });
  });
});
