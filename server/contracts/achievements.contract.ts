import { z } from 'zod';
import { Day, Id, line, Month, page, Timestamp, TransitionView, text, Versioned, Yuan } from './common.contract.ts';
import { Indicator } from './indicator.contract.ts';

export const ACHIEVEMENT_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'INSTITUTE_OK',
  'PUBLISHED',
  'RESERVED',
  'TRANSFERRED',
  'SUSPENDED',
  'ARCHIVED',
] as const;
export const AchievementStatus = z.enum(ACHIEVEMENT_STATUSES);
export type AchievementStatus = z.infer<typeof AchievementStatus>;

export const COOP_MODES = [
  'TRANSFER',
  'LICENSE',
  'EQUITY',
  'JOINT_DEV',
  'COMMISSIONED_DEV',
  'CONSULT',
  'SERVICE',
  'CO_LAB',
  'SELF',
] as const;
export const CoopMode = z.enum(COOP_MODES);
export type CoopMode = z.infer<typeof CoopMode>;
export const AchievementClass = z.enum(['APPLIED', 'BASIC', 'SOFT']);
export const AchievementForm = z.enum(['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10']);
export const Attribute = z.enum(['ORIGINAL', 'ABSORBED', 'REDEVELOPED', 'OTHER']);
export const FundingSource = z.enum(['NATIONAL', 'PROVINCIAL', 'MUNICIPAL', 'SELF', 'COMMISSIONED', 'JOINT']);
export const EvaluationForm = z.enum(['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8']);
export const LevelClaim = z.enum(['INTL_LEAD', 'INTL_ADV', 'CN_LEAD', 'CN_ADV', 'NOT_EVALUATED']);
export const Stage = z.enum(['EARLY', 'MIDDLE', 'MATURE']);
export const ApplicationState = z.enum(['INDUSTRIAL', 'SMALL', 'TRIAL', 'STOPPED', 'UNUSED']);
export const PriceMode = z.enum(['FIXED', 'RANGE', 'NEGOTIABLE', 'BY_EQUITY', 'PAY_AFTER_USE']);
export const TransferRights = z.enum(['OWNER', 'TITLE_GRANTED', 'USE_GRANTED', 'COOWNER_OPEN', 'EXCLUSIVE_OUT']);
export const IpType = z.enum(['INV', 'UM', 'DES', 'PCT', 'SW', 'IC', 'PV', 'TM', 'DRUG', 'KNOWHOW', 'OTHER']);
export const IpLegalStatus = z.enum(['APPLIED', 'PUBLISHED', 'GRANTED', 'LAPSED', 'REJECTED', 'ASSIGNED']);
export const Encumbrance = z.enum([
  'NONE',
  'PLEDGED',
  'EXCLUSIVE_LICENSED',
  'SOLE_LICENSED',
  'OPEN_LICENSED',
  'DISPUTED',
]);

export const IntellectualProperty = z.object({
  ipType: IpType,
  number: line(60).nullable().default(null),
  /** Filled by the server from `number`. */
  normalNumber: line(60).nullable().default(null),
  /** The check digit is wrong, but the number was compared with the certificate and stands so there; `note` says so. */
  numberConfirmed: z.boolean().optional(),
  title: line(200).default(''),
  holders: z.array(line(100)).max(10).default([]),
  inventors: z.array(line(40)).max(30).default([]),
  legalStatus: IpLegalStatus,
  filingDate: Day.nullable().default(null),
  grantDate: Day.nullable().default(null),
  expiryDate: Day.nullable().default(null),
  encumbrances: z.array(Encumbrance).min(1).max(5).default(['NONE']),
  note: line(200).default(''),
});
export type IntellectualProperty = z.infer<typeof IntellectualProperty>;

export const Check = z.object({
  result: z.enum(['CLEARED', 'RESTRICTED', 'PENDING']),
  person: line(40),
  date: Day,
  document: line(100).default(''),
});

/** Handbook 3.3. Draft shape: everything may be missing, what is there must be right. */
export const AchievementContent = z.object({
  title: text(0, 60).optional(),
  summary: text(0, 300).optional(),
  description: text(0, 5000).optional(),
  /** Level L2: opened when both sides accept. Feeds the match, is shown to nobody else. */
  confidential: text(0, 5000).optional(),
  coOwnerOrgIds: z.array(Id).max(10).optional(),
  achievementClass: AchievementClass.optional(),
  form: z.array(AchievementForm).max(10).optional(),
  attribute: Attribute.nullable().optional(),
  fundingSource: FundingSource.optional(),
  registrationNo: line(40).nullable().optional(),
  startDate: Month.nullable().optional(),
  completionDate: Month.optional(),
  evaluationForm: EvaluationForm.nullable().optional(),
  levelClaim: LevelClaim.nullable().optional(),
  levelClaimDocument: line(200).nullable().optional(),
  stage: Stage.optional(),
  applicationState: ApplicationState.optional(),
  trl: z.number().int().min(1).max(9).nullable().optional(),
  trlMin: z.number().int().min(1).max(9).nullable().optional(),
  trlMax: z.number().int().min(1).max(9).nullable().optional(),
  trlEvidence: text(0, 500).optional(),
  maturityLocal: z.number().int().min(1).max(13).nullable().optional(),
  hti: line(4).optional(),
  sei: z.array(line(6)).max(5).optional(),
  industryCodes: z.array(line(8)).max(3).optional(),
  ipc: z.array(line(20)).max(10).optional(),
  chainCodes: z.array(line(8)).max(7).optional(),
  keywords: z.array(text(1, 30)).max(10).optional(),
  scenes: z.array(text(1, 60)).max(10).optional(),
  indicators: z.array(Indicator).max(30).optional(),
  ip: z.array(IntellectualProperty).max(50).optional(),
  cooperationModes: z.array(CoopMode).max(9).optional(),
  priceMode: PriceMode.optional(),
  priceMin: Yuan.nullable().optional(),
  priceMax: Yuan.nullable().optional(),
  equityPct: z.number().min(0).max(100).nullable().optional(),
  transferRights: TransferRights.optional(),
  secrecyCheck: Check.nullable().optional(),
  exportCheck: Check.nullable().optional(),
});
export type AchievementContent = z.infer<typeof AchievementContent>;

