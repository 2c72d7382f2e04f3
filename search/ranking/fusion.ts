/** One list to fuse: best first, at most the top 200 of its channel. */
export interface FusionList {
  ids: readonly string[];
  scores: ArrayLike<number>;
  /** 0 leaves the list out altogether: no score, and no document that only it found. */
  weight: number;
}

export interface Fused {
  id: string;
  score: number;
  /** z-score by list, in the order given; a list that did not find the document gives its own worst. */
  parts: number[];
}

/** Depth to which each list enters the fusion. */
export const FUSION_DEPTH = 200;

function standardise(scores: ArrayLike<number>): { z: Float64Array; floor: number } {
  const n = scores.length;
  const z = new Float64Array(n);
  if (n === 0) return { z, floor: 0 };
  let mean = 0;
  for (let i = 0; i < n; i++) mean += scores[i]! / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (scores[i]! - mean) ** 2 / n;
  const deviation = Math.sqrt(variance);
  let floor = 0;
  for (let i = 0; i < n; i++) {
    z[i] = deviation > 0 ? (scores[i]! - mean) / deviation : 0;
    if (z[i]! < floor) floor = z[i]!;
  }
  return { z, floor };
}

/**
 * Weighted sum of z-scores over the union of the lists. A document missing from a list takes that list's lowest
 * z-score. Best first, equal scores by id.
 */
export function fuse(lists: readonly FusionList[]): Fused[] {
  const found = new Map<string, number[]>();
  const used = lists.map((list) => (list.weight === 0 ? undefined : standardise(list.scores)));
  const worst = used.map((list) => list?.floor ?? 0);
  lists.forEach((list, l) => {
    const { z } = used[l] ?? {};
    if (!z) return;
    list.ids.forEach((id, i) => {
      let parts = found.get(id);
      if (!parts) {
        parts = [...worst];
        found.set(id, parts);
      }
      parts[l] = z[i]!;
    });
  });
  const fused: Fused[] = [];
  for (const [id, parts] of found) {
    fused.push({ id, parts, score: parts.reduce((sum, part, l) => sum + part * lists[l]!.weight, 0) });
  }
  return fused.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
