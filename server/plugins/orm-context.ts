import { RequestContext } from '@mikro-orm/core';
import fp from 'fastify-plugin';
import type { Database } from '../db/database.ts';

/** Every request gets its own identity map. */
export const ormContextPlugin = fp<{ database: Database }>(
  async (app, { database }) => {
    app.addHook('onRequest', (_request, _reply, done) => RequestContext.create(database.orm.em, done));
  },
  { name: 'orm-context' },
);
