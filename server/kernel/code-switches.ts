import { type CodeTableName, codeEntry } from '../contracts/code-tables/index.ts';
import type { Em } from '../db/database.ts';
import { AppError, type FieldError } from './errors.ts';

/** Codes that are switched off in the code tables, as `TABLE CODE`. */
export type OffCodes = ReadonlySet<string>;
export type ReadOffCodes = (em: Em) => Promise<OffCodes>;
export const offKey = (table: string, code: string): string => `${table} ${code}`;

/** Fields that hold codes of a table whose entries can be switched off; a name means the same in every record. */
const TABLE_OF: Readonly<Record<string, CodeTableName>> = {
  hti: 'HTI',
  sei: 'SEI',
  chainCodes: 'LAOSHAN_CHAIN',
  industryCodes: 'INDUSTRY_SECTION',
  industryCode: 'INDUSTRY_SECTION',
  cooperationModes: 'COOP_MODE',
  demandKind: 'DEMAND_KIND',
  trl: 'TRL',
  targetTrl: 'TRL',
  acceptMinTrl: 'TRL',
  orgType: 'ORG_TYPE',
  regionCode: 'QINGDAO_DISTRICT',
  reasonCode: 'REJECT_REASON',
};

type Place = [code: string, path: string];

function placesOf(field: string, value: unknown): Place[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((code, i): Place[] =>
    typeof code === 'string' || typeof code === 'number'
      ? [[String(code), Array.isArray(value) ? `${field}.${i}` : field]]
      : [],
  );
}

/** Rights hold their kind inside. */
const rightsOf = (content: object): Place[] =>
  (((content as { ip?: unknown }).ip ?? []) as { ipType: string }[]).map(
    (right, i): Place => [right.ipType, `ip.${i}.ipType`],
  );

/** A code is off with the one above it: an industry with its section, a subfield with its field. */
function isOff(table: CodeTableName, code: string, off: OffCodes): boolean {
  const known = table === 'INDUSTRY_SECTION' ? code.slice(0, 1) : code;
  const parent = codeEntry(table, known)?.parent;
  return off.has(offKey(table, known)) || (parent !== undefined && off.has(offKey(table, parent)));
}

/**
 * Codes that are switched off and were put into a field anew; what the field held before stays.
 * @param kept the copy that was accepted before, or null for a new record
 */
export function offErrors(next: object, kept: object | null, off: OffCodes, prefix = ''): FieldError[] {
  const fresh = (table: CodeTableName, places: readonly Place[], before: readonly Place[]): FieldError[] => {
    const held = new Set(before.map(([code]) => code));
    return places
      .filter(([code]) => !held.has(code) && isOff(table, code, off))
      .map(([, path]) => ({ path: `${prefix}${path}`, code: 'code_off' }));
  };
  const before = (kept ?? {}) as Record<string, unknown>;
  return [
    ...Object.entries(next).flatMap(([field, value]) => {
      const table = TABLE_OF[field];
      return table ? fresh(table, placesOf(field, value), placesOf(field, before[field])) : [];
    }),
    ...fresh('IP_TYPE', rightsOf(next), rightsOf(before)),
  ];
}

/** @throws AppError VALIDATION_FAILED that names each field with a code that is switched off */
export function assertCodesOn(next: object, kept: object | null, off: OffCodes, prefix = ''): void {
  const fields = off.size ? offErrors(next, kept, off, prefix) : [];
  if (fields.length) throw new AppError('VALIDATION_FAILED', { fields });
}
