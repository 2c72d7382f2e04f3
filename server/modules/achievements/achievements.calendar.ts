import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, addMonths, type Clock, dayOf } from '../../kernel/clock.ts';
import { ARCHIVE_AFTER_MONTHS, REMIND_AGAIN_DAYS, STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import type { Accounts, TeamsService } from '../accounts/index.ts';
import type { NotificationsService } from '../notifications/index.ts';
import { Achievement } from './achievement.entity.ts';
import { INDEXED_STATES } from './achievements.states.ts';

interface Deps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  accounts: Accounts;
  teams: TeamsService;
  notifications: NotificationsService;
}

/** What happens to achievements because a day has come (handbook 4.1). */
export function createAchievementCalendar({ em: getEm, jobs, clock, accounts, teams, notifications }: Deps) {
  const ownersOf = async (
    em: Em,
    row: Pick<Achievement, 'createdBy' | 'teamId' | 'organisationId'>,
  ): Promise<string[]> => {
    const team = row.teamId ? (await teams.facts(em, [row.teamId])).get(row.teamId) : undefined;
    const admins = await accounts.adminsOfInstitute(em, row.organisationId);
    return [row.createdBy, ...(team?.memberUserIds ?? []), ...admins].filter((id): id is string => id != null);
  };

  return {
    /** Reservations whose day has passed end by themselves. @returns how many */
    async releaseOverdue(actor: Actor): Promise<number> {
      const em = getEm();
      const today = dayOf(clock.now());
      const due = await em.find(Achievement, { status: 'RESERVED', reservedUntil: { $lt: today } }, { fields: ['id'] });
      for (const { id } of due)
        await em.transactional(async (inner) => {
          const tx = inner as Em;
          const row = await tx.findOne(Achievement, { id, status: 'RESERVED' }, { refresh: true });
          if (!row) return;
          const until = row.reservedUntil ?? null;
          Object.assign(row, {
            status: 'PUBLISHED',
            reservedUntil: null,
            reservedForDemandId: null,
            updatedAt: clock.now(),
          });
          recordTransition(tx, actor, clock.now(), {
            entity: 'achievement',
            entityId: id,
            from: 'RESERVED',
            to: 'PUBLISHED',
            event: 'release',
            content: row.content,
            extra: { until },
          });
          const params = { title: row.title, event: 'release' };
          await notifications.notify(
            tx,
            await ownersOf(tx, row),
            'achievementMoved',
            params,
            `/desk/achievements/${id}`,
          );
          await jobs.enqueue(tx, 'index-record', { kind: 'achievement', id });
        });
      return due.length;
    },

    /** Asks owners of what nobody confirmed for a year; after two years proposes to take it off. @returns how many records */
    async remindStale(): Promise<number> {
      const em = getEm();
      const now = clock.now();
      const rows = await em.find(
        Achievement,
        { status: { $in: [...INDEXED_STATES] }, confirmedAt: { $lt: addMonths(now, -STALE_AFTER_MONTHS) } },
        {
          fields: ['id', 'code', 'confirmedAt', 'createdBy', 'teamId', 'organisationId'],
          orderBy: { id: 'asc' },
          disableIdentityMap: true,
        },
      );
      const archive = addMonths(now, -ARCHIVE_AFTER_MONTHS);
      // One transaction a record: there may be thousands, and others want their turn between them.
      for (const row of rows)
        await em.transactional(async (inner) => {
          const tx = inner as Em;
          await notifications.remind(
            tx,
            await ownersOf(tx, row),
            row.confirmedAt && row.confirmedAt < archive ? 'archiveProposed' : 'stale',
            { code: row.code },
            `/desk/achievements/${row.id}`,
            addDays(now, -REMIND_AGAIN_DAYS),
          );
        });
      return rows.length;
    },
  };
}
