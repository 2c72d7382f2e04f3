import type { NotificationView } from '../../contracts/accounts.contract.ts';
import { labelOf } from '../../contracts/code-tables/index.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Mailer } from '../../kernel/mailer.ts';
import { decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { Notification } from './notification.entity.ts';

/** Kinds of notices with the mail's words; `{…}` are filled from the params, which never hold private text. */
const MAIL_WORDS: Record<string, string> = {
  achievementMoved: '您的成果“{title}”状态有更新，请登录查看。',
  demandMoved: '您的需求“{title}”状态有更新，请登录查看。',
  introduced: '联盟为您推荐了新的对接对象（{code}），请在 {dueOn} 前回复。',
  introductionReminder: '对接推荐 {code} 将于 {dueOn} 到期，请尽快回复。',
  introductionsWaiting: '您的单位有 {count} 条对接推荐等待答复，请登录查看。',
  bothAccepted: '对接 {code} 双方均已同意，联系方式已开放。',
  exportWaiting: '对接 {code} 双方均已同意；因涉及外资企业，出口管制核查后开放联系方式。',
  exportRefused: '对接 {code} 因出口管制核查未通过，联系方式不开放。',
  exportQuestion: '对接 {code} 涉及外资企业，请完成出口管制核查。',
  declined: '对接 {code} 未达成，原因：{reason}。',
  noMatchYet: '您的需求 {code} 目前没有合适的成果，联盟将继续关注并在有新成果时告知。',
  lapsed: '对接 {code} 已过期。',
  stale: '您的记录 {code} 已超过12个月未确认，请确认是否仍然有效。',
  archiveProposed: '您的记录 {code} 已超过24个月未确认，建议下架；如仍然有效，请确认。',
};

export interface NotificationsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  mailer: Mailer;
  publicUrl: string;
  emailsOf: (em: Em, userId: string) => Promise<string | null>;
}

export function createNotificationsService({ em: getEm, jobs, clock, mailer, publicUrl, emailsOf }: NotificationsDeps) {
  const present = (row: Notification): NotificationView => ({
    id: row.id,
    kind: row.kind,
    params: row.params,
    link: row.link ?? null,
    createdAt: row.createdAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  });

  return {
    /** Puts a notice into the caller's transaction; mail follows by a job when a server is configured. */
    async notify(
      em: Em,
      userIds: readonly string[],
      kind: string,
      params: Record<string, string>,
      link: string,
    ): Promise<void> {
      for (const userId of new Set(userIds)) {
        const row = em.create(Notification, {
          id: newId(),
          userId,
          kind,
          params,
          link,
          createdAt: clock.now(),
          readAt: null,
          mailedAt: null,
        });
        if (mailer.isConfigured && MAIL_WORDS[kind]) {
          await em.flush();
          await jobs.enqueue(em, 'notify-mail', { notificationId: row.id });
        }
      }
    },

    /** A reminder: not to those who had the same notice of the same record since a moment. @returns how many it reached */
    async remind(
      em: Em,
      userIds: readonly string[],
      kind: string,
      params: Record<string, string>,
      link: string,
      since: Date,
    ): Promise<number> {
      const had = await em.find(Notification, {
        userId: { $in: [...userIds] },
        kind,
        link,
        createdAt: { $gte: since },
      });
      const done = new Set(had.map((row) => row.userId));
      const left = [...new Set(userIds)].filter((id) => !done.has(id));
      await this.notify(em, left, kind, params, link);
      return left.length;
    },

    async list(actor: Actor, query: { cursor?: string | undefined; limit: number }): Promise<Page<NotificationView>> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const rows = await em.find(
        Notification,
        { userId: actor.userId, ...(cursor ? { id: { $lt: cursor.id } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      );
      const cut = toPage(rows, query.limit, (row) => ({ key: '', id: row.id }));
      return { items: cut.items.map(present), nextCursor: cut.nextCursor };
    },

    async markRead(actor: Actor, id: string | 'all'): Promise<void> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const changed = await em.nativeUpdate(
        Notification,
        { userId: actor.userId, readAt: null, ...(id === 'all' ? {} : { id }) },
        { readAt: clock.now() },
      );
      if (id !== 'all' && changed === 0 && !(await em.findOne(Notification, { id, userId: actor.userId })))
        throw notFound();
    },

    countUnread: (em: Em, userId: string): Promise<number> => em.count(Notification, { userId, readAt: null }),

    /** Job: one mail. The row decides; a doubled delivery sends nothing. */
    async deliver(notificationId: string): Promise<void> {
      const em = getEm();
      const row = await em.findOne(Notification, { id: notificationId });
      if (!row || row.mailedAt) return;
      const to = await emailsOf(em, row.userId);
      const words = MAIL_WORDS[row.kind];
      if (to && words) {
        const params = { ...row.params, reason: labelOf('REJECT_REASON', row.params.reason ?? '') };
        const text = words.replace(/\{(\w+)\}/gu, (_, key: string) => (params as Record<string, string>)[key] ?? '');
        await mailer.send({
          to,
          subject: `繁星汇：${text.slice(0, 40)}`,
          text: `${text}\n\n${publicUrl}${row.link ?? ''}\n\n繁星汇`,
        });
      }
      row.mailedAt = clock.now();
      await em.flush();
    },
  };
}
export type NotificationsService = ReturnType<typeof createNotificationsService>;
