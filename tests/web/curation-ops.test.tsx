import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { REJECT_REASONS } from '../../server/contracts/matching.contract.ts';
import {
  applyOp,
  applyOps,
  type DecisionOp,
  isOpen,
  keyOfReason,
  marksIn,
  nextWaiting,
  reasonOfKey,
  stepPosition,
} from '../../web/src/features/curation/decision-ops.ts';
import { matchOf } from './curation-fixtures.ts';

const op = (matchId: string, action: DecisionOp['action'], extra: Partial<DecisionOp> = {}): DecisionOp => ({
  id: 1,
  demandId: 'd',
  matchId,
  action,
  ...extra,
});
const ids = (items: readonly MatchView[]): string => items.map((match) => match.id).join('');
const list = (text = 'abcde'): MatchView[] => [...text].map((id) => matchOf({ id }));

describe('a decision on the list', () => {
  it('confirms in place, and puts a rejected one behind all others', () => {
    const confirmed = applyOp(list(), op('b', 'CONFIRM'));
    expect(ids(confirmed)).toBe('abcde');
    expect(confirmed[1]?.status).toBe('CONFIRMED');
    const rejected = applyOp(confirmed, op('a', 'REJECT', { reasonCode: 'R03' }));
    expect(ids(rejected)).toBe('bcdea');
    expect(rejected.at(-1)).toMatchObject({ status: 'DISMISSED', reasonCodes: ['R03'] });
  });

  it('pins to the top in the order of pinning, as the server does for its own order', () => {
    expect(ids(applyOps(list(), [op('d', 'PIN'), op('b', 'PIN')]))).toBe('dbace');
  });

  it('moves to the place that was asked for, counted among the open ones', () => {
    expect(ids(applyOp(list(), op('d', 'MOVE', { position: 1 })))).toBe('dabce');
    expect(ids(applyOp(list(), op('a', 'MOVE', { position: 5 })))).toBe('bcdea');
    const withRejected = applyOp(list(), op('e', 'REJECT', { reasonCode: 'R01' }));
    expect(ids(applyOp(withRejected, op('a', 'MOVE', { position: 4 })))).toBe('bcdae');
  });

  it('leaves the list alone when the match has gone', () => {
    expect(applyOp(list(), op('z', 'REJECT'))).toEqual(list());
  });

  it('is taken back to the same list, whatever was done', () => {
    const actions = fc.constantFrom<DecisionOp['action']>('CONFIRM', 'REJECT', 'PIN', 'NOTE', 'GRADE', 'MOVE');
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        actions,
        fc.integer({ min: 1, max: 5 }),
        (id, action, n) => {
          const before = list();
          const match = before.find((item) => item.id === id)!;
          const done = op(id, action, {
            position: n,
            relevance: (n % 4) + 1,
            comment: `note ${n}`,
            reasonCode: 'R01',
          });
          const undone = op(id, 'UNDO', { restore: { match, order: before.map((item) => item.id) } });
          expect(applyOps(before, [done, undone])).toEqual(before);
        },
      ),
    );
  });

  it('neither loses nor doubles a candidate, and keeps the rejected last', () => {
    const anyOp = fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        action: fc.constantFrom<DecisionOp['action']>('CONFIRM', 'REJECT', 'PIN', 'UNPIN', 'MOVE', 'NOTE'),
        position: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ id, action, position }) => op(id, action, { position }));
    fc.assert(
      fc.property(fc.array(anyOp, { maxLength: 12 }), (ops) => {
        // The keys never move what is rejected.
        const items = ops.reduce<MatchView[]>(
          (now, next) =>
            next.action === 'MOVE' && !isOpen(now.find((item) => item.id === next.matchId)!) ? now : applyOp(now, next),
          list(),
        );
        expect([...ids(items)].sort().join('')).toBe('abcde');
        const first = items.findIndex((match) => match.status === 'DISMISSED');
        if (first >= 0) expect(items.slice(first).every((match) => match.status === 'DISMISSED')).toBe(true);
      }),
    );
  });
});

describe('the way through the list', () => {
  it('steps among open ones and never across the pinned', () => {
    const items = applyOp(list(), op('c', 'PIN'));
    expect(ids(items)).toBe('cabde');
    expect(stepPosition(items, 'a', 1)).toBe(3);
    expect(stepPosition(items, 'a', -1)).toBeNull();
    expect(stepPosition(items, 'e', 1)).toBeNull();
    expect(stepPosition(items, 'z', 1)).toBeNull();
  });

  it('goes on to the next waiting one, back when none follows, and stays when all are decided', () => {
    const items = applyOps(list('abc'), [op('b', 'CONFIRM')]);
    expect(nextWaiting(items, 'a')).toBe('c');
    expect(nextWaiting(items, 'c')).toBe('a');
    expect(nextWaiting(applyOps(items, [op('a', 'CONFIRM'), op('c', 'CONFIRM')]), 'b')).toBe('b');
  });
});

describe('marks in the text of the demand', () => {
  const passage = { side: 'demand' as const, field: 'problem', level: 'L1' as const };
  it('stand where the words stand in the whole text', () => {
    const text = '前文若干。边缘脱层，剥离强度下降。';
    const marks = marksIn(
      text,
      [{ ...passage, text: '边缘脱层，剥离强度下降', spans: [{ start: 2, end: 4, term: '脱层' }] }],
      'problem',
    );
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['脱层']);
  });
  it('are left out for other fields, the other side and passages of an older text', () => {
    const spans = [{ start: 0, end: 2, term: '脱层' }];
    const passages = [
      { ...passage, field: 'summary', text: '脱层', spans },
      { ...passage, side: 'achievement' as const, text: '脱层', spans },
      { ...passage, text: '已改写的文字', spans },
    ];
    expect(marksIn('脱层', passages, 'problem')).toEqual([]);
  });
});

describe('keys of the reasons', () => {
  it('are one for each reason and lead back to it', () => {
    const keys = REJECT_REASONS.map(keyOfReason);
    expect(new Set(keys).size).toBe(REJECT_REASONS.length);
    expect(keys.map(reasonOfKey)).toEqual([...REJECT_REASONS]);
    expect(reasonOfKey('y')).toBeNull();
    expect(reasonOfKey('Enter')).toBeNull();
  });
});
