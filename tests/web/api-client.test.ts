// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, newIdempotencyKey, setApiLanguage, toQueryString } from '../../web/src/lib/api-client.ts';
import { ApiError, NetworkError } from '../../web/src/lib/api-error.ts';

const answer = (body: BodyInit | null, init: ResponseInit) => {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => new Response(body, init));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
afterEach(() => vi.unstubAllGlobals());

describe('api client', () => {
  it('calls the version of the API on the own origin, with the language of the page', async () => {
    const fetch = answer('{"ok":true}', { status: 200 });
    setApiLanguage('en-US');
    await api.get('/search', { query: { q: '海藻', chain: ['MB', 'VR'], hti: [], trlMin: null, page: 0 } });
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toBe('/api/v1/search?q=%E6%B5%B7%E8%97%BB&chain=MB%2CVR&page=0');
    expect(new Headers(init.headers).get('accept-language')).toBe('en-US');
    expect(init.credentials).toBe('same-origin');
  });

  it('sends the key of a creating call and the body as JSON', async () => {
    const fetch = answer('{}', { status: 201 });
    const key = newIdempotencyKey();
    await api.post('/demands', { content: { title: '题' } }, { idempotencyKey: key });
    const headers = new Headers(fetch.mock.calls[0]![1].headers);
    expect(headers.get('idempotency-key')).toBe(key);
    expect(headers.get('content-type')).toBe('application/json');
    expect(newIdempotencyKey()).not.toBe(key);
  });

  it('turns a problem document into an error with its fields, request id and newer copy', async () => {
    const errors = [{ path: 'content.indicators.0.value', code: 'too_small', message: '过小' }];
    answer(
      JSON.stringify({
        status: 409,
        code: 'VERSION_CONFLICT',
        detail: '已被更新',
        requestId: 'r-1',
        errors,
        current: { version: 3 },
      }),
      { status: 409 },
    );
    const error = await api.put('/demands/1', {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 409,
      code: 'VERSION_CONFLICT',
      message: '已被更新',
      requestId: 'r-1',
      fields: errors,
      current: { version: 3 },
    });
  });

  it('still makes an error of an answer that is no problem document', async () => {
    answer('<html>bad gateway</html>', { status: 502, headers: { 'x-request-id': 'r-2', 'retry-after': '7' } });
    const error = await api.get('/me').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 502, code: 'UNKNOWN', requestId: 'r-2', retryAfter: 7 });
  });

  it('tells a lost connection from a refusal and from a cancelled call', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.get('/me')).rejects.toBeInstanceOf(NetworkError);
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')));
    await expect(api.get('/me')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('gives nothing for an answer without content', async () => {
    answer(null, { status: 204 });
    await expect(api.delete('/teams/1')).resolves.toBeUndefined();
  });

  it('leaves empty values out of an address', () => {
    expect(toQueryString({ a: '', b: undefined, c: null, d: [], e: false })).toBe('?e=false');
    expect(toQueryString({})).toBe('');
  });
});
