import type { ProfilePart } from '../../../../search/port.ts';
import { problemStretches } from '../../../kernel/text-sections.ts';
import type { LeveledText, MatchAchievement, MatchDemand, MatchIndicator } from './types.ts';

/** How much each part of a profile counts; a field that is not named here never enters a profile. */
export const PROFILE_WEIGHTS = { title: 1, problem: 1, keywords: 0.6, indicators: 0.3, free: 1 } as const;

const DEMAND_FIELDS: Readonly<Record<string, ProfilePart['role']>> = {
  title: 'title',
  summary: 'problem',
  problem: 'problem',
  confidential: 'problem',
};
const ACHIEVEMENT_FIELDS: Readonly<Record<string, ProfilePart['role']>> = {
  title: 'title',
  summary: 'problem',
  description: 'problem',
  confidential: 'problem',
};

const part = (role: ProfilePart['role'], text: string): ProfilePart => ({ role, text, weight: PROFILE_WEIGHTS[role] });

function gather(
  texts: readonly LeveledText[],
  fields: Readonly<Record<string, ProfilePart['role']>>,
  cutCompany: boolean,
): ProfilePart[] {
  const parts: ProfilePart[] = [];
  for (const { field, text } of texts) {
    const role = fields[field];
    if (!role || text.trim() === '') continue;
    const kept =
      cutCompany && role !== 'title'
        ? problemStretches(text)
            .map((stretch) => stretch.text)
            .join('\n')
        : text.trim();
    if (kept) parts.push(part(role, kept));
  }
  return parts;
}

const indicatorWords = (indicators: readonly MatchIndicator[]): string =>
  indicators.map(({ name, condition }) => `${name} ${condition}`.trim()).join('；');

/**
 * What a demand asks the engine: title, problem (with the summary and the confidential part), names and conditions of
 * the indicators, keywords with scenes. Background, company facts, money and dates never enter (design section 4).
 */
export function profileOfDemand(demand: MatchDemand): ProfilePart[] {
  const parts = gather(demand.texts, DEMAND_FIELDS, true);
  if (demand.indicators.length > 0) parts.push(part('indicators', indicatorWords(demand.indicators)));
  const words = [...demand.keywords, ...demand.scenes];
  if (words.length > 0) parts.push(part('keywords', words.join('；')));
  return parts;
}

/** The reverse direction: what an achievement asks among demands. */
export function profileOfAchievement(achievement: MatchAchievement): ProfilePart[] {
  const parts = gather(achievement.texts, ACHIEVEMENT_FIELDS, false);
  const words = [...achievement.keywords, ...achievement.scenes];
  if (words.length > 0) parts.push(part('keywords', words.join('；')));
  if (achievement.indicators.length > 0) parts.push(part('indicators', indicatorWords(achievement.indicators)));
  return parts;
}

/** The profile of an unstructured text (a pasted demand, a row of an evaluation set). */
export function profileFromFreeText(text: string): ProfilePart[] {
  const kept = problemStretches(text).map((stretch) => stretch.text);
  return kept.length > 0 ? [part('free', kept.join('\n'))] : [];
}

/**
 * One text for the embedder: title first, then problem and keywords, without what the profile leaves out.
 * @param limit most characters handed over; models cut silently, so the cut is ours.
 */
export function textForEmbedding(parts: readonly ProfilePart[], limit = 2000): string {
  const order: readonly ProfilePart['role'][] = ['title', 'problem', 'free', 'keywords', 'indicators'];
  const words = order.flatMap((role) =>
    parts.filter((item) => item.role === role && item.weight > 0).map((item) => item.text),
  );
  return words.join('\n').slice(0, limit);
}