export const AchievementCreate = z.object({
  organisationId: Id,
  teamId: Id.nullable().default(null),
  content: AchievementContent,
});
export const AchievementUpdate = Versioned.extend({ teamId: Id.nullable().optional(), content: AchievementContent });

/** One thing that keeps a record from being submitted. `message` is a key of the locale file. */
export const Missing = z.object({ field: z.string(), message: z.string() });
export type Missing = z.infer<typeof Missing>;

export const ACHIEVEMENT_EVENTS = [
  'submit',
  'instituteApprove',
  'publish',
  'return',
  'reserve',
  'release',
  'transfer',
  'suspend',
  'resume',
  'archive',
] as const;
export const AchievementEvent = z.enum(ACHIEVEMENT_EVENTS);
export type AchievementEvent = z.infer<typeof AchievementEvent>;
export const AchievementTransition = Versioned.extend({
  event: AchievementEvent,
  reasonCode: line(10).nullable().default(null),
  comment: text(0, 1000).default(''),
  /** For `instituteApprove`. */
  secrecyCheck: Check.optional(),
  exportCheck: Check.optional(),
  ownershipConfirmed: z.boolean().optional(),
  /** For `reserve`: at most 90 days from now. */
  until: Day.optional(),
  demandId: Id.optional(),
});

const BulkItems = z
  .array(z.object({ id: Id, version: z.number().int().min(1) }))
  .min(1)
  .max(100);
export const BulkAchievementTransition = z.object({
  items: BulkItems,
  transition: AchievementTransition.omit({ version: true }),
});
export const BulkResult = z.object({
  results: z.array(z.object({ id: Id, ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable() })),
});

/** What the reader's disclosure level leaves is null or absent; `level` says which one was applied. */
export const AchievementView = z.object({
  id: Id,
  code: z.string(),
  status: AchievementStatus,
  version: z.number().int(),
  level: z.enum(['L0', 'L1', 'L2', 'OWNER', 'STAFF']),
  organisationId: Id,
  organisationName: z.string(),
  regionLabel: z.string(),
  teamId: Id.nullable(),
  teamName: z.string().nullable(),
  content: AchievementContent,
  /** Names of the fields held back at this level, so that the page can say what opens when. */
  withheld: z.array(z.string()),
  /** A newer version under way (published records are edited beside themselves); owners and staff only. */
  revision: z
    .object({
      status: z.enum(['DRAFT', 'SUBMITTED', 'INSTITUTE_OK']),
      content: AchievementContent,
      updatedAt: Timestamp,
    })
    .nullable(),
  missing: z.array(Missing),
  allowedEvents: z.array(AchievementEvent),
  canEdit: z.boolean(),
  source: z.object({ batchId: Id, row: z.number().int() }).nullable(),
  publishedAt: Timestamp.nullable(),
  confirmedAt: Timestamp.nullable(),
  /** After this moment the record asks for "still valid?" and drops in the ranking. */
  staleAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type AchievementView = z.infer<typeof AchievementView>;

export const AchievementListItem = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  status: AchievementStatus,
  revisionStatus: z.string().nullable(),
  organisationName: z.string(),
  teamName: z.string().nullable(),
  trl: z.number().int().nullable(),
  hti: z.string().nullable(),
  missingCount: z.number().int(),
  isStale: z.boolean(),
  version: z.number().int(),
  updatedAt: Timestamp,
});
export type AchievementListItem = z.infer<typeof AchievementListItem>;
export const AchievementPage = page(AchievementListItem);
/** Lists for desks and review queues; the public list is the search. */
export const AchievementQuery = z.object({
  scope: z.enum(['mine', 'institute', 'review', 'all']).default('mine'),
  status: AchievementStatus.optional(),
  q: line(80).optional(),
  stale: z.enum(['true']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const HistoryView = z.object({ items: z.array(TransitionView) });

/** Machine check before review (handbook section 7): spans in a named field. */
export const TextFinding = z.object({
  field: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  level: z.enum(['BLOCK', 'REVIEW', 'HINT']),
  code: z.string(),
  excerpt: z.string(),
});
export const TextFindings = z.object({ items: z.array(TextFinding) });
