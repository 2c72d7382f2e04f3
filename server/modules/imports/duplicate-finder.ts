import type { ImportTarget } from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import { compareRecords, type DuplicateKeys, titleKey } from './duplicates.ts';
import type { ImportedParty } from './row-content.ts';

/** What the duplicate check knows of a stored record. */
export interface KnownRecord extends DuplicateKeys {
  id: string;
  code: string;
  title: string;
}

export interface DuplicateFinderDeps {
  load: (target: ImportTarget, em: Em) => Promise<KnownRecord[]>;
  contentOf: (target: ImportTarget, em: Em, id: string) => Promise<object | null>;
}

export interface DuplicateCheck {
  duplicates: { recordId: string | null; rowNumber: number | null; title: string; code: string | null; similarity: number; rule: string; proposal: 'MERGE' | 'SHOW' | 'RELATED' }[];
  /** The stored record that already holds all of this row. */
  unchangedId: string | null;
}
void titleKey;
void compareRecords;
export type DuplicateFinder = ReturnType<typeof createDuplicateFinder>;
export function createDuplicateFinder(deps: DuplicateFinderDeps) {
  return {
    contentOf: deps.contentOf,
    open(target: ImportTarget, em: Em): { check(row: { rowNumber: number; values: Record<string, unknown> }, party: ImportedParty, isUnchanged: (id: string) => Promise<boolean>): Promise<DuplicateCheck> } {
      throw new Error(`${target} ${String(em)}`);
    },
  };
}
