import type { MatchDecision, MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';

type Action = MatchDecision['action'];

/** A decision that was made on the page and not yet answered by the server. */
export interface DecisionOp {
  id: number;
  demandId: string;
  matchId: string;
  action: Action;
  reasonCode?: MatchDecision['reasonCode'];
  comment?: string;
  position?: number;
  relevance?: number;
  /** For UNDO: what the match and the order were before. */
  restore?: { match: MatchView; order: readonly string[] };
}

const OPEN: readonly string[] = ['SUGGESTED', 'CONFIRMED'];
export const isOpen = (match: Pick<MatchView, 'status'>): boolean => OPEN.includes(match.status);
export const isDismissed = (match: Pick<MatchView, 'status'>): boolean => match.status === 'DISMISSED';
/** Sent to the sides, whatever came of it. */
export const isSent = (match: Pick<MatchView, 'status'>): boolean => !isOpen(match) && !isDismissed(match);

/** Open first with the pinned on top, as the server orders them; otherwise the order stays. */
function settle(items: readonly MatchView[]): MatchView[] {
  const group = (match: MatchView): number => (isDismissed(match) ? 2 : match.isPinned ? 0 : 1);
  return [...items].sort((a, b) => group(a) - group(b));
}

function byOrder(items: readonly MatchView[], order: readonly string[]): MatchView[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...items].sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}

function changed(match: MatchView, op: DecisionOp): MatchView {
  switch (op.action) {
    case 'CONFIRM':
      return { ...match, status: 'CONFIRMED' };
    case 'REJECT':
      return { ...match, status: 'DISMISSED', reasonCodes: op.reasonCode ? [op.reasonCode] : [] };
    case 'PIN':
      return { ...match, isPinned: true };
    case 'UNPIN':
      return { ...match, isPinned: false };
    case 'NOTE':
      return { ...match, note: op.comment || null };
    case 'GRADE':
      return { ...match, relevance: op.relevance ?? match.relevance };
    case 'UNDO': {
      const before = op.restore?.match;
      if (!before) return match;
      const { status, isPinned, note, relevance, relevanceBy, reasonCodes } = before;
      return { ...match, status, isPinned, note, relevance, relevanceBy, reasonCodes };
    }
    case 'MOVE':
      return match;
  }
}

/** The list as it will look once the server has taken the decision. An op on a match that is not there changes nothing. */
export function applyOp(items: readonly MatchView[], op: DecisionOp): MatchView[] {
  const target = items.find((match) => match.id === op.matchId);
  if (!target) return [...items];
  if (op.action === 'MOVE') {
    const rest = items.filter((match) => match.id !== target.id);
    const at = rest.filter(isOpen)[(op.position ?? 1) - 1];
    const index = at ? rest.indexOf(at) : rest.findLastIndex(isOpen) + 1;
    return [...rest.slice(0, index), target, ...rest.slice(index)];
  }
  const next = items.map((match) => (match.id === target.id ? changed(match, op) : match));
  if (op.action === 'UNDO' && op.restore) return settle(byOrder(next, op.restore.order));
  return op.action === 'NOTE' || op.action === 'GRADE' ? next : settle(next);
}

export const applyOps = (items: readonly MatchView[], ops: readonly DecisionOp[]): MatchView[] =>
  ops.reduce<MatchView[]>(applyOp, [...items]);

/**
 * New place (1 is first) when a match goes one step up or down among the open ones; null at the edge. Pinned and
 * unpinned ones do not mix: the pinned stay on top whatever the order says.
 */
export function stepPosition(items: readonly MatchView[], matchId: string, step: 1 | -1): number | null {
  const open = items.filter(isOpen);
  const at = open.findIndex((match) => match.id === matchId);
  const here = open[at];
  const there = open[at + step];
  if (!here || !there || here.isPinned !== there.isPinned) return null;
  return at + step + 1;
}

/** The candidate to look at after one was decided: the next that waits, else the one before, else the same. */
export function nextWaiting(items: readonly MatchView[], matchId: string): string {
  const at = items.findIndex((match) => match.id === matchId);
  const waits = (match: MatchView): boolean => match.status === 'SUGGESTED' && match.id !== matchId;
  return (items.slice(at + 1).find(waits) ?? items.slice(0, Math.max(at, 0)).findLast(waits))?.id ?? matchId;
}

/** Puts the newer copy of one match in the place of the old one. */
export function withMatch(list: MatchListView, match: MatchView): MatchListView {
  const isKnown = list.items.some((item) => item.id === match.id);
  const items = isKnown ? list.items.map((item) => (item.id === match.id ? match : item)) : [...list.items, match];
  return { ...list, items: settle(items) };
}

interface Mark {
  start: number;
  end: number;
}
/** Spans of the evidence moved from its passages to the whole text of the field they were cut from. */
export function marksIn(text: string, passages: MatchView['evidence']['passages'], field: string): Mark[] {
  return passages
    .filter((passage) => passage.side === 'demand' && passage.field === field)
    .flatMap((passage) => {
      const at = text.indexOf(passage.text);
      return at < 0 ? [] : passage.spans.map(({ start, end }) => ({ start: at + start, end: at + end }));
    });
}

/** Key of each reason behind `r`: R01–R09 are 1–9, R10 is 0, R11–R15 are a–e, R99 is x. */
export function reasonOfKey(key: string): NonNullable<MatchDecision['reasonCode']> | null {
  const k = key.toLowerCase();
  if (/^[1-9]$/u.test(k)) return `R0${k}` as 'R01';
  if (k === '0') return 'R10';
  if (/^[a-e]$/u.test(k)) return `R${11 + k.charCodeAt(0) - 97}` as 'R11';
  return k === 'x' ? 'R99' : null;
}
export const keyOfReason = (code: string): string =>
  '1234567890abcdex'.split('').find((key) => reasonOfKey(key) === code) ?? '';
