import { invalid } from './errors.ts';

/** Opaque keyset cursor over (sort key, id). */
export interface Cursor {
  key: string;
  id: string;
}

export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.key, cursor.id])).toString('base64url');

/** @throws AppError VALIDATION_FAILED on `cursor` when it was not made by `encodeCursor`. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && typeof parsed[1] === 'string')
      return { key: parsed[0], id: parsed[1] };
  } catch {
    throw invalid('cursor', 'cursor');
  }
  throw invalid('cursor', 'cursor');
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

/** Cuts a list that was read with `limit + 1` rows and makes the cursor of its last row. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => Cursor): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
