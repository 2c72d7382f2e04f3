import type { SearchErrorCode } from '../../errors.ts';
import type {
  CandidateQuery,
  CandidateResult,
  EngineHealth,
  IndexName,
  IndexStats,
  SearchDocument,
  SearchQuery,
  SearchResult,
  Suggestion,
  SuggestQuery,
} from '../../port.ts';

/** What a worker is started with: one index a worker. */
export interface WorkerSettings {
  index: IndexName;
  /** Folder of this index; without one nothing outlives the worker. */
  dir: string | undefined;
  embeddingModel: string | null;
  dimension: number;
}

/** Calls that a worker answers: argument and result by name. */
export interface WorkerCalls {
  upsert: [readonly SearchDocument[], undefined];
  remove: [readonly string[], undefined];
  search: [SearchQuery, SearchResult];
  suggest: [SuggestQuery, Suggestion[]];
  candidates: [CandidateQuery, CandidateResult];
  rebuildBegin: [undefined, undefined];
  rebuildAdd: [readonly SearchDocument[], undefined];
  rebuildCommit: [undefined, undefined];
  rebuildAbort: [undefined, undefined];
  listIds: [undefined, string[]];
  stats: [undefined, IndexStats];
  flush: [undefined, undefined];
  close: [undefined, undefined];
}

export type WorkerMethod = keyof WorkerCalls;

export interface WorkerRequest {
  id: number;
  method: WorkerMethod;
  argument: unknown;
}

/**
 * Answers travel as JSON: they are plain data of many small objects, which as text take a fraction of the time that a
 * structured clone takes, on both sides. Nothing at all is an answer without `json`.
 */
export type WorkerMessage =
  | { id: number; json: string | undefined }
  | { id: number; error: { code: SearchErrorCode | undefined; message: string } }
  | { id: 0; health: EngineHealth };
