import { CompiledQuery } from 'kysely';
import type { Em } from '../../db/database.ts';
import { pagesById } from '../../db/pages-by-id.ts';
import type { Duplicate, DuplicateFinder, RowKeys } from './duplicate-finder.ts';
import { type ImportBatch, ImportRow } from './import.entity.ts';
import { type CheckContext, recheck } from './row-check.ts';

/** Values that the duplicate check compares. */
const KEYS: readonly string[] = ['title', 'organisationName', 'registrationNo', 'ip'];

export const touchesDuplicates = (values: Readonly<Record<string, unknown>>): boolean =>
  KEYS.some((field) => Object.hasOwn(values, field));

type KeyRow = { id: string; rowNumber: number } & Record<
  'title' | 'organisationName' | 'registrationNo',
  string | null
> & {
    ip: unknown;
  };

/** The keys of all rows of a batch that are not written yet (a written one is found by its record); cells and texts stay in the database. */
async function* rowsOf(em: Em, batchId: string): AsyncGenerator<RowKeys[]> {
  const columns = KEYS.map((field) => `values ${field === 'ip' ? '->' : '->>'} '${field}' as "${field}"`).join(', ');
  for await (const page of pagesById<KeyRow>(em, {
    columns: `id, row_number as "rowNumber", ${columns}`,
    table: 'import_row',
    condition: `batch_id = '${batchId}' and state in ('READY', 'CONFIRM', 'FAILED')`,
  }))
    yield page.map(({ rowNumber, id: _id, ...values }) => ({ rowNumber, values }));
}

/** What a row repeats with these values, among the records and the other rows of its batch. */
export const lookAgain = (
  finder: DuplicateFinder,
  em: Em,
  batch: ImportBatch,
  row: ImportRow,
  values: Record<string, unknown>,
): Promise<Duplicate[]> =>
  finder.again(
    batch.target,
    em,
    { rowNumber: row.rowNumber, values: { ...row.values, ...values } },
    rowsOf(em, batch.id),
    batch.defaultOrganisationId ?? null,
  );

const mergesOf = (duplicates: readonly Record<string, unknown>[]): string =>
  duplicates
    .filter(({ proposal }) => proposal === 'MERGE')
    .map(({ recordId, rowNumber }) => `${recordId ?? ''}:${rowNumber ?? ''}`)
    .toSorted()
    .join();

/** A decision about others than it was made for is asked again. Changes the row. */
function setDuplicates(row: ImportRow, duplicates: Record<string, unknown>[]): void {
  const hasChanged = mergesOf(row.duplicates) !== mergesOf(duplicates);
  row.duplicates = duplicates;
  if (!hasChanged || row.decision === 'SKIP') return;
  row.decision = null;
  row.mergeIntoId = null;
}

/**
 * Puts what was found into the row. Of two rows the later one asks, as it did when the list was read: so what stands
 * below is written there, and a row below that named this one by its old values is told. Changes the rows.
 */
export async function storeDuplicates(
  em: Em,
  batch: ImportBatch,
  row: ImportRow,
  found: readonly Duplicate[],
  context: CheckContext,
): Promise<void> {
  const below = new Map<number, Duplicate>();
  for (const item of found)
    if (item.rowNumber !== null && item.rowNumber > row.rowNumber) below.set(item.rowNumber, item);
  setDuplicates(row, found.filter((item) => !below.has(item.rowNumber ?? -1)) as unknown as Record<string, unknown>[]);
  const { rows: naming } = await em.getKysely<unknown>().executeQuery<{ id: string }>(
    CompiledQuery.raw(
      `select id from import_row where batch_id = $1 and state in ('READY', 'CONFIRM', 'FAILED') and row_number > $2
         and (row_number = any($3::int[]) or duplicates @> jsonb_build_array(jsonb_build_object('rowNumber', $2::int, 'recordId', null)))`,
      [batch.id, row.rowNumber, [...below.keys()]],
    ),
  );
  const others = await em.find(ImportRow, { id: { $in: naming.map(({ id }) => id) } });
  for (const other of others) {
    const kept = other.duplicates.filter((item) => item.rowNumber !== row.rowNumber);
    const mirror = below.get(other.rowNumber);
    const title = typeof row.values.title === 'string' ? row.values.title : '';
    setDuplicates(other, mirror ? [...kept, { ...mirror, rowNumber: row.rowNumber, title }] : kept);
    recheck(batch.target, other, context);
  }
}
