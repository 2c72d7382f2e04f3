import { Worker } from 'node:worker_threads';
import { SearchError } from '../../errors.ts';
import type { EngineHealth } from '../../port.ts';
import type { WorkerCalls, WorkerMessage, WorkerMethod, WorkerRequest, WorkerSettings } from './protocol.ts';

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** A worker that dies this often within a minute is not started again. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;

/** The main thread's side of one index worker: calls by id, and a new worker when one dies. */
export class WorkerClient {
  readonly #settings: WorkerSettings;
  #worker: Worker | undefined;
  #sequence = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #crashes: number[] = [];
  #closed = false;
  health: EngineHealth = { status: 'building', detail: 'The index is being opened' };

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
    this.#start();
  }

  #start(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#settings,
      name: `search-${this.#settings.index}`,
    });
    this.#worker = worker;
    worker.on('message', (message: WorkerMessage) => this.#take(message));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', (code) => {
      this.#died(worker, new Error(`The search worker ended with code ${code}`));
    });
  }

  #take(message: WorkerMessage): void {
    if ('health' in message) {
      this.health = message.health;
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    if ('error' in message) {
      const { code, message: text } = message.error;
      pending.reject(code ? new SearchError(code, text) : new Error(text));
    } else pending.resolve(message.json === undefined ? undefined : JSON.parse(message.json));
    if (this.#pending.size === 0) this.#worker?.unref();
  }

  #died(worker: Worker, cause: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) {
      reject(new SearchError('SEARCH_NOT_READY', 'The search worker stopped; the call may be repeated', { cause }));
    }
    this.#pending.clear();
    if (this.#closed) return;
    const now = Date.now();
    this.#crashes.push(now);
    const recent = this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS);
    if (recent.length > MAX_CRASHES) {
      this.health = { status: 'broken', detail: `The search worker stops again and again: ${cause.message}` };
      return;
    }
    this.health = { status: 'building', detail: 'The search worker stopped and is being started again' };
    this.#start();
  }

  /**
   * @throws SearchError SEARCH_CLOSED after `close`, SEARCH_NOT_READY when the worker died meanwhile or for good,
   * and whatever the index says
   */
  call<M extends WorkerMethod>(method: M, argument: WorkerCalls[M][0]): Promise<WorkerCalls[M][1]> {
    if (this.#closed) return Promise.reject(new SearchError('SEARCH_CLOSED', 'The search engine is closed'));
    const worker = this.#worker;
    if (!worker) return Promise.reject(new SearchError('SEARCH_NOT_READY', this.health.detail ?? 'No search worker'));
    const id = ++this.#sequence;
    return new Promise((resolve, reject) => {
      try {
        worker.postMessage({ id, method, argument } satisfies WorkerRequest);
      } catch (cause) {
        reject(new SearchError('SEARCH_BAD_QUERY', 'The call holds something that cannot be sent', { cause }));
        return;
      }
      // An idle worker must not keep the process alive; a waiting call must.
      if (this.#pending.size === 0) worker.ref();
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const worker = this.#worker;
    const done = worker ? this.call('close', undefined) : Promise.resolve();
    this.#closed = true;
    await done.catch(() => undefined);
    await worker?.terminate();
  }

  /** Ends the worker as a crash would; it is started again. */
  async crash(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Ends the worker as the death of the process would. */
  async abandon(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }
}
