import { SearchError } from '../../errors.ts';
import type { FacetValue, Filter } from '../../port.ts';
import { POOLED, type TagColumn } from './columns.ts';
import { isTagFilter } from './filters.ts';
import type { IndexState } from './index-state.ts';

/** Slots that pass the given filters, as words of a bitset; live ones only. */
export function maskOf(state: IndexState, filters: readonly Filter[]): Uint32Array {
  const words = new Uint32Array((state.slots + 31) >>> 5);
  words.set(state.alive.words.subarray(0, words.length));
  for (const filter of filters) {
    const { words: own } = state.filters.bits(filter);
    // Bits beyond what the filter knows are those of no document.
    const known = Math.min(words.length, own.length);
    for (let w = 0; w < known; w++) words[w] = words[w]! & own[w]!;
    words.fill(0, known);
  }
  return words;
}

export function inMask(mask: Uint32Array, slot: number): boolean {
  return ((mask[slot >>> 5]! >>> (slot & 31)) & 1) === 1;
}

/** Checks shape and bounds of filters that came from outside. */
export function checkFilters(filters: readonly Filter[] | undefined): readonly Filter[] {
  for (const filter of filters ?? []) {
    if (typeof filter.field !== 'string' || filter.field === '') {
      throw new SearchError('SEARCH_BAD_QUERY', 'A filter needs a field');
    }
  }
  return filters ?? [];
}

/**
 * Counts the values of each field over the matched slots. The field's own choice of values (`any`) does not narrow
 * its own counts; what is excluded (`none`) stays excluded. Most frequent first, then by value.
 */
export function countFacets(
  state: IndexState,
  fields: readonly string[],
  filters: readonly Filter[],
  matched: Uint32Array,
  size: number,
  passing: Uint32Array,
  passed: number,
): Record<string, FacetValue[]> {
  const facets: Record<string, FacetValue[]> = {};
  let scratch = new Uint32Array(0);
  for (const field of fields) {
    const column = state.columns.tags.get(field);
    if (!column) {
      facets[field] = [];
      continue;
    }
    const own = filters.filter((filter) => isTagFilter(filter) && filter.field === field && filter.any !== undefined);
    const counts = new Uint32Array(column.values.length);
    if (own.length === 0) countSlots(column, passing, passed, counts);
    else {
      const others = filters.filter((filter) => !own.includes(filter));
      for (const filter of own) {
        if ('none' in filter && filter.none) others.push({ field, none: filter.none });
      }
      const mask = maskOf(state, others);
      if (scratch.length < size) scratch = new Uint32Array(size);
      let kept = 0;
      for (let i = 0; i < size; i++) if (inMask(mask, matched[i]!)) scratch[kept++] = matched[i]!;
      countSlots(column, scratch, kept, counts);
    }
    const values: FacetValue[] = [];
    counts.forEach((total, code) => {
      if (total > 0) values.push({ value: column.values[code]!, count: total });
    });
    facets[field] = values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  return facets;
}

function countSlots(column: TagColumn, slots: Uint32Array, size: number, counts: Uint32Array): void {
  const { heads, pool } = column;
  for (let i = 0; i < size; i++) {
    const head = heads[slots[i]!] ?? 0;
    if (head === 0) continue;
    if (head < POOLED) {
      counts[head - 1]!++;
      continue;
    }
    const start = head - POOLED + 1;
    const end = start + pool[start - 1]!;
    for (let p = start; p < end; p++) counts[pool[p]!]!++;
  }
}
