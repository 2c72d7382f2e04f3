import { z } from 'zod';
import { Id, line, page, Timestamp, text } from './common.contract.ts';

export const IMPORT_STATES = [
  'UPLOADED',
  'MAPPED',
  'PARSING',
  'PARSED',
  'COMMITTING',
  'COMMITTED',
  'ROLLING_BACK',
  'ROLLED_BACK',
  'FAILED',
] as const;
export const ImportState = z.enum(IMPORT_STATES);
export type ImportState = z.infer<typeof ImportState>;
export const ImportTarget = z.enum(['achievement', 'demand']);
export type ImportTarget = z.infer<typeof ImportTarget>;

export const ImportColumn = z.object({
  index: z.number().int(),
  /** Header path such as 单位信息/联系人. */
  path: z.string(),
  unit: z.string().nullable(),
  samples: z.array(z.string()),
  /** Field this column fills; null means left out. */
  field: z.string().nullable(),
  confidence: z.number(),
  /** Why this field, or none, in the reader's language. */
  why: z.string(),
  /** The column follows the sender's last list. */
  isRemembered: z.boolean(),
});
export type ImportColumn = z.infer<typeof ImportColumn>;

export const ImportField = z.object({ field: z.string(), label: z.string(), required: z.boolean() });

export const ImportBatchView = z.object({
  id: Id,
  code: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  sender: z.string(),
  target: ImportTarget,
  state: ImportState,
  sheetName: z.string().nullable(),
  sheets: z.array(
    z.object({
      name: z.string(),
      rows: z.number().int(),
      headerRows: z.number().int(),
      hidden: z.boolean(),
    }),
  ),
  notes: z.array(z.string()),
  /** Organisation that owns all rows when the list has no such column. */
  defaultOrganisationId: Id.nullable(),
  counts: z.object({
    rows: z.number().int(),
    parsed: z.number().int(),
    ready: z.number().int(),
    toConfirm: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    duplicates: z.number().int(),
    committed: z.number().int(),
    /** Of those committed: existing records that were updated. */
    updated: z.number().int(),
    unchanged: z.number().int(),
  }),
  progress: z.object({ done: z.number().int(), total: z.number().int(), phase: z.string() }).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Same file as an earlier batch. */
  sameFileAs: z.object({ id: Id, code: z.string() }).nullable(),
  canRollBackUntil: Timestamp.nullable(),
  createdByName: z.string(),
  createdAt: Timestamp,
  committedAt: Timestamp.nullable(),
  version: z.number().int(),
});
export type ImportBatchView = z.infer<typeof ImportBatchView>;
export const ImportBatchPage = page(ImportBatchView);

/** Multipart fields beside the file. */
export const ImportUploadFields = z.object({
  target: ImportTarget,
  sender: text(1, 80),
  defaultOrganisationId: Id.optional(),
});
/** The whole form as the description of the API shows it; the fields stand before the file. */
export const ImportUploadForm = z.object({
  target: ImportTarget.describe('清单内容：成果或需求 / what the list holds'),
  sender: ImportUploadFields.shape.sender.describe('报送单位或来源 / who sent the list'),
  defaultOrganisationId: ImportUploadFields.shape.defaultOrganisationId.describe(
    '行内没有单位时归入的单位 / owner of rows that name none',
  ),
  file: z.file().describe('xlsx、csv、tsv 或 txt 文件，最大 25 MB / the list, up to 25 MB'),
});
/** Without `sheetName` the mapping as it stands; with it the proposal and first rows of that sheet, nothing stored. */
export const ImportMappingQuery = z.object({ sheetName: line(120).optional() });
export const ImportMappingView = z.object({
  sheetName: z.string().nullable(),
  columns: z.array(ImportColumn),
  fields: z.array(ImportField),
  /** Lines above and below the table; of the sheet asked for. */
  notes: z.array(z.string()),
  /** First rows, one text a column in the order of `columns`; only when a sheet was asked for. */
  preview: z.array(z.object({ rowNumber: z.number().int(), hidden: z.boolean(), cells: z.array(z.string()) })),
});
export const ImportMappingInput = z.object({
  sheetName: line(120).optional(),
  columns: z.array(z.object({ index: z.number().int().min(0).max(500), field: line(60).nullable() })).max(500),
  remember: z.boolean().default(true),
  /** Owner of all rows, for lists without a column of organisations. */
  defaultOrganisationId: Id.nullable().optional(),
  version: z.number().int(),
});

