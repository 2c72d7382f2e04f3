/** Slots with their scores, best first. */
export interface Ranked {
  slots: Int32Array;
  scores: Float64Array;
}

/** Order of two slots of equal score: negative when `a` comes first. Engines pass an order of document ids. */
export type TieBreak = (a: number, b: number) => number;

const bySlot: TieBreak = (a, b) => a - b;

/**
 * The `k` best slots with a score above 0, best first, by a bounded heap: one pass, k log k swaps at worst.
 * @param accept leaves out slots that a filter or a tombstone excludes
 */
export function topK(
  scores: ArrayLike<number>,
  k: number,
  accept?: (slot: number) => boolean,
  tieBreak: TieBreak = bySlot,
): Ranked {
  const heapSlots = new Int32Array(k);
  const heapScores = new Float64Array(k);
  let size = 0;
  // `a` is worse than `b`: the heap keeps the worst on top.
  const worse = (slotA: number, scoreA: number, slotB: number, scoreB: number) =>
    scoreA < scoreB || (scoreA === scoreB && tieBreak(slotA, slotB) > 0);
  const siftDown = (start: number) => {
    let i = start;
    const slot = heapSlots[i]!;
    const score = heapScores[i]!;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (
        child + 1 < size &&
        worse(heapSlots[child + 1]!, heapScores[child + 1]!, heapSlots[child]!, heapScores[child]!)
      )
        child++;
      if (!worse(heapSlots[child]!, heapScores[child]!, slot, score)) break;
      heapSlots[i] = heapSlots[child]!;
      heapScores[i] = heapScores[child]!;
      i = child;
    }
    heapSlots[i] = slot;
    heapScores[i] = score;
  };
  if (k > 0) {
    for (let slot = 0; slot < scores.length; slot++) {
      const score = scores[slot]!;
      if (!(score > 0)) continue;
      if (size === k && score < heapScores[0]!) continue;
      if (accept && !accept(slot)) continue;
      if (size < k) {
        let i = size++;
        while (i > 0) {
          const parent = (i - 1) >> 1;
          if (!worse(slot, score, heapSlots[parent]!, heapScores[parent]!)) break;
          heapSlots[i] = heapSlots[parent]!;
          heapScores[i] = heapScores[parent]!;
          i = parent;
        }
        heapSlots[i] = slot;
        heapScores[i] = score;
      } else if (worse(heapSlots[0]!, heapScores[0]!, slot, score)) {
        heapSlots[0] = slot;
        heapScores[0] = score;
        siftDown(0);
      }
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) =>
    worse(heapSlots[a]!, heapScores[a]!, heapSlots[b]!, heapScores[b]!) ? 1 : -1,
  );
  return {
    slots: Int32Array.from(order, (i) => heapSlots[i]!),
    scores: Float64Array.from(order, (i) => heapScores[i]!),
  };
}
