import type { RelevanceLevel } from './relevance.ts';
import type { Reason } from './types.ts';

/** One entry of a match list before ranking. */
export interface RankItem {
  id: string;
  level: RelevanceLevel;
  /** Relevance score, 0–1. */
  score: number;
  /** 0–100. */
  feasibility: number;
  isStopped: boolean;
  teamId: string | null;
  /** Not confirmed by its owner for too long. */
  isStale: boolean;
  isPinned: boolean;
  /** Place given by staff, 1 is first; null when never moved. */
  manualRank: number | null;
}

/** A weight of 0 means not used. `diversity` and `stale` are taken off, the others are added. */
export interface RankWeights {
  relevance: number;
  feasibility: number;
  stale: number;
  diversity: number;
}

/** Relevance decides; feasibility settles near ties, since the two are never mixed into one figure on the screen. */
export const RANK_WEIGHTS: RankWeights = { relevance: 1, feasibility: 0.1, stale: 0.03, diversity: 0 };

export interface RankedItem {
  id: string;
  /** 1 is first. */
  rank: number;
  rankScore: number;
  parts: { name: keyof RankWeights; contribution: number }[];
  /** Why it does not stand where its score alone would put it. */
  notes: Reason[];
}

interface Scored extends RankedItem {
  item: RankItem;
}

function scoreItem(item: RankItem, weights: RankWeights): Scored {
  const all: RankedItem['parts'] = [
    { name: 'relevance', contribution: weights.relevance * item.score },
    { name: 'feasibility', contribution: (weights.feasibility * item.feasibility) / 100 },
    { name: 'stale', contribution: item.isStale ? -weights.stale : 0 },
  ];
  const parts = all.filter(({ contribution }) => contribution !== 0);
  const notes: Reason[] = [];
  if (item.isStopped) notes.push({ code: 'rank.stop', params: {} });
  if (item.isStale && weights.stale !== 0) notes.push({ code: 'rank.stale', params: {} });
  const rankScore = parts.reduce((sum, { contribution }) => sum + contribution, 0);
  return { id: item.id, rank: 0, rankScore, parts, notes, item };
}

const byScore = (a: Scored, b: Scored): number =>
  Number(a.item.isStopped) - Number(b.item.isStopped) ||
  b.rankScore - a.rankScore ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Takes the best one by one; each earlier item of the same team takes off `diversity` from the next. */
function diversify(items: readonly Scored[], weight: number): Scored[] {
  if (weight === 0) return [...items].sort(byScore);
  const rest = [...items];
  const seen = new Map<string, number>();
  const order: Scored[] = [];
  while (rest.length > 0) {
    const adjusted = rest.map((scored): Scored => {
      const times = scored.item.teamId ? (seen.get(scored.item.teamId) ?? 0) : 0;
      if (times === 0) return scored;
      return {
        ...scored,
        rankScore: scored.rankScore - weight * times,
        parts: [...scored.parts, { name: 'diversity', contribution: -weight * times }],
        notes: [...scored.notes, { code: 'rank.diversity', params: {} }],
      };
    });
    const best = adjusted.reduce((top, scored) => (byScore(scored, top) < 0 ? scored : top));
    order.push(best);
    rest.splice(
      rest.findIndex(({ id }) => id === best.id),
      1,
    );
    if (best.item.teamId) seen.set(best.item.teamId, (seen.get(best.item.teamId) ?? 0) + 1);
  }
  return order;
}

/** Pins and moves of staff, applied after ranking: pins first, then each moved item at its place. */
function applyStaffOrder(order: readonly Scored[]): Scored[] {
  const place = ({ item }: Scored) => item.manualRank ?? Number.POSITIVE_INFINITY;
  const pinned = order
    .filter(({ item }) => item.isPinned)
    .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  const moved = order
    .filter(({ item }) => !item.isPinned && item.manualRank !== null)
    .sort((a, b) => place(a) - place(b));
  const list = [...pinned, ...order.filter(({ item }) => !item.isPinned && item.manualRank === null)];
  for (const scored of moved) list.splice(Math.max(pinned.length, Math.min(list.length, place(scored) - 1)), 0, scored);
  return list;
}

function staffNotes({ item, notes }: Scored): Reason[] {
  const added: Reason[] = [];
  if (item.isPinned) added.push({ code: 'rank.pinned', params: {} });
  if (!item.isPinned && item.manualRank !== null)
    added.push({ code: 'rank.manual', params: { position: item.manualRank } });
  return [...notes, ...added];
}

/**
 * Order of a match list: by relevance with a little feasibility, blocked rights last, ties by id; then staff's pins and
 * moves. The same input gives the same order whatever order it came in.
 */
export function rankList(items: readonly RankItem[], weights: RankWeights = RANK_WEIGHTS): RankedItem[] {
  const ordered = diversify(
    items.map((item) => scoreItem(item, weights)),
    weights.diversity,
  );
  return applyStaffOrder(ordered).map((scored, index) => ({
    id: scored.id,
    rank: index + 1,
    rankScore: scored.rankScore,
    parts: scored.parts,
    notes: staffNotes(scored),
  }));
}
