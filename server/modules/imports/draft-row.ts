import type { ImportTarget } from '../../contracts/imports.contract.ts';
import { contentHash } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { mergeContent } from '../../kernel/record-content.ts';
import type { ParsedRow, ParsedSheet } from './formats/workbook.types.ts';
import type { ImportBatch, ImportRow } from './import.entity.ts';
import { normaliseRow } from './normalise/normalise-row.ts';
import { type CheckContext, checkIssues } from './row-check.ts';
import { contentFromValues } from './row-content.ts';

/** A row of the file as it is stored: cells as they stand, values and doubts as they were read. */
export function draftRow(batch: ImportBatch, sheet: ParsedSheet, row: ParsedRow, today: string) {
  const columns = batch.columns.flatMap((column) =>
    column.field ? [{ index: column.index, field: column.field, path: column.path, unit: column.unit }] : [],
  );
  const normal = normaliseRow(batch.target, columns, row, { sheetUnit: sheet.unit, today });
  return {
    id: newId(),
    batchId: batch.id,
    rowNumber: row.rowNumber,
    hidden: row.hidden,
    state: 'READY' as ImportRow['state'],
    cells: sheet.columns.map((column) => {
      const cell = row.cells[column.index] ?? null;
      return {
        column: column.index,
        path: column.path,
        raw: (cell?.raw ?? '').slice(0, 6000),
        flags: [...(cell?.flags ?? [])] as string[],
      };
    }),
    values: normal.values,
    confidence: normal.confidence,
    issues: normal.issues as ImportRow['issues'],
    confirmedFields: [] as ImportRow['confirmedFields'],
    duplicates: [] as Record<string, unknown>[],
    decision: null,
    mergeIntoId: null,
    recordId: null as string | null,
    before: null,
    error: null,
  };
}

/** Whether a stored record already holds all that the row says. Pure. */
export function isUnchanged(
  target: ImportTarget,
  values: Record<string, unknown>,
  existing: object,
  context: CheckContext,
): boolean {
  // A row that cannot be written is no copy of anything.
  if (checkIssues(target, { values, confirmedFields: [], decision: null }, context).length) return false;
  return contentHash(mergeContent(existing, contentFromValues(target, values))) === contentHash(existing);
}
