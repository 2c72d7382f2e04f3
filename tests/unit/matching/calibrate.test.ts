import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, foldsOf, type LabelledPair, seeded } from '../../../server/modules/matching/engine/calibrate.ts';
import { FEATURES, type FeatureName, type Features, MODEL } from '../../../server/modules/matching/engine/model.ts';

/** Pairs whose level follows two features and nothing else. */
function makePairs(count: number, seed: number): LabelledPair[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const features = Object.fromEntries(
      FEATURES.map((name) => [name, name === 'sceneTerms' ? null : random()]),
    ) as Record<FeatureName, number | null>;
    const truth = 5 * (features.coverage as number) + 3 * (features.titleTerms as number) + random();
    const level = (truth > 6 ? 4 : truth > 4.5 ? 3 : truth > 3 ? 2 : 1) as 1 | 2 | 3 | 4;
    return { demandId: `d${index % 25}`, pairKey: `p${index}`, features: features as Features, levels: [level, level] };
  });
}

describe('calibrate', () => {
  const pairs = makePairs(250, 7);
  const options = { prior: MODEL, version: 'test-1', ridge: 0.5 };
  const result = calibrate(pairs, options);

  it('learns what decides and beats the best constant answer on unseen demands', () => {
    expect(result.crossValidatedMae).toBeLessThan(0.6 * result.baselineMae);
    const { weights, thresholds, version } = result.model;
    expect(weights.coverage).toBeGreaterThan(weights.keywordTerms);
    expect(weights.titleTerms).toBeGreaterThan(weights.problemTerms);
    expect([...thresholds].sort((a, b) => a - b)).toEqual([...thresholds]);
    expect(version).toBe('test-1');
    for (const name of FEATURES) expect(weights[name]).toBeGreaterThanOrEqual(0);
  });

  it('keeps the prior weight of a feature the labels never show, and a weight of 0 at 0', () => {
    expect(result.model.weights.sceneTerms).toBe(MODEL.weights.sceneTerms);
    const off = calibrate(pairs, { ...options, prior: { ...MODEL, weights: { ...MODEL.weights, coverage: 0 } } });
    expect(off.model.weights.coverage).toBe(0);
  });

  it('is repeatable', () => {
    expect(calibrate(pairs, options)).toEqual(result);
  });

  it('refuses too few pairs', () => {
    expect(() => calibrate(pairs.slice(0, 10), options)).toThrow(RangeError);
    expect(() =>
      calibrate(
        pairs.map((pair) => ({ ...pair, demandId: 'one' })),
        options,
      ),
    ).toThrow(RangeError);
  });

  it('keeps demands and identical pairs in one fold', () => {
    const key = fc.record({
      demandId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      pairKey: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
    });
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 40 }), fc.integer(), (list, seed) => {
        const folds = foldsOf(list, 5, seed);
        list.forEach((one, i) => {
          list.forEach((two, j) => {
            if (one.demandId === two.demandId || one.pairKey === two.pairKey) expect(folds[i]).toBe(folds[j]);
          });
        });
      }),
    );
  });
});
