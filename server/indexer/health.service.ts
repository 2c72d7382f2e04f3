import type { SearchEngine } from '../../search/port.ts';
import type { Database } from '../db/database.ts';

/** Whether the process can serve: database answers, search says its state. */
export function createHealthService({
  database,
  engine,
  jobs,
  version,
}: {
  database: Database;
  engine: SearchEngine;
  jobs: { isRunning(): boolean };
  version: string;
}) {
  return {
    version,
    async check() {
      const [alive, search] = await Promise.all([
        database.executeSql('select 1').then(
          () => true,
          () => false,
        ),
        engine.health(),
      ]);
      const working = alive && jobs.isRunning();
      return {
        status: alive && working && search.status === 'ready' ? ('ready' as const) : ('degraded' as const),
        database: alive,
        search: search.status,
        jobs: working,
      };
    },
  };
}
