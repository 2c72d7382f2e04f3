import { SearchError } from '../../errors.ts';
import type { SearchDocument } from '../../port.ts';
import { BM25, joinFields } from '../../ranking/bm25.ts';
import type { TextIndex } from '../../ranking/text-index.ts';
import { normaliseText } from '../../text/normalise.ts';
import { visitTerms } from '../../text/terms.ts';
import { Bitset } from './bitset.ts';
import { Columns, TagColumn } from './columns.ts';
import { type DocumentText, decodeText, decodeVector, dotStored, type RecordShape, TEXT_AT } from './document-codec.ts';
import { FilterCache, type FilterSource } from './filters.ts';
import { FrequencyTable } from './frequencies.ts';
import { CODE_BITS, CODE_MASK, grow, MAX_SLOTS, SHARDS } from './layout.ts';
import { Postings } from './postings.ts';
import type { RecordLog } from './record-log.ts';
import { TermDictionary } from './term-dictionary.ts';
import { TextCounter } from './text-counter.ts';
import { VectorMatrix } from './vectors.ts';

/** A merge is due when this many postings wait in the deltas, and they are this share of the main part. */
const DELTA_POSTINGS = 100_000;
const DELTA_SHARE = 0.2;
const DEAD_SHARE = 0.1;

/** Everything the index keeps of its documents, by slot. A snapshot is a copy of these. */
export class IndexState implements TextIndex, FilterSource {
  dictionary = new TermDictionary();
  frequencies = new FrequencyTable();
  postings = new Postings();
  columns = new Columns();
  /** Keywords as written, for suggestions. */
  keywords = new TagColumn();
  /** Live documents by keyword code. */
  keywordCounts: Uint32Array = new Uint32Array(0);
  /** Normalised titles, for suggestions. */
  titles: string[] = [];
  ids: string[] = [];
  alive = new Bitset(0);
  lengths: Float32Array = new Float32Array(0);
  /** Where the journal holds the document. */
  offsets: Float64Array = new Float64Array(0);
  textLengths: Uint32Array = new Uint32Array(0);
  vectorPlaces: Uint32Array = new Uint32Array(0);
  vectorLengths: Uint32Array = new Uint32Array(0);
  sparse: Uint8Array = new Uint8Array(0);
  vectors: VectorMatrix | undefined;
  slots = 0;
  documents = 0;
  totalLength = 0;
  readonly slotById = new Map<string, number>();
  /** Slots whose postings are gone: they may be used again. */
  free: number[] = [];
  /** Slots that are dead but may still have postings. */
  dead: number[] = [];
  log: RecordLog;
  readonly filters = new FilterCache(this);
  #counter = new TextCounter(this.dictionary);
  #round: { shard: number; dead: number[] } | undefined;

  constructor(log: RecordLog, dimension: number | undefined) {
    this.log = log;
    if (dimension !== undefined && dimension > 0) this.vectors = new VectorMatrix(dimension);
  }

  slotOf(id: string): number {
    return this.slotById.get(id) ?? -1;
  }

  /** Takes a document whose record is in the journal already, in place of the one with the same id. */
  put(document: SearchDocument, offset: number, shape: RecordShape): void {
    const present = this.slotById.get(document.id);
    if (present !== undefined) this.#kill(present);
    const slot = this.free.pop() ?? this.slots++;
    if (slot >= MAX_SLOTS) throw new SearchError('SEARCH_STORAGE', `The index is full at ${MAX_SLOTS} documents`);
    this.#ensure(slot + 1);
    const counter = this.#counter;
    counter.count(document);
    for (let i = 0; i < counter.size; i++) {
      const term = counter.terms[i]!;
      const code = this.frequencies.code(counter.title[term]!, counter.keywords[term]!, counter.body[term]!);
      this.postings.add(term, slot, code);
    }
    this.lengths[slot] = counter.length;
    this.totalLength += counter.length;
    this.ids[slot] = document.id;
    this.slotById.set(document.id, slot);
    this.titles[slot] = normaliseText(document.title);
    this.offsets[slot] = offset;
    this.textLengths[slot] = shape.textLength;
    this.vectorPlaces[slot] = shape.vectorAt;
    this.vectorLengths[slot] = shape.vectorLength;
    this.sparse[slot] = shape.sparse ? 1 : 0;
    this.vectors?.set(slot, document.vector);
    this.columns.set(slot, { ...document.tags, kind: [document.kind] }, document.numbers);
    this.keywords.set(slot, document.keywords);
    this.#countKeywords(slot, 1);
    this.alive.ensure(slot + 1);
    this.alive.add(slot);
    this.documents++;
    this.filters.slotChanged(slot);
  }

  /** Answers whether the id was there. */
  drop(id: string): boolean {
    const slot = this.slotById.get(id);
    if (slot === undefined) return false;
    this.#kill(slot);
    this.slotById.delete(id);
    return true;
  }

  #kill(slot: number): void {
    for (const term of this.#termsOf(slot)) this.postings.forget(term);
    this.#countKeywords(slot, -1);
    this.totalLength -= this.lengths[slot]!;
    this.alive.delete(slot);
    this.vectors?.set(slot, undefined);
    this.documents--;
    this.dead.push(slot);
  }

