import { z } from 'zod';
import { CoopMode, Missing } from './achievements.contract.ts';
import { ContactAccess, Day, Id, line, page, Timestamp, text, Versioned, Yuan } from './common.contract.ts';
import { Indicator } from './indicator.contract.ts';

/** Handbook 4.3; the states after PUBLISHED that need answers and deals come with those modules. */
export const DEMAND_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'TRIAGE',
  'REFINING',
  'PUBLISHED',
  'REJECTED',
  'SELECTING',
  'AGREED',
  'CONTRACTED',
  'SOLVED',
  'FAILED',
  'WITHDRAWN',
  'EXPIRED',
  'CLOSED',
] as const;
export const DemandStatus = z.enum(DEMAND_STATUSES);
export type DemandStatus = z.infer<typeof DemandStatus>;
export const DemandKind = z.enum([
  'KEYTECH',
  'PROCESS',
  'PRODUCT',
  'EQUIP',
  'MATERIAL',
  'TEST',
  'ADOPT',
  'TALENT',
  'PLATFORM',
  'CONSULT',
]);
export const BudgetMode = z.enum(['FIXED', 'RANGE', 'NEGOTIABLE', 'UNDISCLOSED']);
export const IpExpectation = z.enum(['OWN', 'SHARE', 'LICENSE', 'OPEN']);
export const RegionPreference = z.enum(['LAOSHAN', 'QINGDAO', 'SHANDONG', 'ANY']);
export const Urgency = z.enum(['LOW', 'NORMAL', 'HIGH']);
export const Visibility = z.enum(['PUBLIC', 'ALLIANCE', 'INVITED']);

/** Handbook 3.6, draft shape: everything may be missing, what is there must be right. */
export const DemandContent = z.object({
  title: text(0, 60).optional(),
  /** Short public text, L0. */
  summary: text(0, 300).optional(),
  background: text(0, 5000).optional(),
  problem: text(0, 5000).optional(),
  /** Confidential part, L2: feeds the match, is shown to nobody before both sides accept. */
  confidential: text(0, 5000).optional(),
  demandKind: DemandKind.optional(),
  chainCodes: z.array(line(8)).max(7).optional(),
  hti: line(4).optional(),
  industryCodes: z.array(line(8)).max(3).optional(),
  scenes: z.array(text(1, 60)).max(10).optional(),
  keywords: z.array(text(1, 30)).max(10).optional(),
  indicators: z.array(Indicator).max(30).optional(),
  targetTrl: z.number().int().min(1).max(9).nullable().optional(),
  acceptMinTrl: z.number().int().min(1).max(9).nullable().optional(),
  budgetMode: BudgetMode.optional(),
  budgetMin: Yuan.nullable().optional(),
  budgetMax: Yuan.nullable().optional(),
  cooperationModes: z.array(CoopMode).max(9).optional(),
  ipExpectation: IpExpectation.optional(),
  regionPreference: RegionPreference.optional(),
  partnerConditions: text(0, 500).optional(),
  deadlineAnswer: Day.nullable().optional(),
  neededBy: Day.nullable().optional(),
  urgency: Urgency.optional(),
  visibility: Visibility.optional(),
  isAnonymous: z.boolean().optional(),
  /** Contact of the firm for this demand; L2. */
  contactName: line(40).optional(),
  contactMobile: line(20).optional(),
  contactEmail: line(120).optional(),
});
export type DemandContent = z.infer<typeof DemandContent>;

export const DemandCreate = z.object({ organisationId: Id, content: DemandContent });
export const DemandUpdate = Versioned.extend({ content: DemandContent });

export const ClarityPart = z.object({
  key: z.enum(['problem', 'scene', 'indicators', 'budget', 'deadline']),
  /** 0–1 */
  score: z.number(),
  weight: z.number(),
  /** Locale keys: why this score, and what would raise it. */
  reasons: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.string()) })),
  advice: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.string()) })),
});
export const Clarity = z.object({ total: z.number(), parts: z.array(ClarityPart) });
export type Clarity = z.infer<typeof Clarity>;

export const SplitTextInput = z.object({ text: text(1, 20_000) });
export const FieldSuggestion = z.object({
  id: z.string(),
  field: z.string(),
  /** Value as it would enter the draft; an indicator, a list, a text, a number. */
  value: z.unknown(),
  display: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  confidence: z.number(),
});
export const SplitTextResult = z.object({ suggestions: z.array(FieldSuggestion) });
export type SplitTextResult = z.infer<typeof SplitTextResult>;

export const DEMAND_EVENTS = [
  'submit',
  'accept',
  'refine',
  'refined',
  'publish',
  'reject',
  'close',
  'withdraw',
  'expire',
  'extend',
] as const;
export const DemandEvent = z.enum(DEMAND_EVENTS);
export type DemandEvent = z.infer<typeof DemandEvent>;
export const DemandTransition = Versioned.extend({
  event: DemandEvent,
  reasonCode: line(10).nullable().default(null),
  comment: text(0, 1000).default(''),
  /** For `accept`: the technology manager who takes it on. */
  managerId: Id.optional(),
  /** For `refined`: the firm agreed to the changed text. */
  firmConsent: z.boolean().optional(),
  interviewOn: Day.optional(),
  /** For `extend`. */
  deadlineAnswer: Day.optional(),
});

export const BulkDemandTransition = z.object({
  items: z
    .array(z.object({ id: Id, version: z.number().int().min(1) }))
    .min(1)
    .max(100),
  transition: DemandTransition.omit({ version: true }),
});

export const DemandView = z.object({
  id: Id,
  code: z.string(),
  status: DemandStatus,
  version: z.number().int(),
  level: z.enum(['L0', 'L1', 'L2', 'OWNER', 'STAFF']),
  /** Null for an anonymous demand unless the reader may know the firm. */
  organisationId: Id.nullable(),
  /** The firm's name, or its alias such as 某虚拟现实企业. */
  ownerLabel: z.string(),
  regionLabel: z.string().nullable(),
  content: DemandContent,
  withheld: z.array(z.string()),
  revision: z
    .object({ status: z.enum(['DRAFT', 'SUBMITTED']), content: DemandContent, updatedAt: Timestamp })
    .nullable(),
  clarity: Clarity,
  missing: z.array(Missing),
  managerId: Id.nullable(),
  managerName: z.string().nullable(),
  allowedEvents: z.array(DemandEvent),
  canEdit: z.boolean(),
  /** Contacts are in full for the firm, masked for all others. */
  contactAccess: ContactAccess,
  source: z.object({ batchId: Id, row: z.number().int() }).nullable(),
  publishedAt: Timestamp.nullable(),
  confirmedAt: Timestamp.nullable(),
  staleAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type DemandView = z.infer<typeof DemandView>;

export const DemandListItem = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  status: DemandStatus,
  revisionStatus: z.string().nullable(),
  ownerLabel: z.string(),
  clarity: z.number(),
  missingCount: z.number().int(),
  isStale: z.boolean(),
  deadlineAnswer: z.string().nullable(),
  managerName: z.string().nullable(),
  version: z.number().int(),
  updatedAt: Timestamp,
});
export type DemandListItem = z.infer<typeof DemandListItem>;
export const DemandPage = page(DemandListItem);
export const DemandQuery = z.object({
  scope: z.enum(['mine', 'assigned', 'review', 'all']).default('mine'),
  status: DemandStatus.optional(),
  q: line(80).optional(),
  stale: z.enum(['true']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
