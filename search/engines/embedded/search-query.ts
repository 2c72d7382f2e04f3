import { SearchError } from '../../errors.ts';
import type { SearchHit, SearchQuery, SearchResult, Sort } from '../../port.ts';
import { FUSION_DEPTH } from '../../ranking/fusion.ts';
import { checkFilters, countFacets, inMask, maskOf } from './facets.ts';
import { highlight } from './highlight.ts';
import type { IndexState } from './index-state.ts';
import { VECTOR_BLOCK } from './layout.ts';
import type { QueryTerm } from './query-terms.ts';
import { readQuery } from './query-text.ts';
import { type ScoreParts, scoreParts } from './score-parts.ts';
import { bestSlots, firstBy, type Order } from './select.ts';
import { TextCache } from './text-cache.ts';
import { DENSE_DEVIATIONS, type TextMatch, TextMatcher } from './text-match.ts';
import type { ScanMoments } from './vectors.ts';

const MAX_LIMIT = 100;
const MAX_FACETS = 32;

/** Affine form of the fused z-scores, in units of the text score: text + factor × (cosine − mean). */
interface DenseScale {
  factor: number;
  mean: number;
}

/** People's search over one index: text and vector, filters, exact counts, sort, pages, highlights. */
export class SearchRunner {
  readonly #state: IndexState;
  readonly #matcher: TextMatcher;
  readonly #texts: TextCache;
  #dense: Float32Array = new Float32Array(0);
  #passing: Uint32Array = new Uint32Array(0);

  constructor(state: IndexState) {
    this.#state = state;
    this.#matcher = new TextMatcher(state);
    this.#texts = new TextCache(state);
  }

  run(query: SearchQuery): SearchResult {
    const began = performance.now();
    const state = this.#state;
    const filters = checkFilters(query.filters);
    const limit = bounded(query.limit ?? 20, 1, MAX_LIMIT, 'limit');
    const offset = bounded(query.offset ?? 0, 0, 1_000_000, 'offset');
    if ((query.facets?.length ?? 0) > MAX_FACETS) throw new SearchError('SEARCH_BAD_QUERY', 'Too many facets');
    const { terms, understood, empty } = readQuery(query.text, state);
    const weight = query.denseWeight ?? 0;
    const hybrid = !empty && weight !== 0 && query.vector !== undefined && state.vectors !== undefined;
    let match: TextMatch;
    if (empty) match = this.#everything();
    else {
      match = this.#matcher.run(terms);
      if (hybrid) {
        this.#includeNear(match.scores, this.#scan(query.vector!));
        match = this.#matcher.match;
      }
    }
    const mask = maskOf(state, filters);
    if (this.#passing.length < match.size) this.#passing = new Uint32Array(Math.max(match.size, state.slots));
    const passing = this.#passing;
    let passed = 0;
    for (let i = 0; i < match.size; i++) if (inMask(mask, match.slots[i]!)) passing[passed++] = match.slots[i]!;
    const facets = countFacets(state, query.facets ?? [], filters, match.slots, match.size, passing, passed);
    const { scores } = match;
    const scale = hybrid ? this.#denseScale(passing, passed, scores, weight) : undefined;
    const dense = this.#dense;
    if (scale) {
      for (let i = 0; i < passed; i++) {
        const slot = passing[i]!;
        scores[slot] = scores[slot]! + scale.factor * (dense[slot]! - scale.mean);
      }
    }
    const order = this.#order(query.sort ?? 'relevance', scores);
    const page = firstBy(passing, passed, Math.min(passed, offset + limit), order).slice(offset);
    const marks = query.highlight ? markWeights(terms) : undefined;
    const told = empty ? [] : scoreParts(state, page, terms);
    const hits = page.map((slot, i): SearchHit => {
      const hit: SearchHit = {
        id: state.ids[slot]!,
        kind: state.columns.tags.get('kind')?.get(slot)[0] ?? '',
        score: empty ? 0 : scores[slot]!,
        parts: empty ? {} : this.#parts(slot, told[i]!, scale),
      };
      const text = marks && this.#texts.of(slot);
      if (text) hit.highlights = highlight(text.title, text.body, marks);
      return hit;
    });
    return { hits, total: passed, facets, understood, tookMs: performance.now() - began };
  }

  #everything(): TextMatch {
    const { alive, documents } = this.#state;
    const { words } = alive;
    const slots = new Uint32Array(documents);
    let size = 0;
    for (let w = 0; w < words.length; w++) {
      let word = words[w]!;
      while (word !== 0) {
        const bit = word & -word;
        slots[size++] = (w << 5) + (31 - Math.clz32(bit));
        word ^= bit;
      }
    }
    return { slots, size, scores: new Float32Array(0) };
  }

