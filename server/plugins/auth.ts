import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { type Actor, PUBLIC_ACTOR } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { type Accounts, CLIENT_ADDRESS_HEADER } from '../modules/accounts/index.ts';
import { localeOf } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
}

const toHeaders = (request: FastifyRequest): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
    else if (Array.isArray(value)) headers.set(name, value.join(', '));
  }
  // The caller's address as this server knows it; whatever a client writes there is overwritten.
  headers.set(CLIENT_ADDRESS_HEADER, request.ip);
  return headers;
};

/** Tries a minute at one account from one address: guessing is slow, and nobody locks others out. */
const SIGN_IN_LIMIT = {
  max: 10,
  keyGenerator: (request: FastifyRequest) => {
    const { email } = (request.body ?? {}) as { email?: unknown };
    return `sign-in ${request.ip} ${typeof email === 'string' ? email.trim().toLowerCase().slice(0, 200) : ''}`;
  },
};

/** Mounts better-auth under /api/auth and puts the actor on every request of the API. */
export const authPlugin = fp<{ accounts: Accounts }>(
  async (app, { accounts }) => {
    app.decorateRequest('actor', null as unknown as Actor);
    app.addHook('onRequest', async (request) => {
      request.actor = PUBLIC_ACTOR;
      if (!request.url.startsWith('/api/v1')) return;
      const actor = request.headers.cookie ? await accounts.actorOf(toHeaders(request)) : PUBLIC_ACTOR;
      // Reasons of a match and results of many records are sentences; they come in the language of the page.
      request.actor = { ...actor, language: localeOf(request) };
    });
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const url = new URL(request.url, `${request.protocol}://${request.headers.host ?? 'localhost'}`);
      const response = await accounts.handleAuth(
        new Request(url, {
          method: request.method,
          headers: toHeaders(request),
          ...(request.method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
        }),
      );
      reply.status(response.status);
      for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(response.body ? await response.text() : null);
    };
    const schema = { hide: true };
    app.post('/api/auth/sign-in/email', { schema, config: { rateLimit: SIGN_IN_LIMIT }, handler });
    app.route({ method: ['GET', 'POST'], url: '/api/auth/*', schema, config: { rateLimit: { max: 60 } }, handler });
  },
  { name: 'auth', dependencies: ['errors'] },
);

/** Route guard, before the body is read: someone is signed in. */
export async function requireUser(request: FastifyRequest): Promise<void> {
  if (!request.actor.userId) throw new AppError('UNAUTHENTICATED');
}
