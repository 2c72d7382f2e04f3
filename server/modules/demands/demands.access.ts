import type { DemandStatus } from '../../contracts/demands.contract.ts';
import { type Actor, hasRole, isOperator, memberOf } from '../../kernel/actor.ts';
import type { Bonds, ReadLevel } from '../../kernel/disclosure.ts';

export interface DemandSubject {
  status: DemandStatus;
  organisationId: string;
  createdBy: string | null;
  managerId: string | null;
  visibility: 'PUBLIC' | 'ALLIANCE' | 'INVITED';
  isAnonymous?: boolean;
}

const VISIBLE: readonly DemandStatus[] = ['PUBLISHED', 'SELECTING', 'AGREED', 'CONTRACTED', 'SOLVED'];

export const isFirmOf = (actor: Actor, subject: DemandSubject): boolean =>
  hasRole(actor, 'enterpriseUser') && memberOf(actor, subject.organisationId);
export const isManagerOf = (actor: Actor, subject: DemandSubject): boolean =>
  hasRole(actor, 'technologyManager') && actor.userId !== null && subject.managerId === actor.userId;

/** Level at which the actor reads the demand; null is "does not exist for you" (404). */
export function readLevel(actor: Actor, subject: DemandSubject, bonds: Bonds): ReadLevel | null {
  if (isOperator(actor)) return 'STAFF';
  if (isFirmOf(actor, subject)) return 'OWNER';
  if (isManagerOf(actor, subject)) return 'STAFF';
  // What waits for a manager may be looked at before it is taken on, unless the firm is anonymous.
  if (subject.status === 'SUBMITTED' && subject.isAnonymous === false && hasRole(actor, 'technologyManager'))
    return 'L1';
  if (!VISIBLE.includes(subject.status)) return null;
  if (bonds.isAccepted) return 'L2';
  if (bonds.isInvited) return 'L1';
  // A technology manager curates every open demand, but learns the firm behind an anonymous one only when assigned.
  if (hasRole(actor, 'technologyManager')) return 'L1';
  if (subject.visibility === 'INVITED') return null;
  if (subject.visibility === 'ALLIANCE') return actor.isVerified ? 'L1' : null;
  return actor.isVerified ? 'L1' : 'L0';
}

/** Whether the actor may know the firm behind an anonymous demand. */
export const knowsFirm = (level: ReadLevel): boolean => level === 'L2' || level === 'OWNER' || level === 'STAFF';

export type DemandAction =
  | 'create'
  | 'edit'
  | 'confirm'
  | 'submit'
  | 'accept'
  | 'refine'
  | 'refined'
  | 'publish'
  | 'reject'
  | 'close'
  | 'withdraw'
  | 'expire'
  | 'extend';

/** Pure rule of handbook sections 2 and 4.3. Nobody publishes a demand that they created. */
export function mayDemand(actor: Actor, action: DemandAction, subject: DemandSubject): boolean {
  if (!actor.userId) return false;
  const firm = isFirmOf(actor, subject);
  const manager = isManagerOf(actor, subject);
  switch (action) {
    case 'create':
      return isOperator(actor) || firm || hasRole(actor, 'technologyManager');
    case 'edit':
      return subject.status === 'REFINING'
        ? manager || isOperator(actor)
        : firm || isOperator(actor) || (manager && subject.status === 'DRAFT');
    case 'submit':
      return firm || isOperator(actor) || (hasRole(actor, 'technologyManager') && subject.createdBy === actor.userId);
    case 'confirm':
      return firm || isOperator(actor);
    case 'accept':
      return isOperator(actor) || hasRole(actor, 'technologyManager');
    case 'refine':
    case 'refined':
      return manager || isOperator(actor);
    case 'publish':
      return isOperator(actor) && subject.createdBy !== actor.userId;
    case 'reject':
    case 'close':
      return isOperator(actor);
    case 'withdraw':
    case 'extend':
      return firm || isOperator(actor);
    case 'expire':
      return false;
  }
}
