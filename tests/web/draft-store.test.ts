import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changedFields, isSame, mergeThreeWay, outgoing } from '../../web/src/components/record/draft-logic.ts';
import { type DraftPort, DraftStore } from '../../web/src/components/record/draft-store.ts';
import type { Content } from '../../web/src/components/record/field-spec.ts';
import { newIndicator } from '../../web/src/components/record/indicators-editor.tsx';
import { ApiError, NetworkError } from '../../web/src/lib/api-error.ts';

interface View {
  content: Content;
  version: number;
}

/** A server that keeps one record, checks versions and refuses values that `refuse` names. */
function server(first: Content) {
  const state: View = { content: first, version: 1 };
  const sent: Content[] = [];
  const failures: unknown[] = [];
  const refuse = new Map<string, unknown>();
  const port: DraftPort<View> = {
    read: (view) => view,
    check: (field, value) => (value === 'wrong' ? [{ path: field, code: 'custom', message: 'not right' }] : []),
    save: async (version, patch) => {
      sent.push(patch);
      const failure = failures.shift();
      if (failure) throw failure;
      if (version !== state.version)
        throw new ApiError({ status: 409, code: 'VERSION_CONFLICT', current: { ...state } });
      const bad = Object.keys(patch).filter((field) => refuse.has(field) && isSame(refuse.get(field), patch[field]));
      if (bad.length)
        throw new ApiError({
          status: 400,
          code: 'VALIDATION_FAILED',
          errors: bad.map((field) => ({
            path: `content.${field}.0.number`,
            code: 'patent_check',
            message: 'check digit',
          })),
        });
      state.content = { ...state.content, ...patch };
      state.version += 1;
      return { ...state };
    },
  };
  return { state, sent, failures, refuse, port };
}
const other = (host: ReturnType<typeof server>, patch: Content): void => {
  host.state.content = { ...host.state.content, ...patch };
  host.state.version += 1;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('saving a draft by itself', () => {
  it('sends only what changed, once the person pauses', async () => {
    const host = server({ title: 'a', summary: 's' });
    const store = new DraftStore(host.port, { ...host.state });
    store.set('title', 'ab');
    store.set('title', 'abc');
    expect(host.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(host.sent).toEqual([{ title: 'abc' }]);
    expect(store.getSnapshot()).toMatchObject({ state: 'saved', content: { title: 'abc', summary: 's' } });
    expect(store.isDirty).toBe(false);
  });

  it('keeps what was typed while a save was under way and sends it next', async () => {
    const host = server({ title: 'a' });
    const store = new DraftStore(host.port, { ...host.state });
    store.set('title', 'one');
    const saving = store.flush();
    store.set('title', 'two');
    await saving;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(host.sent).toEqual([{ title: 'one' }, { title: 'two' }]);
    expect(host.state.content.title).toBe('two');
    expect(store.getSnapshot().content.title).toBe('two');
  });

  it('holds back a field that is wrong and saves the others', async () => {
    const host = server({ title: 'a', summary: '' });
    const store = new DraftStore(host.port, { ...host.state });
    store.setMany({ title: 'wrong', summary: 'fine' });
    expect(await store.flush()).toBe(false);
    expect(host.sent).toEqual([{ summary: 'fine' }]);
    expect(store.getSnapshot()).toMatchObject({ state: 'held', errors: { title: 'not right' } });
    store.set('title', 'right');
    expect(store.getSnapshot().errors).toEqual({});
    expect(await store.flush()).toBe(true);
    expect(host.state.content).toEqual({ title: 'right', summary: 'fine' });
  });

  it('shows a refusal of the server at its place, saves the rest, and does not send the same value again', async () => {
    const host = server({ title: 'a' });
    const right = { ipType: 'INV', number: '201710601862.4', title: '' };
    host.refuse.set('ip', [{ ...right, normalNumber: null }]);
    const store = new DraftStore(host.port, { ...host.state });
    store.setMany({ title: 'b', ip: [right] });
    expect(await store.flush()).toBe(false);
    expect(host.state.content).toEqual({ title: 'b' });
    expect(store.getSnapshot().errors).toEqual({ 'ip.0.number': 'check digit' });
    const calls = host.sent.length;
    await store.flush();
    expect(host.sent).toHaveLength(calls);
    store.set('ip', [{ ...right, number: '201710601862.3' }]);
    expect(await store.flush()).toBe(true);
  });

  it('tries again by itself when no answer came, and loses nothing', async () => {
    const host = server({ title: 'a' });
    host.failures.push(new NetworkError('cut'), new ApiError({ status: 503, code: 'X' }));
    const store = new DraftStore(host.port, { ...host.state });
    store.set('title', 'kept');
    await store.flush();
    expect(store.getSnapshot().state).toBe('offline');
    expect(store.isDirty).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.getSnapshot().state).toBe('saved');
    expect(host.state.content.title).toBe('kept');
  });

  it('stops when the record may not be edited any more', async () => {
    const host = server({ title: 'a' });
    host.failures.push(new ApiError({ status: 409, code: 'STATE_CONFLICT' }));
    const store = new DraftStore(host.port, { ...host.state });
    store.set('title', 'late');
    expect(await store.flush()).toBe(false);
    expect(store.getSnapshot().state).toBe('closed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(host.sent).toHaveLength(1);
  });
});

describe('somebody else saved meanwhile', () => {
  it('joins edits that do not touch each other without a question', async () => {
    const host = server({ title: 'a', summary: 's' });
    const store = new DraftStore(host.port, { ...host.state });
    other(host, { summary: 'theirs' });
    store.set('title', 'mine');
    expect(await store.flush()).toBe(true);
    expect(host.state.content).toEqual({ title: 'mine', summary: 'theirs' });
    expect(store.getSnapshot()).toMatchObject({ taken: ['summary'], content: { title: 'mine', summary: 'theirs' } });
  });

  it.each([
    [[], 'mine'],
    [['title'], 'theirs'],
  ])('asks where both changed the same field; taking %j leaves %s', async (takes, title) => {
    const host = server({ title: 'a', summary: 's' });
    const store = new DraftStore(host.port, { ...host.state });
    other(host, { title: 'theirs' });
    store.setMany({ title: 'mine', summary: 'also mine' });
    expect(await store.flush()).toBe(false);
    expect(store.getSnapshot()).toMatchObject({
      state: 'conflict',
      conflicts: [{ field: 'title', mine: 'mine', theirs: 'theirs' }],
    });
    expect(host.state.content).toEqual({ title: 'theirs', summary: 's' });
    expect(await store.resolve(takes)).toBe(true);
    expect(host.state.content).toEqual({ title, summary: 'also mine' });
  });

  it('merges by field from the common base', () => {
    const merge = mergeThreeWay({ a: 1, b: 1, c: 1, d: 1 }, { a: 2, b: 1, c: 2, d: 5 }, { a: 1, b: 2, c: 3, d: 5 });
    expect(merge).toEqual({
      content: { a: 2, b: 2, c: 2, d: 5 },
      taken: ['b'],
      conflicts: [{ field: 'c', mine: 2, theirs: 3 }],
    });
  });
});

describe('what counts as a change', () => {
  it('does not see a row that was added and not begun', () => {
    const base = { indicators: [] };
    expect(changedFields(base, { indicators: [newIndicator(true)] })).toEqual([]);
    expect(changedFields(base, { indicators: [{ ...newIndicator(true), name: 'x' }] })).toEqual(['indicators']);
  });

  it('treats nothing and empty alike, and an emptied field as a change', () => {
    expect(changedFields({}, { title: '', keywords: [], neededBy: null })).toEqual([]);
    expect(changedFields({ title: 'a', keywords: ['k'] }, { title: '', keywords: [] })).toEqual(['title', 'keywords']);
  });

  it('leaves normal forms to the server and keeps know-how without a number', () => {
    const rows = outgoing('ip', [
      { ipType: 'INV', number: '', title: '' },
      { ipType: 'KNOWHOW', number: '', title: '' },
      { ipType: 'INV', number: 'ZL1', title: '', normalNumber: 'CN1' },
    ]);
    expect(rows).toEqual([
      { ipType: 'KNOWHOW', number: null, title: '', normalNumber: null },
      { ipType: 'INV', number: 'ZL1', title: '', normalNumber: null },
    ]);
  });
});
