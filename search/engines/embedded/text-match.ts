import type { IndexState } from './index-state.ts';
import { CODE_BITS, CODE_MASK, grow } from './layout.ts';
import type { QueryTerm } from './query-terms.ts';
import { seek } from './score-parts.ts';

/**
 * Which documents fit what a person typed, without regard to filters, so that totals and disjunctive counts agree:
 * a document fits when the informative terms it holds carry at least `SHARE` of the idf of those the query asks for.
 * Informative are pairs of Han characters, words, and characters that stand alone in the query; terms that nobody
 * has do not count. An English text asks for `PIECE_SHARE` of its pieces, each by whichever of its words the document
 * holds. Of a long text less is asked: above `FULL_MASS` the demand grows with the square root only.
 * When no informative term is known, every known character must be there.
 */
const SHARE = 0.2;
const PIECE_SHARE = 0.2;
/** About eight informative terms. */
const FULL_MASS = 48;
/** A list this many times longer than the documents that fit is walked in jumps. */
const GALLOP = 12;
/** A document without any query term fits when its cosine lies this many deviations above the mean of the index. */
export const DENSE_DEVIATIONS = 4;

/** Slots that fit, live ones only, with their text scores by slot. Both arrays are reused by the next call. */
export interface TextMatch {
  slots: Uint32Array;
  size: number;
  scores: Float32Array;
}

/** Score arrays that grow with the index and are cleaned after each query, so that a query costs what it touches. */
export class TextMatcher {
  #mass: Float32Array = new Float32Array(0);
  /** Pieces that a slot has, by bit. */
  #pieces: Uint32Array = new Uint32Array(0);
  #scores: Float32Array = new Float32Array(0);
  #bits: Uint32Array = new Uint32Array(0);
  #touched: Uint32Array = new Uint32Array(1024);
  #last = 0;
  readonly #state: IndexState;

  constructor(state: IndexState) {
    this.#state = state;
  }

  /**
   * Scores informative terms first: they decide who fits. The others, single characters with long lists, only add to
   * the scores of those who fit, by a walk over the list or by jumps through it, whichever is shorter. Nothing is estimated.
   */
  run(terms: readonly QueryTerm[]): TextMatch {
    const state = this.#state;
    for (let i = 0; i < this.#last; i++) this.#scores[this.#touched[i]!] = 0;
    this.#last = 0;
    this.#mass = grow(this.#mass, state.slots);
    this.#scores = grow(this.#scores, state.slots);
    let deciding = terms.filter((term) => term.informative);
    let required = requiredMass(deciding);
    if (deciding.length === 0) {
      deciding = terms.filter((term) => term.source === 'text');
      required = deciding.reduce((sum, term) => sum + term.mass, 0);
    }
    const decides = new Set(deciding);
    let size = 0;
    for (const term of deciding) size = term.piece === 0 ? this.#collect(term, size) : this.#collectPiece(term, size);
    if (deciding.some((term) => term.piece !== 0)) for (let i = 0; i < size; i++) this.#pieces[this.#touched[i]!] = 0;
    const { alive } = state;
    const mass = this.#mass;
    const scores = this.#scores;
    const touched = this.#touched;
    const floor = required * (1 - 1e-5);
    const words = (state.slots + 31) >>> 5;
    this.#bits = grow(this.#bits, words);
    const bits = this.#bits;
    for (let i = 0; i < size; i++) {
      const slot = touched[i]!;
      if (mass[slot]! >= floor && alive.has(slot)) bits[slot >>> 5]! |= 1 << (slot & 31);
      else {
        mass[slot] = 0;
        scores[slot] = 0;
      }
    }
    // Those who fit in ascending order, so that everything after this walks memory forwards.
    let kept = 0;
    for (let w = 0; w < words; w++) {
      let word = bits[w]!;
      if (word === 0) continue;
      bits[w] = 0;
      while (word !== 0) {
        const bit = word & -word;
        touched[kept++] = (w << 5) + (31 - Math.clz32(bit));
        word ^= bit;
      }
    }
    for (const term of terms) if (!decides.has(term)) this.#add(term, kept);
    for (let i = 0; i < kept; i++) mass[touched[i]!] = 0;
    this.#last = kept;
    return { slots: touched, size: kept, scores };
  }

  /** Takes a slot without text score into the match of the last run. */
  include(slot: number): void {
    this.#touched = grow(this.#touched, this.#last + 1);
    this.#touched[this.#last++] = slot;
  }

  get match(): TextMatch {
    return { slots: this.#touched, size: this.#last, scores: this.#scores };
  }

  #collect(term: QueryTerm, size: number): number {
    const { postings, lengths, frequencies } = this.#state;
    const { base, slope, top } = this.#state.saturation();
    const { joined } = frequencies;
    const mass = this.#mass;
    const scores = this.#scores;
    const scale = term.weight * top;
    const own = term.mass;
    const { posts, start, end } = postings.main(term.id);
    const { nodes, head } = postings.delta(term.id);
    this.#makeRoom(term, size);
    const touched = this.#touched;
    for (let i = start; i < end; i++) {
      const posting = posts[i]!;
      const slot = posting >>> CODE_BITS;
      const frequency = joined[posting & CODE_MASK]!;
      if (mass[slot] === 0) touched[size++] = slot;
      mass[slot]! += own;
      scores[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
    }
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) {
      const posting = nodes[n * 2]!;
      const slot = posting >>> CODE_BITS;
      const frequency = joined[posting & CODE_MASK]!;
      if (mass[slot] === 0) touched[size++] = slot;
      mass[slot]! += own;
      scores[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
    }
    return size;
  }

  /** The same for a word of a piece, whose mass a document earns once. */
  #collectPiece(term: QueryTerm, size: number): number {
    const { posts, start, end } = this.#state.postings.main(term.id);
    const { nodes, head } = this.#state.postings.delta(term.id);
    const { piece, mass: own } = term;
    this.#pieces = grow(this.#pieces, this.#state.slots);
    const pieces = this.#pieces;
    const mass = this.#mass;
    this.#makeRoom(term, size);
    const touched = this.#touched;
    const take = (slot: number) => {
      if (mass[slot] === 0) touched[size++] = slot;
      if ((pieces[slot]! & piece) === 0) mass[slot]! += own;
      pieces[slot]! |= piece;
    };
    for (let i = start; i < end; i++) take(posts[i]! >>> CODE_BITS);
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) take(nodes[n * 2]! >>> CODE_BITS);
    this.#add(term, Number.POSITIVE_INFINITY);
    return size;
  }

