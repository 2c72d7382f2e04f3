import type { ImportTarget } from '../../contracts/imports.contract.ts';
import type { Em } from '../../db/database.ts';
import { takeTurns } from '../../kernel/turns.ts';
import {
  type DuplicateHit,
  DuplicateIndex,
  type DuplicateRule,
  type DuplicateSubject,
  nearness,
} from './duplicates.ts';
import { type ImportedParty, ownerKey, partyOf, subjectOfRow } from './row-content.ts';

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

/** What the check reads of a row. */
export interface RowKeys {
  rowNumber: number;
  values: Record<string, unknown>;
}

/** An alias leads to the legal name, so that 海大 and its full name are one owner. */
function ownersBy(organisations: ReadonlyMap<string, { name: string; aliases: string[] }>) {
  const canonical = new Map<string, string>();
  for (const [id, org] of organisations)
    for (const name of [org.name, ...org.aliases]) canonical.set(ownerKey(name), id);
  return (party: ImportedParty): string | null => {
    if (!party.organisationName) return party.organisationId;
    const key = ownerKey(party.organisationName);
    return canonical.get(key) ?? `name:${key}`;
  };
}

const subjectOfRecord = (record: KnownRecord): DuplicateSubject => ({
  id: record.id,
  title: record.title,
  owner: record.organisationId,
  registrationNo: record.registrationNo,
  patents: record.patentNumbers,
});

/** Finds what the rows of a list repeat; owners are compared by name, since a row has no ids. */
export function createDuplicateFinder(deps: DuplicateFinderDeps) {
  return {
    /** Contents of stored records, by id. */
    contentsOf: deps.contentsOf,

    /** Holds the keys of all stored records and of the rows read so far: for a whole list. */
    async open(target: ImportTarget, em: Em) {
      const takeTurn = takeTurns();
      const byId = new Map<string, KnownRecord>();
      const index = new DuplicateIndex();
      for await (const page of deps.load(target, em))
        for (const record of page) {
          byId.set(record.id, record);
          index.add(subjectOfRecord(record));
          await takeTurn();
        }
      const ownerOf = ownersBy(
        await deps.organisationNames(em, [...new Set([...byId.values()].map((record) => record.organisationId))]),
      );
      const rows = new Map<string, { rowNumber: number; title: string }>();

      return {
        check(row: RowKeys, party: ImportedParty): DuplicateCheck {
          const subject = subjectOfRow(row, ownerOf(party));
          if (!subject.title) return { duplicates: [], sameId: null };
          const duplicates = index.find(subject).map((hit) => duplicateOf(hit, byId.get(hit.id), rows.get(hit.id)));
          rows.set(subject.id, { rowNumber: row.rowNumber, title: subject.title });
          index.add(subject);
          const same = duplicates.find((duplicate) => duplicate.proposal === 'MERGE' && duplicate.recordId);
          return { duplicates, sameId: same?.recordId ?? null };
        },
      };
    },

    /**
     * Looks again for one row whose title, owner or numbers were changed, among the records and the other rows of its
     * batch. Reads all keys once and keeps only what can be near, so that no index is made for a single question.
     */
    async again(
      target: ImportTarget,
      em: Em,
      row: RowKeys,
      others: AsyncIterable<readonly RowKeys[]>,
      defaultOrganisationId: string | null,
    ): Promise<Duplicate[]> {
      const takeTurn = takeTurns();
      const named = subjectOfRow(row, null);
      if (!named.title) return [];
      const isNear = nearness(named);
      const records: KnownRecord[] = [];
      for await (const page of deps.load(target, em))
        for (const record of page) {
          if (isNear(subjectOfRecord(record))) records.push(record);
          await takeTurn();
        }
      const near: RowKeys[] = [];
      for await (const page of others)
        for (const other of page) {
          if (other.rowNumber !== row.rowNumber && isNear(subjectOfRow(other, null))) near.push(other);
          await takeTurn();
        }
      const ownerOf = ownersBy(
        await deps.organisationNames(em, [...new Set(records.map((record) => record.organisationId))]),
      );
      const subjectOf = (each: RowKeys) => subjectOfRow(each, ownerOf(partyOf(each.values, defaultOrganisationId)));
      const byId = new Map(records.map((record) => [record.id, record]));
      const rows = new Map(
        near.map((each) => [subjectOf(each).id, { rowNumber: each.rowNumber, title: subjectOf(each).title }]),
      );
      const index = new DuplicateIndex([...records.map(subjectOfRecord), ...near.map(subjectOf)]);
      return index.find(subjectOf(row)).map((hit) => duplicateOf(hit, byId.get(hit.id), rows.get(hit.id)));
    },
  };
}

const duplicateOf = (
  hit: DuplicateHit,
  record: KnownRecord | undefined,
  row: { rowNumber: number; title: string } | undefined,
): Duplicate => ({
  recordId: record?.id ?? null,
  rowNumber: row?.rowNumber ?? null,
  title: record?.title ?? row?.title ?? '',
  code: record?.code ?? null,
  similarity: hit.similarity,
  rule: hit.rule,
  proposal: hit.proposal,
});

export type DuplicateFinder = ReturnType<typeof createDuplicateFinder>;
