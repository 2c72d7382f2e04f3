import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportMappingView,
  ImportPreview,
  ImportRowView,
  ImportTarget,
} from '../../contracts/imports.contract.ts';
import { addDays } from '../../kernel/clock.ts';
import { ERROR_TABLE, type ErrorCode } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/field-messages.ts';
import { fileSentence, isFileCode } from './formats/import-file-error.ts';
import type { ParsedSheet } from './formats/workbook.types.ts';
import type { ImportBatch, ImportRow } from './import.entity.ts';
import { ROLLBACK_DAYS } from './imports.states.ts';
import { issueMessage } from './issue-messages.ts';
import { fieldLabel, importFields } from './mapping/fields.ts';
import { mappingReason } from './mapping/mapping-reasons.ts';
import { confirmationsOf, type Want, wantsOf } from './row-state.ts';

const FAILED_WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  parse_failed: { zh: '解析失败，请检查文件后重试', en: 'Reading the list failed; check the file and try again' },
  WRITE_FAILED: { zh: '写入失败，请稍后再试', en: 'Writing failed; please try again later' },
};

function batchError(error: ImportBatch['error'], locale: Locale): ImportBatchView['error'] {
  if (!error) return null;
  const message = isFileCode(error.code)
    ? fileSentence(error.code, error.params ?? {}, locale)
    : (FAILED_WORDS[error.code]?.[locale] ?? error.message);
  return { code: error.code, message };
}

export function presentBatch(
  batch: ImportBatch,
  context: {
    sameFileAs: { id: string; code: string } | null;
    createdByName: string;
    counts: Record<string, number>;
    locale?: Locale;
  },
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
    sheets: batch.sheets.map(({ name, rows, headerRows, hidden }) => ({
      name,
      rows,
      headerRows,
      hidden: hidden ?? false,
    })),
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
      updated: count('updated'),
      unchanged: count('unchanged'),
    },
    progress: batch.progress ?? null,
    error: batchError(batch.error ?? null, context.locale ?? 'zh'),
    sameFileAs: context.sameFileAs,
    canRollBackUntil:
      batch.committedAt && batch.state === 'COMMITTED' ? addDays(batch.committedAt, ROLLBACK_DAYS).toISOString() : null,
    createdByName: context.createdByName,
    createdAt: batch.createdAt.toISOString(),
    committedAt: batch.committedAt?.toISOString() ?? null,
    version: batch.version,
  };
}

const PREVIEW_ROWS = 5;
const PREVIEW_TEXT = 200;

/** Columns with the fields proposed for them; a sheet that was asked for brings its first rows. */
export function presentMapping(
  batch: Pick<ImportBatch, 'target' | 'columns' | 'sheetName' | 'notes'>,
  locale: Locale,
  sheet?: ParsedSheet,
): z.infer<typeof ImportMappingView> {
  return {
    sheetName: sheet?.name ?? batch.sheetName ?? null,
    columns: batch.columns.map(({ index, path, unit, samples, field, confidence, reason, why }) => ({
      index,
      path,
      unit,
      samples,
      field,
      confidence,
      why: reason ? mappingReason(reason, batch.target, locale) : (why ?? ''),
      isRemembered: reason?.code === 'REMEMBERED',
    })),
    fields: importFields(batch.target, locale),
    notes: batch.notes,
    preview: (sheet?.rows ?? []).slice(0, PREVIEW_ROWS).map((row) => ({
      rowNumber: row.rowNumber,
      hidden: row.hidden,
      cells: batch.columns.map((column) => (row.cells[column.index]?.text ?? '').slice(0, PREVIEW_TEXT)),
    })),
  };
}

const presentWant = (want: Want, target: ImportTarget, locale: Locale): ImportRowView['wants'][number] => ({
  field: want.field,
  label: want.field === 'row' ? '' : fieldLabel(target, want.field, locale),
  code: want.code,
  kind: want.kind,
  message: issueMessage(want.code, want.params, locale, want.kind === 'fix' ? 'error' : 'confirm'),
});

function rowError(row: ImportRow, target: ImportTarget, locale: Locale): string | null {
  if (row.state !== 'FAILED' || !row.error) return null;
  const words = FAILED_WORDS[row.error] ?? (ERROR_TABLE[row.error as ErrorCode] as Record<Locale, string> | undefined);
  const refused = row.issues.filter((issue) => issue.source === 'check' && issue.severity === 'error');
  const named = refused.map((issue) => {
    const message = issueMessage(issue.code, issue.params ?? {}, locale, 'error');
    return locale === 'zh'
      ? `${fieldLabel(target, issue.field, locale)}：${message}`
      : `${fieldLabel(target, issue.field, locale)}: ${message}`;
  });
  return [words?.[locale] ?? row.error, ...named].join(locale === 'zh' ? '；' : '; ');
}

export interface RowReader {
  target: ImportTarget;
  locale: Locale;
  /** Names of the people who confirmed. */
  names: ReadonlyMap<string, string>;
  /** Records of other institutions are for staff only. */
  isStaff: boolean;
}

export function presentRow(row: ImportRow, { target, locale, names, isStaff }: RowReader): ImportRowView {
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
      message: issueMessage(issue.code, issue.params ?? {}, locale, issue.severity),
    })),
    confirmedFields: confirmationsOf(row).map(({ field, by, at, how }) => ({
      field,
      byName: (by && names.get(by)) ?? '',
      at,
      how,
    })),
    wants: ['CONFIRM', 'FAILED'].includes(row.state)
      ? wantsOf(row).map((want) => presentWant(want, target, locale))
      : [],
    duplicates: (row.duplicates as ImportRowView['duplicates']).filter(
      (item) => isStaff || item.proposal !== 'RELATED',
    ),
    decision: row.decision ?? null,
    mergeIntoId: row.mergeIntoId ?? null,
    recordId: row.recordId ?? null,
    error: rowError(row, target, locale),
    version: row.version,
  };
}

const MAX_BLOCKERS = 30;

/** What a commit would do now; `waiting` are the rows that are not ready. Pure. */
export function presentPreview(
  counts: Record<string, number>,
  waiting: readonly Parameters<typeof wantsOf>[0][],
  target: ImportTarget,
  locale: Locale,
): ImportPreview {
  const rows = new Map<string, { want: Want; rows: number }>();
  for (const row of waiting) {
    const seen = new Set<string>();
    for (const want of wantsOf(row)) {
      const key = `${want.kind}:${want.field}:${want.code}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const known = rows.get(key);
      if (known) known.rows += 1;
      else rows.set(key, { want: { ...want, params: { ...want.params, item: '' } }, rows: 1 });
    }
  }
  const count = (name: string): number => counts[name] ?? 0;
  return {
    create: count('ready') - count('readyToMerge'),
    update: count('readyToMerge'),
    unchanged: count('unchanged'),
    skipped: count('skipped'),
    skippedDuplicates: count('skippedDuplicates'),
    toConfirm: count('toConfirm'),
    failed: count('failed'),
    blockers: [...rows.entries()]
      .toSorted(([a, one], [b, other]) => other.rows - one.rows || (a < b ? -1 : 1))
      .slice(0, MAX_BLOCKERS)
      .map(([, { want, rows: n }]) => ({ ...presentWant(want, target, locale), rows: n })),
  };
}
