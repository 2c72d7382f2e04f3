import type { ImportTarget } from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import { takeTurns } from '../../kernel/turns.ts';
import { DuplicateIndex, type DuplicateRule } from './duplicates.ts';
import { type ImportedParty, ownerKey, subjectOfRow } from './row-content.ts';

export interface KnownRecord {
  id: string;
  code: string;
  title: string;
  organisationId: string;
  registrationNo: string | null;
  patentNumbers: readonly string[];
}

export interface DuplicateFinderDeps {
  /** Records that a row could repeat, page by page. */
  load: (target: ImportTarget, em: Em) => AsyncIterable<readonly KnownRecord[]>;
  contentsOf: (target: ImportTarget, em: Em, ids: readonly string[]) => Promise<Map<string, object>>;
  organisationNames: (em: Em, ids: string[]) => Promise<Map<string, { name: string; aliases: string[] }>>;
}

export interface Duplicate {
  recordId: string | null;
  rowNumber: number | null;
  title: string;
  code: string | null;
  similarity: number;
  rule: DuplicateRule;
  proposal: 'MERGE' | 'SHOW' | 'RELATED';
}

export interface DuplicateCheck {
  duplicates: Duplicate[];
  /** The stored record that this row may repeat word for word. */
  sameId: string | null;
}

/** Holds the keys of all stored records and of the rows read so far; owners are compared by name, since a row has no ids. */
export function createDuplicateFinder(deps: DuplicateFinderDeps) {
  return {
    /** Contents of stored records, by id. */
    contentsOf: deps.contentsOf,

    async open(target: ImportTarget, em: Em) {
      const takeTurn = takeTurns();
      const byId = new Map<string, KnownRecord>();
      const index = new DuplicateIndex();
      for await (const page of deps.load(target, em))
        for (const record of page) {
          byId.set(record.id, record);
          index.add({
            id: record.id,
            title: record.title,
            owner: record.organisationId,
            registrationNo: record.registrationNo,
            patents: record.patentNumbers,
          });
          await takeTurn();
        }
      const organisations = await deps.organisationNames(em, [
        ...new Set([...byId.values()].map((record) => record.organisationId)),
      ]);
      // An alias leads to the legal name, so that 海大 and its full name are one owner.
      const canonical = new Map<string, string>();
      for (const [id, org] of organisations)
        for (const name of [org.name, ...org.aliases]) canonical.set(ownerKey(name), id);
      const rows = new Map<string, { rowNumber: number; title: string }>();
      const ownerOf = (party: ImportedParty): string | null => {
        if (!party.organisationName) return party.organisationId;
        const key = ownerKey(party.organisationName);
        return canonical.get(key) ?? `name:${key}`;
      };

      return {
        check(row: { rowNumber: number; values: Record<string, unknown> }, party: ImportedParty): DuplicateCheck {
          const subject = subjectOfRow(row, ownerOf(party));
          if (!subject.title) return { duplicates: [], sameId: null };
          const duplicates = index.find(subject).map((hit): Duplicate => {
            const record = byId.get(hit.id);
            const earlier = rows.get(hit.id);
            return {
              recordId: record?.id ?? null,
              rowNumber: earlier?.rowNumber ?? null,
              title: record?.title ?? earlier?.title ?? '',
              code: record?.code ?? null,
              similarity: hit.similarity,
              rule: hit.rule,
              proposal: hit.proposal,
            };
          });
          rows.set(subject.id, { rowNumber: row.rowNumber, title: subject.title });
          index.add(subject);
          const same = duplicates.find((duplicate) => duplicate.proposal === 'MERGE' && duplicate.recordId);
          return { duplicates, sameId: same?.recordId ?? null };
        },
      };
    },
  };
}
export type DuplicateFinder = ReturnType<typeof createDuplicateFinder>;
