import type { AchievementStatus } from '../../contracts/achievements.contract.ts';
import { type Actor, hasRole, isOperator, memberOf } from '../../kernel/actor.ts';
import type { Bonds, ReadLevel } from '../../kernel/disclosure.ts';

export interface AchievementSubject {
  status: AchievementStatus;
  organisationId: string;
  createdBy: string | null;
  /** Accounts of the team's members. */
  teamUserIds: readonly string[];
  /** Who took the first step of the review, when somebody did. */
  firstReviewerId?: string | null;
}

const VISIBLE: readonly AchievementStatus[] = ['PUBLISHED', 'RESERVED', 'TRANSFERRED'];

export const isOwner = (actor: Actor, subject: AchievementSubject): boolean =>
  actor.userId !== null &&
  (subject.createdBy === actor.userId || subject.teamUserIds.includes(actor.userId)) &&
  hasRole(actor, 'researcher', 'instituteAdmin');
export const isInstituteAdminOf = (actor: Actor, subject: AchievementSubject): boolean =>
  hasRole(actor, 'instituteAdmin') && memberOf(actor, subject.organisationId);

/** Level at which the actor reads the record; null is "does not exist for you" (404). */
export function readLevel(actor: Actor, subject: AchievementSubject, bonds: Bonds): ReadLevel | null {
  if (isOperator(actor)) return 'STAFF';
  if (isOwner(actor, subject) || isInstituteAdminOf(actor, subject)) return 'OWNER';
  if (hasRole(actor, 'technologyManager') && bonds.isAssigned) return 'STAFF';
  if (!VISIBLE.includes(subject.status)) return null;
  if (bonds.isAccepted) return 'L2';
  return actor.isVerified ? 'L1' : 'L0';
}

export type AchievementAction =
  | 'create'
  | 'edit'
  | 'confirm'
  | 'submit'
  | 'instituteApprove'
  | 'publish'
  | 'return'
  | 'reserve'
  | 'release'
  | 'transfer'
  | 'suspend'
  | 'resume'
  | 'archive';

/**
 * Pure rule of handbook sections 2 and 4.1. `hasInstituteAdmin`: whether the owner has anybody for the first step;
 * without one two operators share the review. Nobody approves what they created.
 */
export function mayAchievement(
  actor: Actor,
  action: AchievementAction,
  subject: AchievementSubject,
  hasInstituteAdmin = true,
): boolean {
  if (!actor.userId) return false;
  const owner = isOwner(actor, subject);
  const institute = isInstituteAdminOf(actor, subject);
  const created = subject.createdBy === actor.userId;
  switch (action) {
    case 'create':
      return (
        isOperator(actor) || (hasRole(actor, 'researcher', 'instituteAdmin') && memberOf(actor, subject.organisationId))
      );
    case 'edit':
    case 'confirm':
    case 'submit':
      return isOperator(actor) || owner || institute;
    case 'instituteApprove':
      return !created && (institute || (!hasInstituteAdmin && isOperator(actor)));
    case 'publish':
      return isOperator(actor) && !created && subject.firstReviewerId !== actor.userId;
    case 'return':
      return subject.status === 'SUBMITTED' ? institute || isOperator(actor) : isOperator(actor);
    case 'reserve':
    case 'release':
      return institute;
    case 'transfer':
    case 'suspend':
    case 'resume':
      return institute || isOperator(actor);
    case 'archive':
      return owner || institute || isOperator(actor);
  }
}
