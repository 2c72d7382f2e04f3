import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { listQuery } from '../../web/src/features/curation/curation.queries.ts';
import { createDecisionStore } from '../../web/src/features/curation/decision-store.ts';
import { listOf, matchOf } from './curation-fixtures.ts';

interface Call {
  id: string;
  body: { version: number; action: string; reasonCode?: string };
}

/** Answers decisions as the server does: versions must fit, each decision raises the version. */
function fakeServer(items: MatchView[]) {
  const rows = new Map(items.map((item) => [item.id, item]));
  const calls: Call[] = [];
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url.endsWith('/curation/demands/d1')) {
      const all = [...rows.values()];
      const isOut = (row: MatchView): boolean => row.status === 'DISMISSED';
      return json(listOf([...all.filter((row) => !isOut(row)), ...all.filter(isOut)]));
    }
    const id = /\/matches\/([^/]+)\/decisions$/u.exec(url)?.[1];
    if (!id) return json({ status: 404, code: 'NOT_FOUND', detail: '' }, 404);
    const body = JSON.parse(String(init.body)) as Call['body'];
    calls.push({ id, body });
    const row = rows.get(id)!;
    if (row.version !== body.version)
      return json({ status: 409, code: 'VERSION_CONFLICT', detail: '', current: row }, 409);
    const next = {
      ...row,
      version: row.version + 1,
      status: body.action === 'CONFIRM' ? ('CONFIRMED' as const) : row.status,
      ...(body.action === 'REJECT' ? { status: 'DISMISSED' as const, reasonCodes: [body.reasonCode!] } : {}),
      ...(body.action === 'UNDO' ? { status: 'SUGGESTED' as const, reasonCodes: [] } : {}),
    };
    rows.set(id, next);
    return json(next);
  });
  return { calls, rows };
}

async function setUp(items = ['a', 'b', 'c'].map((id) => matchOf({ id }))) {
  const client = new QueryClient();
  const server = fakeServer(items);
  await client.prefetchQuery(listQuery('d1'));
  const store = createDecisionStore(client);
  const conflicts: string[] = [];
  const errors: unknown[] = [];
  store.setHooks({ onConflict: (match) => conflicts.push(match.id), onError: (error) => errors.push(error) });
  const statuses = () =>
    store
      .shown('d1')
      .map((match) => `${match.id}:${match.status}`)
      .join(' ');
  return { client, server, store, conflicts, errors, statuses };
}

beforeEach(() => vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => vi.unstubAllGlobals());

describe('decisions under way', () => {
  it('show before the server answered, and stay after it did', async () => {
    const { store, statuses, server } = await setUp();
    store.decide('d1', { matchId: 'a', action: 'CONFIRM' });
    expect(server.calls).toEqual([]);
    expect(statuses()).toBe('a:CONFIRMED b:SUGGESTED c:SUGGESTED');
    await store.settled();
    expect(statuses()).toBe('a:CONFIRMED b:SUGGESTED c:SUGGESTED');
    expect(store.pending()).toEqual([]);
  });

  it('on one match go one after the other, each with the version the one before left', async () => {
    const { store, server, errors, conflicts } = await setUp();
    store.decide('d1', { matchId: 'a', action: 'CONFIRM' });
    store.decide('d1', { matchId: 'a', action: 'REJECT', reasonCode: 'R03' });
    await store.settled();
    expect(server.calls.map(({ body }) => [body.action, body.version])).toEqual([
      ['CONFIRM', 1],
      ['REJECT', 2],
    ]);
    expect(errors).toEqual([]);
    expect(conflicts).toEqual([]);
  });

  it('that a colleague was faster with give way to the newer copy', async () => {
    const { store, server, statuses, conflicts } = await setUp();
    server.rows.set('b', matchOf({ id: 'b', version: 5, status: 'DISMISSED', reasonCodes: ['R07'] }));
    const entry = store.decide('d1', { matchId: 'b', action: 'CONFIRM' });
    await store.settled();
    expect(conflicts).toEqual(['b']);
    expect(statuses()).toBe('a:SUGGESTED c:SUGGESTED b:DISMISSED');
    expect(entry?.isFailed).toBe(true);
    expect(store.undoLast()).toBeNull();
  });

  it('that are refused disappear again and are reported', async () => {
    const { store, statuses, errors } = await setUp();
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ code: 'FORBIDDEN', detail: '' }), { status: 403 }),
    );
    store.decide('d1', { matchId: 'a', action: 'CONFIRM' });
    expect(statuses()).toContain('a:CONFIRMED');
    await store.settled();
    expect(statuses()).toBe('a:SUGGESTED b:SUGGESTED c:SUGGESTED');
    expect(errors).toHaveLength(1);
  });

  it('are not made for a match that is not in the list', async () => {
    const { store, server } = await setUp();
    expect(store.decide('d1', { matchId: 'z', action: 'CONFIRM' })).toBeNull();
    expect(server.calls).toEqual([]);
  });
});

describe('the way back', () => {
  it('takes back the latest first, across matches', async () => {
    const { store, statuses, server } = await setUp();
    store.decide('d1', { matchId: 'a', action: 'CONFIRM' });
    store.decide('d1', { matchId: 'b', action: 'REJECT', reasonCode: 'R01' });
    expect(store.undoLast()?.matchId).toBe('b');
    expect(statuses()).toBe('a:CONFIRMED b:SUGGESTED c:SUGGESTED');
    expect(store.undoLast()?.matchId).toBe('a');
    await store.settled();
    expect(server.calls.map(({ id, body }) => id + body.action)).toEqual(['aCONFIRM', 'bREJECT', 'bUNDO', 'aUNDO']);
    expect(statuses()).toBe('a:SUGGESTED b:SUGGESTED c:SUGGESTED');
    expect(store.undoLast()).toBeNull();
  });

  it('of an older decision takes the later ones on the same match with it', async () => {
    const { store, server } = await setUp();
    const first = store.decide('d1', { matchId: 'a', action: 'CONFIRM' })!;
    store.decide('d1', { matchId: 'a', action: 'NOTE', comment: '问数据' });
    store.decide('d1', { matchId: 'b', action: 'CONFIRM' });
    store.undo(first);
    await store.settled();
    expect(server.calls.filter(({ body }) => body.action === 'UNDO').map(({ id }) => id)).toEqual(['a', 'a']);
    expect(server.rows.get('b')?.status).toBe('CONFIRMED');
  });

  it('of somebody else’s rejection asks the server to undo it', async () => {
    const { store, server, statuses } = await setUp([matchOf({ id: 'a', status: 'DISMISSED', reasonCodes: ['R02'] })]);
    store.restore('d1', 'a');
    expect(statuses()).toBe('a:SUGGESTED');
    await store.settled();
    expect(server.calls.map(({ body }) => body.action)).toEqual(['UNDO']);
  });

  it('keeps a decision undoable when the undoing itself failed', async () => {
    const { store, errors } = await setUp();
    store.decide('d1', { matchId: 'a', action: 'CONFIRM' });
    await store.settled();
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('cut')));
    store.undoLast();
    await store.settled();
    expect(errors).toHaveLength(1);
    expect(store.undoLast()?.matchId).toBe('a');
  });
});
