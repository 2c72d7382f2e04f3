import type { FilterQuery, RequiredEntityData } from '@mikro-orm/core';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { keepVersion, recordTransition, recordTransitions, type TransitionInput } from './audit.ts';
import type { Clock } from './clock.ts';
import { nextCodes } from './code.ts';
import { assertCodesOn, type ReadOffCodes } from './code-switches.ts';
import { orNotFound } from './errors.ts';
import { mergeContent } from './record-content.ts';
import { newRow, type RecordKind, type ReviewedRow } from './reviewed-record.ts';

interface Source {
  batchId: string;
  row: number;
}
export interface ImportedRecord<C> {
  organisationId: string;
  content: C;
  source: Source;
}

/** What an import does to records of one kind, always inside its own transaction. */
export function createRecordImports<
  Row extends ReviewedRow<C>,
  C extends { title?: string | undefined },
  Item extends ImportedRecord<C>,
>(deps: {
  clock: Clock;
  kind: RecordKind<Row, C>;
  /** Columns of this kind alone. */
  columns(item: Item, content: C): object;
  touched(em: Em, ids: readonly string[]): Promise<void>;
  offCodes: ReadOffCodes;
}) {
  const { clock, kind } = deps;
  const { entity } = kind;

  async function byIds(em: Em, ids: readonly string[]): Promise<Map<string, Row>> {
    const rows = await em.find(kind.type, { id: { $in: [...ids] } } as unknown as FilterQuery<Row>);
    return new Map((rows as Row[]).map((row) => [row.id, row]));
  }

  return {
    /**
     * New records from a list, written together: they go straight to the first step of the review.
     * @throws AppError when one of them is not right; the caller then writes them one by one
     */
    async createImported(em: Em, actor: Actor, items: readonly Item[]): Promise<string[]> {
      if (items.length === 0) return [];
      const now = clock.now();
      const codes = await nextCodes(em, kind.codePrefix, now, items.length);
      const off = await deps.offCodes(em);
      const rows = items.map((item, i) => {
        const content = kind.check(item.content, now);
        assertCodesOn(content, null, off, 'content.');
        const { organisationId, source } = item;
        return {
          ...newRow(actor, now, { code: codes[i]!, status: 'SUBMITTED' as const, organisationId, content, source }),
          ...deps.columns(item, content),
        };
      });
      await em.insertMany(kind.type, rows as unknown as RequiredEntityData<Row>[]);
      await recordTransitions(
        em,
        actor,
        now,
        rows.map((row, i) => ({
          entity,
          entityId: row.id,
          from: '',
          to: 'SUBMITTED',
          event: 'import',
          content: row.content,
          extra: { ...items[i]!.source },
        })),
      );
      return rows.map((row) => row.id);
    },

    /**
     * Newest non-empty value wins; the former contents are kept, and handed back in the order of the items (handbook section 8).
     * @throws AppError when one of them is not right; the caller then merges them one by one
     */
    async mergeImported(
      em: Em,
      actor: Actor,
      items: readonly { id: string; content: C; source: Source }[],
    ): Promise<C[]> {
      if (items.length === 0) return [];
      const rows = await byIds(
        em,
        items.map((item) => item.id),
      );
      const now = clock.now();
      const off = await deps.offCodes(em);
      const former = items.map(({ id, content, source }) => {
        const row = orNotFound(rows.get(id));
        const before = row.content;
        keepVersion(em, actor, now, entity, row);
        const merged = kind.check(mergeContent(before, content), now);
        assertCodesOn(merged, before, off, 'content.');
        kind.put(row, merged);
        row.updatedAt = now;
        recordTransition(em, actor, now, {
          entity,
          entityId: id,
          from: row.status,
          to: row.status,
          event: 'merge',
          content: row.content,
          extra: { ...source },
        });
        return before;
      });
      await em.flush();
      await deps.touched(em, [...rows.keys()]);
      return former;
    },

    /** Takes rows of an import back, the last first: what it created goes (what was published meanwhile is closed), what it merged returns to before. */
    async undoImported(
      em: Em,
      actor: Actor,
      batchId: string,
      items: readonly { id: string; before: C | null }[],
    ): Promise<void> {
      const rows = await byIds(
        em,
        items.map((item) => item.id),
      );
      const now = clock.now();
      const moves: TransitionInput[] = [];
      for (const { id, before } of items) {
        const row = rows.get(id);
        if (!row) continue;
        const from = row.status;
        let to: string = from;
        if (before) {
          kind.put(row, before);
          row.updatedAt = now;
        } else if (row.publishedAt || row.revision) {
          row.status = to = kind.closed;
          row.updatedAt = now;
        } else {
          to = 'REMOVED';
          em.remove(row);
        }
        const { content } = row;
        moves.push({ entity, entityId: id, from, to, event: 'rollback', content, extra: { batchId } });
      }
      await em.flush();
      await recordTransitions(em, actor, now, moves);
      await deps.touched(
        em,
        moves.map((move) => move.entityId),
      );
    },
  };
}
