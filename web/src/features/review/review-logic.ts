import type { RecordKind } from '../../components/record/records.queries.ts';

export interface CheckForm {
  result: 'CLEARED' | 'RESTRICTED' | 'PENDING' | '';
  person: string;
  date: string;
  document: string;
}
export interface ReviewForm {
  checked: readonly string[];
  secrecyCheck: CheckForm;
  exportCheck: CheckForm;
  comment: string;
  reasonCode: string;
  managerId: string;
  interviewOn: string;
}
export type ReviewEvent = 'instituteApprove' | 'publish' | 'return' | 'accept' | 'refine' | 'refined' | 'reject';
const EVENTS: readonly string[] = [
  'instituteApprove',
  'publish',
  'accept',
  'refined',
  'refine',
  'return',
  'reject',
] satisfies ReviewEvent[];

export const newForm = (person: string, today: string): ReviewForm => {
  const check: CheckForm = { result: '', person, date: today, document: '' };
  return {
    checked: [],
    secrecyCheck: check,
    exportCheck: { ...check },
    comment: '',
    reasonCode: '',
    managerId: '',
    interviewOn: today,
  };
};

/** Points that the reviewer confirms one by one before the step can be taken. */
export function checklistOf(kind: RecordKind, event: ReviewEvent): readonly string[] {
  if (event === 'instituteApprove') return ['ownership'];
  if (event === 'publish')
    return kind === 'achievements' ? ['texts', 'levels', 'institute'] : ['anonymity', 'texts', 'levels'];
  if (event === 'refined') return ['consent'];
  return [];
}
const NEEDS_COMMENT: readonly ReviewEvent[] = ['return', 'refine', 'reject'];
export const needsComment = (event: ReviewEvent): boolean => NEEDS_COMMENT.includes(event);

/** Steps of the review among those that the server allows, the forward ones first. */
export const reviewEvents = (allowed: readonly string[]): ReviewEvent[] =>
  EVENTS.filter((event) => allowed.includes(event)) as ReviewEvent[];

/** Field → key of the words of what is missing. */
export function errorsOf(
  kind: RecordKind,
  event: ReviewEvent,
  form: ReviewForm,
): Record<string, 'required' | 'cleared' | 'points'> {
  const errors: Record<string, 'required' | 'cleared' | 'points'> = {};
  if (checklistOf(kind, event).some((point) => !form.checked.includes(point))) errors.checked = 'points';
  if (event === 'instituteApprove') {
    for (const name of ['secrecyCheck', 'exportCheck'] as const) {
      const check = form[name];
      if (!check.result) errors[`${name}.result`] = 'required';
      if (!check.person.trim()) errors[`${name}.person`] = 'required';
      if (!check.date) errors[`${name}.date`] = 'required';
    }
    // What is not cleared by the secrecy review does not go on; it is returned.
    if (form.secrecyCheck.result && form.secrecyCheck.result !== 'CLEARED') errors['secrecyCheck.result'] = 'cleared';
  }
  if (needsComment(event) && !form.comment.trim()) errors.comment = 'required';
  if (event === 'reject' && !form.reasonCode) errors.reasonCode = 'required';
  return errors;
}

/** Body of the transition. */
export function bodyOf(event: ReviewEvent, form: ReviewForm, version: number): Record<string, unknown> {
  const body: Record<string, unknown> = {
    version,
    event,
    comment: form.comment.trim(),
    reasonCode: event === 'reject' ? form.reasonCode : null,
  };
  if (event === 'instituteApprove')
    Object.assign(body, {
      ownershipConfirmed: form.checked.includes('ownership'),
      secrecyCheck: form.secrecyCheck,
      exportCheck: form.exportCheck,
    });
  if (event === 'accept' && form.managerId) body.managerId = form.managerId;
  if (event === 'refined')
    Object.assign(body, { firmConsent: form.checked.includes('consent'), interviewOn: form.interviewOn || undefined });
  return body;
}

export interface QueueRow {
  id: string;
  code: string;
  title: string;
  status: string;
  revisionStatus: string | null;
  version: number;
}

/** Where a record stands in the review: a new version of a published record has its own place. */
export function stageOf(kind: RecordKind, row: Pick<QueueRow, 'status' | 'revisionStatus'>): string {
  const isBeside = row.status === 'PUBLISHED' || row.status === 'RESERVED';
  if (!isBeside) return row.status;
  // A submitted new version of a demand waits for the operator like one in triage.
  return kind === 'demands' && row.revisionStatus === 'SUBMITTED' ? 'TRIAGE' : (row.revisionStatus ?? row.status);
}

const STEPS: Readonly<Record<RecordKind, Readonly<Record<string, readonly ReviewEvent[]>>>> = {
  achievements: { SUBMITTED: ['instituteApprove', 'return'], INSTITUTE_OK: ['publish', 'return'] },
  demands: { SUBMITTED: ['accept', 'reject'], TRIAGE: ['publish', 'reject'] },
};

/** Steps that may be taken for several at once, each with the rows it fits. The server still decides on every one. */
export function batchSteps(kind: RecordKind, rows: readonly QueueRow[]): { event: ReviewEvent; rows: QueueRow[] }[] {
  const steps = new Map<ReviewEvent, QueueRow[]>();
  for (const row of rows)
    for (const event of STEPS[kind][stageOf(kind, row)] ?? []) steps.set(event, [...(steps.get(event) ?? []), row]);
  return [...steps].map(([event, fit]) => ({ event, rows: fit }));
}

export type BatchState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
export interface BatchItem {
  row: QueueRow;
  state: BatchState;
  message: string;
}

/**
 * Takes one step for many records, one after the other; a refusal never stops the rest.
 * @param onChange is told the whole list after each change
 * @param isStopped is asked before each record
 */
export async function runBatch(
  rows: readonly QueueRow[],
  act: (row: QueueRow) => Promise<unknown>,
  words: (error: unknown) => string,
  onChange: (items: readonly BatchItem[]) => void,
  isStopped: () => boolean = () => false,
): Promise<readonly BatchItem[]> {
  let items: readonly BatchItem[] = rows.map((row) => ({ row, state: 'waiting', message: '' }));
  const set = (at: number, change: Partial<BatchItem>): void => {
    items = items.map((item, index) => (index === at ? { ...item, ...change } : item));
    onChange(items);
  };
  onChange(items);
  for (const [at, row] of rows.entries()) {
    if (isStopped()) {
      set(at, { state: 'stopped' });
      continue;
    }
    set(at, { state: 'running' });
    try {
      await act(row);
      set(at, { state: 'done' });
    } catch (error) {
      set(at, { state: 'failed', message: words(error) });
    }
  }
  return items;
}
