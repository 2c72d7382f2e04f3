import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { type Clock, dayOf } from '../../kernel/clock.ts';
import { Demand } from './demand.entity.ts';
import type { NotifyFirm } from './demands.review.ts';

/** The end of a demand's answer window. */
export function createDemandExpiry(deps: {
  em: () => Em;
  clock: Clock;
  notifyOwner: NotifyFirm;
  touched: (em: Em, id: string) => Promise<void>;
}) {
  const { clock, notifyOwner, touched } = deps;
  return {
    /** Housekeeping: published demands whose answer window has closed become EXPIRED. Returns their ids. */
    async expireOverdue(actor: Actor): Promise<string[]> {
      const em = deps.em();
      const now = clock.now();
      const overdue = { status: 'PUBLISHED' as const, content: { deadlineAnswer: { $lt: dayOf(now) } } };
      const due = await em.find(Demand, overdue, { fields: ['id'], orderBy: { id: 'asc' } });
      em.clear();
      const expired: string[] = [];
      for (const { id } of due) {
        await em.transactional(async (tx) => {
          // Extended or withdrawn meanwhile: nothing is due any more.
          const row = await tx.findOne(Demand, { id, ...overdue });
          if (!row) return;
          row.status = 'EXPIRED';
          row.updatedAt = now;
          recordTransition(tx as Em, actor, now, {
            entity: 'demand',
            entityId: id,
            from: 'PUBLISHED',
            to: 'EXPIRED',
            event: 'expire',
            content: row.content,
          });
          await notifyOwner(tx as Em, row, 'expire', '');
          await touched(tx as Em, id);
          expired.push(id);
        });
        em.clear();
      }
      return expired;
    },
  };
}
