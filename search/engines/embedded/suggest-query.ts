import { SearchError } from '../../errors.ts';
import type { Suggestion, SuggestQuery } from '../../port.ts';
import { normaliseText } from '../../text/normalise.ts';
import { extractTerms, termKind } from '../../text/terms.ts';
import { checkFilters, inMask, maskOf } from './facets.ts';
import type { IndexState } from './index-state.ts';
import { CODE_BITS, CODE_MASK } from './layout.ts';

const MAX_LIMIT = 50;
const MAX_TEXT = 60;
/** Keywords whose exact count is taken, at most, and titles looked at. */
const COUNTED = 200;
const TITLES = 2_000;
/** Words of the vocabulary that may complete an unfinished Latin word. */
const COMPLETIONS = 50;

interface Chunk {
  /** Normalised keywords, each between line breaks. */
  text: string;
  starts: number[];
  first: number;
}

/** Typeahead over keywords and titles. */
export class SuggestRunner {
  readonly #state: IndexState;
  #chunks: Chunk[] = [];
  #indexed = 0;

  constructor(state: IndexState) {
    this.#state = state;
  }

  run(query: SuggestQuery): Suggestion[] {
    const limit = query.limit ?? 10;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new SearchError('SEARCH_BAD_QUERY', `limit must be a whole number from 1 to ${MAX_LIMIT}`);
    }
    const typed = normaliseText(query.text).trim().slice(0, MAX_TEXT);
    if (typed === '') return [];
    const mask = maskOf(this.#state, checkFilters(query.filters));
    const found = new Map<string, Suggestion & { prefix: boolean }>();
    for (const { code, prefix } of this.#keywordsWith(typed).slice(0, COUNTED)) {
      const text = this.#state.keywords.values[code]!;
      const key = normaliseText(text).trim();
      if (key === '' || found.has(key)) continue;
      const count = this.#holding(key, mask).length;
      if (count > 0) found.set(key, { text, count, prefix });
    }
    const order = (a: Suggestion & { prefix: boolean }, b: Suggestion & { prefix: boolean }) =>
      Number(b.prefix) - Number(a.prefix) || b.count - a.count || (a.text < b.text ? -1 : 1);
    const keywords = [...found.values()].sort(order).slice(0, limit);
    const titles = keywords.length < limit ? this.#titlesWith(typed, mask, limit - keywords.length, found) : [];
    return [...keywords, ...titles].map(({ text, count }) => ({ text, count }));
  }

  /** Codes of keywords that hold the typed text: those that begin with it first, then the frequent ones. */
  #keywordsWith(typed: string): { code: number; prefix: boolean }[] {
    this.#indexNew();
    const { keywordCounts } = this.#state;
    const found: { code: number; prefix: boolean }[] = [];
    for (const { text, starts, first } of this.#chunks) {
      let entry = 0;
      for (let at = text.indexOf(typed); at >= 0; ) {
        entry = entryAt(starts, at, entry);
        const code = first + entry;
        if (keywordCounts[code]! > 0) found.push({ code, prefix: starts[entry] === at });
        const next = starts[entry + 1];
        if (next === undefined) break;
        at = text.indexOf(typed, next);
      }
    }
    return found.sort(
      (a, b) =>
        Number(b.prefix) - Number(a.prefix) || keywordCounts[b.code]! - keywordCounts[a.code]! || a.code - b.code,
    );
  }

  #indexNew(): void {
    const { values } = this.#state.keywords;
    if (this.#indexed === values.length) return;
    if (this.#chunks.length >= 8) {
      this.#chunks = [];
      this.#indexed = 0;
    }
    const starts: number[] = [];
    const parts: string[] = [];
    let at = 0;
    for (const value of values.slice(this.#indexed)) {
      const normal = normaliseText(value).replaceAll('\n', ' ');
      starts.push(at);
      parts.push(normal);
      at += normal.length + 1;
    }
    this.#chunks.push({ text: parts.join('\n'), starts, first: this.#indexed });
    this.#indexed = values.length;
  }

  /** Live documents under the mask that hold the phrase as a keyword or within the title. */
  #holding(phrase: string, mask: Uint32Array): number[] {
    const { titles, keywords } = this.#state;
    return this.#withRarest(extractTerms(phrase), mask, Number.POSITIVE_INFINITY).filter((slot) => {
      if (titles[slot]!.includes(phrase)) return true;
      return keywords.get(slot).some((keyword) => normaliseText(keyword).trim() === phrase);
    });
  }

  /** Slots that hold the rarest of the terms in title or keywords. */
  #withRarest(terms: readonly string[], mask: Uint32Array, most: number): number[] {
    const { dictionary, postings, frequencies } = this.#state;
    let rarest = -1;
    for (const term of terms) {
      const id = dictionary.find(term);
      if (id < 0) return [];
      if (rarest < 0 || postings.frequency(id) < postings.frequency(rarest)) rarest = id;
    }
    const slots: number[] = [];
    if (rarest < 0) return slots;
    const { counts } = frequencies;
    const take = (posting: number) => {
      const slot = posting >>> CODE_BITS;
      const at = (posting & CODE_MASK) * 3;
      if (slots.length < most && counts[at]! + counts[at + 1]! > 0 && inMask(mask, slot)) slots.push(slot);
    };
    const { posts, start, end } = postings.main(rarest);
    for (let i = start; i < end; i++) take(posts[i]!);
    const { nodes, head } = postings.delta(rarest);
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) take(nodes[n * 2]!);
    return slots;
  }

  #titlesWith(typed: string, mask: Uint32Array, limit: number, taken: ReadonlyMap<string, unknown>): Suggestion[] {
    const { titles, dictionary } = this.#state;
    const terms = extractTerms(typed);
    const last = terms.at(-1);
    const slots = new Set<number>();
    const unfinished = last !== undefined && termKind(last) === 'word' && typed.endsWith(last);
    if (unfinished) {
      const completions = dictionary
        .wordsFrom(last.charCodeAt(0))
        .filter((id) => dictionary.term(id).startsWith(last))
        .slice(0, COMPLETIONS);
      for (const id of completions) {
        const wanted = [...terms.slice(0, -1), dictionary.term(id)];
        for (const slot of this.#withRarest(wanted, mask, TITLES)) slots.add(slot);
      }
    } else for (const slot of this.#withRarest(terms, mask, TITLES)) slots.add(slot);
    const counts = new Map<string, { slot: number; count: number }>();
    for (const slot of slots) {
      const title = titles[slot]!;
      if (!title.includes(typed) || taken.has(title.trim())) continue;
      const seen = counts.get(title);
      if (seen) seen.count++;
      else counts.set(title, { slot, count: 1 });
    }
    return [...counts]
      .sort(
        ([a], [b]) =>
          Number(b.startsWith(typed)) - Number(a.startsWith(typed)) || a.length - b.length || (a < b ? -1 : 1),
      )
      .slice(0, limit)
      .map(([title, { slot, count }]) => ({ text: this.#state.text(slot)?.title ?? title, count }));
  }
}

/** The entry that holds position `at`, searched from entry `from` on. */
function entryAt(starts: readonly number[], at: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
