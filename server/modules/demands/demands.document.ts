import type { SearchDocument } from '../../../search/port.ts';
import { priceClass } from '../../kernel/record-content.ts';
import { maskFirm } from './alias.ts';
import type { Demand } from './demand.entity.ts';

export interface DemandDocumentFacts {
  regionCode: string;
  firmNames: readonly string[];
}

/** Who may find the demand by search: everybody, or verified accounts. INVITED demands are not in the public index at all. */
const ACCESS: Record<string, string[]> = { PUBLIC: ['public'], ALLIANCE: ['verified'] };

const numbersOf = (demand: Demand): Record<string, number> => {
  const { content } = demand;
  const band = content.budgetMode === 'UNDISCLOSED' ? null : priceClass(content.budgetMin, content.budgetMax);
  return {
    ...(content.acceptMinTrl != null ? { trl: content.acceptMinTrl } : {}),
    ...(band ? { priceMin: band.min, ...(band.max === null ? {} : { priceMax: band.max }) } : {}),
    ...(demand.publishedAt ? { publishedAt: demand.publishedAt.getTime() } : {}),
    ...(content.deadlineAnswer ? { deadline: Date.parse(content.deadlineAnswer) } : {}),
  };
};

/** Public document: L0 text, the firm masked when anonymous; null when the demand is by invitation. */
export function publicDemandDocument(demand: Demand, facts: DemandDocumentFacts): SearchDocument | null {
  const { content } = demand;
  const access = ACCESS[content.visibility ?? 'INVITED'];
  if (!access) return null;
  const mask = (text: string) => (content.isAnonymous ? maskFirm(text, facts.firmNames) : text);
  return {
    id: demand.id,
    kind: 'demand',
    title: mask(content.title ?? demand.title),
    keywords: [
      ...(content.keywords ?? []),
      ...(content.scenes ?? []),
      ...(content.isAnonymous ? [] : facts.firmNames.slice(0, 1)),
    ].map(mask),
    body: mask(content.summary ?? ''),
    tags: {
      access,
      hti: content.hti ? [content.hti, `${content.hti[0]}0`] : [],
      chain: content.chainCodes ?? [],
      // An anonymous firm's district would narrow down who it is.
      region: content.isAnonymous ? [] : [facts.regionCode],
      coop: content.cooperationModes ?? [],
      demandKind: content.demandKind ? [content.demandKind] : [],
      owner: content.isAnonymous ? [] : [demand.organisationId],
      status: [demand.status],
    },
    numbers: numbersOf(demand),
  };
}

/** Document of the matching index: problem, indicators and the confidential part, never the company background. */
export function matchingDemandDocument(demand: Demand, facts: DemandDocumentFacts): SearchDocument {
  const { content } = demand;
  const indicators = (content.indicators ?? []).map((i) => [i.name, i.condition].filter(Boolean).join(' ')).join('；');
  return {
    id: demand.id,
    kind: 'demand',
    title: content.title ?? demand.title,
    keywords: [...(content.keywords ?? []), ...(content.scenes ?? [])],
    body: [content.summary, content.problem, indicators, content.confidential].filter(Boolean).join('\n'),
    tags: {
      chain: content.chainCodes ?? [],
      hti: content.hti ? [content.hti] : [],
      region: [facts.regionCode],
      owner: [demand.organisationId],
      status: [demand.status],
    },
    numbers: numbersOf(demand),
  };
}
