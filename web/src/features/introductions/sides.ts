import type { MatchView } from '../../../../server/contracts/matching.contract.ts';

export type Introduction = NonNullable<MatchView['introduction']>;
export type Answer = Introduction['demandAnswer'];

/** What the reader's side and the other side are, and what each said. Staff read from the demand's side. */
export function sidesOf(match: MatchView, introduction: Introduction) {
  const mine = introduction.mySide === 'achievement' ? ('achievement' as const) : ('demand' as const);
  const other = mine === 'demand' ? ('achievement' as const) : ('demand' as const);
  const answers = { demand: introduction.demandAnswer, achievement: introduction.achievementAnswer };
  return {
    mine,
    other,
    myRecord: match[mine],
    otherRecord: match[other],
    myAnswer: answers[mine],
    otherAnswer: answers[other],
  };
}

const WAITING: readonly string[] = ['SENT', 'ACCEPTED_ONE'];
const OPENED: readonly string[] = ['ACCEPTED_BOTH', 'MEETING', 'NEGOTIATING', 'CONVERTED'];

export const isWaiting = (match: MatchView): boolean => WAITING.includes(match.status);
export const isOpened = (match: MatchView): boolean => OPENED.includes(match.status);

/** May the reader answer now: a party, not answered yet, still waiting, not past its date. */
export function mayAnswer(match: MatchView, introduction: Introduction, daysLeft: number): boolean {
  return (
    introduction.mySide !== 'staff' &&
    isWaiting(match) &&
    sidesOf(match, introduction).myAnswer === 'PENDING' &&
    daysLeft >= 0
  );
}
/** Both accepted, and no export question keeps contacts closed. */
export const isContactOpen = (match: MatchView, { exportQuestion }: Introduction): boolean =>
  isOpened(match) && (exportQuestion === 'NONE' || exportQuestion === 'CLEARED');
