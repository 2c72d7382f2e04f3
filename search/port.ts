/**
 * The port every search engine implements. Plain data in and out: no ORM, no HTTP, no engine words.
 * An engine holds two indexes that never mix: `public` (L0 text, what people search) and `matching`
 * (also L1–L3 text, read only by the matching service, never by a route).
 */

export type IndexName = 'public' | 'matching';

/** A document as its owning module builds it. `id` is unique within an index, over all kinds. */
export interface SearchDocument {
  id: string;
  /** 'achievement' | 'demand' | 'organisation' | 'team'; a facet like any other, always present. */
  kind: string;
  title: string;
  keywords: readonly string[];
  body: string;
  /** Multi-valued string columns for filters and facets, such as `hti`, `chain`, `region`, `owner`, `access`. */
  tags: Readonly<Record<string, readonly string[]>>;
  /** Numeric columns for range filters and sort, such as `trl`, `priceMin`, `publishedAt` (epoch milliseconds). */
  numbers: Readonly<Record<string, number>>;
  /** Dense vector of the index's embedding model; absent when the model gave none. */
  vector?: Float32Array;
}

/** Keeps documents whose tag column holds at least one of `any` (and none of `none`). */
export interface TagFilter {
  field: string;
  any?: readonly string[];
  none?: readonly string[];
}

/** Keeps documents with `min ≤ value ≤ max`; those without a value only when `orMissing`. */
export interface RangeFilter {
  field: string;
  min?: number;
  max?: number;
  orMissing?: boolean;
}

/** All filters must hold. `kind` and `id` may be used as tag fields. */
export type Filter = TagFilter | RangeFilter;

export type Sort = 'relevance' | { field: string; order: 'asc' | 'desc' };

export interface SearchQuery {
  text: string;
  /** Vector of the text by the index's embedding model; used with `denseWeight`. */
  vector?: Float32Array;
  /** Weight of the dense z-score in the fusion; 0, the default, switches it off. */
  denseWeight?: number;
  filters?: readonly Filter[];
  /** Tag fields to count. Counts are exact and disjunctive: a field's own filter does not narrow its own counts. */
  facets?: readonly string[];
  sort?: Sort;
  offset?: number;
  /** 1–100, default 20. */
  limit?: number;
  /** Ask for the best passage of the body, with the query's terms marked in it and in the title. */
  highlight?: boolean;
}

/** Half-open span `[start, end)` in UTF-16 units of the field's text. */
export interface Span {
  start: number;
  end: number;
}

export interface SearchHit {
  id: string;
  kind: string;
  score: number;
  /** Every part that made the score, by name (`title`, `keywords`, `body`, `dense`, `synonym`, `gloss`). */
  parts: Readonly<Record<string, number>>;
  highlights?: {
    title: Span[];
    /** The passage of the body that says most about the query. */
    snippet: string;
    snippetSpans: Span[];
  };
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchResult {
  hits: SearchHit[];
  /** Exact number of documents that fit. */
  total: number;
  facets: Record<string, FacetValue[]>;
  /** Terms as they were understood: spelling corrections and glosses that were added. */
  understood: { corrected?: string; glosses: string[]; synonyms: string[] };
  tookMs: number;
}

export interface SuggestQuery {
  text: string;
  filters?: readonly Filter[];
  limit?: number;
}

export interface Suggestion {
  text: string;
  /** How many documents of the filtered index hold it. */
  count: number;
}

/** One field of a profile. The engine cuts noise phrases and sentences; `weight` 0 means not used. */
export interface ProfilePart {
  role: 'title' | 'problem' | 'indicators' | 'keywords' | 'free';
  text: string;
  weight: number;
}

export interface CandidateQuery {
  parts: readonly ProfilePart[];
  vector?: Float32Array;
  /** Weight of the dense z-score in the fusion; 0 switches it off. */
  denseWeight?: number;
  filters?: readonly Filter[];
  /** Number of candidates, 1–200. */
  k: number;
}

export interface Candidate {
  id: string;
  kind: string;
  /** Fused score; comparable within this answer only. */
  score: number;
  /** `text`, `dense`, then per-field parts. */
  parts: Readonly<Record<string, number>>;
  /** Text score ÷ the score an ideal document would get for this profile: 0–1, comparable between profiles. */
  coverage: number;
  /** Cosine of the vectors when both were given. */
  cosine?: number;
}

export interface CandidateResult {
  candidates: Candidate[];
  /** (top1 − top10) ÷ ideal score: small when nothing stands out. */
  gap: number;
  /** Below this gap there is no close match; recomputed from the corpus itself. */
  gapThreshold: number;
  noCloseMatch: boolean;
  /** Inverse document frequency of the profile's strongest terms, for evidence. */
  terms: { term: string; idf: number; weight: number }[];
  tookMs: number;
}

export interface IndexStats {
  index: IndexName;
  documents: number;
  deleted: number;
  terms: number;
  postings: number;
  bytes: number;
  embeddingModel: string | null;
  dimension: number;
  /** Layout version of the index; another version forces a rebuild. */
  indexVersion: string;
  lastChangeAt: string | null;
  snapshotAt: string | null;
}

export interface EngineHealth {
  status: 'ready' | 'building' | 'broken';
  detail?: string;
}

export interface SearchEngine {
  readonly name: string;
  /** Add or replace by id. Resolves when a following `search` sees the documents. */
  upsert(index: IndexName, documents: readonly SearchDocument[]): Promise<void>;
  /** Remove by id; unknown ids are no error. */
  remove(index: IndexName, ids: readonly string[]): Promise<void>;
  search(index: IndexName, query: SearchQuery): Promise<SearchResult>;
  suggest(index: IndexName, query: SuggestQuery): Promise<Suggestion[]>;
  candidates(index: IndexName, query: CandidateQuery): Promise<CandidateResult>;
  /**
   * Build a new index beside the present one from a stream, then swap. Changes that arrive meanwhile
   * through `upsert` and `remove` are kept. `onProgress` gets the number of documents taken so far.
   */
  rebuild(
    index: IndexName,
    documents: AsyncIterable<readonly SearchDocument[]>,
    onProgress?: (done: number) => void,
  ): Promise<void>;
  /** Ids and content hashes held, for comparing the index with the database. */
  listIds(index: IndexName): Promise<string[]>;
  stats(index: IndexName): Promise<IndexStats>;
  health(): Promise<EngineHealth>;
  /** Write what is in memory to stable storage, when the engine keeps any. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
