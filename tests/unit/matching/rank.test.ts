import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideNoMatch,
  type GradedCandidate,
  noAnswerScore,
} from '../../../server/modules/matching/engine/no-match.ts';
import { RANK_WEIGHTS, type RankItem, rankList } from '../../../server/modules/matching/engine/rank.ts';
import { renderReason } from '../../../server/modules/matching/engine/reasons.ts';
import { demand, text } from './fixtures.ts';

const item = (id: string, over: Partial<RankItem> = {}): RankItem => ({
  id,
  level: 3,
  score: 0.5,
  feasibility: 50,
  isStopped: false,
  teamId: null,
  isStale: false,
  isPinned: false,
  manualRank: null,
  ...over,
});
const order = (items: RankItem[], weights = RANK_WEIGHTS) => rankList(items, weights).map(({ id }) => id);

describe('rankList', () => {
  it('ranks by relevance, settles near ties by feasibility and ties by id', () => {
    expect(
      order([item('c', { score: 0.9, feasibility: 0 }), item('b'), item('a'), item('d', { feasibility: 90 })]),
    ).toEqual(['c', 'd', 'a', 'b']);
  });

  it('puts blocked rights last and says why', () => {
    const [first, last] = rankList([item('a', { score: 0.99, isStopped: true }), item('b', { score: 0.1 })]);
    expect([first?.id, last?.id]).toEqual(['b', 'a']);
    expect(last?.notes).toEqual([{ code: 'rank.stop', params: {} }]);
  });

  it('applies pins and moves after ranking', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((id, index) => item(id, { score: 0.9 - index / 10 }));
    const at = (id: string) => items.find((one) => one.id === id) as RankItem;
    at('e').isPinned = true;
    at('d').manualRank = 3;
    expect(order(items)).toEqual(['e', 'a', 'd', 'b', 'c']);
    at('c').manualRank = 1;
    expect(order(items)).toEqual(['e', 'c', 'd', 'a', 'b']);
    expect(rankList(items)[0]?.notes).toContainEqual({ code: 'rank.pinned', params: {} });
  });

  it('spreads teams only when asked, and explains it', () => {
    const items = [
      item('a', { score: 0.9, teamId: 't' }),
      item('b', { score: 0.89, teamId: 't' }),
      item('c', { score: 0.88, teamId: 'u' }),
    ];
    expect(order(items)).toEqual(['a', 'b', 'c']);
    const spread = rankList(items, { ...RANK_WEIGHTS, diversity: 0.05 });
    expect(spread.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(spread[2]?.notes).toEqual([{ code: 'rank.diversity', params: {} }]);
  });

  const anyItem = fc.record({
    id: fc.uuid(),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    feasibility: fc.integer({ min: 0, max: 100 }),
    isStopped: fc.boolean(),
    teamId: fc.constantFrom('t1', 't2', null),
    isStale: fc.boolean(),
    isPinned: fc.boolean(),
    manualRank: fc.constantFrom(null, null, 1, 2, 5, 99),
  });
  const list = fc.uniqueArray(anyItem, { selector: ({ id }) => id, maxLength: 12 });

  it('loses and invents nothing, whatever the order of entry; pins come first; parts add up', () => {
    fc.assert(
      fc.property(list, fc.constantFrom(0, 0.1), (items, diversity) => {
        const weights = { ...RANK_WEIGHTS, diversity };
        const ranked = rankList(items, weights);
        expect(ranked.map(({ rank }) => rank)).toEqual(items.map((_, index) => index + 1));
        expect(new Set(ranked.map(({ id }) => id))).toEqual(new Set(items.map(({ id }) => id)));
        const pins = ranked.map(({ id }) => items.find((one) => one.id === id)?.isPinned === true);
        expect([...pins].sort((a, b) => Number(b) - Number(a))).toEqual(pins);
        for (const { parts, rankScore } of ranked)
          expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(rankScore, 9);
      }),
    );
    fc.assert(
      fc.property(list, (items) => {
        const plain = items.map((one) => ({ ...one, manualRank: null }));
        expect(order([...plain].reverse())).toEqual(order(plain));
      }),
    );
  });

  it('uses nothing of a weight of 0', () => {
    fc.assert(
      fc.property(list, (items) => {
        const weights = { relevance: 1, feasibility: 0, stale: 0, diversity: 0 };
        const changed = items.map((one) => ({
          ...one,
          feasibility: 100 - one.feasibility,
          isStale: !one.isStale,
          teamId: 'x',
        }));
        expect(order(changed, weights)).toEqual(order(items, weights));
      }),
    );
  });
});

describe('decideNoMatch', () => {
  const run = { gap: 0.3, gapThreshold: 0.1, noCloseMatch: false };
  const flat = { gap: 0.05, gapThreshold: 0.1, noCloseMatch: true };
  const candidate = (over: Partial<GradedCandidate> = {}): GradedCandidate => ({
    level: 3,
    score: 0.6,
    isStopped: false,
    ...over,
  });
  const code = (candidates: GradedCandidate[], how = run) => decideNoMatch(candidates, how, demand()).reason.code;

  it('says so when nothing is there, nothing is close, nothing stands out, or all is blocked', () => {
    expect(code([])).toBe('noMatch.empty');
    expect(code([candidate({ level: 2, score: 0.4 })])).toBe('noMatch.weak');
    expect(code([candidate({ isStopped: true }), candidate({ level: 1, score: 0.1 })])).toBe('noMatch.filtered');
    expect(code([candidate()], flat)).toBe('noMatch.flat');
    expect(code([candidate({ level: 4, score: 0.9 })], flat)).toBe('noMatch.none');
    expect(code([candidate()])).toBe('noMatch.none');
  });

  it('advises on what the demand lacks', () => {
    const thin = demand({ texts: [text('problem', '脱层')], indicators: [], scenes: [], keywords: [] });
    const { advice, reason } = decideNoMatch([], run, thin);
    expect(advice.map((one) => one.code).slice(0, 4)).toEqual([
      'advice.clarify',
      'advice.indicators',
      'advice.scene',
      'advice.keywords',
    ]);
    for (const language of ['zh', 'en'] as const)
      for (const one of [reason, ...advice]) expect(renderReason(one, language)).not.toBe('');
    expect(decideNoMatch([candidate()], run, thin).advice).toEqual([]);
  });

  it('scores the absence of an answer from 0 to 1, falling with a better pair and a wider gap', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, unit, (a, b, gap, wider) => {
        const at = (score: number, g: number) => noAnswerScore(score, { gap: g, gapThreshold: 0.1 });
        const value = at(a, gap);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(at(Math.max(a, b), gap)).toBeLessThanOrEqual(at(Math.min(a, b), gap));
        expect(at(a, gap + wider)).toBeLessThanOrEqual(value);
      }),
    );
  });
});
