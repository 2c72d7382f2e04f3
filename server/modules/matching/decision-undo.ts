import type { MatchStatus } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import { type MoveRecord, movedRanks, orderOf, type Ranks, unmovedRanks } from './list-order.ts';
import { Match } from './match.entity.ts';

/** State of a match before a decision, kept with its label. */
export const snapshotOf = (match: Match): Record<string, unknown> => ({
  status: match.status,
  isPinned: match.isPinned,
  manualRank: match.manualRank ?? null,
  note: match.note ?? null,
  relevance: match.relevance,
  relevanceBy: match.relevanceBy ?? null,
  reasonCodes: match.reasonCodes,
});
/** States in which a decision can still be taken back. */
export const UNDOABLE = ['SUGGESTED', 'CONFIRMED', 'DISMISSED'];
const OPEN: MatchStatus[] = ['SUGGESTED', 'CONFIRMED'];
/** What each decision changes, and so what undo gives back: later decisions on other fields stay. */
export const CHANGES: Readonly<Record<string, readonly string[]>> = {
  CONFIRM: ['status', 'reasonCodes'],
  REJECT: ['status', 'reasonCodes'],
  PIN: ['isPinned'],
  UNPIN: ['isPinned'],
  MOVE: ['manualRank'],
  NOTE: ['note'],
  GRADE: ['relevance', 'relevanceBy'],
  ADD: ['status', 'origin', 'note'],
};
/** On the curator's list: ranked by the last run, or brought or decided by a person. */
export const isListed = (match: Match): boolean =>
  match.rank != null || match.origin !== 'SYSTEM' || match.status !== 'SUGGESTED';

const give = (matches: readonly Match[], ranks: Ranks): void => {
  for (const match of matches) if (match.id in ranks) match.manualRank = ranks[match.id] ?? null;
};
const ranksOf = (matches: readonly Match[]): Ranks =>
  Object.fromEntries(matches.map((match) => [match.id, match.manualRank ?? null]));

/** Puts an open match at `position` (1 is first) and numbers the open ones anew. @returns what undo needs */
export async function reorder(em: Em, match: Match, position: number): Promise<MoveRecord> {
  const rows = await em.find(Match, { demandId: match.demandId, status: { $in: OPEN } });
  const open = orderOf(rows.filter(isListed));
  const move = { order: open.map((other) => other.id), ranks: ranksOf(open), position };
  give(open, movedRanks(move, match.id));
  return move;
}

/** Gives back the whole order before, or only the place of this match when others moved since. */
export async function moveBack(em: Em, match: Match, move: MoveRecord): Promise<void> {
  const all = await em.find(Match, { demandId: match.demandId });
  const open = orderOf(all.filter((other) => OPEN.includes(other.status) && isListed(other)));
  give(all, unmovedRanks(move, match.id, { order: open.map((other) => other.id), ranks: ranksOf(all) }));
}
