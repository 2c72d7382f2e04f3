import type {
  AchievementContent,
  AchievementEvent,
  AchievementListItem,
  AchievementView,
} from '../../contracts/achievements.contract.ts';
import { missingOfAchievement } from '../../contracts/completeness.ts';
import { addMonths } from '../../kernel/clock.ts';
import { type ReadLevel, reads } from '../../kernel/disclosure.ts';
import { indicatorsAtL1, pickFields, priceClass, STALE_AFTER_MONTHS } from '../../kernel/record-content.ts';
import type { Achievement } from './achievement.entity.ts';

/** Level of each field (handbook section 7). A field that is not named here is private (L2). */
export const ACHIEVEMENT_FIELD_LEVELS: Readonly<Record<string, 'L0' | 'L1' | 'L2'>> = {
  title: 'L0',
  summary: 'L0',
  coOwnerOrgIds: 'L0',
  achievementClass: 'L0',
  form: 'L0',
  attribute: 'L0',
  completionDate: 'L0',
  evaluationForm: 'L0',
  levelClaim: 'L0',
  levelClaimDocument: 'L1',
  stage: 'L0',
  applicationState: 'L0',
  trl: 'L0',
  trlMin: 'L0',
  trlMax: 'L0',
  maturityLocal: 'L0',
  hti: 'L0',
  sei: 'L0',
  industryCodes: 'L0',
  ipc: 'L0',
  chainCodes: 'L0',
  keywords: 'L0',
  scenes: 'L0',
  cooperationModes: 'L0',
  priceMode: 'L0',
  transferRights: 'L0',
  registrationNo: 'L1',
  description: 'L1',
  fundingSource: 'L1',
  startDate: 'L1',
  trlEvidence: 'L1',
  indicators: 'L1',
  ip: 'L1',
  priceMin: 'L1',
  priceMax: 'L1',
  equityPct: 'L1',
  confidential: 'L2',
  secrecyCheck: 'L2',
  exportCheck: 'L2',
};

export function contentAt(
  content: AchievementContent,
  level: ReadLevel,
): { content: AchievementContent; withheld: string[] } {
  const picked = pickFields(content, ACHIEVEMENT_FIELD_LEVELS, (field) => reads(level, field));
  if (level === 'L0') {
    const band = priceClass(content.priceMin, content.priceMax);
    if (band) Object.assign(picked.content, { priceMin: band.min, priceMax: band.max });
  }
  if (level === 'L1') picked.content.indicators = indicatorsAtL1(content.indicators);
  // Unpublished applications are the owner's matter until they are laid open.
  if (level === 'L1') picked.content.ip = content.ip?.filter((right) => right.legalStatus !== 'APPLIED');
  return picked;
}

export interface AchievementContext {
  level: ReadLevel;
  organisationName: string;
  regionLabel: string;
  teamName: string | null;
  allowedEvents: AchievementEvent[];
  canEdit: boolean;
}

export const staleAt = (achievement: { confirmedAt: Date | null | undefined }): Date | null =>
  achievement.confirmedAt ? addMonths(achievement.confirmedAt, STALE_AFTER_MONTHS) : null;

export function presentAchievement(achievement: Achievement, context: AchievementContext): AchievementView {
  const { content, withheld } = contentAt(achievement.content, context.level);
  const privy = context.level === 'OWNER' || context.level === 'STAFF';
  const worked = achievement.revision?.content ?? achievement.content;
  return {
    id: achievement.id,
    code: achievement.code,
    status: achievement.status,
    version: achievement.version,
    level: context.level,
    organisationId: achievement.organisationId,
    organisationName: context.organisationName,
    regionLabel: context.regionLabel,
    teamId: achievement.teamId ?? null,
    teamName: context.teamName,
    content,
    withheld,
    revision:
      privy && achievement.revision
        ? {
            status: achievement.revision.status,
            content: achievement.revision.content,
            updatedAt: achievement.revision.updatedAt,
          }
        : null,
    missing: privy ? missingOfAchievement(worked) : [],
    allowedEvents: context.allowedEvents,
    canEdit: context.canEdit,
    source:
      privy && achievement.sourceBatchId
        ? { batchId: achievement.sourceBatchId, row: achievement.sourceRow ?? 0 }
        : null,
    publishedAt: achievement.publishedAt?.toISOString() ?? null,
    confirmedAt: achievement.confirmedAt?.toISOString() ?? null,
    staleAt: staleAt({ confirmedAt: achievement.confirmedAt ?? null })?.toISOString() ?? null,
    createdAt: achievement.createdAt.toISOString(),
    updatedAt: achievement.updatedAt.toISOString(),
  };
}

export function presentAchievementItem(
  achievement: Achievement,
  names: { organisationName: string; teamName: string | null },
  now: Date,
): AchievementListItem {
  const worked = achievement.revision?.content ?? achievement.content;
  const stale = staleAt({ confirmedAt: achievement.confirmedAt ?? null });
  return {
    id: achievement.id,
    code: achievement.code,
    title: worked.title || achievement.title,
    status: achievement.status,
    revisionStatus: achievement.revision?.status ?? null,
    organisationName: names.organisationName,
    teamName: names.teamName,
    trl: worked.trl ?? null,
    hti: worked.hti ?? null,
    missingCount: missingOfAchievement(worked).length,
    isStale: stale !== null && stale < now,
    version: achievement.version,
    updatedAt: achievement.updatedAt.toISOString(),
  };
}
