import { defineEntity, p } from '@mikro-orm/core';
import type { AchievementContent, AchievementStatus } from '../../contracts/achievements.contract.ts';
import { baseColumns } from '../../db/base.entity.ts';

/** A newer version under way while the published one stays visible (handbook section 4). */
export interface AchievementRevision {
  status: 'DRAFT' | 'SUBMITTED' | 'INSTITUTE_OK';
  content: AchievementContent;
  by: string | null;
  updatedAt: string;
}

const AchievementSchema = defineEntity({
  name: 'Achievement',
  tableName: 'achievement',
  properties: {
    ...baseColumns,
    code: p.string(),
    status: p.string().$type<AchievementStatus>(),
    organisationId: p.uuid(),
    teamId: p.uuid().nullable(),
    /** Copy of `content.title`, for lists. */
    title: p.string(),
    content: p.json<AchievementContent>(),
    revision: p.json<AchievementRevision>().nullable(),
    /** Normal forms of patent numbers, for the duplicate check. */
    ipNumbers: p.json<string[]>(),
    publishedAt: p.datetime().nullable(),
    /** Last time that the owner said "still valid". */
    confirmedAt: p.datetime().nullable(),
    reservedUntil: p.string().nullable(),
    reservedForDemandId: p.uuid().nullable(),
    sourceBatchId: p.uuid().nullable(),
    sourceRow: p.integer().nullable(),
  },
});
export class Achievement extends AchievementSchema.class {}
AchievementSchema.setClass(Achievement);

export { AchievementSchema };
