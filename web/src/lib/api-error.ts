import type { Problem } from '../../../server/contracts/common.contract.ts';

export interface FieldError {
  /** Dotted, such as `content.indicators.0.value`. */
  path: string;
  code: string;
  message: string;
}

/** An answer of the server that is not a success, in the words of its problem document. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly fields: readonly FieldError[];
  /** With VERSION_CONFLICT: the newer copy. */
  readonly current: unknown;
  /** Seconds to wait, with TOO_MANY_REQUESTS. */
  readonly retryAfter: number | null;

  constructor(problem: Partial<Problem> & { status: number }, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title ?? `HTTP ${problem.status}`);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code ?? 'UNKNOWN';
    this.requestId = problem.requestId ?? '';
    this.fields = problem.errors ?? [];
    this.current = problem.current;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: offline, server stopped, connection cut. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('NETWORK', { cause });
    this.name = 'NetworkError';
  }
}

export const isStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status);