  #countKeywords(slot: number, step: 1 | -1): void {
    const { keywords } = this;
    this.keywordCounts = grow(this.keywordCounts, keywords.values.length);
    for (const code of keywords.codes(slot)) this.keywordCounts[code]! += step;
  }

  /** Distinct terms of a slot: from its text, or, when the journal cannot be read, by a walk over all terms. */
  #termsOf(slot: number): number[] {
    const text = this.text(slot);
    if (text) {
      const terms = new Set<number>();
      const take = (part: string) => visitTerms(normaliseText(part), (term) => terms.add(this.dictionary.find(term)));
      take(text.title);
      for (const keyword of text.keywords) take(keyword);
      take(text.body);
      return [...terms];
    }
    const terms: number[] = [];
    for (let term = 0; term < this.dictionary.size; term++) if (this.postings.find(term, slot) >= 0) terms.push(term);
    return terms;
  }

  #ensure(slots: number): void {
    this.lengths = grow(this.lengths, slots);
    this.offsets = grow(this.offsets, slots);
    this.textLengths = grow(this.textLengths, slots);
    this.vectorPlaces = grow(this.vectorPlaces, slots);
    this.vectorLengths = grow(this.vectorLengths, slots);
    this.sparse = grow(this.sparse, slots);
  }

  /** The text of a slot from the journal; undefined when it cannot be read. */
  text(slot: number): DocumentText | undefined {
    try {
      return decodeText(this.log.read(this.offsets[slot]!, TEXT_AT, this.textLengths[slot]!));
    } catch {
      return undefined;
    }
  }

  /** Exact inner product with the stored vector; undefined when the document has none. */
  exactDot(slot: number, query: Float32Array): number | undefined {
    const bytes = this.#vectorBytes(slot);
    return bytes && dotStored(bytes, this.sparse[slot] === 1, query);
  }

  vector(slot: number): Float32Array | undefined {
    const bytes = this.#vectorBytes(slot);
    return bytes && this.vectors && decodeVector(bytes, this.sparse[slot] === 1, this.vectors.dimension);
  }

  #vectorBytes(slot: number): Buffer | undefined {
    const length = this.vectorLengths[slot]!;
    if (length === 0) return undefined;
    try {
      return this.log.read(this.offsets[slot]!, this.vectorPlaces[slot]!, length);
    } catch {
      return undefined;
    }
  }

  get meanLength(): number {
    return this.documents > 0 ? this.totalLength / this.documents : 0;
  }

  documentFrequency(term: string): number {
    const id = this.dictionary.find(term);
    return id < 0 ? 0 : this.postings.frequency(id);
  }

  /** Constants of the saturation: frequency × (k1 + 1) ÷ (frequency + base + slope × length). */
  saturation(): { base: number; slope: number; top: number } {
    const { k1, b } = BM25;
    const mean = this.meanLength;
    return mean > 0 ? { base: k1 * (1 - b), slope: (k1 * b) / mean, top: k1 + 1 } : { base: k1, slope: 0, top: k1 + 1 };
  }

  addScores(term: string, weight: number, into: Float32Array): void {
    const id = this.dictionary.find(term);
    if (id < 0) return;
    const { base, slope, top } = this.saturation();
    const { lengths } = this;
    const { joined } = this.frequencies;
    const scale = weight * top;
    const { posts, start, end } = this.postings.main(id);
    for (let i = start; i < end; i++) {
      const posting = posts[i]!;
      const slot = posting >>> CODE_BITS;
      const frequency = joined[posting & CODE_MASK]!;
      into[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
    }
    const { nodes, head } = this.postings.delta(id);
    for (let n = head; n >= 0; n = nodes[n * 2 + 1]! | 0) {
      const posting = nodes[n * 2]!;
      const slot = posting >>> CODE_BITS;
      const frequency = joined[posting & CODE_MASK]!;
      into[slot]! += (scale * frequency) / (frequency + base + slope * lengths[slot]!);
    }
  }

  visitTermsOf(slot: number, visit: (term: string, joinedFrequency: number) => void): void {
    const text = this.text(slot);
    if (!text) return;
    this.#counter.count(text);
    const { terms, size, title, keywords, body } = this.#counter;
    for (const term of terms.slice(0, size)) {
      visit(
        this.dictionary.term(term),
        joinFields({ title: title[term]!, keywords: keywords[term]!, body: body[term]! }),
      );
    }
  }

  /**
   * One step of the background merge, a few milliseconds long. Answers whether more is to do.
   * Slots that were dead when a round began may be used again after it.
   */
  mergeStep(force = false): boolean {
    if (!this.#round) {
      const delta = this.postings.deltaCount();
      const due =
        delta > Math.max(DELTA_POSTINGS, (this.postings.count() - delta) * DELTA_SHARE) ||
        this.dead.length > Math.max(64, this.documents * DEAD_SHARE);
      if (!due && !(force && (delta > 0 || this.dead.length > 0))) return false;
      this.#round = { shard: 0, dead: this.dead };
      this.dead = [];
    }
    this.postings.mergeShard(this.#round.shard++, this.alive);
    if (this.#round.shard < SHARDS) return true;
    for (const slot of this.#round.dead) {
      this.free.push(slot);
      this.titles[slot] = '';
    }
    this.#round = undefined;
    return false;
  }

  /** Dead slots for a snapshot: those of a round that is under way may still have postings. */
  deadSlots(): number[] {
    return this.#round ? [...this.dead, ...this.#round.dead] : this.dead.slice();
  }

  deleted(): number {
    return this.slots - this.documents;
  }

  /** To be called after the parts were replaced by those of a snapshot. */
  restored(): void {
    this.#counter = new TextCounter(this.dictionary);
    this.filters.clear();
  }

  bytes(): number {
    return (
      this.postings.bytes() +
      this.columns.bytes() +
      this.keywords.bytes() +
      (this.vectors?.bytes() ?? 0) +
      this.lengths.byteLength * 5 +
      this.offsets.byteLength +
      this.dictionary.bytes() +
      this.slots * 160
    );
  }
}
