import { grow } from './layout.ts';

/** What a snapshot keeps of a tag column. */
export interface TagImage {
  values: string[];
  starts: Uint32Array;
  lengths: Uint16Array;
  pool: Uint32Array;
}

/** Multi-valued strings, dictionary encoded: each slot points at its run of value codes in one pool. */
export class TagColumn {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  starts: Uint32Array = new Uint32Array(0);
  lengths: Uint16Array = new Uint16Array(0);
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
    if (slot >= this.starts.length) {
      if (distinct.length === 0) return;
      this.starts = grow(this.starts, slot + 1);
      this.lengths = grow(this.lengths, slot + 1);
    }
    this.#garbage += this.lengths[slot]!;
    if (this.#garbage > 65_536 && this.#garbage > this.#used / 2) this.#compact(slot);
    this.pool = grow(this.pool, this.#used + distinct.length);
    this.starts[slot] = this.#used;
    this.lengths[slot] = Math.min(distinct.length, 0xffff);
    for (const value of distinct.slice(0, 0xffff)) this.pool[this.#used++] = this.#add(value);
  }

  get(slot: number): string[] {
    const found: string[] = [];
    const start = this.starts[slot] ?? 0;
    for (let i = start; i < start + (this.lengths[slot] ?? 0); i++) found.push(this.values[this.pool[i]!]!);
    return found;
  }

  holdsAny(slot: number, wanted: Uint8Array): boolean {
    const length = this.lengths[slot] ?? 0;
    if (length === 0) return false;
    const start = this.starts[slot]!;
    for (let i = start; i < start + length; i++) if (wanted[this.pool[i]!] === 1) return true;
    return false;
  }

  bytes(): number {
    return this.starts.byteLength + this.lengths.byteLength + this.pool.byteLength;
  }

  #compact(except: number): void {
    const next = new Uint32Array(this.#used);
    let used = 0;
    for (let slot = 0; slot < this.starts.length; slot++) {
      const length = slot === except ? 0 : this.lengths[slot]!;
      if (length === 0) continue;
      const start = this.starts[slot]!;
      next.set(this.pool.subarray(start, start + length), used);
      this.starts[slot] = used;
      used += length;
    }
    this.lengths[except] = 0;
    this.pool = next;
    this.#used = used;
    this.#garbage = 0;
  }

  image(slots: number): TagImage {
    return {
      values: this.values.slice(),
      starts: this.starts.slice(0, slots),
      lengths: this.lengths.slice(0, slots),
      pool: this.pool.slice(0, this.#used),
    };
  }

  static from(image: TagImage): TagColumn {
    const column = new TagColumn();
    for (const value of image.values) column.#add(value);
    column.starts = image.starts;
    column.lengths = image.lengths;
    column.pool = image.pool;
    column.#used = image.pool.length;
    let live = 0;
    for (const length of image.lengths) live += length;
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
