import { CompiledQuery } from 'kysely';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportBulkDecision,
  ImportPreview,
  ImportRowQuery,
  ImportRowUpdate,
  ImportRowView,
  ImportTarget,
} from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, isOperator } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, invalid, orNotFound } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/field-messages.ts';
import { decodeCursor, encodeCursor, type Page } from '../../kernel/page.ts';
import type { Accounts } from '../accounts/index.ts';
import type { DuplicateFinder } from './duplicate-finder.ts';
import { type Confirmation, type ImportBatch, ImportRow } from './import.entity.ts';
import { presentPreview, presentRow } from './imports.presenter.ts';
import { columnsOf } from './mapping/fields.ts';
import { lookAgain, storeDuplicates, touchesDuplicates } from './review-duplicates.ts';
import { type CheckContext, parseValues, recheck } from './row-check.ts';
import { countRows } from './row-counts.ts';
import { addConfirmations, confirmableAtOnce, confirmationsOf } from './row-state.ts';

/** Rows of a bulk decision that are written together. */
const CHUNK = 50;

export interface ReviewDeps {
  em: () => Em;
  clock: Clock;
  accounts: Accounts;
  finder: DuplicateFinder;
  /** The batch, when the actor may import it. @throws AppError NOT_FOUND */
  load: (em: Em, actor: Actor, id: string) => Promise<ImportBatch>;
  view: (em: Em, batch: ImportBatch, locale?: Locale) => Promise<ImportBatchView>;
  current: (em: Em, id: string, locale?: Locale) => Promise<ImportBatchView>;
  checkContext: (em: Em, actor: Actor, batch: ImportBatch) => Promise<CheckContext>;
}

