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
import { PgliteSession, SessionLost } from './pglite-session.ts';

/**
 * PGlite is one session. The stock dialect hands that session to everybody at once, so a statement of
 * one request lands inside the open transaction of another and is lost when that one rolls back (ADR 0003).
 * Here whoever holds the connection holds it alone; the others wait in line.
 */
export interface SerialPglite {
  dialect: Dialect;
  /** Runs a script (several statements, or one with parameters) alone on the session. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** A tarball of everything that is committed. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
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
  readonly #session: PgliteSession;
  /** The session this holder began in: after a loss nothing of its transaction is left to go on with. */
  readonly #epoch: number;
  constructor(session: PgliteSession) {
    this.#session = session;
    this.#epoch = session.epoch;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#session.epoch !== this.#epoch) throw new SessionLost('The transaction began in a session that is gone');
    const { affectedRows, rows } = await this.#session.query<R>(query.sql, query.parameters);
    return { numAffectedRows: affectedRows == null ? undefined : BigInt(affectedRows), rows };
  }
  // biome-ignore lint/correctness/useYield: the interface asks for a generator, PGlite has no cursors
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('PGlite has no streaming');
  }
}

class SerialDriver implements Driver {
  readonly #session: PgliteSession;
  readonly #turnstile: Turnstile;
  constructor(session: PgliteSession, turnstile: Turnstile) {
    this.#session = session;
    this.#turnstile = turnstile;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#turnstile.enter();
    const connection = new SerialConnection(this.#session);
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
    await this.#session.close();
  }
}

/** Opens the embedded database in `dataDir`, or in memory when null. The caller holds the lock of the folder. */
export async function openSerialPglite(dataDir: string | null, loadFrom?: Blob): Promise<SerialPglite> {
  const session = await PgliteSession.open(dataDir, loadFrom);
  const turnstile = new Turnstile();
  return {
    close: () => session.close(),
    async dump() {
      const release = await turnstile.enter();
      return session.dump().finally(release);
    },
    dialect: {
      createAdapter: () => new PGliteAdapter(),
      createDriver: () => new SerialDriver(session, turnstile),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    async executeSql(text, values) {
      const release = await turnstile.enter();
      try {
        if (values?.length) return await session.query(text, values);
        return { rows: await session.script(text) };
      } catch (error) {
        // A script that failed between BEGIN and COMMIT would poison the one session for everybody.
        await session.script('rollback').catch(() => undefined);
        throw error;
      } finally {
        release();
      }
    },
  };
}
