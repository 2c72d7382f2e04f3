import { p } from '@mikro-orm/core';

/** Columns of every record that people edit. `version` guards against lost updates. */
export const baseColumns = {
  id: p.uuid().primary(),
  version: p.integer().version(),
  createdAt: p.datetime(),
  updatedAt: p.datetime(),
  createdBy: p.uuid().nullable(),
};
