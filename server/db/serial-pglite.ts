import { PGlite } from '@electric-sql/pglite';
import { createPostgreSqlTypeParsers } from '@mikro-orm/sql';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import array from 'postgres-array';
import { healStackAfterErrors } from './wasm-stack.ts';

/**
 * PGlite is one session. The stock dialect hands that session to everybody at once, so a statement of
 * one request lands inside the open transaction of another and is lost when that one rolls back (ADR 0003).
 * Here whoever holds the connection holds it alone; the others wait in line.
 */
export interface SerialPglite {
  dialect: Dialect;
  /** Runs a script (several statements, or one with parameters) alone on the session. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  native: PGlite;
}

const WAIT_LIMIT_MS = 60_000;

class Turnstile {
  #tail: Promise<void> = Promise.resolve();

  /** Resolves with a release function when it is this caller's turn. */
  async enter(): Promise<() => void> {
    let release!: () => void;
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    const before = this.#tail;
    this.#tail = before.then(() => mine);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        release();
        reject(
          new Error('The database session was not free within 60 s; is a statement waiting inside a transaction?'),
        );
      }, WAIT_LIMIT_MS);
    });
    try {
      await Promise.race([before, late]);
    } finally {
      clearTimeout(timer);
    }
    return release;
  }
}

class SerialConnection implements DatabaseConnection {
  release: (() => void) | null = null;
  readonly #pglite: PGlite;
  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { affectedRows, rows } = await this.#pglite.query<R>(query.sql, [...query.parameters], { rowMode: 'object' });
    return { numAffectedRows: affectedRows == null ? undefined : BigInt(affectedRows), rows };
  }
  // biome-ignore lint/correctness/useYield: the interface asks for a generator, PGlite has no cursors
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('PGlite has no streaming');
  }
}

class SerialDriver implements Driver {
  readonly #pglite: PGlite;
  readonly #turnstile: Turnstile;
  constructor(pglite: PGlite, turnstile: Turnstile) {
    this.#pglite = pglite;
    this.#turnstile = turnstile;
  }
  async init(): Promise<void> {
    await this.#pglite.waitReady;
  }
  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#turnstile.enter();
    const connection = new SerialConnection(this.#pglite);
    connection.release = release;
    return connection;
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as SerialConnection).release?.();
  }
  async beginTransaction(
    connection: DatabaseConnection,
    settings: { isolationLevel?: string; accessMode?: string },
  ): Promise<void> {
    const modes = [
      settings.isolationLevel ? `isolation level ${settings.isolationLevel}` : '',
      settings.accessMode ?? '',
    ].filter(Boolean);
    await connection.executeQuery(CompiledQuery.raw(modes.length ? `start transaction ${modes.join(', ')}` : 'begin'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }
  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint "${name}"`));
  }
  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`));
  }
  async destroy(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}

/** Opens the embedded database in `dataDir`, or in memory when null. The caller holds the lock of the folder. */
export async function openSerialPglite(dataDir: string | null, loadFrom?: Blob): Promise<SerialPglite> {
  const pglite = await PGlite.create({
    dataDir: dataDir ?? 'memory://',
    parsers: createPostgreSqlTypeParsers((value) => array.parse(value)),
    ...(loadFrom ? { loadDataDir: loadFrom } : {}),
  });
  healStackAfterErrors(pglite);
  const turnstile = new Turnstile();
  return {
    native: pglite,
    dialect: {
      createAdapter: () => new PGliteAdapter(),
      createDriver: () => new SerialDriver(pglite, turnstile),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    async executeSql(text, values) {
      const release = await turnstile.enter();
      try {
        if (values?.length) return await pglite.query(text, values);
        const results = await pglite.exec(text);
        return { rows: results.flatMap((result) => result.rows ?? []) };
      } catch (error) {
        // A script that failed between BEGIN and COMMIT would poison the one session for everybody.
        await pglite.exec('rollback').catch(() => undefined);
        throw error;
      } finally {
        release();
      }
    },
  };
}
