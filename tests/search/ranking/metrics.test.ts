import { describe, expect, test } from 'vitest';
import {
  answerGrade,
  judgedShare,
  ndcg,
  pairedBootstrap,
  recall,
  reciprocalRank,
} from '../../../scripts/eval/metrics.ts';

const judgements = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 0],
]);

describe('retrieval figures', () => {
  test('nDCG by hand', () => {
    const ideal = 7 + 3 / Math.log2(3);
    expect(ndcg(['a', 'b'], judgements)).toBeCloseTo(1);
    expect(ndcg(['x', 'a', 'b'], judgements)).toBeCloseTo((7 / Math.log2(3) + 3 / 2) / ideal);
    expect(ndcg([], judgements)).toBe(0);
    expect(ndcg(['a'], new Map())).toBe(0);
  });

  test('rank, recall and judged share', () => {
    expect(reciprocalRank(['c', 'b', 'a'], judgements, 2)).toBeCloseTo(1 / 2);
    expect(recall(['c', 'b'], judgements, 2)).toBeCloseTo(1 / 2);
    expect(recall(['a'], new Map([['a', 1]]), 2)).toBeUndefined();
    expect(judgedShare(['a', 'x'], judgements)).toBeCloseTo(1 / 2);
    expect(answerGrade([judgements])).toBe(2);
    expect(answerGrade([new Map([['a', 1]])])).toBe(1);
  });

  test('the paired bootstrap is repeatable and sees a constant gain', () => {
    const b = Array.from({ length: 40 }, (_, i) => (i % 7) / 10);
    const a = b.map((value) => value + 0.1);
    const gain = pairedBootstrap(a, b, 500, 3);
    expect(gain).toEqual(pairedBootstrap(a, b, 500, 3));
    expect(gain.gain).toBeCloseTo(0.1);
    expect(gain.low).toBeCloseTo(0.1);
    expect(gain.above).toBe(1);
    expect(pairedBootstrap(b, b).above).toBe(0);
  });
});
