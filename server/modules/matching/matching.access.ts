import { type Actor, hasRole, isCurator, isOperator, memberOf } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';

export interface MatchSubject {
  managerId: string | null;
  demandOrganisationId: string;
  achievementOrganisationId: string;
  achievementCreatedBy: string | null;
  teamUserIds: readonly string[];
  /** An introduction was sent: the parties may know of the match. */
  isIntroduced: boolean;
}

export const isDemandSide = (actor: Actor, match: MatchSubject): boolean =>
  hasRole(actor, 'enterpriseUser') && memberOf(actor, match.demandOrganisationId);
export const isAchievementSide = (actor: Actor, match: MatchSubject): boolean =>
  actor.userId !== null &&
  ((hasRole(actor, 'researcher') &&
    (match.achievementCreatedBy === actor.userId || match.teamUserIds.includes(actor.userId))) ||
    (hasRole(actor, 'instituteAdmin') && memberOf(actor, match.achievementOrganisationId)));

export type MatchAction = 'curate' | 'send' | 'read' | 'answer' | 'feedback' | 'answerExport';

/** Pure rule of handbook section 2, rows "Match create, review" and "Match accept or decline". */
export function mayMatch(actor: Actor, action: MatchAction, match: MatchSubject): boolean {
  const party = isDemandSide(actor, match) || isAchievementSide(actor, match);
  switch (action) {
    case 'curate':
      return isCurator(actor);
    case 'send':
      return (
        isOperator(actor) ||
        (hasRole(actor, 'technologyManager') && (match.managerId === null || match.managerId === actor.userId))
      );
    case 'read':
      return isCurator(actor) || (match.isIntroduced && party);
    case 'answer':
      return match.isIntroduced && party && !isCurator(actor);
    case 'answerExport':
      return isOperator(actor) && match.isIntroduced;
    case 'feedback':
      return match.isIntroduced && isDemandSide(actor, match);
  }
}
export const mayUseQueue = (actor: Actor): boolean => isCurator(actor);

/** @throws AppError UNAUTHENTICATED, FORBIDDEN for who does not curate */
export function assertCurator(actor: Actor): void {
  if (!actor.userId) throw new AppError('UNAUTHENTICATED');
  if (!mayUseQueue(actor)) throw new AppError('FORBIDDEN');
}
