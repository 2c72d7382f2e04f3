import type { SearchDocument } from '../../search/port.ts';
import { type FieldCounts, joinFields, saturate } from '../../search/ranking/bm25.ts';
import type { TextIndex } from '../../search/ranking/text-index.ts';
import { normaliseText } from '../../search/text/normalise.ts';
import { visitTerms } from '../../search/text/terms.ts';

type Fields = Pick<SearchDocument, 'id' | 'title' | 'keywords' | 'body'>;

/** The plainest index that is right: maps of maps. The oracle for the scores of real engines. */
export class ReferenceIndex implements TextIndex {
  readonly ids: string[] = [];
  readonly #terms: Map<string, FieldCounts>[] = [];
  readonly #postings = new Map<string, number[]>();
  readonly #lengths: number[] = [];
  #meanLength = 0;

  constructor(documents: readonly Fields[]) {
    for (const document of documents) this.#add(document);
    this.#meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.#lengths.length);
  }

  #add(document: Fields): void {
    const slot = this.ids.push(document.id) - 1;
    const terms = new Map<string, FieldCounts>();
    const length: FieldCounts = { title: 0, keywords: 0, body: 0 };
    const take = (field: keyof FieldCounts, text: string) =>
      visitTerms(normaliseText(text), (term) => {
        let counts = terms.get(term);
        if (!counts) {
          counts = { title: 0, keywords: 0, body: 0 };
          terms.set(term, counts);
        }
        counts[field]++;
        length[field]++;
      });
    take('title', document.title);
    for (const keyword of document.keywords) take('keywords', keyword);
    take('body', document.body);
    this.#terms.push(terms);
    this.#lengths.push(joinFields(length));
    for (const term of terms.keys()) {
      const postings = this.#postings.get(term);
      if (postings) postings.push(slot);
      else this.#postings.set(term, [slot]);
    }
  }

  get documents(): number {
    return this.ids.length;
  }

  get slots(): number {
    return this.ids.length;
  }

  documentFrequency(term: string): number {
    return this.#postings.get(term)?.length ?? 0;
  }

  addScores(term: string, weight: number, into: Float32Array): void {
    for (const slot of this.#postings.get(term) ?? []) {
      const joined = joinFields(this.#terms[slot]!.get(term)!);
      into[slot]! += weight * saturate(joined, this.#lengths[slot]!, this.#meanLength);
    }
  }

  visitTermsOf(slot: number, visit: (term: string, joinedFrequency: number) => void): void {
    for (const [term, counts] of this.#terms[slot] ?? []) visit(term, joinFields(counts));
  }

  /** Field counts of a term in a document, for explaining a score. */
  fieldCounts(slot: number, term: string): FieldCounts | undefined {
    return this.#terms[slot]?.get(term);
  }
}
