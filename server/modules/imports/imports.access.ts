import type { ImportTarget } from '../../contracts/imports.contract.ts';
import { type Actor, adminOf, hasRole, isOperator } from '../../kernel/actor.ts';

export interface ImportSubject {
  target: ImportTarget;
  defaultOrganisationId: string | null;
  createdBy: string | null;
}

/** Operators import every list; an institute's administrator imports the achievements of the own institute. */
export function mayImport(actor: Actor, subject: ImportSubject): boolean {
  if (isOperator(actor)) return true;
  return (
    hasRole(actor, 'instituteAdmin') &&
    subject.target === 'achievement' &&
    subject.defaultOrganisationId !== null &&
    adminOf(actor, subject.defaultOrganisationId) &&
    (subject.createdBy === null || subject.createdBy === actor.userId)
  );
}
