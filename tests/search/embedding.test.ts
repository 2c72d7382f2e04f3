import { describe, expect, test } from 'vitest';
import { createEmbedding } from '../../search/create-embedding.ts';
import { CachedEmbedder, embeddingHash, MemoryEmbeddingStore } from '../../search/embedding/cached-embedder.ts';
import { LocalEmbedder } from '../../search/embedding/local-embedder.ts';
import type { EmbeddingModel } from '../../search/embedding-port.ts';
import { describeEmbeddingModel } from './embedding-contract.ts';

describeEmbeddingModel('local', () => createEmbedding({ kind: 'local' }));
describeEmbeddingModel('local behind a cache', () =>
  createEmbedding({ kind: 'local', store: new MemoryEmbeddingStore() }),
);

/** Counts what it is asked. */
class CountingModel implements EmbeddingModel {
  readonly id = 'counting-v1';
  readonly dimension = 2048;
  readonly maxBatch = 16;
  readonly asked: string[] = [];
  readonly #inner = new LocalEmbedder();

  async embed(texts: readonly string[], kind: 'query' | 'document'): Promise<Float32Array[]> {
    this.asked.push(...texts);
    return this.#inner.embed(texts, kind);
  }
}

describe('cached embedder', () => {
  test('asks only for what is new, and for equal texts once', async () => {
    const model = new CountingModel();
    const cached = new CachedEmbedder(model, new MemoryEmbeddingStore());
    const first = await cached.embed(['甲', '乙', '甲'], 'document');
    const second = await cached.embed(['乙', '丙'], 'document');
    expect(model.asked).toEqual(['甲', '乙', '丙']);
    expect(first[0]).toEqual(first[2]);
    expect(second[0]).toEqual(first[1]);
  });

  test('keeps queries and documents apart', async () => {
    const model = new CountingModel();
    const cached = new CachedEmbedder(model, new MemoryEmbeddingStore());
    await cached.embed(['甲'], 'document');
    await cached.embed(['甲'], 'query');
    expect(model.asked).toEqual(['甲', '甲']);
  });

  test('does not trust a vector of another dimension', async () => {
    const store = new MemoryEmbeddingStore();
    await store.put('counting-v1', new Map([[embeddingHash('document', '甲'), new Float32Array(8)]]));
    const [vector] = await new CachedEmbedder(new CountingModel(), store).embed(['甲'], 'document');
    expect(vector).toHaveLength(2048);
  });

  test('the memory store forgets the least recently used vector', async () => {
    const store = new MemoryEmbeddingStore(2);
    const vector = new Float32Array(1);
    await store.put(
      'm',
      new Map([
        ['a', vector],
        ['b', vector],
      ]),
    );
    await store.get('m', ['a']);
    await store.put('m', new Map([['c', vector]]));
    expect([...(await store.get('m', ['a', 'b', 'c'])).keys()]).toEqual(['a', 'c']);
  });
});

test('an unknown model stops the start', () => {
  expect(() => createEmbedding({ kind: 'nosuch' })).toThrow(/nosuch/);
});
