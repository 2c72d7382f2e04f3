import { HealthResponse, ReadyResponse } from '../contracts/admin.contract.ts';
import type { Api } from './route.ts';

export async function healthRoutes(app: Api): Promise<void> {
  const { health } = app.services;
  app.get(
    '/healthz',
    {
      schema: { tags: ['运行'], summary: '进程存活', response: { 200: HealthResponse } },
      config: { rateLimit: false },
    },
    async () => ({ status: 'ok' as const, version: health.version }),
  );
  app.get(
    '/readyz',
    {
      schema: { tags: ['运行'], summary: '可以接受请求', response: { 200: ReadyResponse, 503: ReadyResponse } },
      config: { rateLimit: false },
    },
    async (_request, reply) => {
      const state = await health.check();
      return reply.status(state.database ? 200 : 503).send(state);
    },
  );
}
