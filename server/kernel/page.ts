import { invalid } from './errors.ts';

/** Opaque keyset cursor over (sort key, id). */
export interface Cursor {
  key: string;
  id: string;
}

export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.key, cursor.id])).toString('base64url');

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;
const NO_ID = '00000000-0000-0000-0000-000000000000';
/** What the sort key of a list is: a moment, a whole number from 0, or anything else. */
export type CursorKey = 'any' | 'time' | 'number';

/**
 * Place in a list. Whatever a caller sends, the database is only asked with an id that is one and a key of its kind;
 * a cursor of another list that happens to fit reads from there on, and shows nothing that the list itself would not.
 * @throws AppError VALIDATION_FAILED on `cursor` when it was not made by `encodeCursor` for such a list.
 */
export function decodeCursor(text: string | undefined, kind: CursorKey = 'any'): Cursor | null {
  if (!text) return null;
  const [key, id] = parsed(text);
  if (typeof key !== 'string' || typeof id !== 'string' || (id && !UUID.test(id))) throw invalid('cursor', 'cursor');
  if (kind === 'time' && !(MOMENT.test(key) && Date.parse(key))) throw invalid('cursor', 'cursor');
  if (kind === 'number' && !/^\d{1,9}$/u.test(key)) throw invalid('cursor', 'cursor');
  if (key.includes('\0') || !key.isWellFormed()) throw invalid('cursor', 'cursor');
  return { key, id: id || NO_ID };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    throw invalid('cursor', 'cursor');
  }
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

/** Pattern of `like` that finds the text itself, whatever signs it holds. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
