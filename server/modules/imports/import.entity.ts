import { defineEntity, p } from '@mikro-orm/core';
import type { ImportState, ImportTarget } from '../../contracts/imports.contract.ts';
import { baseColumns } from '../../db/base.entity.ts';
import type { MappingReason } from './mapping/mapping-reasons.ts';

const ImportBatchSchema = defineEntity({
  name: 'ImportBatch',
  tableName: 'import_batch',
  properties: {
    ...baseColumns,
    code: p.string(),
    fileName: p.string(),
    fileHash: p.string(),
    fileBytes: p.blob().lazy(),
    sender: p.string(),
    target: p.string().$type<ImportTarget>(),
    state: p.string().$type<ImportState>(),
    sheetName: p.string().nullable(),
    sheets: p.json<{ name: string; rows: number; headerRows: number; hidden?: boolean }[]>(),
    columns:
      p.json<
        {
          index: number;
          path: string;
          unit: string | null;
          samples: string[];
          field: string | null;
          confidence: number;
          /** Batches of the first days kept the sentence alone. */
          reason?: MappingReason;
          why?: string;
        }[]
      >(),
    notes: p.json<string[]>(),
    defaultOrganisationId: p.uuid().nullable(),
    counts: p.json<Record<string, number>>(),
    progress: p.json<{ done: number; total: number; phase: string }>().nullable(),
    error: p.json<{ code: string; message: string; params?: Record<string, string> }>().nullable(),
    committedAt: p.datetime().nullable(),
    rolledBackAt: p.datetime().nullable(),
  },
});
export class ImportBatch extends ImportBatchSchema.class {}
ImportBatchSchema.setClass(ImportBatch);

export interface ImportCell {
  column: number;
  path: string;
  raw: string;
  flags: string[];
}

/** A person's word on one field: as it stood, corrected, or with many others at once. */
export interface Confirmation {
  field: string;
  by: string | null;
  at: string | null;
  how: 'CONFIRM' | 'EDIT' | 'BULK';
}

const ImportRowSchema = defineEntity({
  name: 'ImportRow',
  tableName: 'import_row',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    batchId: p.uuid(),
    rowNumber: p.integer(),
    hidden: p.boolean(),
    state: p.string().$type<'READY' | 'CONFIRM' | 'FAILED' | 'SKIPPED' | 'COMMITTED' | 'UNCHANGED'>(),
    cells: p.json<ImportCell[]>(),
    values: p.json<Record<string, unknown>>(),
    confidence: p.json<Record<string, number>>(),
    issues:
      p.json<
        {
          field: string;
          code: string;
          severity: 'error' | 'confirm' | 'hint';
          raw: string;
          params?: Record<string, string>;
          /** Found by the check of the row's values, which runs again after each change. */
          source?: 'check';
        }[]
      >(),
    confirmedFields: p.json<Confirmation[]>(),
    duplicates: p.json<Record<string, unknown>[]>(),
    decision: p.string().$type<'NEW' | 'MERGE' | 'SKIP'>().nullable(),
    mergeIntoId: p.uuid().nullable(),
    recordId: p.uuid().nullable(),
    /** Content before a merge, for the roll back. */
    before: p.json<Record<string, unknown>>().nullable(),
    /** Code of what kept the row from being written. */
    error: p.string().nullable(),
  },
});
export class ImportRow extends ImportRowSchema.class {}
ImportRowSchema.setClass(ImportRow);

const ImportMappingSchema = defineEntity({
  name: 'ImportMapping',
  tableName: 'import_mapping',
  properties: {
    id: p.uuid().primary(),
    sender: p.string(),
    target: p.string().$type<ImportTarget>(),
    /** Header path → field. */
    mapping: p.json<Record<string, string | null>>(),
    updatedAt: p.datetime(),
  },
});
export class ImportMapping extends ImportMappingSchema.class {}
ImportMappingSchema.setClass(ImportMapping);

export { ImportBatchSchema, ImportMappingSchema, ImportRowSchema };
