import { createHash } from 'node:crypto';
import type { EmbeddingModel } from '../../search/embedding-port.ts';
import type { IndexName, SearchDocument, SearchEngine } from '../../search/port.ts';
import type { Em } from '../db/database.ts';

export type RecordKind = 'achievement' | 'demand' | 'organisation';

/** How the owning modules hand over documents: by id, null where a record does not belong into an index. */
export interface RecordSource {
  kind: RecordKind;
  documents(
    em: Em,
    ids: readonly string[],
  ): Promise<{ id: string; public: SearchDocument | null; matching: SearchDocument | null }[]>;
  indexedIds(em: Em): Promise<string[]>;
}

export interface IndexerDeps {
  em: () => Em;
  engine: SearchEngine;
  embedding: EmbeddingModel;
  /** Indexes whose documents carry vectors. */
  embedded: ReadonlySet<IndexName>;
  sources: readonly RecordSource[];
  /** Told after the engine has taken the change: cards to forget, match lists to mark. */
  onIndexed(em: Em, kind: RecordKind, ids: readonly string[]): Promise<void>;
}

export interface RebuildState {
  running: boolean;
  done: number;
  total: number;
  startedAt: string | null;
}

const CHUNK = 200;

/** Text that a document's vector stands for. */
export const embeddingText = (document: SearchDocument): string =>
  [document.title, document.keywords.join(' '), document.body].filter(Boolean).join('\n');
export const textHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** Keeps the indexes in step with the rows: late or doubled calls are harmless, for the present row is what counts. */
export function createIndexer(deps: IndexerDeps) {
  const { engine, embedding, embedded } = deps;
  const rebuildState: RebuildState = { running: false, done: 0, total: 0, startedAt: null };

  async function withVectors(index: IndexName, documents: SearchDocument[]): Promise<SearchDocument[]> {
    if (!embedded.has(index) || documents.length === 0) return documents;
    const vectors: Float32Array[] = [];
    for (let i = 0; i < documents.length; i += embedding.maxBatch)
      vectors.push(
        ...(await embedding.embed(documents.slice(i, i + embedding.maxBatch).map(embeddingText), 'document')),
      );
    return documents.map((document, i) => ({ ...document, vector: vectors[i]! }));
  }

  const sourceOf = (kind: RecordKind): RecordSource => {
    const source = deps.sources.find((candidate) => candidate.kind === kind);
    if (!source) throw new Error(`no record source for ${kind}`);
    return source;
  };

  async function apply(
    index: IndexName,
    items: readonly { id: string; document: SearchDocument | null }[],
  ): Promise<void> {
    const gone = items.filter((item) => item.document === null).map((item) => item.id);
    const present = items.flatMap((item) => (item.document ? [item.document] : []));
    if (gone.length) await engine.remove(index, gone);
    if (present.length) await engine.upsert(index, await withVectors(index, present));
  }

  async function* documentsOf(index: IndexName): AsyncGenerator<SearchDocument[]> {
    for (const source of deps.sources) {
      const ids = await source.indexedIds(deps.em());
      for (let i = 0; i < ids.length; i += CHUNK) {
        const built = await source.documents(deps.em(), ids.slice(i, i + CHUNK));
        yield await withVectors(
          index,
          built.flatMap((item) => item[index] ?? []),
        );
      }
    }
  }

  const indexer = {
    /** Brings both indexes to the present rows of these records. */
    async indexRecords(kind: RecordKind, ids: readonly string[]): Promise<void> {
      const unique = [...new Set(ids)];
      for (let i = 0; i < unique.length; i += CHUNK) {
        const em = deps.em();
        const chunk = unique.slice(i, i + CHUNK);
        const built = await sourceOf(kind).documents(em, chunk);
        await apply(
          'public',
          built.map((item) => ({ id: item.id, document: item.public })),
        );
        await apply(
          'matching',
          built.map((item) => ({ id: item.id, document: item.matching })),
        );
        await deps.onIndexed(em, kind, chunk);
      }
    },

    /** Builds both indexes anew beside the present ones and swaps. @returns false when a rebuild runs already */
    async rebuild(onProgress?: (state: RebuildState) => void): Promise<boolean> {
      if (rebuildState.running) return false;
      const em = deps.em();
      const total = (await Promise.all(deps.sources.map((source) => source.indexedIds(em)))).reduce(
        (sum, ids) => sum + ids.length,
        0,
      );
      Object.assign(rebuildState, { running: true, done: 0, total: total * 2, startedAt: new Date().toISOString() });
      try {
        let before = 0;
        for (const index of ['public', 'matching'] as const) {
          await engine.rebuild(index, documentsOf(index), (done) => {
            rebuildState.done = before + done;
            onProgress?.(rebuildState);
          });
          before += total;
        }
        await engine.flush();
      } finally {
        rebuildState.running = false;
      }
      return true;
    },

    rebuildState: (): RebuildState => ({ ...rebuildState }),

    /** Which ids the index lacks, and which it holds without a row. */
    async compare(
      index: IndexName,
    ): Promise<{ expected: number; missing: { kind: RecordKind; id: string }[]; surplus: string[] }> {
      const held = new Set(await engine.listIds(index));
      const missing: { kind: RecordKind; id: string }[] = [];
      const expected = new Set<string>();
      for (const source of deps.sources) {
        const em = deps.em();
        const ids = await source.indexedIds(em);
        const absent = ids.filter((id) => !held.has(id));
        // Some records belong into one index only (a demand by invitation is not public).
        const belongs = new Set<string>();
        for (let i = 0; i < absent.length; i += CHUNK)
          for (const item of await source.documents(em, absent.slice(i, i + CHUNK)))
            if (item[index]) belongs.add(item.id);
        for (const id of ids) {
          if (held.has(id)) expected.add(id);
          else if (belongs.has(id)) {
            expected.add(id);
            missing.push({ kind: source.kind, id });
          }
        }
      }
      return { expected: expected.size, missing, surplus: [...held].filter((id) => !expected.has(id)) };
    },

    /** After a start: mends what a crash left apart, by rebuilding when the engine asks for it, else record by record. */
    async reconcile(): Promise<{ rebuilt: boolean; mended: number }> {
      const health = await engine.health();
      if (health.status === 'broken') {
        await indexer.rebuild();
        return { rebuilt: true, mended: 0 };
      }
      let mended = 0;
      for (const index of ['public', 'matching'] as const) {
        const { missing, surplus, expected } = await indexer.compare(index);
        if (missing.length > Math.max(500, expected / 2)) {
          await indexer.rebuild();
          return { rebuilt: true, mended: 0 };
        }
        if (surplus.length) await engine.remove(index, surplus);
        for (const kind of ['achievement', 'demand', 'organisation'] as const) {
          const ids = missing.filter((item) => item.kind === kind).map((item) => item.id);
          if (ids.length) await indexer.indexRecords(kind, ids);
        }
        mended += missing.length + surplus.length;
      }
      return { rebuilt: false, mended };
    },
  };
  return indexer;
}
export type Indexer = ReturnType<typeof createIndexer>;
