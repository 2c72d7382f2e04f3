import type { z } from 'zod';
import type {
  ImportColumn,
  ImportField,
  ImportRowView,
  RowConfirmation,
  RowIssue,
} from '../../../../server/contracts/imports.contract.ts';

type Issue = z.infer<typeof RowIssue>;
type Cell = ImportRowView['cells'][number];

/** Confidence below this goes to a person (handbook section 8). */
export const SURE = 0.8;

/** Values of a record that one column leads to, where they carry another name than the column's field. */
const VALUES_OF: Readonly<Record<string, readonly string[]>> = {
  organisationName: ['organisationName', 'coOwnerNames'],
  trl: ['trl', 'trlMin', 'trlMax'],
  period: ['startDate', 'completionDate'],
  price: ['priceMode', 'priceMin', 'priceMax', 'equityPct'],
  budget: ['budgetMode', 'budgetMin', 'budgetMax'],
};
export const valueKeys = (field: string): readonly string[] => VALUES_OF[field] ?? [field];

/** Fields that no column fills by itself: they follow from another column's text. */
const DERIVED = new Set([
  'coOwnerNames',
  'trlMin',
  'trlMax',
  'priceMode',
  'priceMin',
  'priceMax',
  'budgetMode',
  'budgetMin',
  'budgetMax',
]);
export const isColumnField = (field: string): boolean => !DERIVED.has(field);

export interface FieldLine {
  field: string;
  label: string;
  cells: readonly Cell[];
  values: Readonly<Record<string, unknown>>;
  /** Null when the field has no reading of its own. */
  confidence: number | null;
  issues: readonly Issue[];
  /** `error` stops the row, `open` waits for a person, `done` has a person's word, `sure` needs nobody. */
  mark: 'error' | 'open' | 'done' | 'sure';
  /** Who confirmed or corrected it. */
  word: z.infer<typeof RowConfirmation> | null;
}

export const isEmptyValue = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * One line a field of a row: the raw cell beside what was made of it. What needs a person stands first; then the
 * order of the sheet, then what follows from other columns.
 */
export function fieldLines(
  row: ImportRowView,
  columns: readonly ImportColumn[],
  fields: readonly z.infer<typeof ImportField>[],
): FieldLine[] {
  const labelOf = new Map(fields.map((item) => [item.field, item.label]));
  const cellOf = new Map(row.cells.map((cell) => [cell.column, cell]));
  const shown = new Set<string>();
  const lines: FieldLine[] = [];
  const add = (field: string, cells: readonly Cell[]): void => {
    const keys = new Set([field, ...valueKeys(field)]);
    for (const key of keys) shown.add(key);
    const issues = row.issues.filter((issue) => keys.has(issue.field));
    const wants = row.wants.filter((want) => keys.has(want.field));
    const word = row.confirmedFields.find((item) => item.field === field) ?? null;
    lines.push({
      field,
      label: labelOf.get(field) ?? field,
      cells,
      values: Object.fromEntries(valueKeys(field).map((key) => [key, row.values[key] ?? null])),
      confidence: row.confidence[field] ?? null,
      issues,
      mark:
        wants.some((want) => want.kind === 'fix') || issues.some((issue) => issue.severity === 'error')
          ? 'error'
          : wants.some((want) => want.kind === 'confirm')
            ? 'open'
            : word
              ? 'done'
              : 'sure',
      word,
    });
  };
  for (const column of columns) {
    if (column.field === null) continue;
    const cell = cellOf.get(column.index);
    add(column.field, cell ? [cell] : []);
  }
  for (const issue of row.issues)
    if (!shown.has(issue.field))
      add(Object.keys(VALUES_OF).find((field) => VALUES_OF[field]?.includes(issue.field)) ?? issue.field, []);
  for (const key of Object.keys(row.values)) {
    if (shown.has(key) || isEmptyValue(row.values[key])) continue;
    add(Object.keys(VALUES_OF).find((field) => VALUES_OF[field]?.includes(key)) ?? key, []);
  }
  const rank = { error: 0, open: 1, done: 2, sure: 2 } as const;
  return lines
    .filter(
      (line) =>
        line.issues.length || line.cells.some((cell) => cell.raw) || !Object.values(line.values).every(isEmptyValue),
    )
    .toSorted((a, b) => rank[a.mark] - rank[b.mark]);
}

/** Fields of a row that still wait for a person's word. */
export const openFields = (row: ImportRowView): string[] => [
  ...new Set(row.wants.filter((want) => want.kind === 'confirm').map((want) => want.field)),
];

/** The row needs a person before it can be committed. */
export const isWaiting = (row: ImportRowView): boolean => row.state === 'CONFIRM' || row.state === 'FAILED';

/** Place of the next row that waits, after the one in hand and then from the start; -1 when there is none. */
export function nextWaiting(rows: readonly ImportRowView[], at: number): number {
  for (let by = 1; by < rows.length; by += 1) {
    const place = (at + by) % rows.length;
    if (isWaiting(rows[place]!)) return place;
  }
  return -1;
}

/** The duplicate whose merge is proposed and not yet decided. */
export const openMerge = (row: ImportRowView) =>
  row.decision === null ? row.duplicates.find((item) => item.proposal === 'MERGE') : undefined;

/** Name of a row in a list: its title, else the first cell of words. */
export function rowTitle(row: ImportRowView): string {
  const { title } = row.values;
  if (typeof title === 'string' && title) return title;
  return (
    row.cells
      .find((cell) => cell.raw.trim())
      ?.raw.trim()
      .slice(0, 60) ?? ''
  );
}
