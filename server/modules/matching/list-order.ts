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

/** Places that curators gave, by id of the match; null where the engine's rank holds. */
export type Ranks = Readonly<Record<string, number | null>>;

/** What a move leaves behind so that it can be taken back. */
export interface MoveRecord {
  /** Ids of the open matches in the order they stood in. */
  order: readonly string[];
  /** Their places before. */
  ranks: Ranks;
  /** Where the match was put, 1 is first. */
  position: number;
}

const placed = (order: readonly string[], id: string, index: number): string[] => {
  const rest = order.filter((other) => other !== id);
  rest.splice(Math.max(0, Math.min(index, rest.length)), 0, id);
  return rest;
};
const numbered = (order: readonly string[]): Ranks => Object.fromEntries(order.map((id, i) => [id, i + 1]));

/** Places after the match `id` was moved: every open match gets one, so that the order holds whatever the engine says. */
export const movedRanks = (move: Pick<MoveRecord, 'order' | 'position'>, id: string): Ranks =>
  numbered(placed(move.order, id, move.position - 1));

/**
 * Places after the move of `id` was taken back. When nothing moved since, exactly those before it. When others moved
 * since, their moves stay and the match alone goes back to where it agrees best with whom it stood before and behind.
 * @param now the open matches in their present order, with their present places
 */
export function unmovedRanks(move: MoveRecord, id: string, now: { order: readonly string[]; ranks: Ranks }): Ranks {
  const left = movedRanks(move, id);
  if (move.order.every((other) => !(other in now.ranks) || (now.ranks[other] ?? null) === (left[other] ?? null)))
    return move.ranks;
  const rest = now.order.filter((other) => other !== id);
  const was = new Map(move.order.map((other, i) => [other, i]));
  const mine = was.get(id) ?? 0;
  /** How many of the others would stand on the other side of the match than before. */
  const strayAt = (index: number): number =>
    rest.filter((other, i) => was.has(other) && was.get(other)! < mine !== i < index).length;
  let best = 0;
  for (let index = 1; index <= rest.length; index++) if (strayAt(index) < strayAt(best)) best = index;
  return numbered(placed(rest, id, best));
}
