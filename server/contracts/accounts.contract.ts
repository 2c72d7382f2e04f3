import { z } from 'zod';
import { Id, line, page, Timestamp, text, Versioned } from './common.contract.ts';

/** All roles of handbook section 2; the later ones exist so that they have room, and hold no rights yet. */
export const ROLES = [
  'enterpriseUser',
  'researcher',
  'instituteAdmin',
  'technologyManager',
  'operator',
  'platformAdmin',
  'expert',
  'liaisonOfficer',
  'govReviewer',
  'investor',
  'eventOrganiser',
  'auditor',
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;
/** Roles that a person may pick at registration; the others are granted by staff. */
export const SelfServiceRole = z.enum(['enterpriseUser', 'researcher', 'instituteAdmin']);
export const STAFF_ROLES = ['technologyManager', 'operator', 'platformAdmin'] as const satisfies readonly Role[];

export const Mobile = z.string().regex(/^1[3-9]\d{9}$/u);
export const Password = z.string().min(10).max(128);

export const MembershipRole = z.enum(['member', 'admin']);
export const Membership = z.object({
  organisationId: Id,
  organisationName: z.string(),
  orgType: z.string(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  membershipRole: MembershipRole,
  /** PENDING until an admin of the organisation, or staff, lets the person in. */
  state: z.enum(['PENDING', 'ACTIVE']),
});
export type Membership = z.infer<typeof Membership>;

/** Version of the words that a person agrees to at registration; a change of meaning raises it. */
export const CONSENT_VERSION = '2026-11';
export const Consent = z.object({
  purpose: z.enum(['ACCOUNT']),
  version: z.string(),
  givenAt: Timestamp,
  withdrawnAt: Timestamp.nullable(),
});
export type Consent = z.infer<typeof Consent>;
export const ConsentWithdrawal = Consent.pick({ purpose: true });

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  roles: z.array(Role),
  memberships: z.array(Membership),
  /** Verified accounts read L1: staff, and members of a verified organisation. */
  isVerified: z.boolean(),
  consents: z.array(Consent),
  unreadNotifications: z.number().int(),
});
export type Me = z.infer<typeof Me>;

export const RegisterProfile = z.object({
  role: SelfServiceRole,
  organisationId: Id.optional(),
  /** When the organisation is not listed yet: an unverified one is made. */
  organisationName: text(2, 100).optional(),
  mobile: Mobile.optional(),
  /** Asked once, with the first registration: personal data are handled for the account, verification and matchmaking. */
  consent: z.boolean().optional(),
});
export type RegisterProfile = z.infer<typeof RegisterProfile>;

export const AccountView = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  memberships: z.array(Membership),
  status: z.enum(['ACTIVE', 'SUSPENDED']),
  createdAt: Timestamp,
  lastSignInAt: Timestamp.nullable(),
  version: z.number().int(),
  /** A person asked for a new password and no mail server is configured: an admin hands over the link. */
  resetRequestedAt: Timestamp.nullable(),
});
export type AccountView = z.infer<typeof AccountView>;
export const AccountPage = page(AccountView);
export const AccountQuery = z.object({
  q: line(80).optional(),
  role: Role.optional(),
  status: z.enum(['ACTIVE', 'SUSPENDED']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const AccountUpdate = Versioned.extend({
  roles: z.array(Role).max(6).optional(),
  status: z.enum(['ACTIVE', 'SUSPENDED']).optional(),
  reason: text(2, 300),
});
export const ResetLink = z.object({ url: z.string(), expiresAt: Timestamp });

export const NotificationView = z.object({
  id: Id,
  kind: z.string(),
  /** Words are chosen on the page by `kind`; these are their values and never hold private text. */
  params: z.record(z.string(), z.string()),
  link: z.string().nullable(),
  createdAt: Timestamp,
  readAt: Timestamp.nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;
export const NotificationPage = page(NotificationView);
