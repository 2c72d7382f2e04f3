import type { SearchKind } from '../../../../../server/contracts/search.contract.ts';
import type { Query } from '../../../lib/api-client.ts';

export const PAGE_SIZE = 20;
const MAX_OFFSET = 10_000;

export const FACETS = {
  achievement: ['chain', 'hti', 'stage', 'coop', 'region'],
  demand: ['chain', 'hti', 'demandKind', 'coop', 'region'],
  organisation: ['orgType', 'region', 'chain'],
} as const satisfies Record<SearchKind, readonly string[]>;
export type FacetName = 'chain' | 'hti' | 'stage' | 'coop' | 'region' | 'demandKind' | 'orgType';

export const SORTS = {
  achievement: ['relevance', 'newest', 'trlDesc', 'priceAsc', 'priceDesc'],
  demand: ['relevance', 'newest', 'deadline', 'priceDesc', 'priceAsc'],
  organisation: ['relevance'],
} as const satisfies Record<SearchKind, readonly string[]>;
export type Sort = 'relevance' | 'newest' | 'trlDesc' | 'priceAsc' | 'priceDesc' | 'deadline';

/** What the address of a list says; prices in 万元 as people type them. */
export interface SearchState {
  q: string;
  facets: Partial<Record<FacetName, readonly string[]>>;
  trlMin: number | null;
  trlMax: number | null;
  priceMin: number | null;
  priceMax: number | null;
  publishedFrom: string;
  publishedTo: string;
  /** Organisation whose records are listed. */
  owner: string;
  sort: Sort;
  page: number;
}

const numberIn = (text: string | null, min: number, max: number): number | null => {
  const value = Number(text);
  return text !== null && text !== '' && Number.isFinite(value) && value >= min && value <= max ? value : null;
};
const dayIn = (text: string | null): string => (text && /^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : '');

/** Reads an address; whatever does not fit is left out, so that an old or edited link still opens. */
export function readState(kind: SearchKind, params: URLSearchParams): SearchState {
  const facets: SearchState['facets'] = {};
  for (const name of FACETS[kind]) {
    const values = (params.get(name) ?? '').split(',').filter(Boolean);
    if (values.length) facets[name] = values;
  }
  const sort = SORTS[kind].find((item) => item === params.get('sort')) ?? 'relevance';
  return {
    q: (params.get('q') ?? '').slice(0, 500),
    facets,
    trlMin: numberIn(params.get('trlMin'), 1, 9),
    trlMax: numberIn(params.get('trlMax'), 1, 9),
    priceMin: numberIn(params.get('priceMin'), 0, 1e8),
    priceMax: numberIn(params.get('priceMax'), 0, 1e8),
    publishedFrom: dayIn(params.get('publishedFrom')),
    publishedTo: dayIn(params.get('publishedTo')),
    owner: (params.get('owner') ?? '').slice(0, 36),
    sort,
    page: Math.floor(numberIn(params.get('page'), 1, MAX_OFFSET / PAGE_SIZE) ?? 1),
  };
}

/** The address of a state; defaults are left out, so that links stay short. */
export function writeState(state: SearchState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (key: string, value: string | number | null) => {
    if (value !== null && value !== '') params.set(key, String(value));
  };
  set('q', state.q);
  for (const [name, values] of Object.entries(state.facets)) set(name, values.join(','));
  for (const key of ['trlMin', 'trlMax', 'priceMin', 'priceMax', 'publishedFrom', 'publishedTo', 'owner'] as const)
    set(key, state[key]);
  if (state.sort !== 'relevance') params.set('sort', state.sort);
  if (state.page > 1) params.set('page', String(state.page));
  return params;
}

/** The call of the API: prices in yuan, page as offset. */
export function toQuery(kind: SearchKind, state: SearchState): Query {
  const yuan = (wan: number | null) => (wan === null ? null : wan * 10_000);
  const offset = (state.page - 1) * PAGE_SIZE;
  return {
    kind,
    q: state.q,
    ...state.facets,
    trlMin: state.trlMin,
    trlMax: state.trlMax,
    priceMin: yuan(state.priceMin),
    priceMax: yuan(state.priceMax),
    publishedFrom: state.publishedFrom,
    publishedTo: state.publishedTo,
    owner: state.owner,
    sort: state.sort,
    offset,
    limit: PAGE_SIZE,
  };
}

/** Fields of technology have two levels (20 holds 202): choosing one lets go of those above and below it, or it would not narrow. */
const isKin = (a: string, b: string): boolean => a !== b && (a.startsWith(b) || b.startsWith(a));

/** Adds or takes away one value of a facet and goes back to the first page. */
export function toggleFacet(state: SearchState, name: FacetName, value: string): SearchState {
  const chosen = state.facets[name] ?? [];
  const now = name === 'hti' && !chosen.includes(value) ? chosen.filter((item) => !isKin(item, value)) : chosen;
  const next = now.includes(value) ? now.filter((item) => item !== value) : [...now, value];
  const facets = { ...state.facets };
  if (next.length) facets[name] = next;
  else delete facets[name];
  return { ...state, facets, page: 1 };
}

export const withoutFilters = (state: SearchState): SearchState => ({
  ...state,
  facets: {},
  trlMin: null,
  trlMax: null,
  priceMin: null,
  priceMax: null,
  publishedFrom: '',
  publishedTo: '',
  owner: '',
  page: 1,
});

export function filterCount(state: SearchState): number {
  const lists = Object.values(state.facets).reduce((sum, values) => sum + values.length, 0);
  const ranges = [
    state.trlMin !== null || state.trlMax !== null,
    state.priceMin !== null || state.priceMax !== null,
    state.publishedFrom !== '' || state.publishedTo !== '',
    state.owner !== '',
  ];
  return lists + ranges.filter(Boolean).length;
}
