import type { OrgType } from '../../contracts/organisations.contract.ts';
import { type Actor, adminOf, hasRole, isCurator, isOperator, memberOf } from '../../kernel/actor.ts';

/** Pure rules of handbook section 2 for accounts, organisations and teams. */
export type AccountAction = 'list' | 'listManagers' | 'update' | 'issueResetLink';
/** Accounts belong to the platform admin; nobody changes the own roles. */
export function mayAccount(actor: Actor, action: AccountAction, subject?: { id: string }): boolean {
  // Operators assign demands to technology managers and must know who they are.
  if (action === 'listManagers' && isOperator(actor)) return true;
  if (!hasRole(actor, 'platformAdmin')) return false;
  return action !== 'update' || subject?.id !== actor.userId;
}

export type OrganisationAction = 'read' | 'readPrivate' | 'create' | 'edit' | 'verify' | 'manageMembers' | 'addUnit';
export interface OrganisationSubject {
  id: string;
  parentOrgId: string | null;
  orgType: OrgType;
}
export function mayOrganisation(actor: Actor, action: OrganisationAction, org?: OrganisationSubject): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'readPrivate':
      return isCurator(actor) || memberOf(actor, org?.id) || memberOf(actor, org?.parentOrgId);
    case 'create':
      return actor.userId !== null;
    case 'verify':
      return isOperator(actor);
    case 'edit':
    case 'manageMembers':
    case 'addUnit':
      return isOperator(actor) || adminOf(actor, org?.id) || adminOf(actor, org?.parentOrgId);
  }
}

export type TeamAction = 'read' | 'readMembers' | 'readContact' | 'create' | 'edit';
export interface TeamSubject {
  organisationId: string;
  createdBy: string | null;
  memberUserIds: readonly string[];
  /** Something of the team is published. */
  isPublic?: boolean;
}
export function mayTeam(actor: Actor, action: TeamAction, team: TeamSubject): boolean {
  const member = actor.userId !== null && team.memberUserIds.includes(actor.userId);
  const own = member || (actor.userId !== null && team.createdBy === actor.userId);
  const institute = hasRole(actor, 'instituteAdmin') && memberOf(actor, team.organisationId);
  switch (action) {
    case 'read':
      return team.isPublic === true || own || isCurator(actor) || memberOf(actor, team.organisationId);
    case 'readMembers':
      return actor.isVerified || own || institute;
    case 'readContact':
      // Staff, also who entered the team from a list, open it one by one with a note of who looked (`contactGround`).
      return member || institute || (own && !isCurator(actor));
    case 'create':
      return (
        isOperator(actor) || (hasRole(actor, 'researcher', 'instituteAdmin') && memberOf(actor, team.organisationId))
      );
    case 'edit':
      return isOperator(actor) || own || institute;
  }
}
