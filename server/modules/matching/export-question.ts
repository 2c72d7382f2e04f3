import type { MatchStatus } from '../../contracts/matching.contract.ts';

export type ExportQuestion = 'NONE' | 'OPEN' | 'CLEARED' | 'REFUSED';
export interface ExportAnswerRow {
  result: 'CLEARED' | 'REFUSED';
  by: string | null;
  at: string;
}

/** Statuses in which both sides have accepted. */
export const ACCEPTED = ['ACCEPTED_BOTH', 'MEETING', 'NEGOTIATING', 'CONVERTED', 'ENDED'] as const;

interface Asked {
  status: MatchStatus;
  exportAnswer?: ExportAnswerRow | null;
}
interface Firm {
  foreignControl: string | null;
}

/** A foreign-controlled firm starts an export question, which staff answer (handbook section 7). */
export function exportQuestion(match: Asked, firm: Firm): ExportQuestion {
  if (firm.foreignControl === null || firm.foreignControl === 'NONE') return 'NONE';
  return match.exportAnswer?.result ?? 'OPEN';
}

/** L2 and contacts are open: both sides accepted, and no export question stands in the way. */
export const isOpened = (match: Asked, firm: Firm): boolean =>
  (ACCEPTED as readonly string[]).includes(match.status) && ['NONE', 'CLEARED'].includes(exportQuestion(match, firm));

/** The same as a condition on `match m` and the firm `organisation o`, for bonds. */
export const EXPORT_IS_OPEN = `(coalesce(o.foreign_control, 'NONE') = 'NONE' or m.export_answer ->> 'result' = 'CLEARED')`;
