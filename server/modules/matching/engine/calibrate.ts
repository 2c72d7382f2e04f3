import { FEATURES, type FeatureName, type Features, gradeOf, type Model, strengthOf } from './model.ts';

/** A judged pair. `levels` holds every annotator's label; pairs of one demand share `demandId`. */
export interface LabelledPair {
  demandId: string;
  /** Equal for pairs of identical text, so that a duplicate never sits in training and test at once. */
  pairKey: string;
  features: Features;
  levels: readonly (1 | 2 | 3 | 4)[];
}

export interface CalibrationOptions {
  /** Starting point and centre of the regularisation; features the labels do not know keep its weights. */
  prior: Model;
  version: string;
  seed?: number;
  folds?: number;
  /** Strength of the pull towards the prior's weights. */
  ridge?: number;
  iterations?: number;
}

export interface Calibration {
  model: Model;
  /** Mean absolute error over folds, each pair graded by a model that has not seen its demand or its twins. */
  crossValidatedMae: number;
  /** Of always answering the most usual level, for comparison. */
  baselineMae: number;
  foldMae: number[];
  pairs: number;
}

/** Deterministic generator of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Folds such that pairs of one demand and pairs of identical text stay together: connected groups by either key,
 * shuffled by the seed and dealt to the smallest fold.
 */
export function foldsOf(
  pairs: readonly Pick<LabelledPair, 'demandId' | 'pairKey'>[],
  count: number,
  seed: number,
): number[] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    while ((parent.get(at) ?? at) !== at) at = parent.get(at) as string;
    return at;
  };
  for (const { demandId, pairKey } of pairs) {
    const [a, b] = [root(`d ${demandId}`), root(`p ${pairKey}`)];
    if (a !== b) parent.set(a, b);
  }
  const groups = new Map<string, number[]>();
  pairs.forEach(({ demandId }, index) => {
    const key = root(`d ${demandId}`);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const random = seeded(seed);
  const order = [...groups.values()].map((members) => ({ members, at: random() })).sort((a, b) => a.at - b.at);
  const sizes = new Array<number>(count).fill(0);
  const folds = new Array<number>(pairs.length).fill(0);
  for (const { members } of order) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const member of members) folds[member] = fold;
    sizes[fold] = (sizes[fold] as number) + members.length;
  }
  return folds;
}

interface Row {
  values: Float64Array;
  level: number;
  weight: number;
}

function rowsOf(pairs: readonly LabelledPair[], prior: Model): Row[] {
  return pairs.flatMap(({ features, levels }) => {
    const values = Float64Array.from(FEATURES, (name) => (features[name] ?? prior.neutral[name]) - prior.neutral[name]);
    return levels.map((level) => ({ values, level, weight: 1 / levels.length }));
  });
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Sum of three binary logistic losses (level > 1, > 2, > 3) with shared weights, weights held at 0 or above so that
 * every part of a score argues for the match; plain gradient steps with momentum from the prior.
 */
function fitModel(rows: readonly Row[], options: Required<CalibrationOptions>): Model {
  const { prior, ridge, iterations, version } = options;
  const size = FEATURES.length;
  const start = FEATURES.map((name) => prior.weights[name]);
  const weights = Float64Array.from(start);
  const thresholds = Float64Array.from(prior.thresholds);
  const first = new Float64Array(size + 3);
  const second = new Float64Array(size + 3);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 1; step <= iterations; step += 1) {
    const gradient = new Float64Array(size + 3);
    for (const { values, level, weight } of rows) {
      let strength = 0;
      for (let i = 0; i < size; i += 1) strength += (weights[i] as number) * (values[i] as number);
      let pull = 0;
      for (let k = 0; k < 3; k += 1) {
        const error = weight * (sigmoid(strength - (thresholds[k] as number)) - (level > k + 1 ? 1 : 0));
        pull += error;
        gradient[size + k] = (gradient[size + k] as number) - error;
      }
      for (let i = 0; i < size; i += 1) gradient[i] = (gradient[i] as number) + pull * (values[i] as number);
    }
    for (let i = 0; i < size; i += 1)
      gradient[i] = (gradient[i] as number) + ridge * ((weights[i] as number) - (start[i] as number));
    const rate = 0.15 * (1 - step / (iterations + 1));
    for (let i = 0; i < size + 3; i += 1) {
      const slope = (gradient[i] as number) / total;
      first[i] = 0.9 * (first[i] as number) + 0.1 * slope;
      second[i] = 0.99 * (second[i] as number) + 0.01 * slope * slope;
      const move =
        (rate * (first[i] as number)) /
        (1 - 0.9 ** step) /
        (Math.sqrt((second[i] as number) / (1 - 0.99 ** step)) + 1e-9);
      if (i < size)
        weights[i] = prior.weights[FEATURES[i] as FeatureName] === 0 ? 0 : Math.max(0, (weights[i] as number) - move);
      else thresholds[i - size] = (thresholds[i - size] as number) - move;
    }
    thresholds.sort();
  }
  const rounded = (value: number) => Number(value.toFixed(3));
  const entries = FEATURES.map((name, i) => [name, rounded(weights[i] as number)] as const);
  return {
    ...prior,
    version,
    weights: Object.fromEntries(entries) as Record<FeatureName, number>,
    thresholds: [...thresholds].map(rounded) as [number, number, number],
  };
}

function errorOf(pairs: readonly LabelledPair[], model: Model): number {
  let sum = 0;
  for (const { features, levels } of pairs) {
    const { level } = gradeOf(strengthOf(features, model), model.thresholds);
    for (const label of levels) sum += Math.abs(level - label) / levels.length;
  }
  return pairs.length > 0 ? sum / pairs.length : 0;
}

function baselineOf(pairs: readonly LabelledPair[]): number {
  const errors = [1, 2, 3, 4].map((answer) =>
    pairs.reduce(
      (sum, { levels }) => sum + levels.reduce((s, label) => s + Math.abs(answer - label), 0) / levels.length,
      0,
    ),
  );
  return Math.min(...errors) / pairs.length;
}

/**
 * Fit weights and thresholds to judged pairs and measure the error honestly. Pure and repeatable: the same pairs,
 * options and seed give the same model. A feature whose prior weight is 0 stays at 0.
 * @throws RangeError when fewer than 20 pairs or fewer than two groups are given.
 */
export function calibrate(pairs: readonly LabelledPair[], options: CalibrationOptions): Calibration {
  const full: Required<CalibrationOptions> = { seed: 1, folds: 5, ridge: 2, iterations: 300, ...options };
  const folds = foldsOf(pairs, full.folds, full.seed);
  if (pairs.length < 20 || new Set(folds).size < 2) throw new RangeError('Too few judged pairs to calibrate.');
  const foldMae: number[] = [];
  let weighted = 0;
  for (const fold of new Set(folds)) {
    const train = pairs.filter((_, index) => folds[index] !== fold);
    const test = pairs.filter((_, index) => folds[index] === fold);
    const mae = errorOf(test, fitModel(rowsOf(train, full.prior), full));
    foldMae.push(mae);
    weighted += mae * test.length;
  }
  return {
    model: fitModel(rowsOf(pairs, full.prior), full),
    crossValidatedMae: weighted / pairs.length,
    baselineMae: baselineOf(pairs),
    foldMae,
    pairs: pairs.length,
  };
}
