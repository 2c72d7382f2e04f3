import { join } from 'node:path';
import { SearchError } from '../../errors.ts';
import type {
  CandidateQuery,
  CandidateResult,
  EngineHealth,
  IndexName,
  IndexStats,
  SearchDocument,
  SearchEngine,
  SearchQuery,
  SearchResult,
  Suggestion,
  SuggestQuery,
} from '../../port.ts';
import { WorkerClient } from './worker-client.ts';

export interface EmbeddedEngineOptions {
  /** Folder for both indexes, a subfolder each; without one they live in memory only. */
  dir?: string;
  /** Model whose vectors the documents bring; null when there are none. */
  embeddingModelId: string | null;
  /** Components of a vector; 0 when there are none. */
  dimension: number;
}

/** Documents in one message to a worker: large enough to be cheap, small enough not to stall the event loop. */
const BATCH = 200;

/** The search engine that runs inside this process: one worker thread an index, see docs of the folder's files. */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  readonly #workers: Record<IndexName, WorkerClient>;

  constructor(options: EmbeddedEngineOptions) {
    const start = (index: IndexName) =>
      new WorkerClient({
        index,
        dir: options.dir === undefined ? undefined : join(options.dir, index),
        embeddingModel: options.embeddingModelId,
        dimension: options.dimension,
      });
    this.#workers = { public: start('public'), matching: start('matching') };
  }

  #worker(index: IndexName): WorkerClient {
    const worker = this.#workers[index];
    if (!worker) throw new SearchError('SEARCH_BAD_QUERY', `There is no index named ${String(index)}`);
    return worker;
  }

  async upsert(index: IndexName, documents: readonly SearchDocument[]): Promise<void> {
    for (let i = 0; i < documents.length; i += BATCH) {
      await this.#worker(index).call('upsert', documents.slice(i, i + BATCH));
    }
  }

  async remove(index: IndexName, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#worker(index).call('remove', [...ids]);
  }

  async search(index: IndexName, query: SearchQuery): Promise<SearchResult> {
    return this.#worker(index).call('search', query);
  }

  async suggest(index: IndexName, query: SuggestQuery): Promise<Suggestion[]> {
    return this.#worker(index).call('suggest', query);
  }

  async candidates(index: IndexName, query: CandidateQuery): Promise<CandidateResult> {
    return this.#worker(index).call('candidates', query);
  }

  async rebuild(
    index: IndexName,
    documents: AsyncIterable<readonly SearchDocument[]>,
    onProgress?: (done: number) => void,
  ): Promise<void> {
    const worker = this.#worker(index);
    await worker.call('rebuildBegin', undefined);
    try {
      let done = 0;
      for await (const batch of documents) {
        for (let i = 0; i < batch.length; i += BATCH) {
          const part = batch.slice(i, i + BATCH);
          await worker.call('rebuildAdd', part);
          done += part.length;
          onProgress?.(done);
        }
      }
      await worker.call('rebuildCommit', undefined);
    } catch (error) {
      await worker.call('rebuildAbort', undefined).catch(() => undefined);
      throw error;
    }
  }

  async listIds(index: IndexName): Promise<string[]> {
    return this.#worker(index).call('listIds', undefined);
  }

  async stats(index: IndexName): Promise<IndexStats> {
    return this.#worker(index).call('stats', undefined);
  }

  /** Answers at once, also while an index is being opened. */
  async health(): Promise<EngineHealth> {
    const states = (['public', 'matching'] as const).map((index) => ({ index, ...this.#workers[index].health }));
    const worst =
      states.find(({ status }) => status === 'broken') ?? states.find(({ status }) => status === 'building');
    const told = worst ?? states.find(({ detail }) => detail !== undefined);
    if (!told) return { status: 'ready' };
    return told.detail === undefined
      ? { status: told.status }
      : { status: told.status, detail: `${told.index}: ${told.detail}` };
  }

  async flush(): Promise<void> {
    await Promise.all(Object.values(this.#workers).map((worker) => worker.call('flush', undefined)));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#workers).map((worker) => worker.close()));
  }

  /** For tests of recovery: ends both workers as a crash would; they start again from what is on disk. */
  async crash(): Promise<void> {
    await Promise.all(Object.values(this.#workers).map((worker) => worker.crash()));
  }

  /** For tests of recovery: ends the engine without saving, as the death of the process would. */
  async abandon(): Promise<void> {
    await Promise.all(Object.values(this.#workers).map((worker) => worker.abandon()));
  }
}
