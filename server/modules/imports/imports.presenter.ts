import type { ImportBatchView, ImportRowView } from '../../contracts/imports.contract.ts';
import { addDays } from '../../kernel/clock.ts';
import type { ImportBatch, ImportRow } from './import.entity.ts';
import { ROLLBACK_DAYS } from './imports.states.ts';
import { issueMessage } from './issue-messages.ts';

export function presentBatch(
  batch: ImportBatch,
  context: { sameFileAs: { id: string; code: string } | null; createdByName: string; counts: Record<string, number> },
): ImportBatchView {
  const count = (name: string): number => context.counts[name] ?? 0;
  return {
    id: batch.id,
    code: batch.code,
    fileName: batch.fileName,
    fileHash: batch.fileHash,
    sender: batch.sender,
    target: batch.target,
    state: batch.state,
    sheetName: batch.sheetName ?? null,
    sheets: batch.sheets,
    notes: batch.notes,
    defaultOrganisationId: batch.defaultOrganisationId ?? null,
    counts: {
      rows: count('rows') || (batch.sheets.find((sheet) => sheet.name === batch.sheetName)?.rows ?? 0),
      parsed: count('parsed'),
      ready: count('ready'),
      toConfirm: count('toConfirm'),
      failed: count('failed'),
      skipped: count('skipped'),
      duplicates: count('duplicates'),
      committed: count('committed'),
      unchanged: count('unchanged'),
    },
    progress: batch.progress ?? null,
    error: batch.error ?? null,
    sameFileAs: context.sameFileAs,
    canRollBackUntil:
      batch.committedAt && batch.state === 'COMMITTED' ? addDays(batch.committedAt, ROLLBACK_DAYS).toISOString() : null,
    createdByName: context.createdByName,
    createdAt: batch.createdAt.toISOString(),
    committedAt: batch.committedAt?.toISOString() ?? null,
    version: batch.version,
  };
}

export function presentRow(row: ImportRow): ImportRowView {
  return {
    id: row.id,
    rowNumber: row.rowNumber,
    hidden: row.hidden,
    state: row.state,
    cells: row.cells,
    values: row.values,
    confidence: row.confidence,
    issues: row.issues.map((issue) => ({
      field: issue.field,
      code: issue.code,
      severity: issue.severity,
      raw: issue.raw,
      message: issueMessage(issue.code, issue.params ?? {}),
    })),
    duplicates: row.duplicates as ImportRowView['duplicates'],
    decision: row.decision ?? null,
    mergeIntoId: row.mergeIntoId ?? null,
    recordId: row.recordId ?? null,
    error: row.error ?? null,
    version: row.version,
  };
}
