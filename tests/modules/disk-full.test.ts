import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorsPlugin } from '../../server/plugins/errors.ts';
import { rateLimitPlugin } from '../../server/plugins/rate-limit.ts';

const app = Fastify();
beforeAll(async () => {
  await app.register(rateLimitPlugin, { perMinute: 0 });
  await app.register(errorsPlugin);
  app.get('/write/:code', (request) => {
    throw Object.assign(new Error('could not write private words'), {
      code: (request.params as { code: string }).code,
    });
  });
  await app.ready();
});
afterAll(() => app.close());

it.each(['ENOSPC', 'EDQUOT', '53100'])(
  'a full disk, as %s, is said plainly and without the words of a library',
  async (code) => {
    const answer = await app.inject({ url: `/write/${code}`, headers: { 'accept-language': 'zh' } });
    expect(answer.statusCode).toBe(507);
    expect(answer.json()).toMatchObject({ code: 'STORAGE_FULL', detail: expect.stringContaining('磁盘空间不足') });
    expect(answer.body).not.toContain('private');
  },
);

it('another error of a library stays hidden', async () => {
  const answer = await app.inject('/write/53200');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('private');
});