  #makeRoom(term: QueryTerm, size: number): void {
    const { start, end } = this.#state.postings.main(term.id);
    const { nodes, head } = this.#state.postings.delta(term.id);
    let waiting = 0;
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) waiting++;
    this.#touched = grow(this.#touched, size + (end - start) + waiting);
  }

  /** Adds a term's scores to the first `kept` of those touched, or to all that have a mass. */
  #add(term: QueryTerm, kept: number): void {
    const { postings, lengths, frequencies } = this.#state;
    const { base, slope, top } = this.#state.saturation();
    const { joined } = frequencies;
    const mass = this.#mass;
    const scores = this.#scores;
    const scale = term.weight * top;
    const { posts, start, end } = postings.main(term.id);
    if (kept * GALLOP < end - start) {
      const touched = this.#touched;
      let at = start;
      for (let i = 0; i < kept && at < end; i++) {
        const slot = touched[i]!;
        at = seek(posts, at, end, slot);
        if (at >= end || posts[at]! >>> CODE_BITS !== slot) continue;
        const frequency = joined[posts[at]! & CODE_MASK]!;
        scores[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
      }
    } else {
      for (let i = start; i < end; i++) {
        const posting = posts[i]!;
        const slot = posting >>> CODE_BITS;
        if (mass[slot] === 0) continue;
        const frequency = joined[posting & CODE_MASK]!;
        scores[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
      }
    }
    const { nodes, head } = postings.delta(term.id);
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) {
      const posting = nodes[n * 2]!;
      const slot = posting >>> CODE_BITS;
      if (mass[slot] === 0) continue;
      const frequency = joined[posting & CODE_MASK]!;
      scores[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
    }
  }
}

/** Synonyms help a document to fit but ask for nothing themselves. */
function requiredMass(deciding: readonly QueryTerm[]): number {
  let text = 0;
  const pieces = new Map<number, number>();
  for (const { source, piece, mass } of deciding) {
    if (piece !== 0) pieces.set(piece, mass);
    else if (source === 'text') text += mass;
  }
  const capped = (mass: number) => mass * Math.min(1, Math.sqrt(FULL_MASS / Math.max(mass, 1)));
  const inPieces = [...pieces.values()].reduce((sum, mass) => sum + mass, 0);
  return SHARE * capped(text) + PIECE_SHARE * capped(inPieces);
}
