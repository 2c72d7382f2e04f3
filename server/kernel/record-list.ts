import { addDays } from './clock.ts';
import { type Cursor, containing, decodeCursor, type Page, toPage } from './page.ts';

/** Conditions that lists of achievements and of demands share: state, words, not confirmed for a year, place in the list. */
export function recordConditions(
  query: {
    status?: string | undefined;
    q?: string | undefined;
    stale?: 'true' | undefined;
    cursor?: string | undefined;
  },
  now: Date,
): Record<string, unknown>[] {
  const cursor = decodeCursor(query.cursor, 'time');
  const where: Record<string, unknown>[] = [];
  if (query.status) where.push({ status: query.status });
  if (query.q) where.push({ $or: [{ title: { $like: containing(query.q) } }, { code: query.q }] });
  if (query.stale) where.push({ status: 'PUBLISHED', confirmedAt: { $lt: addDays(now, -365) } });
  if (cursor) where.push(after(cursor));
  return where;
}

const after = ({ key, id }: Cursor): Record<string, unknown> => ({
  $or: [{ updatedAt: { $lt: new Date(key) } }, { updatedAt: new Date(key), id: { $lt: id } }],
});

/** Newest change first, in the order that `recordConditions` continues. */
export const recordOrder = (limit: number) => ({
  orderBy: [{ updatedAt: 'desc' as const }, { id: 'desc' as const }],
  limit: limit + 1,
});

export const recordPage = <Row extends { id: string; updatedAt: Date }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> => toPage(rows, limit, (row) => ({ key: row.updatedAt.toISOString(), id: row.id }));
