import type { Em } from '../../db/database.ts';
import { addDays, addMonths, type Clock } from '../../kernel/clock.ts';
import { REMIND_AGAIN_DAYS, STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import type { Accounts } from '../accounts/index.ts';
import type { NotificationsService } from '../notifications/index.ts';
import { Demand } from './demand.entity.ts';

interface Deps {
  em: () => Em;
  clock: Clock;
  accounts: Accounts;
  notifications: NotificationsService;
}

/** What firms are reminded of because a day has come. */
export function createDemandCalendar({ em: getEm, clock, accounts, notifications }: Deps) {
  return {
    /** Asks firms whether demands that nobody confirmed for a year still stand. @returns how many records */
    async remindStale(): Promise<number> {
      const em = getEm();
      const now = clock.now();
      const rows = await em.find(
        Demand,
        { status: 'PUBLISHED', confirmedAt: { $lt: addMonths(now, -STALE_AFTER_MONTHS) } },
        { fields: ['id', 'code', 'organisationId'], orderBy: { id: 'asc' }, disableIdentityMap: true },
      );
      // One transaction a record: there may be thousands, and others want their turn between them.
      for (const row of rows)
        await em.transactional(async (inner) => {
          const tx = inner as Em;
          await notifications.remind(
            tx,
            await accounts.memberIds(tx, row.organisationId),
            'stale',
            { code: row.code },
            `/desk/demands/${row.id}`,
            addDays(now, -REMIND_AGAIN_DAYS),
          );
        });
      return rows.length;
    },
  };
}
