import type { SearchDocument } from '../../port.ts';
import { joinFields } from '../../ranking/bm25.ts';
import { normaliseText } from '../../text/normalise.ts';
import { visitTerms } from '../../text/terms.ts';
import { grow } from './layout.ts';
import type { TermDictionary } from './term-dictionary.ts';

type Fields = Pick<SearchDocument, 'title' | 'keywords' | 'body'>;

/**
 * Counts the terms of one document by field. The arrays are reused: `terms[0 … size − 1]` are the distinct term ids,
 * `title`, `keywords` and `body` are indexed by term id and valid until the next call.
 */
export class TextCounter {
  terms: Uint32Array = new Uint32Array(1024);
  size = 0;
  title: Uint32Array = new Uint32Array(4096);
  keywords: Uint32Array = new Uint32Array(4096);
  body: Uint32Array = new Uint32Array(4096);
  /** Joined length of the document. */
  length = 0;
  readonly #dictionary: TermDictionary;

  constructor(dictionary: TermDictionary) {
    this.#dictionary = dictionary;
  }

  count(document: Fields): void {
    for (let i = 0; i < this.size; i++) {
      const term = this.terms[i]!;
      this.title[term] = 0;
      this.keywords[term] = 0;
      this.body[term] = 0;
    }
    this.size = 0;
    const title = this.#take(document.title, 'title');
    let keywords = 0;
    for (const keyword of document.keywords) keywords += this.#take(keyword, 'keywords');
    const body = this.#take(document.body, 'body');
    this.length = joinFields({ title, keywords, body });
  }

  #take(text: string, field: 'title' | 'keywords' | 'body'): number {
    let taken = 0;
    visitTerms(normaliseText(text), (term) => {
      const id = this.#dictionary.add(term);
      if (id >= this.title.length) {
        this.title = grow(this.title, id + 1);
        this.keywords = grow(this.keywords, id + 1);
        this.body = grow(this.body, id + 1);
      }
      if (this.title[id]! + this.keywords[id]! + this.body[id]! === 0) {
        this.terms = grow(this.terms, this.size + 1);
        this.terms[this.size++] = id;
      }
      this[field][id]!++;
      taken++;
    });
    return taken;
  }
}
