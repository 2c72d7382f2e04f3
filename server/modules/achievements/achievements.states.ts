import type { AchievementEvent, AchievementStatus } from '../../contracts/achievements.contract.ts';

export interface TransitionRule {
  from: readonly AchievementStatus[];
  to: AchievementStatus;
  needsReason?: boolean;
}

/** Handbook 4.1 as data. What is not listed is refused. */
export const ACHIEVEMENT_MACHINE: Record<AchievementEvent, readonly TransitionRule[]> = {
  submit: [{ from: ['DRAFT'], to: 'SUBMITTED' }],
  instituteApprove: [{ from: ['SUBMITTED'], to: 'INSTITUTE_OK' }],
  publish: [{ from: ['INSTITUTE_OK'], to: 'PUBLISHED' }],
  return: [{ from: ['SUBMITTED', 'INSTITUTE_OK'], to: 'DRAFT', needsReason: true }],
  reserve: [{ from: ['PUBLISHED'], to: 'RESERVED' }],
  release: [{ from: ['RESERVED'], to: 'PUBLISHED', needsReason: true }],
  transfer: [{ from: ['PUBLISHED', 'RESERVED'], to: 'TRANSFERRED', needsReason: true }],
  suspend: [{ from: ['PUBLISHED', 'RESERVED'], to: 'SUSPENDED', needsReason: true }],
  resume: [{ from: ['SUSPENDED'], to: 'PUBLISHED' }],
  archive: [
    {
      from: ['DRAFT', 'SUBMITTED', 'INSTITUTE_OK', 'PUBLISHED', 'RESERVED', 'SUSPENDED'],
      to: 'ARCHIVED',
      needsReason: true,
    },
  ],
};

/** The rule that moves a record in `status` by `event`, or null when the machine refuses. */
export function transitionOf(status: AchievementStatus, event: AchievementEvent): TransitionRule | null {
  return ACHIEVEMENT_MACHINE[event].find((rule) => rule.from.includes(status)) ?? null;
}

/** Events of the review, which a revision of a published record walks as well. */
export const REVIEW_EVENTS: readonly AchievementEvent[] = ['submit', 'instituteApprove', 'publish', 'return'];
/** States in which the record stands in the public and the matching index. */
export const INDEXED_STATES: readonly AchievementStatus[] = ['PUBLISHED', 'RESERVED'];
/** States whose content is edited in place; later ones are edited as a revision beside. */
export const EDIT_IN_PLACE: readonly AchievementStatus[] = ['DRAFT'];
export const EDIT_AS_REVISION: readonly AchievementStatus[] = ['PUBLISHED', 'RESERVED'];
