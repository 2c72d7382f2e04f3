import { BM25, inverseDocumentFrequency } from '../../ranking/bm25.ts';
import type { QueryPlan, TermSource } from '../../ranking/query-plan.ts';
import { englishWords } from '../../text/english-words.ts';
import { termKind } from '../../text/terms.ts';
import type { IndexState } from './index-state.ts';

/** One bit a piece; those beyond share the last one. */
const MAX_PIECES = 32;

export interface QueryTerm {
  id: number;
  term: string;
  source: TermSource;
  idf: number;
  /** What one saturated occurrence adds to the score. */
  weight: number;
  /** What the term counts when it is decided who fits: its idf, or the mass of its piece. */
  mass: number;
  /**
   * Bit of the English piece the term stands for, 0 for none. Terms of one piece are alternatives: a document that
   * holds one of them has the piece, and having two is no more.
   */
  piece: number;
  informative: boolean;
}

/** Pieces of an English text: their bits, and their masses by bit, the mean idf of the translations by share. */
class Pieces {
  readonly #bits = new Map<string, number>();
  readonly #byStem = new Map<string, number>();
  readonly #sums = new Map<number, { mass: number; share: number }>();

  bit(piece: string): number {
    let bit = this.#bits.get(piece);
    if (bit === undefined) {
      bit = (1 << Math.min(this.#bits.size, MAX_PIECES - 1)) >>> 0;
      this.#bits.set(piece, bit);
      for (const stem of piece.split(' ')) this.#byStem.set(stem, bit);
    }
    return bit;
  }

  /** The piece that a word of the text itself belongs to, 0 for none. */
  bitOfWord(word: string): number {
    return this.#byStem.get(englishWords(word)[0] ?? '') ?? 0;
  }

  note(bit: number, idf: number, share: number): void {
    const sum = this.#sums.get(bit) ?? { mass: 0, share: 0 };
    sum.mass += idf * share;
    sum.share += share;
    this.#sums.set(bit, sum);
  }

  mass(bit: number): number {
    const { mass, share } = this.#sums.get(bit) ?? { mass: 0, share: 1 };
    return mass / share;
  }
}

/** Terms of a plan that the index knows, each source and piece apart. */
export function queryTerms(plan: QueryPlan, state: IndexState): QueryTerm[] {
  const merged = new Map<string, QueryTerm>();
  const pieces = new Pieces();
  for (const clause of plan.clauses) {
    const paired = new Set<string>();
    for (const { term, source } of clause.terms) {
      if (termKind(term) === 'pair') for (const character of term) paired.add(`${source} ${character}`);
    }
    for (const { term, source, weight, piece, isWord } of clause.terms) {
      const id = state.dictionary.find(term);
      const df = id < 0 ? 0 : state.postings.frequency(id);
      if (df === 0) continue;
      const idf = inverseDocumentFrequency(state.documents, df);
      const kind = termKind(term);
      const own = weight * clause.weight * (kind === 'pair' ? idf * BM25.pair : idf);
      const key = `${source} ${term} ${piece ?? ''}`;
      const bit = piece === undefined ? 0 : pieces.bit(piece);
      const informative = isWord || kind !== 'han' || !paired.has(`${source} ${term}`);
      if (bit !== 0 && informative) pieces.note(bit, idf, weight);
      const present = merged.get(key);
      if (present) present.weight += own;
      else merged.set(key, { id, term, source, idf, weight: own, mass: idf, piece: bit, informative });
    }
  }
  const terms = [...merged.values()].sort((a, b) => b.idf - a.idf || (a.term < b.term ? -1 : 1));
  for (const term of terms) {
    if (term.source === 'text' && termKind(term.term) === 'word') term.piece = pieces.bitOfWord(term.term);
    if (term.piece !== 0) term.mass = pieces.mass(term.piece);
  }
  return terms;
}
