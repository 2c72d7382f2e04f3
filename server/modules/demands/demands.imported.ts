import type { DemandContent } from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { RecordVersion } from '../../kernel/audit.entity.ts';
import { recordTransition, recordTransitions, type TransitionInput } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextCodes } from '../../kernel/code.ts';
import { orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { mergeContent } from '../../kernel/record-content.ts';
import { Demand } from './demand.entity.ts';
import { checkDemandContent } from './demands.content.ts';

type Source = { batchId: string; row: number };
export interface ImportedDemand {
  organisationId: string;
  content: DemandContent;
  source: Source;
}
interface Deps {
  jobs: Jobs;
  clock: Clock;
}

/** What the import does to demands, always inside its own transaction. */
export function createImportedDemands({ jobs, clock }: Deps) {
  return {
    /**
     * New records from a list, written together: they go straight to the first step of the review.
     * @throws AppError when one of them is not right; the caller then writes them one by one
     */
    async createImported(em: Em, actor: Actor, items: readonly ImportedDemand[]): Promise<string[]> {
      const now = clock.now();
      if (items.length === 0) return [];
      const codes = await nextCodes(em, 'DEM', now, items.length);
      const rows = items.map(({ organisationId, content: raw, source }, i) => {
        const content = checkDemandContent(raw, now);
        return {
          id: newId(now.getTime()),
          code: codes[i]!,
          status: 'SUBMITTED' as const,
          organisationId,
          managerId: null,
          title: content.title ?? '',
          content,
          revision: null,
          publicAlias: null,
          publishedAt: null,
          confirmedAt: null,
          extendedOnce: false,
          sourceBatchId: source.batchId,
          sourceRow: source.row,
          createdAt: now,
          updatedAt: now,
          createdBy: actor.userId,
        };
      });
      await em.insertMany(Demand, rows);
      await recordTransitions(
        em,
        actor,
        now,
        rows.map((row, i) => ({
          entity: 'demand',
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
      items: readonly { id: string; content: DemandContent; source: Source }[],
    ): Promise<DemandContent[]> {
      if (items.length === 0) return [];
      const rows = await em.find(Demand, { id: { $in: items.map((item) => item.id) } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const now = clock.now();
      const former = items.map(({ id, content, source }) => {
        const row = orNotFound(byId.get(id));
        const before = row.content;
        em.create(RecordVersion, {
          id: newId(),
          entity: 'demand',
          entityId: id,
          content: before as Record<string, unknown>,
          replacedAt: now,
          replacedBy: actor.userId,
        });
        row.content = checkDemandContent(mergeContent(before, content), now);
        row.title = row.content.title ?? row.title;
        row.updatedAt = now;
        recordTransition(em, actor, now, {
          entity: 'demand',
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
      await jobs.enqueueMany(
        em,
        'index-record',
        [...byId.keys()].map((id) => ({ kind: 'demand' as const, id })),
      );
      return former;
    },

    /** Takes rows of an import back, the last first: what it created goes (what was published meanwhile is archived), what it merged returns to before. */
    async undoImported(
      em: Em,
      actor: Actor,
      batchId: string,
      items: readonly { id: string; before: DemandContent | null }[],
    ): Promise<void> {
      const rows = await em.find(Demand, { id: { $in: items.map((item) => item.id) } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const now = clock.now();
      const moves: TransitionInput[] = [];
      for (const { id, before } of items) {
        const row = byId.get(id);
        if (!row) continue;
        const from = row.status;
        let to: string = from;
        if (before) {
          row.content = before;
          row.title = before.title ?? row.title;
          row.updatedAt = now;
        } else if (row.publishedAt || row.revision) {
          row.status = to = 'CLOSED';
          row.updatedAt = now;
        } else {
          to = 'REMOVED';
          em.remove(row);
        }
        const { content } = row;
        moves.push({ entity: 'demand', entityId: id, from, to, event: 'rollback', content, extra: { batchId } });
      }
      await em.flush();
      await recordTransitions(em, actor, now, moves);
      await jobs.enqueueMany(
        em,
        'index-record',
        moves.map((move) => ({ kind: 'demand' as const, id: move.entityId })),
      );
    },
  };
}
