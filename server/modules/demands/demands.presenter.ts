import { missingOfDemand } from '../../contracts/completeness.ts';
import type {
  Clarity,
  DemandContent,
  DemandEvent,
  DemandListItem,
  DemandView,
} from '../../contracts/demands.contract.ts';
import { addMonths } from '../../kernel/clock.ts';
import { type ContactGround, contactAccess, withMaskedContact } from '../../kernel/contact.ts';
import { contactOf } from '../../kernel/contact-access.ts';
import { type ReadLevel, reads } from '../../kernel/disclosure.ts';
import { indicatorsAtL1, pickFields, priceClass, STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import { maskFirm, maskIndicator } from './alias.ts';
import type { Demand } from './demand.entity.ts';
import { knowsFirm } from './demands.access.ts';

/** Level of each field (handbook section 7). A field that is not named here is private (L2). */
export const DEMAND_FIELD_LEVELS: Readonly<Record<string, 'L0' | 'L1' | 'L2'>> = {
  title: 'L0',
  summary: 'L0',
  demandKind: 'L0',
  chainCodes: 'L0',
  hti: 'L0',
  industryCodes: 'L0',
  scenes: 'L0',
  keywords: 'L0',
  targetTrl: 'L0',
  acceptMinTrl: 'L0',
  budgetMode: 'L0',
  cooperationModes: 'L0',
  regionPreference: 'L0',
  deadlineAnswer: 'L0',
  neededBy: 'L0',
  urgency: 'L0',
  visibility: 'L0',
  isAnonymous: 'L0',
  background: 'L1',
  problem: 'L1',
  indicators: 'L1',
  ipExpectation: 'L1',
  partnerConditions: 'L1',
  budgetMin: 'L2',
  budgetMax: 'L2',
  confidential: 'L2',
  contactName: 'L2',
  contactMobile: 'L2',
  contactEmail: 'L2',
};
const TEXTS = ['title', 'summary', 'background', 'problem', 'partnerConditions'] as const;

/** Content at a level; an anonymous firm's names are masked in every text that those outside read. */
export function demandContentAt(
  content: DemandContent,
  level: ReadLevel,
  firmNames: readonly string[],
): { content: DemandContent; withheld: string[] } {
  const picked = pickFields(content, DEMAND_FIELD_LEVELS, (field) => reads(level, field));
  if (!reads(level, 'L2')) {
    picked.content.indicators = reads(level, 'L1') ? indicatorsAtL1(content.indicators) : undefined;
    const band = content.budgetMode === 'UNDISCLOSED' ? null : priceClass(content.budgetMin, content.budgetMax);
    if (band) Object.assign(picked.content, { budgetMin: band.min, budgetMax: band.max });
  }
  // Each look at a contact is written down: the other side opens it in the introduction, staff one by one.
  if (level !== 'OWNER') picked.content = withMaskedContact(picked.content);
  if (content.isAnonymous && !knowsFirm(level)) {
    for (const field of TEXTS) {
      const text = picked.content[field];
      if (text) picked.content[field] = maskFirm(text, firmNames);
    }
    for (const field of ['keywords', 'scenes'] as const) {
      const list = picked.content[field];
      if (list) picked.content[field] = list.map((word) => maskFirm(word, firmNames));
    }
    picked.content.indicators = picked.content.indicators?.map((indicator) => maskIndicator(indicator, firmNames));
  }
  return picked;
}

export interface DemandContext {
  level: ReadLevel;
  organisationName: string;
  firmNames: readonly string[];
  regionLabel: string | null;
  managerName: string | null;
  clarity: Clarity;
  allowedEvents: DemandEvent[];
  canEdit: boolean;
  /** On what ground the reader may open the contact; null for the firm itself and for those who may not. */
  contactGround: ContactGround | null;
}

export const demandStaleAt = (demand: { confirmedAt: Date | null | undefined }): Date | null =>
  demand.confirmedAt ? addMonths(demand.confirmedAt, STALE_AFTER_MONTHS) : null;

export const ownerLabel = (demand: Demand, level: ReadLevel, organisationName: string): string =>
  demand.content.isAnonymous && !knowsFirm(level) ? (demand.publicAlias ?? '某企业') : organisationName;

export function presentDemand(demand: Demand, context: DemandContext): DemandView {
  const { level } = context;
  const { content, withheld } = demandContentAt(demand.content, level, context.firmNames);
  const hidden = Boolean(demand.content.isAnonymous) && !knowsFirm(level);
  const privy = level === 'OWNER' || level === 'STAFF';
  const worked = demand.revision?.content ?? demand.content;
  const shownRevision = (edited: DemandContent) => (level === 'OWNER' ? edited : withMaskedContact(edited));
  return {
    id: demand.id,
    code: demand.code,
    status: demand.status,
    version: demand.version,
    level,
    organisationId: hidden ? null : demand.organisationId,
    ownerLabel: ownerLabel(demand, level, context.organisationName),
    regionLabel: hidden ? null : context.regionLabel,
    content,
    withheld,
    revision:
      privy && demand.revision
        ? {
            status: demand.revision.status,
            content: shownRevision(demand.revision.content),
            updatedAt: demand.revision.updatedAt,
          }
        : null,
    clarity: context.clarity,
    missing: privy ? missingOfDemand(worked) : [],
    managerId: privy ? (demand.managerId ?? null) : null,
    managerName: privy ? context.managerName : null,
    allowedEvents: context.allowedEvents,
    canEdit: context.canEdit,
    contactAccess: contactAccess(context.contactGround, contactOf(worked) !== null),
    source: privy && demand.sourceBatchId ? { batchId: demand.sourceBatchId, row: demand.sourceRow ?? 0 } : null,
    publishedAt: demand.publishedAt?.toISOString() ?? null,
    confirmedAt: demand.confirmedAt?.toISOString() ?? null,
    staleAt: demandStaleAt({ confirmedAt: demand.confirmedAt ?? null })?.toISOString() ?? null,
    createdAt: demand.createdAt.toISOString(),
    updatedAt: demand.updatedAt.toISOString(),
  };
}

export function presentDemandItem(
  demand: Demand,
  context: {
    level: ReadLevel;
    organisationName: string;
    managerName: string | null;
    clarity: number;
    firmNames: readonly string[];
  },
  now: Date,
): DemandListItem {
  const worked = demand.revision?.content ?? demand.content;
  const stale = demandStaleAt({ confirmedAt: demand.confirmedAt ?? null });
  const title = worked.title || demand.title;
  return {
    id: demand.id,
    code: demand.code,
    title: demand.content.isAnonymous && !knowsFirm(context.level) ? maskFirm(title, context.firmNames) : title,
    status: demand.status,
    revisionStatus: demand.revision?.status ?? null,
    ownerLabel: ownerLabel(demand, context.level, context.organisationName),
    clarity: context.clarity,
    missingCount: missingOfDemand(worked).length,
    isStale: stale !== null && stale < now,
    deadlineAnswer: demand.content.deadlineAnswer ?? null,
    managerName: context.managerName,
    version: demand.version,
    updatedAt: demand.updatedAt.toISOString(),
  };
}
