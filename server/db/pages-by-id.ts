import { CompiledQuery } from 'kysely';
import type { Em } from './database.ts';

const PAGE = 500;

/**
 * All rows of a large query in pages of 500, so that nobody waits for the whole table. `condition` stands behind
 * `where`; the columns must hold `id`, by which the rows come.
 */
export async function* pagesById<R extends { id: string }>(
  em: Em,
  query: { columns: string; table: string; condition: string },
): AsyncGenerator<R[]> {
  for (let last: string | null = null; ; ) {
    const { rows }: { rows: R[] } = await em.getKysely<unknown>().executeQuery<R>(
      CompiledQuery.raw(
        `select ${query.columns} from ${query.table} where (${query.condition}) ${last ? 'and id > $1' : ''}
           order by id limit ${PAGE}`,
        last ? [last] : [],
      ),
    );
    if (rows.length) yield rows;
    last = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE) return;
  }
}
