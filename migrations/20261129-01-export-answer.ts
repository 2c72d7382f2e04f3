import { sqlMigration } from '../server/db/sql-migration.ts';

/** What staff answered to the export question of a match with a foreign-controlled firm. */
export default sqlMigration('20261129-01-export-answer', [`alter table match add column export_answer jsonb`]);
