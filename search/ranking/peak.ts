/**
 * How much a clause's result list stands out: (top1 − top10) ÷ ideal score. A clause that says something about
 * the problem finds a few documents far ahead; company talk finds many alike.
 * @param best scores best first; @param ideal score of a document that holds every term once at mean length
 */
export function peakOf(best: ArrayLike<number>, ideal: number, depth = 10): number {
  if (best.length === 0 || ideal <= 0) return 0;
  const floor = best.length >= depth ? best[depth - 1]! : 0;
  return Math.max(0, best[0]! - floor) / ideal;
}
