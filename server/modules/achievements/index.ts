/** Front door of achievements. */

export { checkContent as checkAchievementContent } from './achievements.content.ts';
export { ACHIEVEMENT_FIELD_LEVELS, contentAt, staleAt } from './achievements.presenter.ts';
export {
  type AchievementRecord,
  type AchievementRecords,
  countBy,
  createAchievementRecords,
  type RecordDocuments,
} from './achievements.records.ts';
export { type AchievementsService, createAchievementsService } from './achievements.service.ts';
