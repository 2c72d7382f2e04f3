import { BM25 } from '../../ranking/bm25.ts';
import type { TermSource } from '../../ranking/query-plan.ts';
import type { IndexState } from './index-state.ts';
import { CODE_BITS, CODE_MASK } from './layout.ts';

/** A term as it was scored. */
export interface WeightedTerm {
  id: number;
  source: TermSource;
  /** What one saturated occurrence adds to the score. */
  weight: number;
}

export interface ScoreParts {
  /** The whole text score. */
  text: number;
  title: number;
  keywords: number;
  body: number;
  synonym: number;
  gloss: number;
}

/**
 * First place from `at` on whose slot is not below `slot`, by steps of doubling length and then by halves: cheap when
 * the next slot is near, and never worse than twice a binary search. The list is sorted by slot.
 */
export function seek(posts: Uint32Array, at: number, end: number, slot: number): number {
  let step = 1;
  let low = at;
  while (at + step < end && posts[at + step]! >>> CODE_BITS < slot) {
    low = at + step;
    step *= 2;
  }
  let high = Math.min(at + step + 1, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (posts[middle]! >>> CODE_BITS < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Text scores of a few documents by field and source; term by term, so that each list is walked once, forwards. */
export function scoreParts(state: IndexState, slots: readonly number[], terms: readonly WeightedTerm[]): ScoreParts[] {
  const { base, slope, top } = state.saturation();
  const { counts, joined } = state.frequencies;
  const parts = slots.map((): ScoreParts => ({ text: 0, title: 0, keywords: 0, body: 0, synonym: 0, gloss: 0 }));
  const order = slots.map((_, i) => i).sort((a, b) => slots[a]! - slots[b]!);
  const places = new Map(slots.map((slot, i) => [slot, i]));
  for (const { id, source, weight } of terms) {
    if (!(weight > 0)) continue;
    const take = (place: number, posting: number) => {
      const part = parts[place]!;
      const code = posting & CODE_MASK;
      const frequency = joined[code]!;
      const score = (weight * top * frequency) / (frequency + base + slope * state.lengths[slots[place]!]!);
      part.text += score;
      if (source === 'text') {
        const unit = score / frequency;
        part.title += unit * counts[code * 3]! * BM25.title;
        part.keywords += unit * counts[code * 3 + 1]! * BM25.keywords;
        part.body += unit * counts[code * 3 + 2]! * BM25.body;
      } else part[source] += score;
    };
    const { posts, start, end } = state.postings.main(id);
    let at = start;
    for (const place of order) {
      const slot = slots[place]!;
      at = seek(posts, at, end, slot);
      if (at >= end) break;
      if (posts[at]! >>> CODE_BITS === slot) take(place, posts[at]!);
    }
    const { nodes, head } = state.postings.delta(id);
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) {
      const place = places.get(nodes[n * 2]! >>> CODE_BITS);
      if (place !== undefined) take(place, nodes[n * 2]!);
    }
  }
  return parts;
}
