/** Names of the features of a pair; each is 0–1, or null when a side says nothing about it. */
export const FEATURES = [
  'coverage',
  'lead',
  'cosine',
  'problemTerms',
  'titleTerms',
  'keywordTerms',
  'sceneTerms',
  'indicatorNames',
  'field',
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type Features = Readonly<Record<FeatureName, number | null>>;

/**
 * Ordinal model: strength = Σ weight × (value − neutral); P(level > k) = 1 ÷ (1 + exp(thresholds[k−1] − strength)).
 * All numbers are data: `calibrate` replaces them, and a run stores the version that made it.
 */
export interface Model {
  version: string;
  weights: Readonly<Record<FeatureName, number>>;
  /** Value taken for an unknown feature, so that silence neither helps nor harms. */
  neutral: Readonly<Record<FeatureName, number>>;
  /** Between levels 1|2, 2|3, 3|4; ascending. */
  thresholds: readonly [number, number, number];
  /** Handbook section 6, order of questions: below these shares the problem or the object is another one. */
  gates: { problem: number; scene: number };
  noMatch: { minLevel: number; weakScore: number };
}

/**
 * Fitted by `npm run fit` to the judged pairs of the demo data from the weights that the judged demands over paper
 * abstracts gave; figures in docs/matching.md. A weight of 0 means not used.
 */
export const MODEL: Model = {
  version: 'match-2026.11-3',
  weights: {
    coverage: 1.811,
    lead: 6.915,
    cosine: 4.74,
    problemTerms: 4.559,
    titleTerms: 0.929,
    keywordTerms: 0,
    sceneTerms: 0.764,
    indicatorNames: 1.942,
    field: 0.969,
  },
  neutral: {
    coverage: 0,
    lead: 0,
    cosine: 0,
    problemTerms: 0,
    titleTerms: 0,
    keywordTerms: 0.1,
    sceneTerms: 0.2,
    indicatorNames: 0.2,
    field: 0.5,
  },
  thresholds: [1.278, 4.461, 7.783],
  gates: { problem: 0.005, scene: 0.02 },
  noMatch: { minLevel: 3, weakScore: 0.7 },
};

/** P(level > 1), P(level > 2), P(level > 3) of a strength. */
export function exceedance(strength: number, thresholds: Model['thresholds']): [number, number, number] {
  return thresholds.map((threshold) => 1 / (1 + Math.exp(threshold - strength))) as [number, number, number];
}

/** The level with the least expected distance (the median of the distribution), and the expected level on 0–1. */
export function gradeOf(strength: number, thresholds: Model['thresholds']): { level: 1 | 2 | 3 | 4; score: number } {
  const above = exceedance(strength, thresholds);
  const level = (1 + above.filter((probability) => probability >= 0.5).length) as 1 | 2 | 3 | 4;
  return { level, score: (above[0] + above[1] + above[2]) / 3 };
}

export function strengthOf(features: Features, model: Model): number {
  let strength = 0;
  for (const name of FEATURES)
    strength += model.weights[name] * ((features[name] ?? model.neutral[name]) - model.neutral[name]);
  return strength;
}
