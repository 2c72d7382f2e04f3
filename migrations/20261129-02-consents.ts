import { sqlMigration } from '../server/db/sql-migration.ts';

/** What a person agreed to, by purpose and version of the words (handbook 3.2). */
export default sqlMigration('20261129-02-consents', [
  `alter table profile add column consents jsonb not null default '[]'`,
]);
