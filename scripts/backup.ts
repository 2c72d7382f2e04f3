import { existsSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.ts';
import { writeBackup } from '../server/db/backup.ts';
import { openDatabase } from '../server/db/database.ts';
import { takeLock } from '../server/db/lock.ts';
import { DatabaseUnopened } from '../server/db/pglite-session.ts';
import { runTool } from './open-local.ts';

// npm run backup                     writes DATA_DIR/backups/…tar.gz
// npm run backup -- --restore FILE   makes the database anew from such a file (the old folder must be moved away first)
runTool(async () => {
  const { values } = parseArgs({ options: { restore: { type: 'string' } } });
  const config = readConfig();
  if (config.databaseUrl)
    throw new Error('使用数据库服务器时，请用 pg_dump 与 pg_restore。With DATABASE_URL, use pg_dump and pg_restore.');
  const lock = takeLock(config.dataDir);
  process.on('exit', lock.release);
  if (values.restore) {
    if (!existsSync(values.restore))
      throw new Error(`读不到备份文件 ${values.restore}。The backup file cannot be read.`);
    const isHalfMade = existsSync(join(config.dataDir, 'database-unfinished'));
    if (existsSync(join(config.dataDir, 'database')) && !isHalfMade)
      throw new Error(
        `请先移走 ${join(config.dataDir, 'database')}，以免覆盖现有数据。Move the present database folder away first.`,
      );
    const database = await openDatabase({
      databaseUrl: null,
      dataDir: config.dataDir,
      loadFrom: await openAsBlob(values.restore),
    }).catch((error: unknown) => {
      if (!(error instanceof DatabaseUnopened) || error.code !== null) throw error;
      throw new Error(
        `备份文件 ${values.restore} 不完整或已损坏，请换一份。The backup file is damaged; use another one.`,
      );
    });
    await database.close();
    console.log('已恢复，启动后索引会自动对齐。Restored; the index follows at the next start.');
    return;
  }
  const database = await openDatabase({ databaseUrl: null, dataDir: config.dataDir });
  console.log(await writeBackup(database, config.dataDir, new Date()));
  await database.close();
}, '服务运行时按 BACKUP_HOURS 自动备份到 DATA_DIR/backups。A running server writes backups by itself.');
