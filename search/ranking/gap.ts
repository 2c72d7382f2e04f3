import { peakOf } from './peak.ts';

/** (top1 − top10) ÷ ideal score of a whole answer: small when nothing stands out. */
export function gapOf(best: ArrayLike<number>, ideal: number): number {
  return peakOf(best, ideal, 10);
}

/**
 * The gap below which there is no close match, from the corpus itself: the `share` quantile of the gaps that
 * documents of the corpus get when they are asked as queries and leave themselves out.
 * With too few gaps (under 20) there is no threshold: 0.
 */
export function gapThreshold(gaps: readonly number[], share = 0.1): number {
  if (gaps.length < 20) return 0;
  const sorted = [...gaps].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))]!;
}
