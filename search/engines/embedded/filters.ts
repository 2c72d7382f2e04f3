import type { Filter } from '../../port.ts';
import { Bitset } from './bitset.ts';
import type { Columns } from './columns.ts';

/** What a filter needs to know of the index. */
export interface FilterSource {
  readonly columns: Columns;
  readonly slots: number;
  readonly alive: Bitset;
  readonly ids: readonly string[];
  slotOf(id: string): number;
}

type Test = (slot: number) => boolean;

interface Compiled {
  filter: Filter;
  bits: Bitset;
}

const CACHED = 128;

export function isTagFilter(filter: Filter): filter is Extract<Filter, { any?: readonly string[] }> {
  return !('min' in filter || 'max' in filter || 'orMissing' in filter);
}

/**
 * Filters as bitsets over the slots, kept while they are in use: a new document is tested against every kept
 * filter, so that an update never empties the cache.
 */
export class FilterCache {
  readonly #source: FilterSource;
  readonly #kept = new Map<string, Compiled>();

  constructor(source: FilterSource) {
    this.#source = source;
  }

  /** Live and dead slots for which the filter holds; dead ones are the caller's matter. */
  bits(filter: Filter): Bitset {
    const key = JSON.stringify(filter);
    let kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
    } else {
      kept = { filter, bits: this.#evaluate(filter) };
      if (this.#kept.size >= CACHED) this.#kept.delete(this.#kept.keys().next().value!);
    }
    this.#kept.set(key, kept);
    return kept.bits;
  }

  /** Call after a slot got new contents. */
  slotChanged(slot: number): void {
    for (const { filter, bits } of this.#kept.values()) {
      bits.ensure(slot + 1);
      if (this.#holds(filter, slot)) bits.add(slot);
      else bits.delete(slot);
    }
  }

  /** Call when a removed id must no longer answer to an id filter. */
  clear(): void {
    this.#kept.clear();
  }

  #evaluate(filter: Filter): Bitset {
    const { slots } = this.#source;
    const bits = new Bitset(slots);
    const { words } = bits;
    if (isTagFilter(filter) && filter.field === 'id' && filter.any && !filter.none) {
      for (const id of filter.any) {
        const slot = this.#source.slotOf(id);
        if (slot >= 0) bits.add(slot);
      }
      return bits;
    }
    const test = this.#test(filter);
    for (let slot = 0; slot < slots; slot++) if (test(slot)) words[slot >>> 5]! |= 1 << (slot & 31);
    return bits;
  }

  /** One slot against a filter, without the tables that pay off for all slots only. */
  #holds(filter: Filter, slot: number): boolean {
    const { columns, ids } = this.#source;
    if (!isTagFilter(filter)) {
      const value = columns.numbers.get(filter.field)?.get(slot) ?? Number.NaN;
      if (Number.isNaN(value)) return filter.orMissing === true;
      return value >= (filter.min ?? Number.NEGATIVE_INFINITY) && value <= (filter.max ?? Number.POSITIVE_INFINITY);
    }
    const { field, any, none } = filter;
    const values = field === 'id' ? [ids[slot]!] : (columns.tags.get(field)?.get(slot) ?? []);
    return (!any || values.some((value) => any.includes(value))) && !values.some((value) => none?.includes(value));
  }

  #test(filter: Filter): Test {
    if (!isTagFilter(filter)) {
      const column = this.#source.columns.numbers.get(filter.field);
      const min = filter.min ?? Number.NEGATIVE_INFINITY;
      const max = filter.max ?? Number.POSITIVE_INFINITY;
      const orMissing = filter.orMissing === true;
      if (!column) return () => orMissing;
      return (slot) => {
        const value = column.get(slot);
        return Number.isNaN(value) ? orMissing : value >= min && value <= max;
      };
    }
    const { any, none } = filter;
    if (filter.field === 'id') {
      const wanted = any && new Set(any.map((id) => this.#source.slotOf(id)));
      const unwanted = none && new Set(none.map((id) => this.#source.slotOf(id)));
      return (slot) => (!wanted || wanted.has(slot)) && !unwanted?.has(slot);
    }
    const column = this.#source.columns.tags.get(filter.field);
    if (!column) return () => any === undefined;
    const table = (values: readonly string[]) => {
      const set = new Uint8Array(column.values.length);
      for (const value of values) {
        const code = column.code(value);
        if (code >= 0) set[code] = 1;
      }
      return set;
    };
    const wanted = any && table(any);
    const unwanted = none && table(none);
    return (slot) =>
      (wanted === undefined || column.holdsAny(slot, wanted)) &&
      (unwanted === undefined || !column.holdsAny(slot, unwanted));
  }
}
