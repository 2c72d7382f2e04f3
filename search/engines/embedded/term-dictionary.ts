import { termKind } from '../../text/terms.ts';

/** Terms and their ids, which are dense and never change while the index lives. */
export class TermDictionary {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];
  /** Ids of terms that are no Han character and no pair: the vocabulary of spelling correction. */
  readonly words: number[] = [];

  get size(): number {
    return this.#terms.length;
  }

  find(term: string): number {
    return this.#ids.get(term) ?? -1;
  }

  term(id: number): string {
    return this.#terms[id] ?? '';
  }

  add(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.length;
    // A slice of a long text would keep the whole text alive; this is a copy of its own.
    const own = Buffer.from(term, 'utf16le').toString('utf16le');
    this.#terms.push(own);
    this.#ids.set(own, id);
    if (termKind(own) === 'word') this.words.push(id);
    return id;
  }

  toBytes(): Uint8Array {
    return Buffer.from(this.#terms.join('\n'), 'utf16le');
  }

  static from(bytes: Uint8Array): TermDictionary {
    const dictionary = new TermDictionary();
    if (bytes.length === 0) return dictionary;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le');
    for (const term of text.split('\n')) {
      const id = dictionary.#terms.length;
      dictionary.#terms.push(term);
      dictionary.#ids.set(term, id);
      // Every Han unit lies above U+2E80, so the first unit tells a word without a look at its script, mostly.
      if (term.charCodeAt(0) < 0x2e80 || termKind(term) === 'word') dictionary.words.push(id);
    }
    return dictionary;
  }
}
