import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedRanks, orderOf, type Ranks, unmovedRanks } from '../../../server/modules/matching/list-order.ts';

interface Row {
  id: string;
  status: string;
  isPinned: boolean;
  manualRank: number | null;
  rank: number | null;
  relevanceScore: number;
}
const row = (id: string, rank: number | null = null): Row => ({
  id,
  status: 'SUGGESTED',
  isPinned: false,
  manualRank: null,
  rank,
  relevanceScore: 0.5,
});
const rows = (count: number): Row[] => Array.from({ length: count }, (_, i) => row(`m${i}`, i + 1));
const ids = (all: readonly Row[]): string[] => orderOf(all).map(({ id }) => id);
const ranksOf = (all: readonly Row[]): Ranks => Object.fromEntries(all.map(({ id, manualRank }) => [id, manualRank]));
const give = (all: readonly Row[], ranks: Ranks): Row[] =>
  all.map((each) => (each.id in ranks ? { ...each, manualRank: ranks[each.id] ?? null } : each));
const open = (all: readonly Row[]): Row[] => orderOf(all.filter(({ status }) => status !== 'DISMISSED'));
const record = (all: readonly Row[], position: number) => {
  const list = open(all);
  return { order: list.map(({ id }) => id), ranks: ranksOf(list), position };
};
const undone = (all: readonly Row[], move: ReturnType<typeof record>, id: string): Row[] =>
  give(all, unmovedRanks(move, id, { order: open(all).map((each) => each.id), ranks: ranksOf(all) }));

describe('the order of a list', () => {
  it('puts pins on top, then the curator’s order, then the rank, and what was rejected last', () => {
    const all = [
      { ...row('rejected', 1), status: 'DISMISSED' },
      row('third', 3),
      row('second', 2),
      { ...row('moved', 9), manualRank: 1 },
      { ...row('pinned', 8), isPinned: true },
      row('added'),
    ];
    expect(ids(all)).toEqual(['pinned', 'moved', 'second', 'third', 'added', 'rejected']);
  });

  it('is changed by a move for good: the engine’s rank no longer counts', () => {
    const all = rows(4);
    const after = give(all, movedRanks(record(all, 1), 'm3'));
    expect(ids(after)).toEqual(['m3', 'm0', 'm1', 'm2']);
    expect(ids(after.map((each) => ({ ...each, rank: 5 - (each.rank ?? 0) })))).toEqual(['m3', 'm0', 'm1', 'm2']);
    expect(ids(give(all, movedRanks(record(all, 99), 'm0')))).toEqual(['m1', 'm2', 'm3', 'm0']);
  });
});

describe('taking a move back', () => {
  it('gives every place back, also that none was given', () => {
    const all = rows(4);
    const move = record(all, 1);
    expect(undone(give(all, movedRanks(move, 'm3')), move, 'm3')).toEqual(all);
  });

  it('keeps what others moved since', () => {
    const all = rows(4);
    const first = record(all, 1);
    const one = give(all, movedRanks(first, 'm3'));
    const two = give(one, movedRanks(record(one, 4), 'm0'));
    expect(ids(two)).toEqual(['m3', 'm1', 'm2', 'm0']);
    expect(ids(undone(two, first, 'm3'))).toEqual(['m1', 'm2', 'm0', 'm3']);
  });

  it('in turn gives every former state back, whatever was confirmed, rejected, pinned or added between', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constantFrom('CONFIRM', 'REJECT', 'PIN'),
        at: fc.nat(9),
        position: fc.constant(1),
      }),
      fc.record({ kind: fc.constant('MOVE'), at: fc.nat(9), position: fc.integer({ min: 1, max: 12 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 20 }), (count, steps) => {
        let all = rows(count);
        const back: { expected: string[]; undo: (now: Row[]) => Row[] }[] = [];
        for (const { kind, at, position } of steps) {
          const target = open(all)[at];
          if (!target) continue;
          const expected = ids(all);
          const set = (fields: Partial<Row>) => (now: Row[]) =>
            now.map((each) => (each.id === target.id ? { ...each, ...fields } : each));
          if (kind === 'MOVE') {
            const move = record(all, position);
            all = give(all, movedRanks(move, target.id));
            back.push({ expected, undo: (now) => undone(now, move, target.id) });
          } else {
            const { status, isPinned } = target;
            all = set(
              kind === 'PIN' ? { isPinned: !isPinned } : { status: kind === 'REJECT' ? 'DISMISSED' : 'CONFIRMED' },
            )(all);
            back.push({ expected, undo: set(kind === 'PIN' ? { isPinned } : { status }) });
          }
        }
        for (const { expected, undo } of back.reverse()) {
          all = undo(all);
          expect(ids(all)).toEqual(expected);
        }
        expect(all).toEqual(rows(count));
      }),
    );
  });
});
