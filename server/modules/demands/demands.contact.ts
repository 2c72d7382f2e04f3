import type { Contact, ContactRequest } from '../../contracts/common.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ContactGround, contactGround } from '../../kernel/contact.ts';
import { contactOf, openContact } from '../../kernel/contact-access.ts';
import type { ReadLevel } from '../../kernel/disclosure.ts';
import type { Demand } from './demand.entity.ts';
import { type DemandSubject, isManagerOf } from './demands.access.ts';

interface Loaded {
  row: Demand;
  subject: DemandSubject;
  level: ReadLevel;
}

/** On what ground the actor may open the contact of a demand; the firm reads its own without. */
export const groundFor = (actor: Actor, { subject, level }: Pick<Loaded, 'subject' | 'level'>): ContactGround | null =>
  level === 'OWNER' ? null : contactGround(actor, isManagerOf(actor, subject));

/** The contact of the copy under work, which is the one that the page shows masked. */
export const contactOfDemand = (row: Demand): Contact | null => contactOf(row.revision?.content ?? row.content);

/** Staff open the contact of one demand, and each look is written down. */
export function createDemandContact(deps: {
  em: () => Em;
  clock: Clock;
  load: (em: Em, actor: Actor, id: string) => Promise<Loaded>;
}) {
  return {
    /** @throws AppError NOT_FOUND, REASON_REQUIRED */
    openContact: (actor: Actor, id: string, { reason }: ContactRequest): Promise<Contact> =>
      deps.em().transactional(async (inner) => {
        const tx = inner as Em;
        const loaded = await deps.load(tx, actor, id);
        const ground = groundFor(actor, loaded);
        const contact = contactOfDemand(loaded.row);
        return openContact(tx, actor, deps.clock.now(), { subject: 'demand', subjectId: id, ground, reason, contact });
      }),
  };
}