/** Row by row between parsing and commit: what a person sees, confirms, corrects and decides. */
export function createImportReview(deps: ReviewDeps) {
  const { em: getEm, clock, accounts, finder, load, current, checkContext } = deps;

  async function presentRows(
    em: Em,
    actor: Actor,
    batch: ImportBatch,
    rows: readonly ImportRow[],
    locale: Locale,
  ): Promise<ImportRowView[]> {
    const names = await accounts.namesOf(
      em,
      rows.flatMap((row) => confirmationsOf(row).map((item) => item.by)),
    );
    const reader = { target: batch.target, locale, names, isStaff: isOperator(actor) };
    return rows.map((row) => presentRow(row, reader));
  }

  /** Looked for before the transaction, since it reads the keys of all records; null when nothing it compares is changed. */
  async function duplicatesWith(
    em: Em,
    actor: Actor,
    id: string,
    rowId: string,
    { values, version }: z.infer<typeof ImportRowUpdate>,
    locale: Locale,
  ) {
    if (!values || !touchesDuplicates(values)) return null;
    const batch = await load(em, actor, id);
    const row = orNotFound(await em.findOne(ImportRow, { id: rowId, batchId: id }));
    const parsed = parseValues(batch.target, values, locale);
    // A stale copy is refused by the transaction, with the newer row.
    const found = row.version === version ? await lookAgain(finder, em, batch, row, parsed) : null;
    em.clear();
    return found;
  }

  return {
    async rows(
      actor: Actor,
      id: string,
      query: z.infer<typeof ImportRowQuery>,
      locale: Locale = 'zh',
    ): Promise<Page<ImportRowView>> {
      const em = getEm();
      const batch = await load(em, actor, id);
      const cursor = decodeCursor(query.cursor);
      const where: Record<string, unknown> = { batchId: id };
      if (query.state) where.state = query.state;
      if (query.duplicates) where.duplicates = { $ne: [] };
      if (cursor) where.rowNumber = { $gt: Number(cursor.key) };
      const rows = await em.find(ImportRow, where, { orderBy: { rowNumber: 'asc' }, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return {
        items: await presentRows(em, actor, batch, items, locale),
        nextCursor:
          rows.length > query.limit && last ? encodeCursor({ key: String(last.rowNumber), id: last.id }) : null,
      };
    },

    /** What a commit would write now, and why the other rows stay behind. */
    async preview(actor: Actor, id: string, locale: Locale = 'zh'): Promise<ImportPreview> {
      const em = getEm();
      const batch = await load(em, actor, id);
      const waiting = await em.find(ImportRow, { batchId: id, state: { $in: ['CONFIRM', 'FAILED'] } } as never, {
        fields: ['state', 'issues', 'confidence', 'confirmedFields', 'duplicates', 'decision'] as never,
      });
      return presentPreview(await countRows(em, id), waiting, batch.target, locale);
    },

    /**
     * A reviewer's word on one row: corrected values, confirmed fields, what to do with a duplicate. Values that are
     * not of their field's shape are refused at once; what writing the row would refuse is kept and shown as an error.
     * @throws AppError VALIDATION_FAILED on `values.<field>`, VERSION_CONFLICT with the newer row
     */
    async updateRow(
      actor: Actor,
      id: string,
      rowId: string,
      input: z.infer<typeof ImportRowUpdate>,
      locale: Locale = 'zh',
    ): Promise<ImportRowView> {
      const em = getEm();
      const duplicates = await duplicatesWith(em, actor, id, rowId, input, locale);
      const batch = await em.transactional(async (tx) => {
        const batch = await load(tx as Em, actor, id);
        const row = orNotFound(await tx.findOne(ImportRow, { id: rowId, batchId: id }));
        if (row.version !== input.version)
          throw new AppError('VERSION_CONFLICT', {
            current: (await presentRows(tx as Em, actor, batch, [row], locale))[0],
          });
        if (!['PARSED', 'COMMITTED'].includes(batch.state) || ['COMMITTED', 'UNCHANGED'].includes(row.state))
          throw new AppError('STATE_CONFLICT');
        const word = { by: actor.userId, at: clock.now().toISOString() };
        const edited = input.values ? applyValues(row, batch.target, input.values, word, locale) : new Set<string>();
        const context = await checkContext(tx as Em, actor, batch);
        if (duplicates) await storeDuplicates(tx as Em, batch, row, duplicates, context);
        // A correction is not yet a word on what the check finds in it.
        const confirmed = (input.confirm ?? []).filter((field) => !edited.has(field));
        row.confirmedFields = addConfirmations(row, confirmed, { ...word, how: 'CONFIRM' });
        if (input.decision) {
          const target =
            input.mergeIntoId ??
            (row.duplicates as { recordId: string | null; proposal: string }[]).find((dup) => dup.proposal === 'MERGE')
              ?.recordId ??
            null;
          if (
            input.decision === 'MERGE' &&
            !(row.duplicates as { recordId: string | null; proposal: string }[]).some(
              // Records of other owners are never merged (handbook section 8).
              (dup) => dup.recordId === target && target !== null && dup.proposal !== 'RELATED',
            )
          )
            throw invalid('mergeIntoId', 'not_found');
          row.decision = input.decision;
          row.mergeIntoId = input.decision === 'MERGE' ? target : null;
        }
        row.error = null;
        recheck(batch.target, row, context);
        // What another institution holds is not shown to this one.
        if (row.issues.some((issue) => issue.code === 'foreign_organisation')) row.duplicates = [];
        return batch;
      });
      em.clear();
      const row = orNotFound(await em.findOne(ImportRow, { id: rowId }));
      return (await presentRows(em, actor, batch, [row], locale))[0]!;
    },

    /**
     * One word for many rows. CONFIRM_ALL_HINTS takes every merely doubtful field as it stands, with or without an
     * issue; a row that is not ready afterwards says in `wants` what is missing: an error, a wrong check digit, a
     * hidden row or a duplicate, each of which takes a look of its own.
     */
    async bulk(
      actor: Actor,
      id: string,
      input: z.infer<typeof ImportBulkDecision>,
      locale: Locale = 'zh',
    ): Promise<ImportBatchView> {
      const em = getEm();
      const word = { by: actor.userId, at: clock.now().toISOString(), how: 'BULK' as const };
      const states = {
        SKIP_FAILED: ['FAILED'],
        // A row with an error has doubtful fields too; once the error is mended it need not come back.
        CONFIRM_ALL_HINTS: ['CONFIRM', 'FAILED'],
        ACCEPT_MERGES: ['CONFIRM', 'READY'],
        REFUSE_MERGES: ['CONFIRM', 'READY'],
      }[input.action];
      // A transaction a chunk, so that nobody waits for the whole list; said again, the word changes nothing more.
      for (let last = -1, more = true; more; ) {
        await em.transactional(async (tx) => {
          const batch = await load(tx as Em, actor, id);
          if (!['PARSED', 'COMMITTED'].includes(batch.state)) throw new AppError('STATE_CONFLICT');
          const context = await checkContext(tx as Em, actor, batch);
          const rows = (await tx.find(
            ImportRow,
            { batchId: id, state: { $in: states }, rowNumber: { $gt: last } } as never,
            {
              orderBy: { rowNumber: 'asc' },
              limit: CHUNK,
              exclude: ['cells'] as never,
              disableIdentityMap: true,
            },
          )) as unknown as ImportRow[];
          for (const row of rows) decide(row, batch.target, input.action, word, context);
          await storeDecisions(tx as Em, rows);
          last = rows.at(-1)?.rowNumber ?? last;
          more = rows.length === CHUNK;
          if (!more) batch.updatedAt = clock.now();
        });
        em.clear();
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      return current(em, id, locale);
    },
  };
}

/**
 * Writes what was decided about a chunk, in one statement.
 * @throws AppError STATE_CONFLICT when somebody has changed one of the rows meanwhile
 */
async function storeDecisions(em: Em, rows: readonly ImportRow[]): Promise<void> {
  if (rows.length === 0) return;
  const decided = rows.map(({ id, version, state, issues, confirmedFields, decision, mergeIntoId }) => ({
    id,
    version,
    state,
    issues,
    confirmed: confirmedFields,
    decision,
    merge: mergeIntoId,
  }));
  const { numAffectedRows } = await em.getKysely<unknown>().executeQuery(
    CompiledQuery.raw(
      `update import_row set state = d.state, issues = d.issues, confirmed_fields = d.confirmed, decision = d.decision,
         merge_into_id = d.merge, version = import_row.version + 1
       from jsonb_to_recordset($1::jsonb) as d
         (id uuid, version int, state text, issues jsonb, confirmed jsonb, decision text, merge uuid)
       where import_row.id = d.id and import_row.version = d.version`,
      [JSON.stringify(decided)],
    ),
  );
  if (Number(numAffectedRows ?? 0) !== rows.length) throw new AppError('STATE_CONFLICT');
}

/** One word for many rows, as it falls on this one. Changes the row. */
function decide(
  row: ImportRow,
  target: ImportTarget,
  action: z.infer<typeof ImportBulkDecision>['action'],
  word: Omit<Confirmation, 'field'>,
  context: CheckContext,
): void {
  const merge = (row.duplicates as { recordId: string | null; proposal: string }[]).find(
    (dup) => dup.proposal === 'MERGE' && dup.recordId,
  );
  if (action === 'SKIP_FAILED') row.decision = 'SKIP';
  else if (action === 'CONFIRM_ALL_HINTS') row.confirmedFields = addConfirmations(row, confirmableAtOnce(row), word);
  else if (merge && row.decision === null)
    Object.assign(
      row,
      action === 'ACCEPT_MERGES'
        ? { decision: 'MERGE', mergeIntoId: merge.recordId }
        : { decision: 'NEW', mergeIntoId: null },
    );
  recheck(target, row, context);
}

/** Puts a person's values into a row: their doubts are gone, earlier words on them too. Changes the row; returns the fields. */
function applyValues(
  row: ImportRow,
  target: ImportTarget,
  values: Readonly<Record<string, unknown>>,
  word: { by: string | null; at: string },
  locale: Locale,
): Set<string> {
  const parsed = parseValues(target, values, locale);
  const touched = new Set(Object.keys(parsed).flatMap((field) => [field, ...columnsOf(field)]));
  row.values = { ...row.values, ...parsed };
  row.issues = row.issues.filter((issue) => !touched.has(issue.field));
  const read = [...touched].filter((field) => field in row.confidence);
  row.confidence = { ...row.confidence, ...Object.fromEntries(read.map((field) => [field, 1])) };
  row.confirmedFields = confirmationsOf(row).filter((item) => !touched.has(item.field));
  row.confirmedFields = addConfirmations(row, touched, { ...word, how: 'EDIT' });
  return touched;
}
