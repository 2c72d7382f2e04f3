import { createHash } from 'node:crypto';
import type { EmbeddingKind, EmbeddingModel } from '../embedding-port.ts';

/** Where vectors are kept between runs, by model and text hash. */
export interface EmbeddingStore {
  /** Vectors that are known, by hash; unknown ones are simply missing. */
  get(modelId: string, hashes: readonly string[]): Promise<Map<string, Float32Array>>;
  put(modelId: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** SHA-256 over kind and text: queries and documents may get different vectors, and the text cannot be read from it. */
export function embeddingHash(kind: EmbeddingKind, text: string): string {
  return createHash('sha256').update(`${kind}\n${text}`).digest('hex');
}

/** A bounded store in memory; the least recently used vectors go first. */
export class MemoryEmbeddingStore implements EmbeddingStore {
  readonly #capacity: number;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  async get(modelId: string, hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const hash of hashes) {
      const key = `${modelId} ${hash}`;
      const vector = this.#vectors.get(key);
      if (!vector) continue;
      this.#vectors.delete(key);
      this.#vectors.set(key, vector);
      found.set(hash, vector);
    }
    return found;
  }

  async put(modelId: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    for (const [hash, vector] of vectors) {
      const key = `${modelId} ${hash}`;
      this.#vectors.delete(key);
      this.#vectors.set(key, vector);
    }
    for (const key of this.#vectors.keys()) {
      if (this.#vectors.size <= this.#capacity) break;
      this.#vectors.delete(key);
    }
  }
}

/** Asks the model only for texts it has not seen; equal texts of one call are embedded once. */
export class CachedEmbedder implements EmbeddingModel {
  readonly #model: EmbeddingModel;
  readonly #store: EmbeddingStore;

  constructor(model: EmbeddingModel, store: EmbeddingStore) {
    this.#model = model;
    this.#store = store;
  }

  get id(): string {
    return this.#model.id;
  }

  get dimension(): number {
    return this.#model.dimension;
  }

  get maxBatch(): number {
    return this.#model.maxBatch;
  }

  async embed(texts: readonly string[], kind: EmbeddingKind): Promise<Float32Array[]> {
    const hashes = texts.map((text) => embeddingHash(kind, text));
    const known = await this.#store.get(this.#model.id, [...new Set(hashes)]);
    const vectors = new Map<string, Float32Array>();
    for (const [hash, vector] of known) {
      // A store that was filled by another dimension is worth nothing: ask again.
      if (vector.length === this.#model.dimension) vectors.set(hash, vector);
    }
    const missing = new Map<string, string>();
    hashes.forEach((hash, i) => {
      if (!vectors.has(hash)) missing.set(hash, texts[i]!);
    });
    if (missing.size > 0) {
      const fresh = await this.#model.embed([...missing.values()], kind);
      const added = new Map([...missing.keys()].map((hash, i) => [hash, fresh[i]!]));
      await this.#store.put(this.#model.id, added);
      for (const [hash, vector] of added) vectors.set(hash, vector);
    }
    // Copies, so that a caller who changes a vector changes no one else's.
    return hashes.map((hash) => vectors.get(hash)!.slice());
  }
}
