/** The port every embedder implements, local or remote. */

export type EmbeddingKind = 'query' | 'document';

export interface EmbeddingModel {
  /** Stable id, such as `local-char-ngram-2048-v1`; stored with every vector, never mixed with another. */
  readonly id: string;
  readonly dimension: number;
  /** Most texts that one call may carry. */
  readonly maxBatch: number;
  /**
   * One vector a text, in order, L2-normalised, `dimension` long. Query and document prefixes are the model's own matter.
   * @throws EmbeddingError when the model cannot be reached or answers with another dimension.
   */
  embed(texts: readonly string[], kind: EmbeddingKind): Promise<Float32Array[]>;
}
