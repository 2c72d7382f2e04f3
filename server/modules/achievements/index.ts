/** Front door of achievements. */

export { createAchievementCalendar } from './achievements.calendar.ts';
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
