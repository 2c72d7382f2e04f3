import { EmbeddedEngine } from './engines/embedded/engine.ts';
import type { SearchEngine } from './port.ts';

export interface SearchOptions {
  /** Name of the engine: 'embedded'. */
  engine: string;
  /** Folder for engines that keep files; the embedded one lives in memory only without it. */
  dir?: string;
  /** Model of the vectors that documents and queries bring; null when there are none. */
  embeddingModelId: string | null;
  /** Components of a vector; 0 when there are none. */
  dimension: number;
}

/**
 * Builds the search engine that the configuration names. The only place that knows the engines.
 * @throws Error for an unknown name, so that a slip in the configuration stops the start
 */
export function createSearch(options: SearchOptions): SearchEngine {
  const { engine, dir, embeddingModelId, dimension } = options;
  if (!Number.isInteger(dimension) || dimension < 0) throw new Error(`Not a dimension of vectors: ${dimension}`);
  switch (engine) {
    case 'embedded':
      return new EmbeddedEngine({ ...(dir === undefined ? {} : { dir }), embeddingModelId, dimension });
    default:
      throw new Error(`Unknown search engine "${engine}"; known: embedded`);
  }
}
