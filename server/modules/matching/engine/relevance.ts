import { type AchievementReading, type DemandReading, type PairContext, pairFeatures } from './features.ts';
import { failsMandatory, type IndicatorRow } from './indicators.ts';
import { FEATURES, type Features, gradeOf, MODEL, type Model, strengthOf } from './model.ts';
import type { Reason, ScorePart } from './types.ts';

export type RelevanceLevel = 1 | 2 | 3 | 4;

export interface Relevance {
  level: RelevanceLevel;
  /** 0–1: the expected level, (E − 1) ÷ 3, not above the band of a cap. */
  score: number;
  /** Sum of the contributions, before thresholds. */
  strength: number;
  parts: ScorePart[];
  /** Rules of the handbook that lowered the level, in the order of their questions. */
  caps: Reason[];
  features: Features;
  modelVersion: string;
}

/** Score that a capped level may at most show, so that no capped pair outranks one that stands above the cap. */
const BAND_TOP: Readonly<Record<RelevanceLevel, number>> = { 1: 1 / 6, 2: 1 / 2, 3: 5 / 6, 4: 1 };

/** Each feature with its weight and contribution; an unknown one contributes 0. */
export function scoreParts(features: Features, model: Model): ScorePart[] {
  return FEATURES.map((name) => {
    const value = features[name];
    const taken = value ?? model.neutral[name];
    const weight = model.weights[name];
    return {
      name,
      value: taken,
      weight,
      contribution: weight * (taken - model.neutral[name]),
      isKnown: value !== null,
    };
  });
}

/** Level and score of given features, with the caps of handbook section 6. */
export function gradeFeatures(features: Features, hasFailedMandatory: boolean, model: Model = MODEL): Relevance {
  const strength = strengthOf(features, model);
  const grade = gradeOf(strength, model.thresholds);
  let { level, score } = grade;
  const caps: Reason[] = [];
  const capAt = (cap: RelevanceLevel, code: string) => {
    if (level <= cap) return;
    level = cap;
    score = Math.min(score, BAND_TOP[cap]);
    caps.push({ code, params: { cap } });
  };
  if (features.problemTerms !== null && features.problemTerms < model.gates.problem && (features.cosine ?? 0) < 0.5)
    capAt(2, 'relevance.cap.problem');
  if (features.sceneTerms !== null && features.sceneTerms < model.gates.scene) capAt(3, 'relevance.cap.scene');
  if (hasFailedMandatory) capAt(3, 'relevance.cap.mandatory');
  const parts = scoreParts(features, model);
  return { level, score, strength, parts, caps, features, modelVersion: model.version };
}

/**
 * Relevance of an achievement for a demand: does it speak to the same technical problem, the same object?
 * Price, region, mode and date never enter (handbook section 6).
 * @param tables the best offers of the achievement's table, and the pair's indicator table with its prose
 */
export function assessRelevance(
  reading: DemandReading,
  achievement: AchievementReading,
  tables: { tabled: readonly IndicatorRow[]; rows: readonly IndicatorRow[] },
  context: PairContext,
  model: Model = MODEL,
): Relevance {
  return gradeFeatures(pairFeatures(reading, achievement, context, tables.tabled), failsMandatory(tables.rows), model);
}
