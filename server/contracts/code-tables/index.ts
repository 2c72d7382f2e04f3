import * as achievement from './achievement.ts';
import type { CodeEntry } from './code-entry.ts';
import { CONTRACT_CLASS, COOP_MODE, LICENSE_KIND } from './cooperation.ts';
import * as demand from './demand.ts';
import { HTI } from './hti.ts';
import { INDUSTRY_DIVISION, INDUSTRY_SECTION, IPC_SECTION, LAOSHAN_CHAIN, SEI } from './industry.ts';
import * as ip from './intellectual-property.ts';
import * as matching from './matching.ts';
import * as organisation from './organisation.ts';
import { MATURITY_LOCAL, TRL } from './readiness.ts';
import { PROVINCE, QINGDAO_DISTRICT, SHANDONG_CITY } from './regions.ts';

export * from './achievement.ts';
export type { CodeEntry } from './code-entry.ts';
export * from './cooperation.ts';
export * from './demand.ts';
export * from './hti.ts';
export * from './industry.ts';
export * from './intellectual-property.ts';
export * from './matching.ts';
export * from './organisation.ts';
export * from './readiness.ts';
export * from './regions.ts';

/** Every code table by name (handbook section 5 and the enumerations of 3.1–3.7 and 4). */
export const CODE_TABLES = {
  HTI,
  SEI,
  INDUSTRY_SECTION,
  INDUSTRY_DIVISION,
  LAOSHAN_CHAIN,
  QINGDAO_DISTRICT,
  SHANDONG_CITY,
  PROVINCE,
  IPC_SECTION,
  COOP_MODE,
  LICENSE_KIND,
  CONTRACT_CLASS,
  TRL,
  MATURITY_LOCAL,
  ...achievement,
  ...demand,
  ...ip,
  ...matching,
  ...organisation,
} as const satisfies Record<string, readonly CodeEntry[]>;

export type CodeTableName = keyof typeof CODE_TABLES;
/** The codes of one table as a union type: `CodeOf<'COOP_MODE'>`. */
export type CodeOf<T extends CodeTableName> = (typeof CODE_TABLES)[T][number]['code'];
export type LabelLocale = 'zh' | 'en';

const indexes = new Map<CodeTableName, ReadonlyMap<string, CodeEntry>>();

function indexOf(table: CodeTableName): ReadonlyMap<string, CodeEntry> {
  let index = indexes.get(table);
  if (!index) {
    index = new Map((CODE_TABLES[table] as readonly CodeEntry[]).map((entry) => [entry.code, entry]));
    indexes.set(table, index);
  }
  return index;
}

/** The entry of a code, or undefined. */
export function codeEntry(table: CodeTableName, code: string): CodeEntry | undefined {
  return indexOf(table).get(code);
}

/** Label of a code; an unknown code is shown as it is. `locale` may be a full tag such as zh-CN. */
export function labelOf(table: CodeTableName, code: string, locale: string = 'zh'): string {
  const entry = indexOf(table).get(code);
  if (!entry) return code;
  return locale.startsWith('en') ? entry.en : entry.zh;
}

export function isCode<T extends CodeTableName>(table: T, code: string): code is CodeOf<T> {
  return indexOf(table).has(code);
}

/** Codes of a table, for `z.enum(codesOf('COOP_MODE'))`. */
export function codesOf<T extends CodeTableName>(table: T): [CodeOf<T>, ...CodeOf<T>[]] {
  return CODE_TABLES[table].map((entry) => entry.code) as [CodeOf<T>, ...CodeOf<T>[]];
}

/** Entries under a parent, or the top entries with `null`; what is open or merged is left out. */
export function childrenOf(table: CodeTableName, parent: string | null): readonly CodeEntry[] {
  return (CODE_TABLES[table] as readonly CodeEntry[]).filter(
    (entry) => (entry.parent ?? null) === parent && !entry.open && !entry.replacedBy,
  );
}

/** HTI level 2 (three digits), the level that records carry. */
export const isHtiLeaf = (code: string): boolean => codeEntry('HTI', code)?.parent !== undefined;
