import type { ImportRow } from './import.entity.ts';

/** Confidence below this goes to a person (handbook section 8). */
export const SURE = 0.8;

type Row = Pick<ImportRow, 'issues' | 'confidence' | 'confirmedFields' | 'duplicates' | 'decision' | 'state'>;

/** What a row waits for: skipped, failed by an error, a person's word, or nothing. Pure. */
export function stateOf(row: Row): ImportRow['state'] {
  if (row.state === 'COMMITTED' || row.state === 'UNCHANGED') return row.state;
  if (row.decision === 'SKIP') return 'SKIPPED';
  if (row.issues.some((issue) => issue.severity === 'error')) return 'FAILED';
  const confirmed = new Set(row.confirmedFields);
  const open = row.issues.some((issue) => issue.severity === 'confirm' && !confirmed.has(issue.field));
  const unsure = Object.entries(row.confidence).some(([field, value]) => value < SURE && !confirmed.has(field));
  const proposed =
    row.decision === null &&
    (row.duplicates as { proposal: string }[]).some((duplicate) => duplicate.proposal === 'MERGE');
  return open || unsure || proposed ? 'CONFIRM' : 'READY';
}
