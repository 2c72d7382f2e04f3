import type { Content } from './field-spec.ts';

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Deep equality of plain data; what is not there equals what is empty. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (isEmpty(a) && isEmpty(b))) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (Array.isArray(a) || Array.isArray(b)) return false;
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => isSame((a as Content)[key], (b as Content)[key]));
  }
  return false;
}

/** Rows that a person added and has not begun to fill are no part of the record yet. */
export function outgoing(field: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (field === 'indicators')
    return value.filter(
      (row: Content) =>
        !['name', 'value', 'value2', 'textValue', 'unit', 'condition'].every((key) => isEmpty(row[key])),
    );
  if (field === 'ip')
    return value
      .filter((row: Content) => row.ipType === 'KNOWHOW' || !isEmpty(row.number) || !isEmpty(row.title))
      .map((row: Content) => ({ ...row, number: isEmpty(row.number) ? null : row.number, normalNumber: null }));
  return value;
}

/** What the server keeps of a row for itself is not compared. */
const comparable = (field: string, value: unknown): unknown => outgoing(field, value);

export const isChanged = (field: string, a: unknown, b: unknown): boolean =>
  !isSame(comparable(field, a), comparable(field, b));

/** Fields whose local value differs from the base. */
export function changedFields(base: Content, local: Content): string[] {
  return [...new Set([...Object.keys(base), ...Object.keys(local)])].filter(
    (field) => local[field] !== undefined && isChanged(field, base[field], local[field]),
  );
}

export interface FieldConflict {
  field: string;
  mine: unknown;
  theirs: unknown;
}
export interface Merge {
  /** The local copy with everything that only the other side changed. */
  content: Content;
  /** Fields that only the other side changed. */
  taken: string[];
  /** Fields that both changed, to different values: a person decides. */
  conflicts: FieldConflict[];
}

/** Three-way merge by field: `base` is what both started from. */
export function mergeThreeWay(base: Content, mine: Content, theirs: Content): Merge {
  const content: Record<string, unknown> = { ...mine };
  const taken: string[] = [];
  const conflicts: FieldConflict[] = [];
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (!isChanged(field, base[field], theirs[field])) continue;
    if (!isChanged(field, mine[field], theirs[field])) continue;
    if (!isChanged(field, base[field], mine[field])) {
      content[field] = theirs[field];
      taken.push(field);
    } else conflicts.push({ field, mine: mine[field], theirs: theirs[field] });
  }
  return { content, taken, conflicts };
}

/** `content.ip.0.number` → field `ip`, inner path `0.number`. Null when the path is not of the content. */
export function splitPath(path: string, prefix = 'content'): { field: string; inner: string } | null {
  const rest = path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path;
  const [field, ...inner] = rest.split('.');
  return field ? { field, inner: inner.join('.') } : null;
}
