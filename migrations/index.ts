import type { SqlMigration } from '../server/db/sql-migration.ts';
import initial from './20261123-01-initial.ts';
import exportAnswer from './20261129-01-export-answer.ts';
import consents from './20261129-02-consents.ts';

/** In order; a landed migration is never edited. */
export const migrations: readonly SqlMigration[] = [initial, exportAnswer, consents];
