import { grow } from './layout.ts';

/** What a snapshot keeps of a tag column. */
export interface TagImage {
  values: string[];
  heads: Uint32Array;
  pool: Uint32Array;
}

/** Marks a head that points into the pool. */
export const POOLED = 0x80000000;

/**
 * Multi-valued strings, dictionary encoded. A slot's head is 0 for no value, code + 1 for one value, or, with the top
 * bit set, the place of a run in the pool: its length, then its codes. So the common single value costs one look.
 */
export class TagColumn {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  heads: Uint32Array = new Uint32Array(0);
  pool: Uint32Array = new Uint32Array(0);
  #used = 0;
  #garbage = 0;

  code(value: string): number {
    return this.#codes.get(value) ?? -1;
  }

  #add(value: string): number {
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.push(value) - 1;
      this.#codes.set(value, code);
    }
    return code;
  }

  /** Sets the values of a slot; repeats count once. */
  set(slot: number, values: readonly string[]): void {
    const distinct = values.length > 1 ? [...new Set(values)] : values;
    if (slot >= this.heads.length) {
      if (distinct.length === 0) return;
      this.heads = grow(this.heads, slot + 1);
    }
    const before = this.heads[slot]!;
    if (before >= POOLED) this.#garbage += this.pool[before - POOLED]! + 1;
    this.heads[slot] = 0;
    if (distinct.length === 0) return;
    if (distinct.length === 1) {
      this.heads[slot] = this.#add(distinct[0]!) + 1;
      return;
    }
    if (this.#garbage > 65_536 && this.#garbage > this.#used / 2) this.#compact();
    this.pool = grow(this.pool, this.#used + distinct.length + 1);
    this.heads[slot] = POOLED + this.#used;
    this.pool[this.#used++] = distinct.length;
    for (const value of distinct) this.pool[this.#used++] = this.#add(value);
  }

  /** Codes of a slot's values. */
  codes(slot: number): number[] {
    const head = this.heads[slot] ?? 0;
    if (head === 0) return [];
    if (head < POOLED) return [head - 1];
    const start = head - POOLED + 1;
    return Array.from(this.pool.subarray(start, start + this.pool[start - 1]!));
  }

  get(slot: number): string[] {
    return this.codes(slot).map((code) => this.values[code]!);
  }

  holdsAny(slot: number, wanted: Uint8Array): boolean {
    const head = this.heads[slot] ?? 0;
    if (head === 0) return false;
    if (head < POOLED) return wanted[head - 1] === 1;
    const start = head - POOLED + 1;
    const end = start + this.pool[start - 1]!;
    for (let i = start; i < end; i++) if (wanted[this.pool[i]!] === 1) return true;
    return false;
  }

  bytes(): number {
    return this.heads.byteLength + this.pool.byteLength;
  }

  #compact(): void {
    const next = new Uint32Array(this.#used);
    let used = 0;
    for (let slot = 0; slot < this.heads.length; slot++) {
      const head = this.heads[slot]!;
      if (head < POOLED) continue;
      const start = head - POOLED;
      const run = this.pool.subarray(start, start + this.pool[start]! + 1);
      next.set(run, used);
      this.heads[slot] = POOLED + used;
      used += run.length;
    }
    this.pool = next;
    this.#used = used;
    this.#garbage = 0;
  }

  image(slots: number): TagImage {
    return { values: this.values.slice(), heads: this.heads.slice(0, slots), pool: this.pool.slice(0, this.#used) };
  }

  static from(image: TagImage): TagColumn {
    const column = new TagColumn();
    for (const value of image.values) column.#add(value);
    column.heads = image.heads;
    column.pool = image.pool;
    column.#used = image.pool.length;
    let live = 0;
    for (const head of image.heads) if (head >= POOLED) live += image.pool[head - POOLED]! + 1;
    column.#garbage = column.#used - live;
    return column;
  }
}

/** One number a slot; NaN where a document has none. */
export class NumberColumn {
  values: Float64Array = new Float64Array(0);

  set(slot: number, value: number | undefined): void {
    if (slot >= this.values.length) {
      if (value === undefined) return;
      this.values = grow(this.values, slot + 1, Number.NaN);
    }
    this.values[slot] = value ?? Number.NaN;
  }

  get(slot: number): number {
    return this.values[slot] ?? Number.NaN;
  }

  static from(values: Float64Array): NumberColumn {
    const column = new NumberColumn();
    column.values = values;
    return column;
  }
}

/** All columns of an index. `kind` is a tag column like any other. */
export class Columns {
  readonly tags = new Map<string, TagColumn>();
  readonly numbers = new Map<string, NumberColumn>();

  set(
    slot: number,
    tags: Readonly<Record<string, readonly string[]>>,
    numbers: Readonly<Record<string, number>>,
  ): void {
    for (const [field, values] of Object.entries(tags)) {
      if (values.length > 0 && !this.tags.has(field)) this.tags.set(field, new TagColumn());
    }
    for (const [field, column] of this.tags) {
      column.set(slot, Object.hasOwn(tags, field) ? tags[field]! : []);
    }
    for (const [field, value] of Object.entries(numbers)) {
      if (Number.isFinite(value) && !this.numbers.has(field)) this.numbers.set(field, new NumberColumn());
    }
    for (const [field, column] of this.numbers) {
      const value = Object.hasOwn(numbers, field) ? numbers[field] : undefined;
      column.set(slot, value !== undefined && Number.isFinite(value) ? value : undefined);
    }
  }

  bytes(): number {
    let total = 0;
    for (const column of this.tags.values()) total += column.bytes();
    for (const column of this.numbers.values()) total += column.values.byteLength;
    return total;
  }
}
