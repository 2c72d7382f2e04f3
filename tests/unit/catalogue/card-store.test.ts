import { describe, expect, it } from 'vitest';
import type { SearchCard, SearchKind } from '../../../server/contracts/search.contract.ts';
import { createCardStore } from '../../../server/modules/catalogue/index.ts';

const card = (id: string, title = id): SearchCard => ({
  id,
  kind: 'achievement',
  code: id,
  title,
  titleSpans: [],
  snippet: '',
  snippetSpans: [],
  ownerLabel: '',
  regionLabel: null,
  hti: null,
  chainCodes: [],
  trl: null,
  cooperationModes: [],
  priceLabel: null,
  deadlineAnswer: null,
  orgType: null,
  publishedAt: null,
  isStale: false,
  score: 0,
  parts: {},
});
const refs = (...ids: string[]) => ids.map((id) => ({ id, kind: 'achievement' as const }));

/** A store over rows that the test changes, with the queries it made. */
function setUp() {
  const rows = new Map(['a', 'b', 'c'].map((id) => [id, card(id)]));
  const queries: { kind: SearchKind; ids: string[] }[] = [];
  let gate: Promise<void> = Promise.resolve();
  let time = 0;
  const store = createCardStore(
    async (kind, ids) => {
      queries.push({ kind, ids: [...ids] });
      const found = new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!] as const] : [])));
      await gate;
      return found;
    },
    () => time,
    60_000,
  );
  return {
    store,
    rows,
    queries,
    pass: (ms: number) => {
      time += ms;
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('card store', () => {
  it('asks once, and keeps what it has', async () => {
    const { store, queries } = setUp();
    expect([...(await store.many(refs('a', 'b'))).keys()]).toEqual(['a', 'b']);
    expect([...(await store.many(refs('b', 'a'))).keys()]).toEqual(['b', 'a']);
    expect(queries).toHaveLength(1);
  });

  it('asks together for what several searches miss at the same time, each id once', async () => {
    const { store, queries } = setUp();
    const [first, second] = await Promise.all([store.many(refs('a', 'b')), store.many(refs('b', 'c'))]);
    expect([...first.keys()]).toEqual(['a', 'b']);
    expect([...second.keys()]).toEqual(['b', 'c']);
    expect(queries).toEqual([{ kind: 'achievement', ids: ['a', 'b', 'c'] }]);
  });

  it('leaves out what is not public, and does not ask for it again', async () => {
    const { store, queries } = setUp();
    expect((await store.many(refs('a', 'hidden'))).has('hidden')).toBe(false);
    expect((await store.many(refs('hidden'))).size).toBe(0);
    expect(queries).toHaveLength(1);
  });

  it('forgets a changed record, and every card after a minute', async () => {
    const { store, rows, pass } = setUp();
    await store.many(refs('a', 'b'));
    rows.set('a', card('a', '新名称'));
    rows.delete('b');
    expect((await store.many(refs('a'))).get('a')?.title).toBe('a');
    store.drop(['a']);
    expect((await store.many(refs('a'))).get('a')?.title).toBe('新名称');
    expect((await store.many(refs('b'))).size).toBe(1);
    pass(60_000);
    expect((await store.many(refs('b'))).size).toBe(0);
  });

  it('never keeps a card that was read before its record changed', async () => {
    const { store, rows, hold } = setUp();
    const release = hold();
    const early = store.many(refs('a'));
    await turn();
    rows.delete('a');
    store.drop(['a']);
    const late = store.many(refs('a'));
    release();
    await early;
    expect((await late).size).toBe(0);
    expect((await store.many(refs('a'))).size).toBe(0);
  });

  it('hands a failed query to those who asked, and tries again for the next', async () => {
    const { rows } = setUp();
    let isBroken = true;
    const store = createCardStore(
      async (_kind, ids) => {
        if (isBroken) throw new Error('no database');
        return new Map(ids.map((id) => [id, rows.get(id)!]));
      },
      () => 0,
      60_000,
    );
    await expect(Promise.all([store.many(refs('a')), store.many(refs('a', 'b'))])).rejects.toThrow('no database');
    isBroken = false;
    expect((await store.many(refs('a', 'b'))).size).toBe(2);
  });

  it('answers more ids than one query takes', async () => {
    const { store, rows, queries } = setUp();
    const ids = Array.from({ length: 250 }, (_, i) => `id-${i}`);
    for (const id of ids) rows.set(id, card(id));
    expect((await store.many(refs(...ids))).size).toBe(250);
    expect(queries.map(({ ids: asked }) => asked.length)).toEqual([100, 100, 50]);
  });
});
