import type { AchievementContent, Missing } from './achievements.contract.ts';
import type { DemandContent } from './demands.contract.ts';
import { isMeasurable } from './indicator.contract.ts';

type Rule<C> = readonly [field: string, message: string, holds: (content: C) => boolean];
const filled = (text: string | null | undefined, min = 1): boolean => (text?.trim().length ?? 0) >= min;
const some = (list: readonly unknown[] | undefined, min = 1): boolean => (list?.length ?? 0) >= min;

const ACHIEVEMENT_RULES: readonly Rule<AchievementContent>[] = [
  ['title', 'title_5_60', (c) => filled(c.title, 5)],
  ['summary', 'summary_50_300', (c) => filled(c.summary, 50)],
  ['description', 'description_required', (c) => filled(c.description, 20)],
  ['achievementClass', 'required', (c) => c.achievementClass !== undefined],
  ['form', 'required', (c) => some(c.form)],
  ['fundingSource', 'required', (c) => c.fundingSource !== undefined],
  ['completionDate', 'required', (c) => c.completionDate !== undefined],
  ['completionDate', 'date_order', (c) => !c.startDate || !c.completionDate || c.startDate <= c.completionDate],
  [
    'levelClaim',
    'claim_needs_document',
    (c) => !c.levelClaim || c.levelClaim === 'NOT_EVALUATED' || filled(c.levelClaimDocument),
  ],
  ['stage', 'required', (c) => c.stage !== undefined],
  ['applicationState', 'required', (c) => c.applicationState !== undefined],
  ['trl', 'trl_one_value', (c) => c.trl != null],
  ['trlEvidence', 'required', (c) => filled(c.trlEvidence)],
  ['hti', 'required', (c) => filled(c.hti)],
  ['industryCodes', 'required', (c) => some(c.industryCodes)],
  ['keywords', 'keywords_3_10', (c) => some(c.keywords, 3)],
  ['scenes', 'scenes_required', (c) => some(c.scenes)],
  ['indicators', 'indicators_required', (c) => some(c.indicators)],
  [
    'ip',
    'ip_number_required',
    (c) => (c.ip ?? []).every((right) => right.ipType === 'KNOWHOW' || filled(right.number)),
  ],
  ['ip', 'ip_title_required', (c) => (c.ip ?? []).every((right) => filled(right.title))],
  ['ip', 'ip_holders_required', (c) => (c.ip ?? []).every((right) => some(right.holders) || filled(right.note))],
  ['cooperationModes', 'required', (c) => some(c.cooperationModes)],
  ['priceMode', 'required', (c) => c.priceMode !== undefined],
  ['priceMin', 'price_required', (c) => c.priceMode !== 'FIXED' || c.priceMin != null],
  ['priceMin', 'range_end_required', (c) => c.priceMode !== 'RANGE' || c.priceMin != null || c.priceMax != null],
  ['priceMax', 'range_reversed', (c) => c.priceMin == null || c.priceMax == null || c.priceMin <= c.priceMax],
  ['transferRights', 'required', (c) => c.transferRights !== undefined],
];

// The chain is not asked for: three of the seven have no name yet, and many firms belong to none of the others.
const DEMAND_RULES: readonly Rule<DemandContent>[] = [
  ['title', 'title_5_60', (c) => filled(c.title, 5)],
  ['background', 'background_required', (c) => filled(c.background, 10)],
  ['problem', 'problem_required', (c) => filled(c.problem, 20)],
  ['demandKind', 'required', (c) => c.demandKind !== undefined],
  ['hti', 'required', (c) => filled(c.hti)],
  ['industryCodes', 'required', (c) => some(c.industryCodes)],
  ['scenes', 'scenes_required', (c) => some(c.scenes)],
  ['indicators', 'indicators_required', (c) => some(c.indicators)],
  [
    'indicators',
    'measurable_mandatory',
    (c) => !some(c.indicators) || (c.indicators ?? []).some((i) => i.mandatory && isMeasurable(i)),
  ],
  ['targetTrl', 'required', (c) => c.targetTrl != null],
  ['acceptMinTrl', 'required', (c) => c.acceptMinTrl != null],
  ['acceptMinTrl', 'trl_order', (c) => c.targetTrl == null || c.acceptMinTrl == null || c.acceptMinTrl <= c.targetTrl],
  ['budgetMode', 'required', (c) => c.budgetMode !== undefined],
  ['budgetMin', 'price_required', (c) => c.budgetMode !== 'FIXED' || c.budgetMin != null || c.budgetMax != null],
  ['budgetMin', 'range_end_required', (c) => c.budgetMode !== 'RANGE' || c.budgetMin != null || c.budgetMax != null],
  ['budgetMax', 'range_reversed', (c) => c.budgetMin == null || c.budgetMax == null || c.budgetMin <= c.budgetMax],
  ['cooperationModes', 'required', (c) => some(c.cooperationModes)],
  ['ipExpectation', 'required', (c) => c.ipExpectation !== undefined],
  ['deadlineAnswer', 'required', (c) => c.deadlineAnswer != null],
  ['urgency', 'required', (c) => c.urgency !== undefined],
  ['visibility', 'required', (c) => c.visibility !== undefined],
];

const apply = <C>(rules: readonly Rule<C>[], content: C): Missing[] =>
  rules.filter(([, , holds]) => !holds(content)).map(([field, message]) => ({ field, message }));

/**
 * Lists received from institutes and chambers carry a handful of columns. What stands in them is enough for staff to
 * review, publish and match; the rest shows as "未提供" and is asked of the owner afterwards.
 */
const ACHIEVEMENT_CORE: ReadonlySet<string> = new Set(['title_5_60', 'text_required', 'date_order', 'range_reversed']);
const DEMAND_CORE: ReadonlySet<string> = new Set(['title_5_60', 'problem_required', 'trl_order', 'range_reversed']);

/** What keeps an achievement from being submitted (handbook 3.3); the page shows it live, the server decides by it. */
export const missingOfAchievement = (content: AchievementContent): Missing[] => apply(ACHIEVEMENT_RULES, content);
/** The same for a record that came by import: title and one of summary and description, nothing contradictory. */
export const missingOfImportedAchievement = (content: AchievementContent): Missing[] =>
  apply<AchievementContent>(
    [...ACHIEVEMENT_RULES, ['description', 'text_required', (c) => filled(c.summary, 10) || filled(c.description, 10)]],
    content,
  ).filter((item) => ACHIEVEMENT_CORE.has(item.message));
/** What keeps a demand from being submitted (handbook 3.6). */
export const missingOfDemand = (content: DemandContent): Missing[] => apply(DEMAND_RULES, content);
/** The same for a demand that came by import: title and problem, nothing contradictory. */
export const missingOfImportedDemand = (content: DemandContent): Missing[] =>
  apply(DEMAND_RULES, content).filter((item) => DEMAND_CORE.has(item.message));
