import { STAFF_ROLES } from '../../contracts/accounts.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import { Membership, Organisation } from './organisation.entity.ts';
import { Profile } from './profile.entity.ts';

/** Builds the actor of a signed-in account. @throws AppError ACCOUNT_SUSPENDED */
export async function resolveActor(em: Em, userId: string, now: Date): Promise<Actor | null> {
  const profile = await em.findOne(Profile, { id: userId });
  if (!profile) return null;
  if (profile.status === 'SUSPENDED') throw new AppError('ACCOUNT_SUSPENDED');
  const memberships = await em.find(Membership, { userId, state: 'ACTIVE' });
  const ids = new Set<string>();
  const adminIds = new Set<string>();
  for (const membership of memberships) {
    ids.add(membership.organisationId);
    if (membership.unitId) ids.add(membership.unitId);
    if (membership.membershipRole === 'admin') adminIds.add(membership.organisationId);
  }
  const organisations = ids.size ? await em.find(Organisation, { id: { $in: [...ids] } }) : [];
  const isStaff = profile.roles.some((role) => (STAFF_ROLES as readonly string[]).includes(role));
  const isVerified =
    isStaff ||
    organisations.some(
      (org) => org.verification !== null && new Date(org.verification!.expiresAt).getTime() > now.getTime(),
    );
  return {
    userId,
    name: profile.name,
    roles: profile.roles,
    organisationIds: [...ids],
    adminOrganisationIds: [...adminIds],
    isVerified,
  };
}
