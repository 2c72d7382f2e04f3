import type { CodeTableName } from '../../../server/contracts/code-tables/index.ts';
import { useCodes } from '../lib/code-label.ts';
import './controls.css';

const TONES: Readonly<Record<string, 'ok' | 'amber' | 'bad' | 'blue'>> = {
  PUBLISHED: 'ok',
  SOLVED: 'ok',
  TRANSFERRED: 'ok',
  CONTRACTED: 'ok',
  ACCEPTED_BOTH: 'ok',
  CONVERTED: 'ok',
  COMMITTED: 'ok',
  ACTIVE: 'ok',
  SUBMITTED: 'blue',
  INSTITUTE_OK: 'blue',
  TRIAGE: 'blue',
  SELECTING: 'blue',
  AGREED: 'blue',
  CONFIRMED: 'blue',
  SENT: 'blue',
  ACCEPTED_ONE: 'blue',
  REFINING: 'amber',
  RESERVED: 'amber',
  PENDING: 'amber',
  SUGGESTED: 'amber',
  SUSPENDED: 'bad',
  REJECTED: 'bad',
  FAILED: 'bad',
  DECLINED: 'bad',
  DISMISSED: 'bad',
};

/** A state in the words of its code table; colour only repeats what the word says. */
export function StatusTag({ table, code }: { table: CodeTableName; code: string }) {
  const { label } = useCodes();
  const tone = TONES[code];
  return <span className={`fx-tag${tone ? ` fx-tag--${tone}` : ''}`}>{label(table, code)}</span>;
}
