/** Order of two slots: negative when `a` comes first. */
export type Order = (a: number, b: number) => number;

/** The `k` first of `size` slots by an order, sorted, by a bounded heap that keeps its last on top. */
export function firstBy(slots: Uint32Array, size: number, k: number, order: Order): number[] {
  const heap: number[] = [];
  if (k <= 0) return heap;
  for (let i = 0; i < size; i++) {
    const slot = slots[i]!;
    if (heap.length < k) {
      heap.push(slot);
      let at = heap.length - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (order(heap[at]!, heap[parent]!) <= 0) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
    } else if (order(slot, heap[0]!) < 0) {
      heap[0] = slot;
      sink(heap, order);
    }
  }
  return heap.sort(order);
}

function sink(heap: number[], order: Order): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && order(heap[child + 1]!, heap[child]!) > 0) child++;
    if (order(heap[child]!, heap[at]!) <= 0) return;
    [heap[at], heap[child]] = [heap[child]!, heap[at]!];
    at = child;
  }
}

/** The `k` slots of highest score, in no order; ties at the end are cut by place in the list. */
export function bestSlots(slots: Uint32Array, size: number, k: number, scores: Float32Array): number[] {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = scores[slots[i]!]!;
  const floor = size > k ? values.sort()[size - k]! : Number.NEGATIVE_INFINITY;
  const chosen: number[] = [];
  for (let i = 0; i < size; i++) if (scores[slots[i]!]! > floor) chosen.push(slots[i]!);
  for (let i = 0; i < size && chosen.length < k; i++) if (scores[slots[i]!]! === floor) chosen.push(slots[i]!);
  return size > k ? chosen : Array.from(slots.subarray(0, size));
}
