import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { Filter, SearchEngine, SearchResult, Sort } from '../../../search/port.ts';
import type { PublicOverview, SearchKind, SearchParams } from '../../contracts/search.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CardStore } from './card-store.ts';
import type { Hit, SearchAnswer } from './search-json.ts';

export interface CatalogueDeps {
  em: () => Em;
  engine: SearchEngine;
  /** Embedder of the query, when the dense part has a weight. */
  embedding: EmbeddingModel | null;
  cards: CardStore;
  clock: Clock;
  labelOf: (field: string, value: string) => string;
  figures: (em: Em) => Promise<Pick<PublicOverview['counts'], 'teams' | 'introductions' | 'matchesConfirmed'>>;
  latest: (em: Em, kind: 'achievement' | 'demand', limit: number) => Promise<string[]>;
  chains: readonly { code: string; label: string }[];
}

const FACETS: Record<SearchKind, readonly string[]> = {
  achievement: ['hti', 'chain', 'region', 'coop', 'stage'],
  demand: ['hti', 'chain', 'region', 'coop', 'demandKind'],
  organisation: ['orgType', 'region', 'chain'],
};
const SORTS: Record<SearchParams['sort'], Sort> = {
  relevance: 'relevance',
  newest: { field: 'publishedAt', order: 'desc' },
  oldest: { field: 'publishedAt', order: 'asc' },
  priceAsc: { field: 'priceMin', order: 'asc' },
  priceDesc: { field: 'priceMin', order: 'desc' },
  trlDesc: { field: 'trl', order: 'desc' },
  deadline: { field: 'deadline', order: 'asc' },
};

const listOf = (value: string | string[] | undefined): string[] =>
  (Array.isArray(value) ? value : (value?.split(',') ?? [])).map((item) => item.trim()).filter(Boolean);

/** Filter that keeps what the reader may find at all. */
export const accessFilter = (actor: Actor): Filter => ({
  field: 'access',
  any: actor.isVerified ? ['public', 'verified'] : ['public'],
});

/** Filters of a search by people; pure, so that it can be tested alone. */
export function filtersOf(actor: Actor, params: SearchParams): Filter[] {
  const filters: Filter[] = [accessFilter(actor), { field: 'kind', any: [params.kind] }];
  for (const field of ['hti', 'chain', 'region', 'coop', 'stage', 'orgType', 'demandKind', 'owner'] as const) {
    const any = listOf(params[field]);
    if (any.length) filters.push({ field, any });
  }
  const range = (field: string, min: number | undefined, max: number | undefined) => {
    if (min !== undefined || max !== undefined)
      filters.push({ field, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
  };
  range('trl', params.trlMin, params.trlMax);
  // Records carry the bounds of a price class: one fits when the classes overlap.
  if (params.priceMax !== undefined) filters.push({ field: 'priceMin', max: params.priceMax, orMissing: true });
  if (params.priceMin !== undefined) filters.push({ field: 'priceMax', min: params.priceMin, orMissing: true });
  const day = 86_400_000;
  range(
    'publishedAt',
    params.publishedFrom ? Date.parse(params.publishedFrom) : undefined,
    params.publishedTo ? Date.parse(params.publishedTo) + day - 1 : undefined,
  );
  return filters;
}

/** Search by people over what is public, and the public figures. Cards hold L0 text only, whoever asks. */
export function createCatalogueService(deps: CatalogueDeps) {
  const { engine, cards, clock } = deps;

  async function present(result: SearchResult): Promise<Hit[]> {
    const found = await cards.many(result.hits.map((hit) => ({ id: hit.id, kind: hit.kind as SearchKind })));
    return result.hits.flatMap(({ score, parts, highlights: marks }, i): Hit[] => {
      const kept = found[i];
      if (!kept) return [];
      const marked = marks && {
        titleSpans: marks.title,
        ...(marks.snippet ? { snippet: marks.snippet, snippetSpans: marks.snippetSpans } : {}),
      };
      return [{ kept, said: { score, parts, ...marked } }];
    });
  }

  return {
    async search(actor: Actor, params: SearchParams): Promise<SearchAnswer> {
      const result = await engine.search('public', {
        text: params.q,
        filters: filtersOf(actor, params),
        facets: FACETS[params.kind],
        sort: params.q === '' && params.sort === 'relevance' ? SORTS.newest : SORTS[params.sort],
        offset: params.offset,
        limit: params.limit,
        highlight: params.q !== '',
        ...(deps.embedding && params.q ? { vector: (await deps.embedding.embed([params.q], 'query'))[0]! } : {}),
      });
      return {
        hits: await present(result),
        total: result.total,
        facets: Object.fromEntries(
          Object.entries(result.facets).map(([field, values]) => [
            field,
            values.map(({ value, count }) => ({ value, label: deps.labelOf(field, value), count })),
          ]),
        ),
        understood: {
          corrected: result.understood.corrected ?? null,
          glosses: result.understood.glosses,
          synonyms: result.understood.synonyms,
        },
        tookMs: result.tookMs,
      };
    },

    async suggest(actor: Actor, params: { q: string; kind?: SearchKind | undefined }) {
      const items = await engine.suggest('public', {
        text: params.q,
        filters: [accessFilter(actor), ...(params.kind ? [{ field: 'kind', any: [params.kind] }] : [])],
        limit: 8,
      });
      return { items };
    },

    async overview(): Promise<PublicOverview> {
      const em = deps.em();
      const everyone: Filter = { field: 'access', any: ['public'] };
      const count = async (kind: SearchKind) =>
        engine.search('public', {
          text: '',
          filters: [everyone, { field: 'kind', any: [kind] }],
          facets: ['chain'],
          limit: 1,
        });
      const [achievements, demands, organisations, figures, newA, newD] = await Promise.all([
        count('achievement'),
        count('demand'),
        count('organisation'),
        deps.figures(em),
        deps.latest(em, 'achievement', 6),
        deps.latest(em, 'demand', 6),
      ]);
      const inChain = (result: SearchResult, code: string) =>
        result.facets.chain?.find((facet) => facet.value === code)?.count ?? 0;
      const load = async (kind: 'achievement' | 'demand', ids: string[]) => {
        const found = await cards.many(ids.map((id) => ({ id, kind })));
        return found.flatMap((kept) => kept?.card ?? []);
      };
      return {
        counts: {
          achievements: achievements.total,
          demands: demands.total,
          organisations: organisations.total,
          ...figures,
        },
        chains: deps.chains.map(({ code, label }) => ({
          code,
          label,
          achievements: inChain(achievements, code),
          demands: inChain(demands, code),
        })),
        latestAchievements: await load('achievement', newA),
        latestDemands: await load('demand', newD),
        asOf: clock.now().toISOString(),
      };
    },
  };
}
export type CatalogueService = ReturnType<typeof createCatalogueService>;
