import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

const PER_MINUTE = 30;
let t: TestApp;
let operator: TestUser;
let another: TestUser;

beforeAll(async () => {
  t = await makeTestApp({ workers: false, config: { rateLimitPerMinute: PER_MINUTE } });
  operator = await t.makeUser(['operator']);
  another = await t.makeUser(['operator']);
});
afterAll(() => t.close());

const signIn = async (email: string, remoteAddress = '10.1.1.1') => {
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    remoteAddress,
    headers: { origin: 'http://localhost' },
    payload: { email, password: 'not the password' },
  });
  return response;
};

describe('limits', () => {
  it('count an account by itself, whatever others do from the same address', async () => {
    for (let i = 0; i < PER_MINUTE; i++) expect((await t.call(operator, 'GET', '/api/v1/me')).status).toBe(200);
    const refused = await t.call(operator, 'GET', '/api/v1/me');
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/u);
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', requestId: refused.headers['x-request-id'] });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await t.call(another, 'GET', '/api/v1/me')).status).toBe(200);
  });

  it('slow down guesses at one account, and lock out nobody else behind the same address', async () => {
    for (let i = 0; i < 10; i++) expect((await signIn('Guessed@test.example')).statusCode).toBe(401);
    expect((await signIn(' guessed@test.example')).statusCode).toBe(429);
    expect((await signIn('neighbour@test.example')).statusCode).toBe(401);
    // The owner of the account, from elsewhere, still gets an answer.
    expect((await signIn('guessed@test.example', '10.2.2.2')).statusCode).toBe(401);
  });

  it('do not mind what a body holds', async () => {
    for (const payload of ['{"email":{"a":1}}', '[]', 'null', '{'])
      expect(
        (
          await t.app.inject({
            method: 'POST',
            url: '/api/auth/sign-in/email',
            headers: { 'content-type': 'application/json', origin: 'http://localhost' },
            payload,
          })
        ).statusCode,
      ).toBeLessThan(500);
  });
});
