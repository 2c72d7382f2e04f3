import type { AchievementContent } from '../../contracts/achievements.contract.ts';
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
import { Achievement } from './achievement.entity.ts';
import { checkContent, ipNumbersOf } from './achievements.content.ts';

type Source = { batchId: string; row: number };
export interface ImportedAchievement {
  organisationId: string;
  teamId: string | null;
  content: AchievementContent;
  source: Source;
}
interface Deps {
  jobs: Jobs;
  clock: Clock;
}

/** What the import does to achievements, always inside its own transaction. */
export function createImportedAchievements({ jobs, clock }: Deps) {
  return {
    /**
     * New records from a list, written together: they go straight to the first step of the review.
     * @throws AppError when one of them is not right; the caller then writes them one by one
     */
    async createImported(em: Em, actor: Actor, items: readonly ImportedAchievement[]): Promise<string[]> {
      const now = clock.now();
      if (items.length === 0) return [];
      const codes = await nextCodes(em, 'ACH', now, items.length);
      const rows = items.map(({ organisationId, teamId, content: raw, source }, i) => {
        const content = checkContent(raw, now);
        return {
          id: newId(now.getTime()),
          code: codes[i]!,
          status: 'SUBMITTED' as const,
          organisationId,
          teamId,
          title: content.title ?? '',
          content,
          revision: null,
          ipNumbers: ipNumbersOf(content),
          publishedAt: null,
          confirmedAt: null,
          reservedUntil: null,
          reservedForDemandId: null,
          sourceBatchId: source.batchId,
          sourceRow: source.row,
          createdAt: now,
          updatedAt: now,
          createdBy: actor.userId,
        };
      });
      await em.insertMany(Achievement, rows);
      await recordTransitions(
        em,
        actor,
        now,
        rows.map((row, i) => ({
          entity: 'achievement',
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
      items: readonly { id: string; content: AchievementContent; source: Source }[],
    ): Promise<AchievementContent[]> {
      if (items.length === 0) return [];
      const rows = await em.find(Achievement, { id: { $in: items.map((item) => item.id) } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const now = clock.now();
      const former = items.map(({ id, content, source }) => {
        const row = orNotFound(byId.get(id));
        const before = row.content;
        em.create(RecordVersion, {
          id: newId(),
          entity: 'achievement',
          entityId: id,
          content: before as Record<string, unknown>,
          replacedAt: now,
          replacedBy: actor.userId,
        });
        row.content = checkContent(mergeContent(before, content), now);
        row.title = row.content.title ?? row.title;
        row.ipNumbers = ipNumbersOf(row.content);
        row.updatedAt = now;
        recordTransition(em, actor, now, {
          entity: 'achievement',
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
        [...byId.keys()].map((id) => ({ kind: 'achievement' as const, id })),
      );
      return former;
    },

    /** Takes rows of an import back, the last first: what it created goes (what was published meanwhile is archived), what it merged returns to before. */
    async undoImported(
      em: Em,
      actor: Actor,
      batchId: string,
      items: readonly { id: string; before: AchievementContent | null }[],
    ): Promise<void> {
      const rows = await em.find(Achievement, { id: { $in: items.map((item) => item.id) } });
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
          row.ipNumbers = ipNumbersOf(before);
          row.updatedAt = now;
        } else if (row.publishedAt || row.revision) {
          row.status = to = 'ARCHIVED';
          row.updatedAt = now;
        } else {
          to = 'REMOVED';
          em.remove(row);
        }
        const { content } = row;
        moves.push({ entity: 'achievement', entityId: id, from, to, event: 'rollback', content, extra: { batchId } });
      }
      await em.flush();
      await recordTransitions(em, actor, now, moves);
      await jobs.enqueueMany(
        em,
        'index-record',
        moves.map((move) => ({ kind: 'achievement' as const, id: move.entityId })),
      );
    },
  };
}
