import { EmbeddingCacheSchema } from '../indexer/embedding-cache.entity.ts';
import { RecordVersionSchema, TransitionSchema } from '../kernel/audit.entity.ts';
import { MembershipSchema, OrganisationSchema } from '../modules/accounts/organisation.entity.ts';
import { ProfileSchema } from '../modules/accounts/profile.entity.ts';
import { TeamSchema } from '../modules/accounts/team.entity.ts';
import { AchievementSchema } from '../modules/achievements/achievement.entity.ts';
import { DemandSchema } from '../modules/demands/demand.entity.ts';
import { ImportBatchSchema, ImportMappingSchema, ImportRowSchema } from '../modules/imports/import.entity.ts';
import { MatchLabelSchema, MatchListSchema, MatchSchema } from '../modules/matching/match.entity.ts';
import { NotificationSchema } from '../modules/notifications/notification.entity.ts';

/** The visible list of everything that is stored as an entity. */
export const entities = [
  ProfileSchema,
  OrganisationSchema,
  MembershipSchema,
  TeamSchema,
  AchievementSchema,
  DemandSchema,
  TransitionSchema,
  RecordVersionSchema,
  ImportBatchSchema,
  ImportRowSchema,
  ImportMappingSchema,
  MatchListSchema,
  MatchSchema,
  MatchLabelSchema,
  NotificationSchema,
  EmbeddingCacheSchema,
];
