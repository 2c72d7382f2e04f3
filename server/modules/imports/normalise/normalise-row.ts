import type { ImportTarget } from '../../../contracts/imports.contract.ts';
import type { Reading } from '../../../kernel/reading.ts';
import type { ParsedCell } from '../formats/workbook.types.ts';
import { composeTexts } from './compose-texts.ts';
import { fillFromText } from './from-text.ts';
import { type FieldReader, type ReadContext, readersOf } from './readers.ts';

export interface MappedColumn {
  index: number;
  path: string;
  unit: string | null;
  field: string | null;
}
export interface RowInput {
  rowNumber: number;
  hidden: boolean;
  /** By column number, as the parser gives them. */
  cells: readonly (ParsedCell | null)[];
}
export interface RowContext {
  /** Money unit stated once for the whole sheet. */
  sheetUnit?: string | null;
  /** `YYYY-MM-DD`: what the text of a demand states is read against it; without it the text stays as it is. */
  today?: string;
}
export interface RowIssueDraft {
  /** Field of the column, or `row` for the row as a whole. */
  field: string;
  code: string;
  severity: 'error' | 'confirm' | 'hint';
  raw: string;
  params: Record<string, string>;
}
export interface NormalisedRow {
  /** Content of the record by field of its contract, and organisationName, leaderName, memberNames, … beside it. */
  values: Record<string, unknown>;
  issues: RowIssueDraft[];
  /** By field of the column; below 0.8 a person confirms. */
  confidence: Record<string, number>;
}

const RAW_MAX = 300;
/** Notes that explain a sure value; they never ask. */
const HINTS = new Set([
  'check_inferred',
  'title_short',
  'landline_only',
  'date_approx',
  'uscc_org_code',
  'uscc_class',
  'still_running',
]);
const ERRORS = new Set(['title_missing', 'broken_row']);

function issuesOf(field: string, read: Reading<unknown>): RowIssueDraft[] {
  const raw = read.raw.slice(0, RAW_MAX);
  const notes = read.notes.length === 0 && read.needsConfirmation ? ['unsure'] : read.notes;
  return notes.map((code) => ({
    field,
    code,
    severity: ERRORS.has(code) ? 'error' : HINTS.has(code) || !read.needsConfirmation ? 'hint' : 'confirm',
    raw,
    params: {},
  }));
}

function cellIssues(field: string, cell: ParsedCell): RowIssueDraft[] {
  const make = (code: string, severity: RowIssueDraft['severity']): RowIssueDraft => ({
    field,
    code,
    severity,
    raw: cell.raw.slice(0, RAW_MAX),
    params: {},
  });
  const flags = new Set(cell.flags ?? []);
  return [
    ...(flags.has('error_value') ? [make('cell_error', 'confirm')] : []),
    ...(flags.has('formula_no_value') ? [make('formula_no_value', 'confirm')] : []),
    ...(flags.has('formula') && !flags.has('error_value') && !flags.has('formula_no_value')
      ? [make('formula_value', 'hint')]
      : []),
    ...(flags.has('precision_lost') ? [make('precision_lost', 'confirm')] : []),
  ];
}

/**
 * One row of a list as values of a draft, with the issues a reviewer sees beside the raw cells. Pure; never throws
 * on any content. The cell text is always kept in the row, so nothing is lost by a value that stays empty.
 */
export function normaliseRow(
  target: ImportTarget,
  columns: readonly MappedColumn[],
  row: RowInput,
  context: RowContext = {},
): NormalisedRow {
  const readers: Readonly<Record<string, FieldReader>> = readersOf(target);
  const values: Record<string, unknown> = {};
  const issues: RowIssueDraft[] = [];
  const confidence: Record<string, number> = {};
  const rowIssue = (code: string, severity: RowIssueDraft['severity']): void => {
    issues.push({ field: 'row', code, severity, raw: '', params: { row: String(row.rowNumber) } });
  };
  if (row.hidden) rowIssue('hidden_row', 'confirm');
  if (row.cells.some((cell) => cell?.flags?.includes('broken_row'))) rowIssue('broken_row', 'error');
  for (const column of columns) {
    const cell = row.cells[column.index];
    if (!cell || column.field === null) continue;
    issues.push(...cellIssues(column.field, cell));
    const reader = readers[column.field];
    if (!reader) continue;
    const at: ReadContext = {
      headerUnit: column.unit ?? context.sheetUnit ?? null,
      isNumber: cell.kind === 'number',
      path: column.path,
    };
    const { read, patch } = reader(cell.text, at);
    if (read.isEmpty) continue;
    Object.assign(values, patch);
    confidence[column.field] = cell.flags?.some((flag) => flag === 'precision_lost')
      ? Math.min(0.5, read.confidence)
      : read.confidence;
    issues.push(...issuesOf(column.field, read));
  }
  composeTexts(target, values, issues, confidence);
  if (target === 'demand' && context.today) fillFromText({ values, issues, confidence }, context.today);
  if (typeof values.title !== 'string' || values.title === '') {
    issues.push({ field: 'title', code: 'title_missing', severity: 'error', raw: '', params: {} });
    delete confidence.title;
  }
  return { values, issues, confidence };
}
