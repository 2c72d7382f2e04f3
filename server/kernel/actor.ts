import type { Role } from '../contracts/accounts.contract.ts';

/** Who asks. Built once a request from the session; services and access rules know nothing else of the caller. */
export interface Actor {
  /** Null for the public. */
  userId: string | null;
  name: string;
  roles: readonly Role[];
  /** Organisations with an active membership, their parents included. */
  organisationIds: readonly string[];
  /** Organisations that this person administers. */
  adminOrganisationIds: readonly string[];
  /** Reads L1: staff, and members of a verified organisation. */
  isVerified: boolean;
  /** Language of the sentences that an answer holds; Chinese when absent. */
  language?: 'zh' | 'en';
}

export const PUBLIC_ACTOR: Actor = {
  userId: null,
  name: '公众访客',
  roles: [],
  organisationIds: [],
  adminOrganisationIds: [],
  isVerified: false,
};

/** The program itself: scheduled work and imports that continue in the background. */
export const SYSTEM_ACTOR: Actor = { ...PUBLIC_ACTOR, userId: null, name: '系统', roles: [], isVerified: true };

export const hasRole = (actor: Actor, ...roles: Role[]): boolean => roles.some((role) => actor.roles.includes(role));
/** Operators and technology managers, who curate. Platform admins hold no right to read confidential content. */
export const isCurator = (actor: Actor): boolean => hasRole(actor, 'operator', 'technologyManager');
export const isOperator = (actor: Actor): boolean => hasRole(actor, 'operator');
export const memberOf = (actor: Actor, organisationId: string | null | undefined): boolean =>
  organisationId != null && actor.organisationIds.includes(organisationId);
export const adminOf = (actor: Actor, organisationId: string | null | undefined): boolean =>
  organisationId != null && actor.adminOrganisationIds.includes(organisationId);
