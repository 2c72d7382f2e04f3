import type { z } from 'zod';
import {
  ACHIEVEMENT_EVENTS,
  type AchievementContent,
  type AchievementEvent,
  type AchievementTransition,
} from '../../contracts/achievements.contract.ts';
import { missingOfAchievement, missingOfImportedAchievement } from '../../contracts/completeness.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Transition } from '../../kernel/audit.entity.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { AppError, invalid } from '../../kernel/errors.ts';
import { assertCodesForReview, assertPresentable, assertReason, moveRevision } from '../../kernel/reviewed-record.ts';
import { type OrganisationsService, readOffCodes } from '../accounts/index.ts';
import type { Achievement } from './achievement.entity.ts';
import { type AchievementSubject, mayAchievement } from './achievements.access.ts';
import { ACHIEVEMENT_RECORDS, findingsOf } from './achievements.kind.ts';
import { assertHolders } from './achievements.references.ts';
import { EDIT_AS_REVISION, REVIEW_EVENTS, transitionOf } from './achievements.states.ts';

type Move = z.infer<typeof AchievementTransition>;

/** Tells the author what became of the achievement. */
export type NotifyAuthor = (
  em: Em,
  achievement: { id: string; createdBy: string | null; title: string },
  event: AchievementEvent,
  comment: string,
) => Promise<void>;

export interface AchievementReviewDeps {
  clock: Clock;
  /** Whether somebody besides the author can take the first step for the institute. */
  hasInstituteAdmin: (em: Em, organisationId: string, authorId: string | null) => Promise<boolean>;
  /** Whether the actor may know of a demand that a reservation names. */
  mayReadDemand: (actor: Actor, demandId: string) => Promise<boolean>;
  organisations: OrganisationsService;
  notifyOwner: NotifyAuthor;
  touched: (em: Em, id: string) => Promise<void>;
}

/** Longest reservation in days (handbook 4.1). */
const LONGEST_RESERVATION = 90;

/** The status an event starts from: that of the revision for review events of a published record. */
function statusFor(row: Achievement, event: AchievementEvent): Achievement['status'] | null {
  if (!REVIEW_EVENTS.includes(event) || !EDIT_AS_REVISION.includes(row.status)) return row.status;
  return row.revision ? row.revision.status : null;
}

/** Who made what is being reviewed. */
const authorFor = (row: Achievement, event: AchievementEvent): string | null =>
  (REVIEW_EVENTS.includes(event) && row.revision ? row.revision.by : row.createdBy) ?? null;

/** Who took the institute's step of the review last. */
export async function firstReviewer(em: Em, id: string): Promise<string | null> {
  const row = await em.findOne(
    Transition,
    { entity: 'achievement', entityId: id, event: 'instituteApprove' },
    { orderBy: { at: 'desc' } },
  );
  return row?.actorId ?? null;
}

/** What each event asks for beside the right to send it. */
function guard(input: Move, content: AchievementContent, now: Date, isImported: boolean): void {
  const { event } = input;
  if (event === 'submit' || event === 'publish')
    assertPresentable(
      isImported ? missingOfImportedAchievement(content) : missingOfAchievement(content),
      findingsOf(content),
    );
  if (event === 'instituteApprove') {
    const fields = [
      ...(input.ownershipConfirmed ? [] : [{ path: 'ownershipConfirmed', code: 'required' }]),
      ...(input.secrecyCheck?.result === 'CLEARED' ? [] : [{ path: 'secrecyCheck', code: 'required' }]),
      ...(input.exportCheck ? [] : [{ path: 'exportCheck', code: 'required' }]),
    ];
    if (fields.length) throw new AppError('INCOMPLETE', { fields });
  }
  if (event === 'reserve') {
    if (!input.until) throw invalid('until', 'required');
    if (input.until < dayOf(now)) throw invalid('until', 'date_past');
    if (input.until > dayOf(addDays(now, LONGEST_RESERVATION))) throw invalid('until', 'too_long');
  }
}

