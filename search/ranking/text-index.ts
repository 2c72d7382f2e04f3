/** What the ranking needs from an inverted index. An engine implements it over its postings. */
export interface TextIndex {
  /** Live documents. */
  readonly documents: number;
  /** Slots in use, live or not: the length of score arrays. */
  readonly slots: number;
  /** Live documents that hold the term; 0 for an unknown one. */
  documentFrequency(term: string): number;
  /**
   * Adds `weight × saturate(joined frequency, joined length, mean length)` to each document that holds the term.
   * Dead slots may receive scores too; `accept` leaves them out later.
   */
  addScores(term: string, weight: number, into: Float32Array): void;
  /** Terms of a document with their joined frequency, in any order. */
  visitTermsOf(slot: number, visit: (term: string, joinedFrequency: number) => void): void;
}
