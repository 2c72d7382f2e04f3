import { z } from 'zod';
import {
  Contact,
  ContactAccess,
  Id,
  isEmail,
  isMobile,
  line,
  page,
  Timestamp,
  text,
  Versioned,
} from './common.contract.ts';
import { SearchCard } from './search.contract.ts';

export const ORG_TYPES = [
  'UNIV',
  'INST',
  'NRDI',
  'HOSP',
  'ENT',
  'GOV',
  'PARK',
  'INCUB',
  'FUND',
  'SERV',
  'ASSOC',
  'UNIT',
  'OTHER',
] as const;
export const OrgType = z.enum(ORG_TYPES);
export type OrgType = z.infer<typeof OrgType>;
/** Types whose records are institutes (成果方) in matching. */
export const INSTITUTE_ORG_TYPES = ['UNIV', 'INST', 'NRDI', 'HOSP'] as const satisfies readonly OrgType[];

export const OrgScale = z.enum(['L', 'M', 'S', 'XS']);
export const Qualification = z.enum(['HNTE', 'TSME', 'SRDI', 'LITTLEGIANT', 'CHAMPION', 'GAZELLE', 'UNICORN']);
export const ForeignControl = z.enum(['NONE', 'HMT', 'FOREIGN']);
export const VerificationMethod = z.enum(['DOCUMENT', 'SSO', 'STAFF_CALL']);

export const OrganisationInput = z.object({
  name: text(2, 100),
  nameAliases: z.array(text(1, 100)).max(10).default([]),
  uscc: line(40).nullable().default(null),
  orgType: OrgType,
  parentOrgId: Id.nullable().default(null),
  regionCode: z.string().regex(/^\d{6}$/u),
  address: line(200).nullable().default(null),
  industryCode: line(8).nullable().default(null),
  scale: OrgScale.nullable().default(null),
  qualifications: z.array(Qualification).max(7).default([]),
  chainCodes: z.array(line(8)).max(7).default([]),
  foreignControl: ForeignControl.nullable().default(null),
  /** By the list of the district; only operators change it. Left out, it stays as it is. */
  isChainLeader: z.boolean().optional(),
});
export type OrganisationInput = z.infer<typeof OrganisationInput>;
export const OrganisationUpdate = OrganisationInput.extend(Versioned.shape);

export const OrganisationVerify = Versioned.extend({
  method: VerificationMethod,
  /** Months until the verification must be renewed. */
  months: z.number().int().min(1).max(36).default(24),
  note: text(0, 300).default(''),
});

export const OrganisationView = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  nameAliases: z.array(z.string()),
  /** Only for staff and members. */
  uscc: z.string().nullable(),
  usccWarning: z.string().nullable(),
  orgType: OrgType,
  parentOrgId: Id.nullable(),
  parentName: z.string().nullable(),
  regionCode: z.string(),
  regionLabel: z.string(),
  address: z.string().nullable(),
  industryCode: z.string().nullable(),
  scale: OrgScale.nullable(),
  qualifications: z.array(Qualification),
  chainCodes: z.array(z.string()),
  isChainLeader: z.boolean(),
  foreignControl: ForeignControl.nullable(),
  verification: z.object({ method: VerificationMethod, at: Timestamp, expiresAt: Timestamp }).nullable(),
  counts: z.object({ achievements: z.number().int(), demands: z.number().int(), teams: z.number().int() }),
  units: z.array(z.object({ id: Id, name: z.string() })),
  canEdit: z.boolean(),
  version: z.number().int(),
  updatedAt: Timestamp,
});
export type OrganisationView = z.infer<typeof OrganisationView>;
export const OrganisationPage = page(OrganisationView);
export const OrganisationQuery = z.object({
  q: line(80).optional(),
  orgType: OrgType.optional(),
  verified: z.enum(['true', 'false']).optional(),
  parentOrgId: Id.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const MemberView = z.object({
  userId: Id,
  name: z.string(),
  email: z.string(),
  unitId: Id.nullable(),
  membershipRole: z.enum(['member', 'admin']),
  state: z.enum(['PENDING', 'ACTIVE']),
  since: Timestamp,
});
export const MemberList = z.object({ items: z.array(MemberView) });
export const MemberDecision = z.object({
  decision: z.enum(['ADMIT', 'REFUSE', 'REMOVE', 'MAKE_ADMIN', 'MAKE_MEMBER']),
});

export const TitleLevel = z.enum(['SENIOR', 'ASSOCIATE', 'MIDDLE', 'JUNIOR', 'OTHER']);
export const TeamMember = z.object({
  name: text(1, 40),
  titleLevel: TitleLevel.nullable().default(null),
  role: line(40).default(''),
  isLeader: z.boolean().default(false),
  userId: Id.nullable().default(null),
});
/** In a contact that was shown masked: a form may send it back, and the service keeps what is stored. */
const MASK = '***';
export const TeamInput = z.object({
  name: text(2, 60),
  organisationId: Id,
  unitId: Id.nullable().default(null),
  members: z.array(TeamMember).min(1).max(50),
  /** Free person-months in the next 12 months. */
  capacity: z.number().min(0).max(600).nullable().default(null),
  hasCompany: z.boolean().default(false),
  companyOrgId: Id.nullable().default(null),
  /** Contact of the team; level L2, opened when both sides accept. */
  contactName: line(40).nullable().default(null),
  contactMobile: line(20)
    .refine((value) => value === '' || value.includes(MASK) || isMobile(value), { message: 'mobile' })
    .nullable()
    .default(null),
  contactEmail: line(120)
    .refine((value) => value === '' || value.includes(MASK) || isEmail(value), { message: 'email' })
    .nullable()
    .default(null),
});
export type TeamInput = z.infer<typeof TeamInput>;
export const TeamUpdate = TeamInput.extend(Versioned.shape);
export const TeamView = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  organisationId: Id,
  organisationName: z.string(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  /** Level L1: empty for the public, then `membersWithheld` is true. Accounts of members only for those who may edit. */
  members: z.array(TeamMember),
  membersWithheld: z.boolean(),
  capacity: z.number().nullable(),
  hasCompany: z.boolean(),
  companyOrgId: Id.nullable(),
  /** In full for those who belong to it, masked for operators, null for all others. */
  contact: Contact.nullable(),
  contactAccess: ContactAccess,
  achievementCount: z.number().int(),
  canEdit: z.boolean(),
  version: z.number().int(),
});
export type TeamView = z.infer<typeof TeamView>;
export const TeamPage = page(TeamView);
/** Published achievements of a team as cards of level L0, newest first. */
export const TeamAchievements = z.object({ items: z.array(SearchCard) });
