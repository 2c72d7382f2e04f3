import type { Problem } from '../../../server/contracts/common.contract.ts';
import { ApiError, NetworkError } from './api-error.ts';

const BASE = '/api/v1';

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type Query = Readonly<Record<string, QueryValue>>;

export interface RequestOptions {
  query?: Query | undefined;
  signal?: AbortSignal | undefined;
  /** Creating calls: the same key sent twice makes one record. Make one per form, not per click. */
  idempotencyKey?: string | undefined;
}

let language = 'zh-CN';
/** Messages of the server come in the language of the page. */
export const setApiLanguage = (tag: string): void => {
  language = tag;
};

/** Works on plain http inside an institution's network too, where `crypto.randomUUID` is missing. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Empty values are left out; lists are joined with commas. */
export function toQueryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (text !== '') params.set(key, text);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

async function problemOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after')) || null;
  const requestId = response.headers.get('x-request-id') ?? '';
  const body = (await response.json().catch(() => null)) as (Partial<Problem> & { message?: string }) | null;
  // better-auth answers {code, message} without a status.
  const detail = body?.detail ?? body?.message;
  return new ApiError({ requestId, ...body, ...(detail ? { detail } : {}), status: response.status }, retryAfter);
}

/** One call to the own origin. @throws ApiError when the answer is no success, NetworkError when none came */
export async function request<T>(
  method: string,
  url: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language };
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(url + toQueryString(options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError(error);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw new NetworkError(error);
  }
}

/** The API under `/api/v1`; types come from `server/contracts`. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>('GET', BASE + path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>('POST', BASE + path, body, options),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>('PUT', BASE + path, body, options),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>('PATCH', BASE + path, body, options),
  delete: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('DELETE', BASE + path, body, options),
  /** Multipart with progress 0–1, which fetch cannot tell. */
  upload: <T>(path: string, form: FormData, onProgress?: (share: number) => void, signal?: AbortSignal): Promise<T> =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open('POST', BASE + path);
      xhr.setRequestHeader('accept', 'application/json');
      xhr.setRequestHeader('accept-language', language);
      xhr.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
      xhr.onerror = () => reject(new NetworkError('upload'));
      xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
      xhr.onload = () => {
        const headers = new Headers();
        for (const name of ['x-request-id', 'retry-after']) {
          const value = xhr.getResponseHeader(name);
          if (value) headers.set(name, value);
        }
        const response = new Response(xhr.status === 204 ? null : xhr.responseText, { status: xhr.status, headers });
        if (response.ok) response.json().then(resolve, (error: unknown) => reject(new NetworkError(error)));
        else problemOf(response).then(reject, reject);
      };
      signal?.addEventListener('abort', () => xhr.abort());
      xhr.send(form);
    }),
};

/** better-auth's own calls under `/api/auth`. */
export const authApi = {
  post: <T>(path: string, body?: unknown) => request<T>('POST', `/api/auth${path}`, body ?? {}),
};
