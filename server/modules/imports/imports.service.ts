import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportBulkDecision,
  ImportMappingInput,
  ImportMappingView,
  ImportRowQuery,
  ImportRowUpdate,
  ImportRowView,
  ImportTarget,
} from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, isOperator } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/page.ts';
import type { Accounts } from '../accounts/index.ts';
import { ImportFileError } from './formats/import-file-error.ts';
import { parseInWorker } from './formats/parse-in-worker.ts';
import { ImportBatch, ImportMapping, ImportRow } from './import.entity.ts';
import { mayImport } from './imports.access.ts';
import { presentBatch, presentRow } from './imports.presenter.ts';
import { importTransition, ROLLBACK_DAYS } from './imports.states.ts';
import { importFields, suggestMapping } from './mapping/suggest-mapping.ts';
import { stateOf } from './row-state.ts';

export interface ImportsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  accounts: Accounts;
  /** Long work, by the job queue. */
  runner: {
    parse(batchId: string): Promise<void>;
    commit(batchId: string, actor: Actor): Promise<void>;
    rollback(batchId: string, actor: Actor): Promise<void>;
  };
}

export interface UploadInput {
  bytes: Uint8Array;
  fileName: string;
  target: ImportTarget;
  sender: string;
  defaultOrganisationId: string | null;
}

/** Counts by state, straight from the rows. */
export async function countRows(em: Em, batchId: string): Promise<Record<string, number>> {
  const rows = (await em
    .getConnection()
    .execute(
      `select state, count(*)::int as n, count(*) filter (where jsonb_array_length(duplicates) > 0)::int as d from import_row where batch_id = ? group by state`,
      [batchId],
      'all',
      em.getTransactionContext(),
    )) as { state: string; n: number; d: number }[];
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  return {
    rows: total,
    parsed: total,
    ready: of('READY'),
    toConfirm: of('CONFIRM'),
    failed: of('FAILED'),
    skipped: of('SKIPPED'),
    committed: of('COMMITTED'),
    unchanged: of('UNCHANGED'),
    duplicates: rows.reduce((sum, row) => sum + row.d, 0),
  };
}

