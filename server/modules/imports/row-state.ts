import type { Confirmation, ImportRow } from './import.entity.ts';

/** Confidence below this goes to a person (handbook section 8). */
export const SURE = 0.8;

/** Issues that ask to look at a paper or at the whole row: never confirmed for many rows at once. */
const ONE_BY_ONE: ReadonlySet<string> = new Set(['patent_check', 'hidden_row']);

type Row = Pick<ImportRow, 'issues' | 'confidence' | 'confirmedFields' | 'duplicates' | 'decision' | 'state'>;

/** One thing that stands between a row and its record. */
export interface Want {
  field: string;
  code: string;
  /** `fix` a value, `confirm` it as it stands, `decide` about a duplicate. */
  kind: 'fix' | 'confirm' | 'decide';
  params: Readonly<Record<string, string>>;
}

/** Who confirmed which field; batches of the first days kept the names of the fields alone. */
export const confirmationsOf = (row: Pick<ImportRow, 'confirmedFields'>): Confirmation[] =>
  (row.confirmedFields as (Confirmation | string)[]).map((item) =>
    typeof item === 'string' ? { field: item, by: null, at: null, how: 'CONFIRM' } : item,
  );

/** Adds confirmations; the first word on a field stays, but a correction gives way to a confirmation of it. */
export function addConfirmations(
  row: Pick<ImportRow, 'confirmedFields'>,
  fields: Iterable<string>,
  word: Omit<Confirmation, 'field'>,
): Confirmation[] {
  const added = new Set(fields);
  const kept = confirmationsOf(row).filter(({ field, how }) => !(how === 'EDIT' && added.has(field)));
  const taken = new Set(kept.map((item) => item.field));
  return [...kept, ...[...added].filter((field) => !taken.has(field)).map((field) => ({ field, ...word }))];
}

/** Fields that a person has confirmed as they stand; a correction is no word on what the check finds in it. */
export const confirmedSet = (row: Pick<ImportRow, 'confirmedFields'>): Set<string> =>
  new Set(confirmationsOf(row).flatMap(({ field, how }) => (how === 'EDIT' ? [] : [field])));

/** Everything a row waits for, errors first; empty when it can be committed. Pure. */
export function wantsOf(row: Row): Want[] {
  const confirmed = confirmedSet(row);
  const wants: Want[] = [];
  const asked = new Set<string>();
  const add = (kind: Want['kind'], { field, code, params }: { field: string; code: string; params?: object }) =>
    wants.push({ field, code, kind, params: { ...params } });
  for (const issue of row.issues) {
    if (issue.severity !== 'error') continue;
    asked.add(issue.field);
    add('fix', issue);
  }
  for (const issue of row.issues) {
    if (issue.severity !== 'confirm' || confirmed.has(issue.field)) continue;
    asked.add(issue.field);
    add('confirm', issue);
  }
  for (const [field, value] of Object.entries(row.confidence))
    if (value < SURE && !confirmed.has(field) && !asked.has(field)) add('confirm', { field, code: 'unsure' });
  if (row.decision === null && (row.duplicates as { proposal: string }[]).some((item) => item.proposal === 'MERGE'))
    add('decide', { field: 'row', code: 'duplicate_open' });
  return wants;
}

/** What a row waits for: skipped, failed by an error, a person's word, or nothing. Pure. */
export function stateOf(row: Row): ImportRow['state'] {
  if (row.state === 'COMMITTED' || row.state === 'UNCHANGED') return row.state;
  if (row.decision === 'SKIP') return 'SKIPPED';
  const wants = wantsOf(row);
  if (wants.some((want) => want.kind === 'fix')) return 'FAILED';
  return wants.length ? 'CONFIRM' : 'READY';
}

/**
 * Fields that one word for the whole batch may confirm: every field that is merely doubtful, with or without an
 * issue. What asks to look at a certificate or at the row stays open, and so do errors and duplicates. Pure.
 */
export function confirmableAtOnce(row: Row): string[] {
  const wants = wantsOf(row).filter((want) => want.kind === 'confirm');
  const alone = new Set(wants.filter((want) => ONE_BY_ONE.has(want.code)).map((want) => want.field));
  return [...new Set(wants.map((want) => want.field))].filter((field) => !alone.has(field));
}
