import type { AchievementContent } from '../../contracts/achievements.contract.ts';
import type { RecordKind } from '../../kernel/reviewed-record.ts';
import { checkTexts, type Finding, linesOf } from '../../kernel/text-check.ts';
import { Achievement } from './achievement.entity.ts';
import { checkContent, ipNumbersOf } from './achievements.content.ts';
import { EDIT_AS_REVISION, EDIT_IN_PLACE } from './achievements.states.ts';

/** Achievements, as the steps that they share with demands know them. */
export const ACHIEVEMENT_RECORDS: RecordKind<Achievement, AchievementContent> = {
  entity: 'achievement',
  codePrefix: 'ACH',
  type: Achievement,
  editInPlace: EDIT_IN_PLACE,
  editAsRevision: EDIT_AS_REVISION,
  closed: 'ARCHIVED',
  check: checkContent,
  put(row, content) {
    row.content = content;
    row.title = content.title ?? row.title;
    row.ipNumbers = ipNumbersOf(content);
  },
};

/** Columns of an achievement that is neither published nor reserved. */
export const newAchievementColumns = (teamId: string | null, content: AchievementContent) => ({
  teamId,
  ipNumbers: ipNumbersOf(content),
  reservedUntil: null,
  reservedForDemandId: null,
});

const TEXT_FIELDS = ['title', 'summary', 'description', 'trlEvidence', 'levelClaimDocument'] as const;
export const findingsOf = (content: AchievementContent): Finding[] =>
  checkTexts({
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, content[field]])),
    keywords: linesOf(content.keywords),
    scenes: linesOf(content.scenes),
    indicators: linesOf(content.indicators?.map((i) => [i.name, i.textValue, i.unit, i.condition, i.testMethod])),
    ip: linesOf(content.ip?.map((right) => [right.title, ...right.holders, right.note])),
  });
