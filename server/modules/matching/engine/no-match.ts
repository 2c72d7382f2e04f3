import type { CandidateResult } from '../../../../search/port.ts';
import { MODEL, type Model } from './model.ts';
import type { RelevanceLevel } from './relevance.ts';
import type { MatchDemand, Reason } from './types.ts';

/** What the decision needs of each graded candidate. */
export interface GradedCandidate {
  level: RelevanceLevel;
  /** 0–1. */
  score: number;
  isStopped: boolean;
}

export interface NoMatchDecision {
  noCloseMatch: boolean;
  reason: Reason;
  /** What would help, most useful first; empty when there is a match. */
  advice: Reason[];
  /** 0–1, higher the surer that nothing on the platform answers; for AUC and for sorting the queue. */
  noAnswerScore: number;
}

const THIN_PROBLEM = 40;
const FEW_KEYWORDS = 3;

/**
 * How sure we are that nothing answers: low when the best pair is graded high and when it stands out from the rest
 * (gap against the corpus's own threshold). Comparable between demands.
 */
export function noAnswerScore(bestScore: number, run: Pick<CandidateResult, 'gap' | 'gapThreshold'>): number {
  const flatness = run.gapThreshold > 0 ? 1 / (1 + Math.max(0, run.gap) / run.gapThreshold) : 0.5;
  return Math.min(1, Math.max(0, 0.5 * (1 - bestScore) + 0.5 * flatness));
}

function adviceFor(demand: MatchDemand | null): Reason[] {
  const advice: Reason[] = [];
  const add = (code: string) => advice.push({ code, params: {} });
  if (demand) {
    const problem = demand.texts
      .filter(({ field }) => field === 'problem')
      .map(({ text }) => text.trim())
      .join('');
    if (problem.length < THIN_PROBLEM) add('advice.clarify');
    if (
      !demand.indicators.some(({ mandatory, value, textValue }) => mandatory && (value !== null || textValue !== null))
    )
      add('advice.indicators');
    if (demand.scenes.length === 0) add('advice.scene');
    if (demand.keywords.length < FEW_KEYWORDS) add('advice.keywords');
  }
  for (const code of ['advice.publishCall', 'advice.liaison', 'advice.watch']) add(code);
  return advice;
}

/**
 * The honest "no close match yet": no candidate reaches the level where a talk pays, or nothing stands out and the
 * best is not a strong match either, or all that is close is blocked by rights.
 * @param demand for advice; null in the reverse direction.
 */
export function decideNoMatch(
  candidates: readonly GradedCandidate[],
  run: Pick<CandidateResult, 'gap' | 'gapThreshold' | 'noCloseMatch'>,
  demand: MatchDemand | null,
  model: Model = MODEL,
): NoMatchDecision {
  const best = candidates.reduce<GradedCandidate | null>(
    (top, item) => (!top || item.score > top.score ? item : top),
    null,
  );
  const bestLevel = candidates.reduce((top, { level }) => Math.max(top, level), 0);
  const score = noAnswerScore(best?.score ?? 0, run);
  const close = candidates.filter(({ level }) => level >= model.noMatch.minLevel);
  const say = (code: string, params: Reason['params'] = {}): NoMatchDecision => ({
    noCloseMatch: true,
    reason: { code, params },
    advice: adviceFor(demand),
    noAnswerScore: score,
  });
  if (candidates.length === 0) return say('noMatch.empty');
  if (close.length === 0) return say('noMatch.weak', { level: bestLevel });
  if (close.every(({ isStopped }) => isStopped)) return say('noMatch.filtered');
  if (run.noCloseMatch && bestLevel < 4 && (best?.score ?? 0) < model.noMatch.weakScore) return say('noMatch.flat');
  return { noCloseMatch: false, reason: { code: 'noMatch.none', params: {} }, advice: [], noAnswerScore: score };
}
