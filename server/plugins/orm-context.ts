import { RequestContext } from '@mikro-orm/core';
import fp from 'fastify-plugin';
import type { Database } from '../db/database.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route itself reads no database: an identity map for it would cost as much as its answer. */
    withoutDatabase?: boolean;
  }
}

/** Every request gets its own identity map. */
export const ormContextPlugin = fp<{ database: Database }>(
  async (app, { database }) => {
    app.addHook('onRequest', (request, _reply, done) => {
      // Who is signed in is read from the database on any route.
      if (request.routeOptions.config.withoutDatabase && !request.headers.cookie) done();
      else RequestContext.create(database.orm.em, done);
    });
  },
  { name: 'orm-context' },
);
