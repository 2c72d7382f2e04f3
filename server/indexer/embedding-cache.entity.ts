import { defineEntity, p } from '@mikro-orm/core';

/** Vectors by model and text hash, so that an unchanged text is never embedded twice. */
const EmbeddingCacheSchema = defineEntity({
  name: 'EmbeddingCache',
  tableName: 'embedding_cache',
  properties: {
    modelId: p.string().primary(),
    textHash: p.string().primary(),
    vector: p.blob(),
    createdAt: p.datetime(),
  },
});
export class EmbeddingCache extends EmbeddingCacheSchema.class {}
EmbeddingCacheSchema.setClass(EmbeddingCache);

export { EmbeddingCacheSchema };
