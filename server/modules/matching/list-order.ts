interface Ordered {
  id: string;
  status: string;
  isPinned: boolean;
  manualRank?: number | null | undefined;
  rank?: number | null | undefined;
  relevanceScore: number;
}

const LAST = Number.MAX_SAFE_INTEGER;
const GROUP: Record<string, number> = { DISMISSED: 2, LAPSED: 3 };

/** Order on screen: open ones first, pins on top, then the curator's order, then the engine's rank; ties by id. */
export function orderOf<T extends Ordered>(matches: readonly T[]): T[] {
  return [...matches].sort(
    (a, b) =>
      (GROUP[a.status] ?? 1) - (GROUP[b.status] ?? 1) ||
      Number(b.isPinned) - Number(a.isPinned) ||
      (a.manualRank ?? LAST) - (b.manualRank ?? LAST) ||
      (a.rank ?? LAST) - (b.rank ?? LAST) ||
      b.relevanceScore - a.relevanceScore ||
      (a.id < b.id ? -1 : 1),
  );
}
