import { defineEntity, p } from '@mikro-orm/core';
import type { Consent, Role } from '../../contracts/accounts.contract.ts';

/** What the platform knows of an account beside its credentials; same id as the sign-in record. */
const ProfileSchema = defineEntity({
  name: 'Profile',
  tableName: 'profile',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    email: p.string(),
    mobile: p.string().nullable(),
    roles: p.json<Role[]>(),
    status: p.string().$type<'ACTIVE' | 'SUSPENDED'>(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    lastSignInAt: p.datetime().nullable(),
    resetRequestedAt: p.datetime().nullable(),
    consents: p.json<Consent[]>().default([] as never),
  },
});
export class Profile extends ProfileSchema.class {}
ProfileSchema.setClass(Profile);

export { ProfileSchema };
