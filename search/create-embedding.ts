import { CachedEmbedder, type EmbeddingStore } from './embedding/cached-embedder.ts';
import { LocalEmbedder } from './embedding/local-embedder.ts';
import type { EmbeddingModel } from './embedding-port.ts';

export interface EmbeddingOptions {
  /** Name of the model: 'local'. */
  kind: string;
  /** Keeps vectors between calls and runs; without it each text is embedded each time. */
  store?: EmbeddingStore;
}

/**
 * Builds the embedding model that the configuration names. The only place that knows the models.
 * @throws Error for an unknown name, so that a slip in the configuration stops the start
 */
export function createEmbedding(options: EmbeddingOptions): EmbeddingModel {
  switch (options.kind) {
    case 'local': {
      const model = new LocalEmbedder();
      return options.store ? new CachedEmbedder(model, options.store) : model;
    }
    default:
      throw new Error(`Unknown embedding model "${options.kind}"; known: local`);
  }
}
