import { CompiledQuery } from 'kysely';
import type { Contact } from '../contracts/common.contract.ts';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import type { ContactFields, ContactGround } from './contact.ts';
import { AppError, notFound } from './errors.ts';
import { newId } from './ids.ts';

export interface ContactLook {
  subject: 'match' | 'demand' | 'team';
  subjectId: string;
  /** Why it was opened: a ground such as ACCEPTED_BOTH, or the words of the person who looked. */
  reason: string;
}

/** Writes down whose contact the actor saw, when and why (handbook section 7); never the contact itself. */
export async function logContact(em: Em, actor: Actor, now: Date, look: ContactLook): Promise<void> {
  await em
    .getKysely<unknown>()
    .executeQuery(
      CompiledQuery.raw(
        'insert into contact_access (id, actor_id, subject, subject_id, reason, at) values ($1, $2, $3, $4, $5, $6)',
        [newId(), actor.userId, look.subject, look.subjectId, look.reason, now],
      ),
    );
}

export const contactOf = ({ contactName, contactMobile, contactEmail }: ContactFields): Contact | null =>
  contactName || contactMobile || contactEmail
    ? { name: contactName ?? '', mobile: contactMobile ?? '', email: contactEmail ?? '' }
    : null;

/**
 * A contact in full for staff, after the look is written down.
 * @throws AppError NOT_FOUND without a ground or a contact, REASON_REQUIRED that names the field
 */
export async function openContact(
  em: Em,
  actor: Actor,
  now: Date,
  asked: Omit<ContactLook, 'reason'> & {
    ground: ContactGround | null;
    reason: string | undefined;
    contact: Contact | null;
  },
): Promise<Contact> {
  const { ground, reason, contact, subject, subjectId } = asked;
  if (!ground || !contact) throw notFound();
  if (ground === 'REASON' && !reason)
    throw new AppError('REASON_REQUIRED', { fields: [{ path: 'reason', code: 'required' }] });
  await logContact(em, actor, now, { subject, subjectId, reason: reason ?? ground });
  return contact;
}
