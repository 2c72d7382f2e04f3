import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { ConfigError, readConfig } from '../server/config.ts';
import { type Container, createContainer } from '../server/container.ts';
import { DataFolderInUse, takeLock } from '../server/db/lock.ts';
import { AppError } from '../server/kernel/errors.ts';
import { fieldMessage } from '../server/kernel/field-messages.ts';
import { startFailure } from '../server/start-failure.ts';

export interface Local {
  container: Container;
  close(): Promise<void>;
}

/**
 * Opens the data folder for a command-line tool, under the same lock as the server.
 * @throws DataFolderInUse, ConfigError when there is no database yet
 */
export async function openLocal(): Promise<Local> {
  const config = { ...readConfig(), logLevel: 'warn' };
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'database')))
    throw new ConfigError(
      `数据目录 ${config.dataDir} 中还没有数据库。请先用 npm start 启动一次，或用 DATA_DIR 指定已有的目录。\n` +
        `There is no database in ${config.dataDir} yet. Run npm start once, or set DATA_DIR.`,
    );
  const lock = config.databaseUrl ? null : takeLock(config.dataDir);
  process.on('exit', () => lock?.release());
  const container = await createContainer({ config, log: pino({ level: 'warn' }) });
  await container.queue.start();
  return {
    container,
    close: async () => {
      await container.queue.stop();
      await container.engine.close();
      await container.database.close();
      lock?.release();
    },
  };
}

function wordsOf(error: unknown): unknown {
  if (error instanceof AppError)
    return [
      error.detail.zh,
      ...error.fields.map(({ path, code, message }) => `  ${path}：${message ?? fieldMessage(code, 'zh')}`),
    ].join('\n');
  return startFailure(error) ?? (error instanceof Error ? error.message : error);
}

/**
 * Runs a tool and says plainly what went wrong.
 * @param meanwhile what to do instead while the server holds the data folder
 */
export function runTool(tool: () => Promise<void>, meanwhile?: string): void {
  tool().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(wordsOf(error));
      if (error instanceof DataFolderInUse && meanwhile) console.error(meanwhile);
      process.exit(1);
    },
  );
}
