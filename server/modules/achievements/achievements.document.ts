import type { SearchDocument } from '../../../search/port.ts';
import { priceClass } from '../../kernel/record-content.ts';
import type { Achievement } from './achievement.entity.ts';

export interface DocumentFacts {
  organisationName: string;
  organisationAliases: readonly string[];
  regionCode: string;
}

const tagsOf = (achievement: Achievement, facts: DocumentFacts): Record<string, string[]> => {
  const { content } = achievement;
  return {
    hti: content.hti ? [content.hti, content.hti.slice(0, 1).concat('0')] : [],
    chain: content.chainCodes ?? [],
    region: [facts.regionCode],
    coop: content.cooperationModes ?? [],
    stage: content.stage ? [content.stage] : [],
    owner: [achievement.organisationId],
    team: achievement.teamId ? [achievement.teamId] : [],
    status: [achievement.status],
  };
};

const numbersOf = (achievement: Achievement): Record<string, number> => {
  const { content } = achievement;
  const band = priceClass(content.priceMin, content.priceMax);
  return {
    ...(content.trl != null ? { trl: content.trl } : {}),
    ...(band ? { priceMin: band.min, ...(band.max === null ? {} : { priceMax: band.max }) } : {}),
    ...(achievement.publishedAt ? { publishedAt: achievement.publishedAt.getTime() } : {}),
    ...(achievement.confirmedAt ? { confirmedAt: achievement.confirmedAt.getTime() } : {}),
  };
};

/** Document of the public index: L0 text only, whoever will search (handbook section 7). */
export function publicDocument(achievement: Achievement, facts: DocumentFacts): SearchDocument {
  const { content } = achievement;
  return {
    id: achievement.id,
    kind: 'achievement',
    title: content.title ?? achievement.title,
    keywords: [...(content.keywords ?? []), ...(content.scenes ?? []), facts.organisationName],
    body: content.summary ?? '',
    tags: { ...tagsOf(achievement, facts), access: ['public'] },
    numbers: numbersOf(achievement),
  };
}

/** Document of the matching index: everything that may feed a match, private text included. */
export function matchingDocument(achievement: Achievement, facts: DocumentFacts): SearchDocument {
  const { content } = achievement;
  const indicators = (content.indicators ?? []).map((i) => [i.name, i.condition].filter(Boolean).join(' ')).join('；');
  return {
    id: achievement.id,
    kind: 'achievement',
    title: content.title ?? achievement.title,
    keywords: [...(content.keywords ?? []), ...(content.scenes ?? [])],
    body: [content.summary, content.description, indicators, content.confidential].filter(Boolean).join('\n'),
    tags: tagsOf(achievement, facts),
    numbers: numbersOf(achievement),
  };
}