export const RowState = z.enum(['READY', 'CONFIRM', 'FAILED', 'SKIPPED', 'COMMITTED', 'UNCHANGED']);
export const RowIssue = z.object({
  field: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'confirm', 'hint']),
  raw: z.string(),
  message: z.string(),
});
/** A reviewer's word on a field. */
export const RowConfirmation = z.object({
  field: z.string(),
  byName: z.string(),
  at: Timestamp.nullable(),
  how: z.enum(['CONFIRM', 'EDIT', 'BULK']),
});
/** One thing that keeps a row from being committed, in words. */
export const RowWant = z.object({
  field: z.string(),
  label: z.string(),
  code: z.string(),
  kind: z.enum(['fix', 'confirm', 'decide']),
  message: z.string(),
});
export const DuplicateProposal = z.object({
  /** Existing record, or another row of this batch. */
  recordId: Id.nullable(),
  rowNumber: z.number().int().nullable(),
  title: z.string(),
  code: z.string().nullable(),
  similarity: z.number(),
  rule: z.enum(['REGISTRATION_NO', 'SHARED_PATENT', 'SAME_TITLE', 'NEAR', 'SIMILAR', 'RELATED']),
  proposal: z.enum(['MERGE', 'SHOW', 'RELATED']),
});
export const RowDecision = z.enum(['NEW', 'MERGE', 'SKIP']);
export const ImportRowView = z.object({
  id: Id,
  rowNumber: z.number().int(),
  hidden: z.boolean(),
  state: RowState,
  cells: z.array(z.object({ column: z.number().int(), path: z.string(), raw: z.string(), flags: z.array(z.string()) })),
  /** Normal form by field. */
  values: z.record(z.string(), z.unknown()),
  confidence: z.record(z.string(), z.number()),
  issues: z.array(RowIssue),
  /** Who confirmed which field. */
  confirmedFields: z.array(RowConfirmation),
  /** Everything the row still waits for, errors first; empty when it can be committed. */
  wants: z.array(RowWant),
  duplicates: z.array(DuplicateProposal),
  decision: RowDecision.nullable(),
  mergeIntoId: Id.nullable(),
  recordId: Id.nullable(),
  error: z.string().nullable(),
  version: z.number().int(),
});
export type ImportRowView = z.infer<typeof ImportRowView>;
export const ImportRowPage = page(ImportRowView);
export const ImportRowQuery = z.object({
  state: RowState.optional(),
  duplicates: z.enum(['true']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
const Scalar = z.union([text(0, 5000), z.number(), z.boolean(), z.null()]);
const Entry = z.record(line(60), z.union([Scalar, z.array(Scalar).max(60)]));
/** Normal form of one field: a value, a list such as keywords, or a list of entries such as indicators. */
const FieldValue = z.union([Scalar, z.array(z.union([Scalar, Entry])).max(60), Entry]);
export const ImportRowUpdate = z.object({
  version: z.number().int(),
  /** Corrected normal forms by field; `null` empties a field. */
  values: z.record(line(60), FieldValue).optional(),
  /** Fields that the reviewer confirms as they stand. */
  confirm: z.array(line(60)).max(60).optional(),
  decision: RowDecision.optional(),
  mergeIntoId: Id.nullable().optional(),
});
/** What a commit would do now, and what stays behind for which reason. */
export const ImportPreview = z.object({
  create: z.number().int(),
  update: z.number().int(),
  unchanged: z.number().int(),
  skipped: z.number().int(),
  /** Of those skipped: rows with a duplicate. */
  skippedDuplicates: z.number().int(),
  toConfirm: z.number().int(),
  failed: z.number().int(),
  /** Reasons by number of rows, the most frequent first. */
  blockers: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      code: z.string(),
      kind: z.enum(['fix', 'confirm', 'decide']),
      message: z.string(),
      rows: z.number().int(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
export const ImportBulkDecision = z.object({
  version: z.number().int(),
  action: z.enum(['CONFIRM_ALL_HINTS', 'SKIP_FAILED', 'ACCEPT_MERGES', 'REFUSE_MERGES']),
});
export const ImportCommit = z.object({ version: z.number().int() });
export const ImportRollback = z.object({ version: z.number().int(), reason: text(2, 300) });
