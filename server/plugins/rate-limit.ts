import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';

export interface RateLimitOptions {
  /** Requests a minute and caller; 0 switches the limit off (benchmarks). */
  perMinute: number;
}

/** One budget a caller: the account when signed in, else the address. Costly routes set a lower one. */
export const rateLimitPlugin = fp<RateLimitOptions>(
  async (app, options) => {
    await app.register(rateLimit, {
      global: options.perMinute > 0,
      max: options.perMinute || 1_000_000,
      timeWindow: 60_000,
      hook: 'preHandler',
      keyGenerator: (request) => request.actor?.userId ?? request.ip,
      allowList: () => options.perMinute === 0,
    });
  },
  { name: 'rate-limit' },
);
