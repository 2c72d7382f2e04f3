import type { Em } from '../db/database.ts';
import type { Clock } from '../kernel/clock.ts';
import { EmbeddingCache } from './embedding-cache.entity.ts';

/** Vectors in the database, by model and text hash. */
export function createEmbeddingStore(em: () => Em, clock: Clock) {
  return {
    async get(modelId: string, hashes: readonly string[]): Promise<Map<string, Float32Array>> {
      const rows = await em().find(EmbeddingCache, { modelId, textHash: { $in: [...hashes] } });
      return new Map(rows.map((row) => [row.textHash, new Float32Array(new Uint8Array(row.vector).buffer)]));
    },
    async put(modelId: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
      const tx = em();
      const now = clock.now();
      await tx.upsertMany(
        EmbeddingCache,
        [...vectors].map(([textHash, vector]) => ({
          modelId,
          textHash,
          vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
          createdAt: now,
        })),
      );
    },
  };
}
