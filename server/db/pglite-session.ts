import { Worker } from 'node:worker_threads';
import type { PgliteAnswer, PgliteOrder, PgliteTable, PgliteThreadData } from './pglite-messages.ts';

/** A statement that PostgreSQL refused, with its facts (`code`, `detail`, `constraint` …) as properties. */
export class StatementError extends Error {
  constructor(message: string, facts: Record<string, string>) {
    super(message);
    Object.assign(this, facts);
    this.name = 'error';
  }
}

/** The session ended under a statement or under an open transaction, which is rolled back: it may be tried again. */
export class SessionLost extends Error {
  /** As PostgreSQL says after a crash. */
  readonly code = '57P02';
  constructor(cause: unknown) {
    super('The session of the embedded database ended; open transactions are rolled back', { cause });
    this.name = 'SessionLost';
  }
}

/** The folder of the embedded database could not be opened. */
export class DatabaseUnopened extends Error {
  /** As Node names errors of a disk (ENOSPC, EACCES …); null when the folder itself is not right. */
  readonly code: string | null;
  constructor(message: string, code: string | null) {
    super(message);
    this.name = 'DatabaseUnopened';
    this.code = code;
  }
}

/** Room for PostgreSQL's own limit of 2 MB, so that recursion ends in its error 54001 and not in a trap of the thread. */
const STACK_MB = 32;

interface Waiting {
  resolve(answer: PgliteAnswer): void;
  reject(error: Error): void;
}
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface Rows<R> {
  rows: R[];
  affectedRows: number | undefined;
}

/** PGlite in a thread of its own, so that a statement never stops the server (ADR 0010). */
export class PgliteSession {
  #worker: Promise<Worker>;
  #current: Worker | null = null;
  #lost: SessionLost | null = null;
  #closed = false;
  #next = 1;
  #epoch = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #dataDir: string | null;

  private constructor(dataDir: string | null, tarball: ArrayBuffer | null) {
    this.#dataDir = dataDir;
    this.#worker = this.#start({ dataDir, tarball });
  }

  static async open(dataDir: string | null, loadFrom?: Blob): Promise<PgliteSession> {
    const session = new PgliteSession(dataDir, loadFrom ? await loadFrom.arrayBuffer() : null);
    await session.#worker;
    return session;
  }

  /** Counts the sessions: a transaction that began in another one is gone. */
  get epoch(): number {
    return this.#epoch;
  }
  get closed(): boolean {
    return this.#closed;
  }

  /** @throws StatementError, SessionLost */
  async query<R>(text: string, values: readonly unknown[]): Promise<Rows<R>> {
    const answer = await this.#ask({ kind: 'query', text, values });
    return readTable<R>(tablesOf(answer)[0] ?? EMPTY);
  }

  /** Several statements, the rows of all of them. @throws StatementError, SessionLost */
  async script<R>(text: string): Promise<R[]> {
    const answer = await this.#ask({ kind: 'script', text });
    return tablesOf(answer).flatMap((table) => readTable<R>(table).rows);
  }

  async dump(): Promise<Blob> {
    const answer = await this.#ask({ kind: 'dump' });
    if (answer.kind !== 'dumped') throw new Error('The database thread gave no dump');
    return answer.blob;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (!this.#lost) await this.#ask({ kind: 'close' });
    this.#closed = true;
    await this.#current?.terminate();
  }

  async #ask(order: Unnumbered<PgliteOrder>): Promise<PgliteAnswer> {
    if (this.#closed) throw new Error('The database is closed');
    const worker = this.#current ?? (await this.#worker);
    if (this.#lost) throw this.#lost;
    const id = this.#next++;
    return new Promise<PgliteAnswer>((resolve, reject) => {
      worker.postMessage({ ...order, id });
      // Only a statement under way keeps the process from ending.
      if (this.#waiting.size === 0) worker.ref();
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #start(data: PgliteThreadData): Promise<Worker> {
    const worker = new Worker(new URL('./pglite-thread.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    return new Promise<Worker>((resolve, reject) => {
      let isOpen = false;
      const lose = (cause: unknown): void => {
        if (!isOpen) reject(cause instanceof Error ? cause : new Error(String(cause)));
        else if (worker === this.#current && !this.#closed) this.#reopen(worker, cause);
      };
      worker.on('message', (answer: PgliteAnswer) => {
        if (answer.kind === 'ready') {
          isOpen = true;
          this.#current = worker;
          worker.unref();
          resolve(worker);
        } else if (answer.kind === 'unopened') lose(new DatabaseUnopened(answer.message, answer.code));
        else if (answer.kind === 'broken') lose(new Error(answer.message));
        else if (worker === this.#current) this.#answer(worker, answer);
      });
      worker.on('error', lose);
      worker.on('exit', (code) => lose(new Error(`The database thread ended with code ${code}`)));
    });
  }

  #answer(worker: Worker, answer: Exclude<PgliteAnswer, { kind: 'ready' | 'unopened' | 'broken' }>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if (answer.kind === 'failed') waiting?.reject(new StatementError(answer.message, answer.facts));
    else waiting?.resolve(answer);
  }

  /** What was on disk is opened anew, as after a kill; what was in memory is gone, and every statement says so. */
  #reopen(worker: Worker, cause: unknown): void {
    const lost = new SessionLost(cause);
    this.#epoch += 1;
    this.#current = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#worker = worker.terminate().then(() => {
      if (this.#dataDir === null) throw lost;
      return this.#start({ dataDir: this.#dataDir, tarball: null });
    });
    // Said again to everyone who asks; here it only must not count as unhandled.
    this.#worker.catch((error: unknown) => {
      this.#lost = error instanceof SessionLost ? error : new SessionLost(error);
    });
    for (const each of waiting) each.reject(lost);
  }
}

const EMPTY: PgliteTable = { columns: [], rows: [], affectedRows: undefined };
const tablesOf = (answer: PgliteAnswer): PgliteTable[] => (answer.kind === 'done' ? answer.tables : []);

function readTable<R>({ columns, rows, affectedRows }: PgliteTable): Rows<R> {
  return {
    rows: rows.map((row) => {
      const read: Record<string, unknown> = {};
      for (const [i, { name, isJson }] of columns.entries()) {
        const value = row[i];
        read[name] = isJson && typeof value === 'string' ? JSON.parse(value) : value;
      }
      return read as R;
    }),
    affectedRows,
  };
}
