import type { MatchStatus } from '../../contracts/matching.contract.ts';

export type MatchEvent = 'confirm' | 'dismiss' | 'lapse' | 'send' | 'acceptOne' | 'acceptBoth' | 'decline';

/** Handbook 4.5 up to the open contacts; meetings, talks and deals join with their modules. */
export const MATCH_MACHINE: Record<MatchEvent, { from: readonly MatchStatus[]; to: MatchStatus }> = {
  confirm: { from: ['SUGGESTED'], to: 'CONFIRMED' },
  dismiss: { from: ['SUGGESTED', 'CONFIRMED'], to: 'DISMISSED' },
  lapse: { from: ['SUGGESTED', 'SENT', 'ACCEPTED_ONE'], to: 'LAPSED' },
  send: { from: ['CONFIRMED'], to: 'SENT' },
  acceptOne: { from: ['SENT'], to: 'ACCEPTED_ONE' },
  acceptBoth: { from: ['ACCEPTED_ONE'], to: 'ACCEPTED_BOTH' },
  decline: { from: ['SENT', 'ACCEPTED_ONE'], to: 'DECLINED' },
};

/** The state after `event`, or null when the machine refuses. */
export function matchTransition(status: MatchStatus, event: MatchEvent): MatchStatus | null {
  const rule = MATCH_MACHINE[event];
  return rule.from.includes(status) ? rule.to : null;
}
/** Days that a suggestion waits for a curator (handbook 4.5). */
export const SUGGESTION_DAYS = 30;
