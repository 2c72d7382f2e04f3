import type { Indicator } from '../../contracts/indicator.contract.ts';
import { ACHIEVEMENT_FIELD_LEVELS, type AchievementRecord } from '../achievements/index.ts';
import { DEMAND_FIELD_LEVELS, type DemandRecord, maskFirm, maskIndicator } from '../demands/index.ts';
import type { Level, LeveledText, MatchAchievement, MatchDemand, MatchIndicator } from './engine/types.ts';

const levelled = (
  fields: Readonly<Record<string, string | undefined>>,
  levels: Readonly<Record<string, Level>>,
): LeveledText[] =>
  Object.entries(fields).flatMap(([field, text]) =>
    text?.trim() ? [{ field, text, level: levels[field] ?? 'L2' }] : [],
  );

/** Names of indicators and ranges are L1, measured point values L2 (handbook section 7). */
const indicatorInput = (indicator: Indicator): MatchIndicator => ({
  name: indicator.name,
  comparator: indicator.comparator,
  value: indicator.value,
  value2: indicator.value2,
  textValue: indicator.textValue,
  unit: indicator.unit,
  condition: indicator.condition,
  mandatory: indicator.mandatory,
  weight: indicator.weight,
  nameLevel: 'L1',
  valueLevel: indicator.comparator === 'EQ' ? 'L2' : 'L1',
});

/**
 * The engine's view of a stored demand. Background goes along for nobody: it is not handed over at all. The names of an
 * anonymous firm are no part of its problem, so that no passage shown as evidence can hold them.
 */
export function demandInput({ row, regionCode, firmNames }: DemandRecord): MatchDemand {
  const { content } = row;
  const mask = (text: string): string => (content.isAnonymous ? maskFirm(text, firmNames) : text);
  const masked = (text: string | undefined): string | undefined => (text === undefined ? undefined : mask(text));
  return {
    id: row.id,
    texts: levelled(
      {
        title: masked(content.title),
        summary: masked(content.summary),
        problem: masked(content.problem),
        confidential: masked(content.confidential),
      },
      DEMAND_FIELD_LEVELS,
    ),
    keywords: (content.keywords ?? []).map(mask),
    scenes: (content.scenes ?? []).map(mask),
    indicators: (content.indicators ?? []).map((indicator) =>
      indicatorInput(content.isAnonymous ? maskIndicator(indicator, firmNames) : indicator),
    ),
    cooperationModes: content.cooperationModes ?? [],
    hti: content.hti ?? null,
    chainCodes: content.chainCodes ?? [],
    regionCode: regionCode || null,
    // The district of an anonymous firm would help to tell who it is.
    ...(content.isAnonymous ? { factLevels: { region: 'L2' as const } } : {}),
    acceptMinTrl: content.acceptMinTrl ?? null,
    targetTrl: content.targetTrl ?? null,
    budget: { mode: content.budgetMode ?? null, min: content.budgetMin ?? null, max: content.budgetMax ?? null },
    regionPreference: content.regionPreference ?? null,
    neededPersonMonths: null,
    neededBy: content.neededBy ?? null,
  };
}

/** The engine's view of a stored achievement. */
export function achievementInput({ row, regionCode, team }: AchievementRecord): MatchAchievement {
  const { content } = row;
  return {
    id: row.id,
    teamId: row.teamId,
    texts: levelled(
      {
        title: content.title,
        summary: content.summary,
        description: content.description,
        confidential: content.confidential,
      },
      ACHIEVEMENT_FIELD_LEVELS,
    ),
    keywords: content.keywords ?? [],
    scenes: content.scenes ?? [],
    indicators: (content.indicators ?? []).map(indicatorInput),
    cooperationModes: content.cooperationModes ?? [],
    hti: content.hti ?? null,
    chainCodes: content.chainCodes ?? [],
    regionCode: regionCode || null,
    trl: content.trl ?? null,
    trlMin: content.trlMin ?? null,
    price: { mode: content.priceMode ?? null, min: content.priceMin ?? null, max: content.priceMax ?? null },
    ip: (content.ip ?? []).map((right) => ({
      ipType: right.ipType,
      legalStatus: right.legalStatus,
      encumbrances: right.encumbrances,
    })),
    transferRights: content.transferRights ?? null,
    freePersonMonths: team?.capacity ?? null,
    durationMonths: null,
  };
}
