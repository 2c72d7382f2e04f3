import type { z } from 'zod';
import { type Consent, type ConsentWithdrawal, STAFF_ROLES } from '../../contracts/accounts.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, orNotFound } from '../../kernel/errors.ts';
import { Membership } from './organisation.entity.ts';
import { Profile } from './profile.entity.ts';

const STAFF_FIRST = {
  zh: '工作人员账号请先由平台管理员收回工作角色，再撤回同意',
  en: 'A platform administrator takes back the staff role first; then the consent can be withdrawn',
};

/** Agreed once and no longer: such a person is shown to nobody and told nothing. Staff entered by hand never agreed. */
export const hasWithdrawn = ({ consents }: { consents: readonly Consent[] }): boolean =>
  consents.length > 0 && consents.every((consent) => consent.withdrawnAt !== null);

/**
 * Withdraws the own consent (handbook section 7, PIPL). It is what role, membership and mobile number rest on, so they
 * go with it; what was agreed to and when stays as a proof. The account remains, and may agree anew.
 * @throws AppError STATE_CONFLICT without a consent that stands, and for staff
 */
export async function withdrawConsent(
  em: Em,
  actor: Actor,
  clock: Clock,
  { purpose }: z.infer<typeof ConsentWithdrawal>,
): Promise<void> {
  await em.transactional(async (inner) => {
    const tx = inner as Em;
    const profile = orNotFound(await tx.findOne(Profile, { id: actor.userId! }));
    const stands = (consent: Consent) => consent.purpose === purpose && consent.withdrawnAt === null;
    if (!profile.consents.some(stands)) throw new AppError('STATE_CONFLICT');
    if (profile.roles.some((role) => (STAFF_ROLES as readonly string[]).includes(role)))
      throw new AppError('STATE_CONFLICT', { detail: STAFF_FIRST });
    const now = clock.now();
    const rolesBefore = profile.roles;
    profile.consents = profile.consents.map((consent) =>
      stands(consent) ? { ...consent, withdrawnAt: now.toISOString() } : consent,
    );
    profile.roles = [];
    profile.mobile = null;
    profile.updatedAt = now;
    await tx.nativeDelete(Membership, { userId: profile.id });
    recordTransition(tx, actor, now, {
      entity: 'account',
      entityId: profile.id,
      from: profile.status,
      to: profile.status,
      event: 'withdrawConsent',
      content: { roles: [], status: profile.status },
      extra: { purpose, rolesBefore, rolesAfter: [] },
    });
  });
}
