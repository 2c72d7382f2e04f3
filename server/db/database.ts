import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { CompiledQuery } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { entities } from './entities.ts';
import { openSerialPglite, type SerialPglite } from './serial-pglite.ts';

export type Em = SqlEntityManager;

export interface Database {
  kind: 'embedded' | 'server';
  orm: MikroORM;
  em: Em;
  /** Base executor of the job queue: a script outside every transaction. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Dumps the embedded database as a tarball; null for a server, which has its own tools. */
  dump(): Promise<Blob | null>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  databaseUrl: string | null;
  /** Folder of the embedded database; null keeps it in memory. */
  dataDir: string | null;
  /** Tarball to start from (tests and restore). */
  loadFrom?: Blob;
}

/**
 * A folder whose making was cut off (kill, full disk) cannot be opened and holds nothing that anybody was told of:
 * it is made anew. The mark stands beside it from before the first file until the database has answered.
 */
async function openEmbedded({ dataDir, loadFrom }: DatabaseOptions): Promise<SerialPglite> {
  if (dataDir === null) return openSerialPglite(null, loadFrom);
  const folder = join(dataDir, 'database');
  const mark = join(dataDir, 'database-unfinished');
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder)) return openSerialPglite(folder, loadFrom);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(mark, '');
  const opened = await openSerialPglite(folder, loadFrom);
  await opened.executeSql('checkpoint');
  rmSync(mark);
  return opened;
}

/** Opens the database and brings it to the newest migration. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const shared = {
    entities,
    extensions: [Migrator],
    // Tools write their result to the same place: `npm run openapi > FILE`.
    migrations: { migrationsList: [...migrations], snapshot: false, tableName: 'schema_migration', silent: true },
    discovery: { warnWhenNoEntities: false },
    forceUtcTimezone: true,
    debug: false,
  };
  let pglite: SerialPglite | null = null;
  let orm: MikroORM;
  if (options.databaseUrl) {
    orm = (await MikroORM.init({
      ...shared,
      driver: PostgreSqlDriver,
      clientUrl: options.databaseUrl,
      pool: { min: 1, max: 16 },
    })) as unknown as MikroORM;
  } else {
    pglite = await openEmbedded(options);
    orm = (await MikroORM.init({
      ...shared,
      driver: PgliteDriver,
      dbName: 'fanxing',
      driverOptions: pglite.dialect,
    })) as unknown as MikroORM;
  }
  await orm.migrator.up();
  const em = orm.em as unknown as Em;
  const serverSql = async (text: string, values?: unknown[]) => {
    const result = await em
      .fork()
      .getKysely<unknown>()
      .executeQuery(CompiledQuery.raw(text, values ?? []));
    return { rows: [...result.rows] };
  };
  return {
    kind: pglite ? 'embedded' : 'server',
    orm,
    em,
    executeSql: pglite ? pglite.executeSql : serverSql,
    dump: async () => {
      return pglite ? await pglite.dump() : null;
    },
    close: async () => {
      await orm.close(true);
      await pglite?.close();
    },
  };
}