/** Lists received by mail or by hand: upload → map → parse → review → commit → roll back (handbook section 8). */
export function createImportBatches(deps: ImportsDeps) {
  const { em: getEm, jobs, clock } = deps;

  const allow = (actor: Actor, batch: ImportBatch): void => {
    if (!actor.userId) throw new AppError('UNAUTHENTICATED');
    if (
      !mayImport(actor, {
        target: batch.target,
        defaultOrganisationId: batch.defaultOrganisationId ?? null,
        createdBy: batch.createdBy ?? null,
      })
    )
      throw notFound();
  };
  const load = async (em: Em, actor: Actor, id: string): Promise<ImportBatch> => {
    const batch = orNotFound(await em.findOne(ImportBatch, { id }));
    allow(actor, batch);
    return batch;
  };
  const step = (batch: ImportBatch, event: Parameters<typeof importTransition>[1]): void => {
    const to = importTransition(batch.state, event);
    if (!to) throw new AppError('STATE_CONFLICT');
    batch.state = to;
    batch.updatedAt = clock.now();
  };
  async function view(em: Em, batch: ImportBatch): Promise<ImportBatchView> {
    const earlier = await em.findOne(
      ImportBatch,
      { fileHash: batch.fileHash, id: { $lt: batch.id }, state: { $in: ['COMMITTED', 'COMMITTING'] } },
      { orderBy: { id: 'desc' } },
    );
    const names = await deps.accounts.namesOf(em, [batch.createdBy]);
    return presentBatch(batch, {
      sameFileAs: earlier ? { id: earlier.id, code: earlier.code } : null,
      createdByName: names.get(batch.createdBy ?? '') ?? '',
      counts: await countRows(em, batch.id),
    });
  }
  const current = async (em: Em, id: string): Promise<ImportBatchView> => {
    em.clear();
    return view(em, orNotFound(await em.findOne(ImportBatch, { id })));
  };

  const service = {
    async list(actor: Actor, query: { cursor?: string | undefined; limit: number }): Promise<Page<ImportBatchView>> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const rows = await em.find(
        ImportBatch,
        { ...(isOperator(actor) ? {} : { createdBy: actor.userId }), ...(cursor ? { id: { $lt: cursor.id } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      );
      const cut = toPage(rows, query.limit, (row) => ({ key: '', id: row.id }));
      const items: ImportBatchView[] = [];
      for (const row of cut.items) items.push(await view(em, row));
      return { items, nextCursor: cut.nextCursor };
    },

    /** Takes the file in whole, reads its tables, and proposes a mapping. @throws AppError FILE_REJECTED with the cause */
    async upload(actor: Actor, input: UploadInput): Promise<ImportBatchView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      if (
        !mayImport(actor, { target: input.target, defaultOrganisationId: input.defaultOrganisationId, createdBy: null })
      )
        throw new AppError('FORBIDDEN');
      const workbook = await parseInWorker(Buffer.from(input.bytes), input.fileName).catch(rejectFile);
      const sheet = workbook.sheets.reduce((largest, candidate) =>
        candidate.rows.length > largest.rows.length ? candidate : largest,
      );
      const em = getEm();
      const remembered = await em.findOne(ImportMapping, { sender: input.sender, target: input.target });
      const id = await em.transactional(async (tx) => {
        const now = clock.now();
        const batch = tx.create(ImportBatch, {
          id: newId(now.getTime()),
          code: await nextCode(tx as Em, 'IMP', now),
          fileName: input.fileName.slice(-200),
          fileHash: createHash('sha256').update(input.bytes).digest('hex'),
          fileBytes: Buffer.from(input.bytes),
          sender: input.sender,
          target: input.target,
          state: 'UPLOADED',
          sheetName: sheet.name,
          sheets: workbook.sheets.map(({ name, rows, headerRows }) => ({ name, rows: rows.length, headerRows })),
          columns: suggestMapping(sheet.columns, input.target, remembered?.mapping),
          notes: [...sheet.title, ...sheet.notes].slice(0, 50).map((note) => note.slice(0, 500)),
          defaultOrganisationId: input.defaultOrganisationId,
          counts: {},
          progress: null,
          error: null,
          committedAt: null,
          rolledBackAt: null,
          createdAt: now,
          updatedAt: now,
          createdBy: actor.userId,
        });
        recordTransition(tx as Em, actor, now, {
          entity: 'importBatch',
          entityId: batch.id,
          from: '',
          to: 'UPLOADED',
          event: 'upload',
          content: { fileHash: batch.fileHash },
        });
        return batch.id;
      });
      return current(em, id);
    },

    async get(actor: Actor, id: string): Promise<ImportBatchView> {
      const em = getEm();
      return view(em, await load(em, actor, id));
    },

    async mapping(actor: Actor, id: string): Promise<z.infer<typeof ImportMappingView>> {
      const batch = await load(getEm(), actor, id);
      return { columns: batch.columns, fields: importFields(batch.target) };
    },

    /** Sets which column fills which field, and starts the parsing. */
    async map(actor: Actor, id: string, input: z.infer<typeof ImportMappingInput>): Promise<ImportBatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        if (batch.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, batch) });
        if (input.sheetName && input.sheetName !== batch.sheetName) {
          const workbook = await parseInWorker(await fileOf(tx as Em, batch.id), batch.fileName).catch(rejectFile);
          const sheet = workbook.sheets.find((candidate) => candidate.name === input.sheetName);
          if (!sheet) throw invalid('sheetName', 'not_found');
          batch.sheetName = sheet.name;
          batch.columns = suggestMapping(sheet.columns, batch.target, undefined);
        }
        const known = new Set(importFields(batch.target).map((field) => field.field));
        const taken = new Map<string, number>();
        for (const [i, column] of input.columns.entries()) {
          if (column.field === null) continue;
          if (!known.has(column.field)) throw invalid(`columns.${i}.field`, 'invalid_value');
          if (taken.has(column.field)) throw invalid(`columns.${i}.field`, 'duplicate');
          taken.set(column.field, column.index);
        }
        if (input.defaultOrganisationId !== undefined) batch.defaultOrganisationId = input.defaultOrganisationId;
        if (
          !mayImport(actor, {
            target: batch.target,
            defaultOrganisationId: batch.defaultOrganisationId ?? null,
            createdBy: batch.createdBy ?? null,
          })
        )
          throw new AppError('FORBIDDEN');
        if (!taken.has('organisationName') && !batch.defaultOrganisationId)
          throw new AppError('INCOMPLETE', { fields: [{ path: 'defaultOrganisationId', code: 'required' }] });
        const required = importFields(batch.target).filter((field) => field.required && !taken.has(field.field));
        if (required.length)
          throw new AppError('INCOMPLETE', {
            fields: required.map((field) => ({ path: `columns.${field.field}`, code: 'required' })),
          });
        const fieldOf = new Map(input.columns.map((column) => [column.index, column.field]));
        batch.columns = batch.columns.map((column) => ({ ...column, field: fieldOf.get(column.index) ?? null }));
        step(batch, 'map');
        step(batch, 'parseStart');
        batch.error = null;
        batch.progress = {
          done: 0,
          total: batch.sheets.find((sheet) => sheet.name === batch.sheetName)?.rows ?? 0,
          phase: 'parse',
        };
        if (input.remember) await remember(tx as Em, batch);
        await jobs.enqueue(tx as Em, 'import-parse', { batchId: id });
      });
      return current(em, id);
    },

    async rows(actor: Actor, id: string, query: z.infer<typeof ImportRowQuery>): Promise<Page<ImportRowView>> {
      const em = getEm();
      await load(em, actor, id);
      const cursor = decodeCursor(query.cursor);
      const where: Record<string, unknown> = { batchId: id };
      if (query.state) where.state = query.state;
      if (query.duplicates) where.duplicates = { $ne: [] };
      if (cursor) where.rowNumber = { $gt: Number(cursor.key) };
      const rows = await em.find(ImportRow, where, { orderBy: { rowNumber: 'asc' }, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return {
        items: items.map(presentRow),
        nextCursor:
          rows.length > query.limit && last ? encodeCursor({ key: String(last.rowNumber), id: last.id }) : null,
      };
    },

    /** A reviewer's word on one row: corrected values, confirmed fields, what to do with a duplicate. */
    async updateRow(
      actor: Actor,
      id: string,
      rowId: string,
      input: z.infer<typeof ImportRowUpdate>,
    ): Promise<ImportRowView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        const row = orNotFound(await tx.findOne(ImportRow, { id: rowId, batchId: id }));
        if (row.version !== input.version) throw new AppError('VERSION_CONFLICT', { current: presentRow(row) });
        if (!['PARSED', 'COMMITTED'].includes(batch.state) || ['COMMITTED', 'UNCHANGED'].includes(row.state))
          throw new AppError('STATE_CONFLICT');
        if (input.values) applyValues(row, batch, input.values);
        if (input.confirm) row.confirmedFields = [...new Set([...row.confirmedFields, ...input.confirm])];
        if (input.decision) {
          const target =
            input.mergeIntoId ??
            (row.duplicates as { recordId: string | null; proposal: string }[]).find((dup) => dup.proposal === 'MERGE')
              ?.recordId ??
            null;
          if (
            input.decision === 'MERGE' &&
            !(row.duplicates as { recordId: string | null }[]).some((dup) => dup.recordId === target && target !== null)
          )
            throw invalid('mergeIntoId', 'not_found');
          row.decision = input.decision;
          row.mergeIntoId = input.decision === 'MERGE' ? target : null;
        }
        row.state = stateOf(row);
      });
      em.clear();
      return presentRow(orNotFound(await em.findOne(ImportRow, { id: rowId })));
    },

    async bulk(actor: Actor, id: string, input: z.infer<typeof ImportBulkDecision>): Promise<ImportBatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        if (!['PARSED', 'COMMITTED'].includes(batch.state)) throw new AppError('STATE_CONFLICT');
        const states = input.action === 'SKIP_FAILED' ? ['FAILED'] : ['CONFIRM', 'READY'];
        for (const row of await tx.find(ImportRow, { batchId: id, state: { $in: states } } as never)) {
          const merge = (row.duplicates as { recordId: string | null; proposal: string }[]).find(
            (dup) => dup.proposal === 'MERGE' && dup.recordId,
          );
          if (input.action === 'SKIP_FAILED') row.decision = 'SKIP';
          else if (input.action === 'CONFIRM_ALL_HINTS')
            row.confirmedFields = [
              ...new Set([
                ...row.confirmedFields,
                ...row.issues.filter((issue) => issue.severity !== 'error').map((issue) => issue.field),
              ]),
            ];
          else if (merge && row.decision === null)
            Object.assign(
              row,
              input.action === 'ACCEPT_MERGES'
                ? { decision: 'MERGE', mergeIntoId: merge.recordId }
                : { decision: 'NEW', mergeIntoId: null },
            );
          row.state = stateOf(row);
        }
        batch.updatedAt = clock.now();
      });
      return current(em, id);
    },

    /** Starts writing the rows that are ready; the others stay for review and can be committed later. */
    async commit(actor: Actor, id: string, input: { version: number }): Promise<ImportBatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        if (batch.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, batch) });
        step(batch, 'commitStart');
        batch.progress = { done: 0, total: (await countRows(tx as Em, id)).ready ?? 0, phase: 'commit' };
        recordTransition(tx as Em, actor, clock.now(), {
          entity: 'importBatch',
          entityId: id,
          from: 'PARSED',
          to: 'COMMITTING',
          event: 'commit',
          content: { fileHash: batch.fileHash },
        });
        await jobs.enqueue(tx as Em, 'import-commit', { batchId: id, actorId: actor.userId! });
      });
      return current(em, id);
    },

    /** Takes a committed batch back within 30 days. */
    async rollback(actor: Actor, id: string, input: { version: number; reason: string }): Promise<ImportBatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        if (batch.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, batch) });
        if (!batch.committedAt || addDays(batch.committedAt, ROLLBACK_DAYS) < clock.now())
          throw new AppError('STATE_CONFLICT');
        step(batch, 'rollbackStart');
        batch.progress = { done: 0, total: (await countRows(tx as Em, id)).committed ?? 0, phase: 'rollback' };
        recordTransition(tx as Em, actor, clock.now(), {
          entity: 'importBatch',
          entityId: id,
          from: 'COMMITTED',
          to: 'ROLLING_BACK',
          event: 'rollback',
          content: {},
          comment: input.reason,
        });
        await jobs.enqueue(tx as Em, 'import-rollback', { batchId: id, actorId: actor.userId! });
      });
      return current(em, id);
    },

    runParse: (batchId: string) => deps.runner.parse(batchId),
    runCommit: (batchId: string, actor: Actor) => deps.runner.commit(batchId, actor),
    runRollback: (batchId: string, actor: Actor) => deps.runner.rollback(batchId, actor),
  };

  async function remember(em: Em, batch: ImportBatch): Promise<void> {
    const mapping = Object.fromEntries(batch.columns.map((column) => [column.path, column.field]));
    const known = await em.findOne(ImportMapping, { sender: batch.sender, target: batch.target });
    if (known) Object.assign(known, { mapping: { ...known.mapping, ...mapping }, updatedAt: clock.now() });
    else
      em.create(ImportMapping, {
        id: newId(),
        sender: batch.sender,
        target: batch.target,
        mapping,
        updatedAt: clock.now(),
      });
  }
  return service;
}

export async function fileOf(em: Em, batchId: string): Promise<Buffer> {
  const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }, { populate: ['fileBytes'] as never }));
  return Buffer.from(batch.fileBytes as unknown as Uint8Array);
}

export function rejectFile(error: unknown): never {
  if (error instanceof ImportFileError)
    throw new AppError('FILE_REJECTED', {
      detail: { zh: error.sentence, en: error.code },
      fields: [{ path: 'file', code: error.code, message: error.sentence }],
      cause: error,
    });
  throw error;
}

/** Values set by a person are taken as they are, once the record's own contract accepts them. */
function applyValues(row: ImportRow, batch: ImportBatch, values: Record<string, unknown>): void {
  const known = new Set(importFields(batch.target).map((field) => field.field));
  for (const field of Object.keys(values)) if (!known.has(field)) throw invalid(`values.${field}`, 'invalid_value');
  row.values = { ...row.values, ...values };
  const touched = new Set(Object.keys(values));
  row.issues = row.issues.filter((issue) => !touched.has(issue.field));
  row.confidence = { ...row.confidence, ...Object.fromEntries([...touched].map((field) => [field, 1])) };
}

export type ImportBatches = ReturnType<typeof createImportBatches>;
