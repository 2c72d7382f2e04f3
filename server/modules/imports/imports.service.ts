import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportMappingInput,
  ImportMappingQuery,
  ImportMappingView,
  ImportTarget,
} from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, isOperator } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/field-messages.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import type { Accounts, OrganisationsService } from '../accounts/index.ts';
import { notesOf, rejectFile, sheetOf } from './batch-file.ts';
import type { DuplicateFinder } from './duplicate-finder.ts';
import { parseInWorker } from './formats/parse-in-worker.ts';
import { ImportBatch, ImportMapping } from './import.entity.ts';
import { mayImport } from './imports.access.ts';
import { presentBatch, presentMapping } from './imports.presenter.ts';
import { createImportReview } from './imports.review.ts';
import { importTransition, ROLLBACK_DAYS } from './imports.states.ts';
import { importFields } from './mapping/fields.ts';
import { suggestMapping } from './mapping/suggest-mapping.ts';
import type { CheckContext } from './row-check.ts';
import { countRows } from './row-counts.ts';

export interface ImportsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  accounts: Accounts;
  organisations: OrganisationsService;
  finder: DuplicateFinder;
  /** Long work, by the job queue. */
  runner: {
    parse(batchId: string, ownNames: readonly string[] | null): Promise<void>;
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
  /** Names of the one institution that an actor may import for; null for staff, who import for all. */
  async function ownNames(em: Em, actor: Actor, batch: ImportBatch): Promise<readonly string[] | null> {
    if (isOperator(actor)) return null;
    const id = batch.defaultOrganisationId;
    const own = id ? (await deps.organisations.facts(em, [id])).get(id) : undefined;
    return own ? [own.name, ...own.aliases] : [];
  }
  const checkContext = async (em: Em, actor: Actor, batch: ImportBatch): Promise<CheckContext> => ({
    now: clock.now(),
    defaultOrganisationId: batch.defaultOrganisationId ?? null,
    ownNames: await ownNames(em, actor, batch),
  });
  async function view(em: Em, batch: ImportBatch, locale: Locale = 'zh'): Promise<ImportBatchView> {
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
      locale,
    });
  }
  const current = async (em: Em, id: string, locale: Locale = 'zh'): Promise<ImportBatchView> => {
    em.clear();
    return view(em, orNotFound(await em.findOne(ImportBatch, { id })), locale);
  };

  const service = {
    async list(
      actor: Actor,
      query: { cursor?: string | undefined; limit: number },
      locale: Locale = 'zh',
    ): Promise<Page<ImportBatchView>> {
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
      for (const row of cut.items) items.push(await view(em, row, locale));
      return { items, nextCursor: cut.nextCursor };
    },

    /** Takes the file in whole, reads its tables, and proposes a mapping. @throws AppError FILE_REJECTED with the cause */
    async upload(actor: Actor, input: UploadInput, locale: Locale = 'zh'): Promise<ImportBatchView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      if (
        !mayImport(actor, { target: input.target, defaultOrganisationId: input.defaultOrganisationId, createdBy: null })
      )
        throw new AppError('FORBIDDEN');
      const workbook = await parseInWorker(Buffer.from(input.bytes), input.fileName).catch(rejectFile(locale));
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
          sheets: workbook.sheets.map(({ name, rows, headerRows, hidden }) => ({
            name,
            rows: rows.length,
            headerRows,
            hidden,
          })),
          columns: suggestMapping(sheet.columns, input.target, remembered?.mapping),
          notes: notesOf(sheet),
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
      return current(em, id, locale);
    },

    async get(actor: Actor, id: string, locale: Locale = 'zh'): Promise<ImportBatchView> {
      const em = getEm();
      return view(em, await load(em, actor, id), locale);
    },

    /**
     * The mapping as it stands, or the proposal for any sheet of the workbook with its first rows; stores nothing.
     * @throws AppError VALIDATION_FAILED on `sheetName` when the workbook has no such sheet
     */
    async mapping(
      actor: Actor,
      id: string,
      query: z.infer<typeof ImportMappingQuery> = {},
      locale: Locale = 'zh',
    ): Promise<z.infer<typeof ImportMappingView>> {
      const em = getEm();
      const batch = await load(em, actor, id);
      if (query.sheetName === undefined) return presentMapping(batch, locale);
      const sheet = await sheetOf(em, batch, query.sheetName, locale);
      if (sheet.name === batch.sheetName) return presentMapping(batch, locale, sheet);
      const remembered = await em.findOne(ImportMapping, { sender: batch.sender, target: batch.target });
      const columns = suggestMapping(sheet.columns, batch.target, remembered?.mapping);
      return presentMapping(
        { target: batch.target, columns, sheetName: sheet.name, notes: notesOf(sheet) },
        locale,
        sheet,
      );
    },

    /** Sets which column fills which field, and starts the parsing. */
    async map(
      actor: Actor,
      id: string,
      input: z.infer<typeof ImportMappingInput>,
      locale: Locale = 'zh',
    ): Promise<ImportBatchView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        if (batch.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, batch) });
        if (input.sheetName && input.sheetName !== batch.sheetName) {
          const sheet = await sheetOf(tx as Em, batch, input.sheetName, locale);
          batch.notes = notesOf(sheet);
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
      return current(em, id, locale);
    },

    ...createImportReview({
      em: getEm,
      clock,
      accounts: deps.accounts,
      finder: deps.finder,
      load,
      view,
      current,
      checkContext,
    }),

    /** Starts writing the rows that are ready; the others stay for review and can be committed later. */
    async commit(
      actor: Actor,
      id: string,
      input: { version: number },
      locale: Locale = 'zh',
    ): Promise<ImportBatchView> {
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
      return current(em, id, locale);
    },

    /** Takes a committed batch back within 30 days. */
    async rollback(
      actor: Actor,
      id: string,
      input: { version: number; reason: string },
      locale: Locale = 'zh',
    ): Promise<ImportBatchView> {
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
      return current(em, id, locale);
    },

    async runParse(batchId: string): Promise<void> {
      const em = getEm();
      const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }));
      const by = batch.createdBy ? await deps.accounts.actorById(batch.createdBy) : null;
      await deps.runner.parse(batchId, by ? await ownNames(em, by, batch) : null);
    },
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

export type ImportBatches = ReturnType<typeof createImportBatches>;
