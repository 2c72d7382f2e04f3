import { z } from 'zod';
import { Contact, Id, line, page, Timestamp, text, Versioned } from './common.contract.ts';

export const MATCH_STATUSES = [
  'SUGGESTED',
  'CONFIRMED',
  'DISMISSED',
  'SENT',
  'ACCEPTED_ONE',
  'ACCEPTED_BOTH',
  'DECLINED',
  'LAPSED',
  'MEETING',
  'NEGOTIATING',
  'CONVERTED',
  'ENDED',
] as const;
export const MatchStatus = z.enum(MATCH_STATUSES);
export type MatchStatus = z.infer<typeof MatchStatus>;
export const MatchOrigin = z.enum(['SYSTEM', 'STAFF', 'LIAISON', 'FIRM', 'TEAM']);
export const REJECT_REASONS = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R07',
  'R08',
  'R09',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R99',
] as const;
export const RejectReason = z.enum(REJECT_REASONS);
export const RelevanceLevel = z.number().int().min(1).max(4);

export const EvidenceSpan = z.object({ start: z.number().int(), end: z.number().int(), term: z.string() });
/** A passage of one side with the shared terms marked. Passages the reader may not read are absent; `hiddenCount` says how many. */
export const EvidencePassage = z.object({
  side: z.enum(['demand', 'achievement']),
  field: z.string(),
  text: z.string(),
  spans: z.array(EvidenceSpan),
  level: z.enum(['L0', 'L1', 'L2', 'L3']),
});
export const IndicatorRow = z.object({
  name: z.string(),
  mandatory: z.boolean(),
  required: z.string(),
  offered: z.string().nullable(),
  status: z.enum(['met', 'short', 'unknown', 'failed']),
  reason: z.string(),
});
export const ScorePart = z.object({
  name: z.string(),
  label: z.string(),
  value: z.number(),
  weight: z.number(),
  contribution: z.number(),
});
export const FeasibilityFactor = z.object({
  name: z.string(),
  label: z.string(),
  weight: z.number(),
  score: z.number(),
  reason: z.string(),
});
export const MatchEvidence = z.object({
  terms: z.array(z.object({ term: z.string(), weight: z.number() })),
  passages: z.array(EvidencePassage),
  hiddenCount: z.number().int(),
  indicators: z.array(IndicatorRow),
  parts: z.array(ScorePart),
  factors: z.array(FeasibilityFactor),
  stop: z.string().nullable(),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

/** Short card of the record on one side, at the level the reader may see. */
export const MatchSide = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  summary: z.string(),
  ownerLabel: z.string(),
  organisationId: Id.nullable(),
  teamId: Id.nullable(),
  teamName: z.string().nullable(),
  trl: z.number().int().nullable(),
  chainCodes: z.array(z.string()),
  isStale: z.boolean(),
});
export const MatchView = z.object({
  id: Id,
  code: z.string(),
  status: MatchStatus,
  origin: MatchOrigin,
  demand: MatchSide,
  achievement: MatchSide,
  /** 1–4 by handbook section 6, with its score 0–1. */
  relevance: RelevanceLevel,
  relevanceScore: z.number(),
  relevanceBy: z.string().nullable(),
  feasibility: z.number(),
  rank: z.number().int().nullable(),
  isPinned: z.boolean(),
  note: z.string().nullable(),
  evidence: MatchEvidence,
  modelVersion: z.string(),
  madeAt: Timestamp,
  reasonCodes: z.array(z.string()),
  /** What the firm said of the recommendation; the firm and staff only. */
  feedback: z.enum(['USEFUL', 'NOT_NOW', 'WRONG']).nullable(),
  /** Introduction: what each side said, and until when it may answer. */
  introduction: z
    .object({
      sentAt: Timestamp,
      dueOn: z.string(),
      demandAnswer: z.enum(['PENDING', 'ACCEPTED', 'DECLINED']),
      achievementAnswer: z.enum(['PENDING', 'ACCEPTED', 'DECLINED']),
      message: z.string(),
      /** Contact of the other side; null until both accept. */
      counterpartContact: Contact.nullable(),
      declinedReason: z.string().nullable(),
      /** OPEN or REFUSED keeps level L2 and contacts closed: the firm is foreign-controlled. */
      exportQuestion: z.enum(['NONE', 'OPEN', 'CLEARED', 'REFUSED']),
      mySide: z.enum(['demand', 'achievement', 'staff']),
    })
    .nullable(),
  version: z.number().int(),
});
export type MatchView = z.infer<typeof MatchView>;

