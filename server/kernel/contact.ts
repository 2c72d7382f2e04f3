import { isEmail, isMobile } from '../contracts/common.contract.ts';
import { type Actor, hasRole, isOperator } from './actor.ts';
import type { FieldError } from './errors.ts';

/** Contacts are masked by default and opened one by one, which is written down (handbook section 7). */
export const maskMobile = (mobile: string): string =>
  // A number too short for its head and tail to be shown keeps its first sign alone.
  mobile.length < 8 ? mobile.replace(/^(.).*$/u, '$1****') : mobile.replace(/^(.{3}).+(.{4})$/u, '$1****$2');
export const maskEmail = (email: string): string =>
  email.includes('@') ? email.replace(/^(.).*@/u, '$1***@') : email.replace(/^(.).*$/u, '$1***');

/** The three fields of a contact as records hold them. */
export interface ContactFields {
  contactName?: string | null | undefined;
  contactMobile?: string | null | undefined;
  contactEmail?: string | null | undefined;
}

/** The same record with its contact masked; the name stays. */
export function withMaskedContact<T extends ContactFields>(record: T): T {
  const { contactMobile, contactEmail } = record;
  return {
    ...record,
    ...(contactMobile ? { contactMobile: maskMobile(contactMobile) } : {}),
    ...(contactEmail ? { contactEmail: maskEmail(contactEmail) } : {}),
  };
}

/** An edit without the masked contact that its author was shown and sent back: what is kept stays as it is. */
export function withoutMasks<T extends ContactFields>(edit: T, kept: ContactFields): T {
  const rest = { ...edit };
  if (kept.contactMobile && edit.contactMobile === maskMobile(kept.contactMobile)) delete rest.contactMobile;
  if (kept.contactEmail && edit.contactEmail === maskEmail(kept.contactEmail)) delete rest.contactEmail;
  return rest;
}

/** What is wrong with a contact that is to be stored; a mask that stands for nothing kept is no contact. */
export function contactErrors({ contactMobile, contactEmail }: ContactFields, prefix = ''): FieldError[] {
  return [
    ...(contactMobile && !isMobile(contactMobile) ? [{ path: `${prefix}contactMobile`, code: 'mobile' }] : []),
    ...(contactEmail && !isEmail(contactEmail) ? [{ path: `${prefix}contactEmail`, code: 'email' }] : []),
  ];
}

/** What a contact is opened on; REASON asks for words of one's own. */
export type ContactGround = 'OPERATOR' | 'ASSIGNED' | 'REASON';

/**
 * Pure rule of handbook section 2, row "Personal contact data", for staff. Those whose contact it is read it without.
 * @returns null is "does not exist for you" (404)
 */
export function contactGround(actor: Actor, isInCharge: boolean): ContactGround | null {
  if (actor.userId === null) return null;
  if (isOperator(actor)) return 'OPERATOR';
  if (hasRole(actor, 'technologyManager') && isInCharge) return 'ASSIGNED';
  return hasRole(actor, 'platformAdmin') ? 'REASON' : null;
}

/** How the page asks for a contact: at once, with a reason, or not at all. */
export const contactAccess = (ground: ContactGround | null, hasContact: boolean): 'NONE' | 'LOGGED' | 'REASON' =>
  !ground || !hasContact ? 'NONE' : ground === 'REASON' ? 'REASON' : 'LOGGED';
