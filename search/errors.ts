export type SearchErrorCode = 'SEARCH_BAD_QUERY' | 'SEARCH_NOT_READY' | 'SEARCH_STORAGE' | 'SEARCH_CLOSED';

/** An engine's own failure. `cause` is kept; the message never holds document text. */
export class SearchError extends Error {
  readonly code: SearchErrorCode;
  constructor(code: SearchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SearchError';
    this.code = code;
  }
}

export class EmbeddingError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddingError';
  }
}
