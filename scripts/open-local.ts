import pino from 'pino';
import { readConfig } from '../server/config.ts';
import { type Container, createContainer } from '../server/container.ts';
import { DataFolderInUse, takeLock } from '../server/db/lock.ts';

export interface Local {
  container: Container;
  close(): Promise<void>;
}

/** Opens the data folder for a command-line tool, under the same lock as the server. @throws DataFolderInUse */
export async function openLocal(): Promise<Local> {
  const config = { ...readConfig(), logLevel: 'warn' };
  const release = config.databaseUrl ? () => {} : takeLock(config.dataDir);
  process.on('exit', release);
  const container = await createContainer({ config, log: pino({ level: 'warn' }) });
  await container.queue.start();
  return {
    container,
    close: async () => {
      await container.queue.stop();
      await container.engine.close();
      await container.database.close();
      release();
    },
  };
}

/** Runs a tool and says plainly what went wrong. */
export function runTool(tool: () => Promise<void>): void {
  tool().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof DataFolderInUse ? error.message : error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
