import { describe, expect, it } from 'vitest';
import type { SearchCard, SearchKind } from '../../../server/contracts/search.contract.ts';
import { type CardStore, createCardStore } from '../../../server/modules/catalogue/index.ts';

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
/** Ids of the answer, null where there is no card. */
const ids = (cards: Awaited<ReturnType<CardStore['many']>>) => cards.map((kept) => kept?.card.id ?? null);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('card store', () => {
  it('asks once, and keeps what it has', async () => {
    const { store, queries } = setUp();
    expect(ids(await store.many(refs('a', 'b')))).toEqual(['a', 'b']);
    expect(ids(await store.many(refs('b', 'a')))).toEqual(['b', 'a']);
    expect(queries).toHaveLength(1);
  });

  it('asks together for what several searches miss at the same time, each id once', async () => {
    const { store, queries } = setUp();
    const [first, second] = await Promise.all([store.many(refs('a', 'b')), store.many(refs('b', 'c'))]);
    expect(ids(first)).toEqual(['a', 'b']);
    expect(ids(second)).toEqual(['b', 'c']);
    expect(queries).toEqual([{ kind: 'achievement', ids: ['a', 'b', 'c'] }]);
  });

  it('leaves out what is not public, and does not ask for it again', async () => {
    const { store, queries } = setUp();
    expect(ids(await store.many(refs('hidden', 'a')))).toEqual([null, 'a']);
    expect(ids(await store.many(refs('hidden')))).toEqual([null]);
    expect(queries).toHaveLength(1);
  });

  it('forgets a changed record, and every card after a minute', async () => {
    const { store, rows, pass } = setUp();
    await store.many(refs('a', 'b'));
    rows.set('a', card('a', '新名称'));
    rows.delete('b');
    expect((await store.many(refs('a')))[0]?.card.title).toBe('a');
    store.drop(['a']);
    expect((await store.many(refs('a')))[0]?.card.title).toBe('新名称');
    expect(ids(await store.many(refs('b')))).toEqual(['b']);
    pass(60_000);
    expect(ids(await store.many(refs('b')))).toEqual([null]);
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
    expect(ids(await late)).toEqual([null]);
    expect(ids(await store.many(refs('a')))).toEqual([null]);
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
    expect(ids(await store.many(refs('a', 'b')))).toEqual(['a', 'b']);
  });

  it('answers more ids than one query takes', async () => {
    const { store, rows, queries } = setUp();
    const many = Array.from({ length: 250 }, (_, i) => `id-${i}`);
    for (const id of many) rows.set(id, card(id));
    expect(ids(await store.many(refs(...many)))).toEqual(many);
    expect(queries.map(({ ids: asked }) => asked.length)).toEqual([100, 100, 50]);
  });
});
