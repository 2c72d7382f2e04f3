import type { AchievementListItem } from '../../../../server/contracts/achievements.contract.ts';
import type { DemandListItem } from '../../../../server/contracts/demands.contract.ts';
import type { RecordRow } from './record-rows.tsx';

export const achievementRow = (item: AchievementListItem): RecordRow => ({
  ...item,
  meta: [item.teamName, item.organisationName].filter(Boolean).join(' · '),
});

export const demandRow = (item: DemandListItem): RecordRow => ({
  ...item,
  meta: [item.ownerLabel, item.managerName].filter(Boolean).join(' · '),
  deadline: item.deadlineAnswer,
});
