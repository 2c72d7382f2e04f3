import { termKind } from '../../text/terms.ts';
import { grow } from './layout.ts';

const isPlainHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;

/** Spreads the keys over the table (the finaliser of MurmurHash3). */
function spread(key: number): number {
  let value = key;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * Terms and their ids, which are dense and never change while the index lives. Nearly all terms have one or two
 * UTF-16 units: those are numbers in flat tables, and become strings only when somebody asks; longer ones sit in a map.
 */
export class TermDictionary {
  /** By id: the one or two units of a short term as a number, 0 for a longer one. */
  #keys: Uint32Array = new Uint32Array(1024);
  #size = 0;
  readonly #single: Int32Array = new Int32Array(65_536).fill(-1);
  /** Open addressing: id + 1 of a term of two units, 0 where free. */
  #table: Uint32Array = new Uint32Array(4096);
  #pairs = 0;
  readonly #ids = new Map<string, number>();
  readonly #longer = new Map<number, string>();
  /** Ids of terms that are no Han character and no pair, by their first unit. */
  readonly #words = new Map<number, number[]>();

  get size(): number {
    return this.#size;
  }

  find(term: string): number {
    if (term.length === 2) return this.#table[this.#placeOf(keyOf(term))]! - 1;
    if (term.length === 1) return this.#single[term.charCodeAt(0)]!;
    return this.#ids.get(term) ?? -1;
  }

  term(id: number): string {
    const key = this.#keys[id] ?? 0;
    if (key === 0) return this.#longer.get(id) ?? '';
    return key < 0x10000 ? String.fromCharCode(key) : String.fromCharCode(key >>> 16, key & 0xffff);
  }

  /** Ids of the terms that begin with the unit and are no Han character and no pair: correction and completion. */
  wordsFrom(unit: number): readonly number[] {
    return this.#words.get(unit) ?? [];
  }

  add(term: string): number {
    if (term.length === 2) {
      const key = keyOf(term);
      const place = this.#placeOf(key);
      const known = this.#table[place]!;
      if (known > 0) return known - 1;
      const id = this.#append(key);
      this.#table[place] = id + 1;
      if (++this.#pairs * 2 > this.#table.length) this.#rehash(this.#table.length * 2);
      if (isWord(key)) this.#addWord(key >>> 16, id);
      return id;
    }
    if (term.length === 1) {
      const unit = term.charCodeAt(0);
      const known = this.#single[unit]!;
      if (known >= 0) return known;
      const id = this.#append(unit);
      this.#single[unit] = id;
      if (isWord(unit)) this.#addWord(unit, id);
      return id;
    }
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    // A slice of a long text would keep the whole text alive; this is a copy of its own.
    return this.#appendLonger(Buffer.from(term, 'utf16le').toString('utf16le'));
  }

  #append(key: number): number {
    this.#keys = grow(this.#keys, this.#size + 1);
    this.#keys[this.#size] = key;
    return this.#size++;
  }

  #appendLonger(term: string): number {
    const id = this.#append(0);
    this.#ids.set(term, id);
    this.#longer.set(id, term);
    // Pairs of rare Han characters outside the basic plane have three or four units.
    if (termKind(term) === 'word') this.#addWord(term.charCodeAt(0), id);
    return id;
  }

  #addWord(unit: number, id: number): void {
    const words = this.#words.get(unit);
    if (words) words.push(id);
    else this.#words.set(unit, [id]);
  }

  /** Where the key is in the table, or the free place where it belongs. */
  #placeOf(key: number): number {
    const mask = this.#table.length - 1;
    let place = spread(key) & mask;
    for (;;) {
      const id = this.#table[place]!;
      if (id === 0 || this.#keys[id - 1] === key) return place;
      place = (place + 1) & mask;
    }
  }

  #rehash(length: number): void {
    this.#table = new Uint32Array(length);
    for (let id = 0; id < this.#size; id++) {
      const key = this.#keys[id]!;
      if (key >= 0x10000) this.#table[this.#placeOf(key)] = id + 1;
    }
  }

  bytes(): number {
    return this.#keys.byteLength + this.#table.byteLength + this.#single.byteLength + this.#ids.size * 100;
  }

  /** For a snapshot: the keys by id, and the longer terms in the order of their ids. */
  image(): { keys: Uint32Array; longer: string[] } {
    return { keys: this.#keys.slice(0, this.#size), longer: [...this.#longer.values()] };
  }

  static from(keys: Uint32Array, longer: readonly string[]): TermDictionary {
    const dictionary = new TermDictionary();
    let next = 0;
    let pairs = 0;
    for (const key of keys) if (key >= 0x10000) pairs++;
    dictionary.#keys = keys;
    dictionary.#pairs = pairs;
    for (let id = 0; id < keys.length; id++) {
      const key = keys[id]!;
      dictionary.#size = id;
      if (key === 0) dictionary.#appendLonger(longer[next++] ?? '');
      else {
        if (key < 0x10000) dictionary.#single[key] = id;
        if (isWord(key)) dictionary.#addWord(key < 0x10000 ? key : key >>> 16, id);
      }
    }
    dictionary.#size = keys.length;
    let length = 4096;
    while (length < pairs * 2) length *= 2;
    dictionary.#rehash(length);
    return dictionary;
  }
}

function keyOf(term: string): number {
  return ((term.charCodeAt(0) << 16) | term.charCodeAt(1)) >>> 0;
}

/** Whether a term of one or two units is neither a Han character nor a pair of them. */
function isWord(key: number): boolean {
  if (key < 0x10000) return !isPlainHan(key) && termKind(String.fromCharCode(key)) === 'word';
  if (isPlainHan(key >>> 16) && isPlainHan(key & 0xffff)) return false;
  return termKind(String.fromCharCode(key >>> 16, key & 0xffff)) === 'word';
}