function moveRecord(row: Achievement, to: Achievement['status'], input: Move, now: Date): void {
  row.status = to;
  if (input.event === 'publish') {
    row.publishedAt = now;
    row.confirmedAt = now;
  }
  if (input.event === 'reserve') {
    row.reservedUntil = input.until ?? null;
    row.reservedForDemandId = input.demandId ?? null;
  }
  if (input.event === 'release') {
    row.reservedUntil = null;
    row.reservedForDemandId = null;
  }
}

/** The way of an achievement through review, publication and its end (handbook 4.1). */
export function createAchievementReview(deps: AchievementReviewDeps) {
  const { clock, organisations, hasInstituteAdmin, notifyOwner, touched } = deps;
  return {
    /** Events that the actor may send now. */
    async allowedEvents(
      em: Em,
      actor: Actor,
      row: Achievement,
      subject: AchievementSubject,
    ): Promise<AchievementEvent[]> {
      if (!actor.userId) return [];
      const hasAdmin = await hasInstituteAdmin(em, row.organisationId, authorFor(row, 'instituteApprove'));
      return ACHIEVEMENT_EVENTS.filter((event) => {
        const status = statusFor(row, event);
        return (
          status !== null &&
          transitionOf(status, event) !== null &&
          mayAchievement(actor, event, { ...subject, status, createdBy: authorFor(row, event) }, hasAdmin)
        );
      });
    },

    /** One event, inside the caller's transaction. */
    async move(
      em: Em,
      actor: Actor,
      { row, subject }: { row: Achievement; subject: AchievementSubject },
      input: Move,
    ): Promise<void> {
      const { event } = input;
      if (input.demandId && !(await deps.mayReadDemand(actor, input.demandId))) throw invalid('demandId', 'not_found');
      const status = statusFor(row, event);
      const rule = status ? transitionOf(status, event) : null;
      if (!rule || !status) throw new AppError('STATE_CONFLICT');
      const author = authorFor(row, event);
      const hasAdmin = await hasInstituteAdmin(em, row.organisationId, author);
      if (!mayAchievement(actor, event, { ...subject, status, createdBy: author }, hasAdmin)) {
        const own = author === actor.userId && (event === 'publish' || event === 'instituteApprove');
        throw new AppError(own ? 'OWN_ITEM' : 'FORBIDDEN');
      }
      assertReason(rule, input);
      const now = clock.now();
      const revision = REVIEW_EVENTS.includes(event) && row.status !== 'DRAFT' ? (row.revision ?? null) : null;
      let content = revision ? revision.content : row.content;
      guard(input, content, now, row.sourceBatchId != null);
      if (event === 'submit') assertCodesForReview(row, content, await readOffCodes(em));
      if (event === 'submit' || event === 'publish')
        await assertHolders(em, organisations, row.organisationId, content);
      if (event === 'instituteApprove')
        content = { ...content, secrecyCheck: input.secrecyCheck, exportCheck: input.exportCheck };
      if (revision) {
        row.revision = { ...revision, content };
        moveRevision(ACHIEVEMENT_RECORDS, em, actor, row, rule.to, now);
      } else {
        moveRecord(row, rule.to, input, now);
        row.content = content;
      }
      row.updatedAt = now;
      recordTransition(em, actor, now, {
        entity: 'achievement',
        entityId: row.id,
        from: status,
        to: rule.to,
        event,
        content,
        reasonCode: input.reasonCode,
        comment: input.comment,
        extra: {
          ...(revision ? { revision: true } : {}),
          ...(input.until ? { until: input.until } : {}),
          ...(input.demandId ? { demandId: input.demandId } : {}),
        },
      });
      if (event !== 'submit')
        await notifyOwner(em, { id: row.id, createdBy: row.createdBy ?? null, title: row.title }, event, input.comment);
      await touched(em, row.id);
    },
  };
}
