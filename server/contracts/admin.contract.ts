import { z } from 'zod';
import { line, Timestamp, text } from './common.contract.ts';

export const IndexState = z.object({
  index: z.string(),
  documents: z.number().int(),
  inDatabase: z.number().int(),
  missing: z.number().int(),
  surplus: z.number().int(),
  deleted: z.number().int(),
  terms: z.number().int(),
  bytes: z.number(),
  embeddingModel: z.string().nullable(),
  dimension: z.number().int(),
  indexVersion: z.string(),
  lastChangeAt: Timestamp.nullable(),
  snapshotAt: Timestamp.nullable(),
});
export const EngineState = z.object({
  engine: z.string(),
  status: z.enum(['ready', 'building', 'broken']),
  detail: z.string().nullable(),
  indexes: z.array(IndexState),
  rebuild: z.object({
    running: z.boolean(),
    done: z.number().int(),
    total: z.number().int(),
    startedAt: Timestamp.nullable(),
  }),
  jobs: z.array(
    z.object({ queue: z.string(), waiting: z.number().int(), active: z.number().int(), failed: z.number().int() }),
  ),
});
export type EngineState = z.infer<typeof EngineState>;

export const CodeTableEntry = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  parent: z.string().nullable(),
  isActive: z.boolean(),
  /** Fixed by a standard: may be switched off, not renamed. */
  isStandard: z.boolean(),
});
export const CodeTableView = z.object({ table: z.string(), label: z.string(), entries: z.array(CodeTableEntry) });
export const CodeTableList = z.object({ items: z.array(CodeTableView) });
export const CodeTableUpdate = z.object({
  zh: text(1, 60).optional(),
  en: text(1, 80).optional(),
  isActive: z.boolean().optional(),
  reason: text(2, 300),
});
export const CodeTableParams = z.object({ table: line(40), code: line(20) });

export const HealthResponse = z.object({ status: z.literal('ok'), version: z.string() });
export const ReadyResponse = z.object({
  status: z.enum(['ready', 'degraded']),
  database: z.boolean(),
  search: z.enum(['ready', 'building', 'broken']),
  jobs: z.boolean(),
});
