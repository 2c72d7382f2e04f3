import type { z } from 'zod';
import type { MemberDecision } from '../../contracts/organisations.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, isOperator } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, notFound, orNotFound } from '../../kernel/errors.ts';
import { mayOrganisation } from './accounts.access.ts';
import { Membership, Organisation } from './organisation.entity.ts';
import { subjectOf } from './organisations.rules.ts';
import { Profile } from './profile.entity.ts';

export interface OrganisationMembersDeps {
  em: () => Em;
  clock: Clock;
  /** A membership has become active. */
  onAdmitted: (em: Em, userId: string) => Promise<void>;
}

/** Who belongs to an organisation, and the word of its administrators about it. */
export function createOrganisationMembers({ em: getEm, clock, onAdmitted }: OrganisationMembersDeps) {
  /** @throws AppError NOT_FOUND for who does not run the organisation */
  async function loadManaged(em: Em, actor: Actor, id: string): Promise<Organisation> {
    const org = orNotFound(await em.findOne(Organisation, { id, status: 'ACTIVE' }));
    if (!mayOrganisation(actor, 'manageMembers', subjectOf(org))) throw notFound();
    return org;
  }

  return {
    async members(actor: Actor, id: string) {
      const em = getEm();
      await loadManaged(em, actor, id);
      const memberships = await em.find(Membership, { organisationId: id }, { orderBy: { createdAt: 'asc' } });
      const rows = await em.find(Profile, { id: { $in: memberships.map((m) => m.userId) } });
      const profiles = new Map(rows.map((profile) => [profile.id, profile]));
      return {
        items: memberships.flatMap((membership) => {
          const profile = profiles.get(membership.userId);
          return profile
            ? [
                {
                  userId: profile.id,
                  name: profile.name,
                  email: profile.email,
                  unitId: membership.unitId ?? null,
                  membershipRole: membership.membershipRole,
                  state: membership.state,
                  since: membership.createdAt.toISOString(),
                },
              ]
            : [];
        }),
      };
    },

    async decideMember(actor: Actor, id: string, userId: string, { decision }: z.infer<typeof MemberDecision>) {
      const em = getEm();
      await em.transactional(async (tx) => {
        await loadManaged(tx as Em, actor, id);
        const membership = orNotFound(await tx.findOne(Membership, { organisationId: id, userId }));
        if (userId === actor.userId && !isOperator(actor)) throw new AppError('OWN_ITEM');
        const from = membership.state;
        if (decision === 'ADMIT') membership.state = 'ACTIVE';
        else if (decision === 'MAKE_ADMIN') membership.membershipRole = 'admin';
        else if (decision === 'MAKE_MEMBER') membership.membershipRole = 'member';
        else tx.remove(membership);
        recordTransition(tx as Em, actor, clock.now(), {
          entity: 'organisation',
          entityId: id,
          from,
          to: decision,
          event: 'decideMember',
          content: { userId },
        });
        if (from === 'PENDING' && membership.state === 'ACTIVE') await onAdmitted(tx as Em, userId);
      });
      em.clear();
      return this.members(actor, id);
    },
  };
}