export const MatchListView = z.object({
  subject: z.object({
    kind: z.enum(['demand', 'achievement']),
    id: Id,
    code: z.string(),
    title: z.string(),
    version: z.number().int(),
  }),
  state: z.enum(['NONE', 'QUEUED', 'COMPUTING', 'READY', 'STALE']),
  madeAt: Timestamp.nullable(),
  modelVersion: z.string().nullable(),
  noCloseMatch: z.boolean(),
  noCloseMatchReason: z.string().nullable(),
  /** A curator has concluded that nothing fits yet. */
  staffNoMatch: z.boolean(),
  advice: z.array(z.string()),
  items: z.array(MatchView),
});
export type MatchListView = z.infer<typeof MatchListView>;

export const QueueQuery = z.object({
  by: z.enum(['age', 'value', 'chain', 'owner']).default('age'),
  chain: line(8).optional(),
  organisationId: Id.optional(),
  assigned: z.enum(['me', 'all']).default('all'),
  state: z.enum(['open', 'shortlisted', 'none', 'done']).default('open'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const QueueItem = z.object({
  demandId: Id,
  code: z.string(),
  title: z.string(),
  ownerLabel: z.string(),
  chainCodes: z.array(z.string()),
  publishedAt: Timestamp.nullable(),
  ageDays: z.number().int(),
  budgetMax: z.number().nullable(),
  urgency: z.string(),
  clarity: z.number(),
  suggested: z.number().int(),
  confirmed: z.number().int(),
  bestRelevance: z.number().int().nullable(),
  noCloseMatch: z.boolean(),
  listState: z.enum(['NONE', 'QUEUED', 'COMPUTING', 'READY', 'STALE']),
  managerName: z.string().nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;
/** With how many demands stand in each state, so that the rail needs one call. */
export const QueuePage = page(QueueItem).extend({
  counts: z.object({
    open: z.number().int(),
    shortlisted: z.number().int(),
    none: z.number().int(),
    done: z.number().int(),
  }),
});
export type QueuePage = z.infer<typeof QueuePage>;

export const DECISIONS = ['CONFIRM', 'REJECT', 'PIN', 'UNPIN', 'MOVE', 'NOTE', 'GRADE', 'UNDO'] as const;
export const MatchDecision = Versioned.extend({
  action: z.enum(DECISIONS),
  /** For REJECT. */
  reasonCode: RejectReason.optional(),
  comment: text(0, 1000).default(''),
  /** For MOVE: new place, 1 is first. */
  position: z.number().int().min(1).max(500).optional(),
  /** For GRADE: level given by the reviewer. */
  relevance: RelevanceLevel.optional(),
});
export type MatchDecision = z.infer<typeof MatchDecision>;
export const MatchAdd = z.object({ demandId: Id, achievementId: Id, note: text(0, 1000).default('') });
export const SendShortlist = z.object({
  matchIds: z.array(Id).min(1).max(10),
  dueInDays: z.number().int().min(3).max(30).default(14),
  message: text(0, 500).default(''),
  /** Said by who knows that a side has nobody with an account who could answer; without it such a list is refused. */
  unreachedAccepted: z.boolean().default(false),
});
/** How many people with an account can answer for a side, in which standing, and how many wait to be admitted. */
export const SideReach = z.object({
  people: z.number().int(),
  members: z.number().int(),
  admins: z.number().int(),
  authors: z.number().int(),
  team: z.number().int(),
  pending: z.number().int(),
});
export type SideReach = z.infer<typeof SideReach>;
/** Both sides of the confirmed matches of a demand; staff only. */
export const SendReach = z.object({
  demand: SideReach,
  achievements: z.array(SideReach.extend({ achievementId: Id })),
});
export type SendReach = z.infer<typeof SendReach>;
export const NoMatchDecision = z.object({
  comment: text(0, 500).default(''),
  /** False takes the conclusion back. */ concluded: z.boolean().default(true),
});
export const IntroductionAnswer = Versioned.extend({
  answer: z.enum(['ACCEPT', 'DECLINE']),
  reasonCode: RejectReason.optional(),
  comment: text(0, 1000).default(''),
});
/** Staff's answer to the export question; it warns and records, it does not rule. */
export const ExportAnswer = Versioned.extend({ result: z.enum(['CLEARED', 'REFUSED']), comment: text(2, 500) });
export const MatchFeedback = Versioned.extend({ feedback: z.enum(['USEFUL', 'NOT_NOW', 'WRONG']) });
export const IntroductionQuery = z.object({
  state: z.enum(['open', 'accepted', 'closed', 'all']).default('open'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const MatchPage = page(MatchView);

/** A stored decision: the training signal. */
export const LabelView = z.object({
  id: Id,
  matchId: Id,
  demandId: Id,
  achievementId: Id,
  /** Null when the record is gone. */
  demandTitle: z.string().nullable(),
  achievementTitle: z.string().nullable(),
  action: z.string(),
  relevance: z.number().int().nullable(),
  reasonCode: z.string().nullable(),
  rankShown: z.number().int().nullable(),
  modelVersion: z.string(),
  byName: z.string(),
  at: Timestamp,
});
export const LabelPage = page(LabelView);
