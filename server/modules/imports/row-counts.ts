import type { Em } from '../../db/database.ts';

/** Counts by state, straight from the rows. */
export async function countRows(em: Em, batchId: string): Promise<Record<string, number>> {
  const rows = (await em.getConnection().execute(
    `select state, count(*)::int as n, count(*) filter (where jsonb_array_length(duplicates) > 0)::int as d,
        count(*) filter (where decision = 'MERGE')::int as m, count(*) filter (where before is not null)::int as u
        from import_row where batch_id = ? group by state`,
    [batchId],
    'all',
    em.getTransactionContext(),
  )) as { state: string; n: number; d: number; m: number; u: number }[];
  const of = (state: string, what: 'n' | 'd' | 'm' | 'u' = 'n') => rows.find((row) => row.state === state)?.[what] ?? 0;
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  return {
    rows: total,
    parsed: total,
    ready: of('READY'),
    readyToMerge: of('READY', 'm'),
    toConfirm: of('CONFIRM'),
    failed: of('FAILED'),
    skipped: of('SKIPPED'),
    skippedDuplicates: of('SKIPPED', 'd'),
    committed: of('COMMITTED'),
    updated: of('COMMITTED', 'u'),
    unchanged: of('UNCHANGED'),
    duplicates: rows.reduce((sum, row) => sum + row.d, 0),
  };
}