  #scan(vector: Float32Array): ScanMoments {
    const { slots, vectors } = this.#state;
    if (this.#dense.length < slots) this.#dense = new Float32Array(Math.ceil(slots * 1.25));
    return vectors!.scan(vector, slots, this.#dense);
  }

  /** Documents far above the mean of the index fit, whatever words they use: the same set under any filter. */
  #includeNear(textScores: Float32Array, moments: ScanMoments): void {
    const { slots, alive, vectors } = this.#state;
    const dense = this.#dense;
    const count = Math.max(1, vectors!.count);
    const mean = moments.sum / count;
    const deviation = Math.sqrt(Math.max(0, moments.squares / count - mean * mean));
    if (deviation === 0) return;
    const floor = mean + DENSE_DEVIATIONS * deviation;
    moments.largest.forEach((largest, block) => {
      if (largest <= floor) return;
      const end = Math.min(slots, (block + 1) * VECTOR_BLOCK);
      for (let slot = block * VECTOR_BLOCK; slot < end; slot++) {
        if (dense[slot]! > floor && textScores[slot] === 0 && alive.has(slot)) this.#matcher.include(slot);
      }
    });
  }

  /** Mean and deviation over the union of the best of each channel, as in the fusion of candidates. */
  #denseScale(passing: Uint32Array, passed: number, text: Float32Array, weight: number): DenseScale {
    const dense = this.#dense;
    const union =
      passed <= FUSION_DEPTH
        ? passing.subarray(0, passed)
        : Uint32Array.from(
            new Set([
              ...bestSlots(passing, passed, FUSION_DEPTH, text),
              ...bestSlots(passing, passed, FUSION_DEPTH, dense),
            ]),
          );
    const textSpread = spreadOf(text, union);
    const denseSpread = spreadOf(dense, union);
    if (denseSpread.deviation === 0 || textSpread.deviation === 0) return { factor: 0, mean: denseSpread.mean };
    return { factor: (weight * textSpread.deviation) / denseSpread.deviation, mean: denseSpread.mean };
  }

  #order(sort: Sort, scores: Float32Array): Order {
    const { ids, columns } = this.#state;
    const byId: Order = (a, b) => (ids[a]! < ids[b]! ? -1 : 1);
    if (sort === 'relevance') {
      return scores.length === 0 ? byId : (a, b) => scores[b]! - scores[a]! || byId(a, b);
    }
    const sign = sort.order === 'desc' ? -1 : 1;
    const numbers = columns.numbers.get(sort.field);
    if (numbers) {
      // Those without a value come last in either direction.
      return (a, b) => {
        const x = numbers.get(a);
        const y = numbers.get(b);
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || byId(a, b);
        return sign * (x - y) || byId(a, b);
      };
    }
    const tags = columns.tags.get(sort.field);
    if (!tags) return byId;
    return (a, b) => {
      const x = tags.get(a)[0];
      const y = tags.get(b)[0];
      if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined) || byId(a, b);
      return x === y ? byId(a, b) : x < y ? -sign : sign;
    };
  }

  /** The score told by parts; they add up to it. */
  #parts(slot: number, told: ScoreParts, scale: DenseScale | undefined): Record<string, number> {
    const { title, keywords, body, synonym, gloss } = told;
    const parts: Record<string, number> = { title, keywords, body };
    if (synonym > 0) parts.synonym = synonym;
    if (gloss > 0) parts.gloss = gloss;
    if (scale) parts.dense = scale.factor * (this.#dense[slot]! - scale.mean);
    return parts;
  }
}

function spreadOf(scores: Float32Array, slots: Uint32Array): { mean: number; deviation: number } {
  const size = Math.max(1, slots.length);
  let sum = 0;
  for (let i = 0; i < slots.length; i++) sum += scores[slots[i]!]!;
  const mean = sum / size;
  let variance = 0;
  for (let i = 0; i < slots.length; i++) {
    const away = scores[slots[i]!]! - mean;
    variance += away * away;
  }
  return { mean, deviation: Math.sqrt(variance / size) };
}

/** Terms worth marking: single characters of longer words would colour half the text. */
function markWeights(terms: readonly QueryTerm[]): Map<string, number> {
  const chosen = terms.some((term) => term.informative) ? terms.filter((term) => term.informative) : terms;
  return new Map(chosen.map((term) => [term.term, term.weight]));
}

function bounded(value: number, min: number, max: number, name: string): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SearchError('SEARCH_BAD_QUERY', `${name} must be a whole number from ${min} to ${max}`);
  }
  return value;
}
