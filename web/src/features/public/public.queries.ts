import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../../../server/contracts/demands.contract.ts';
import type {
  OrganisationView,
  TeamAchievements,
  TeamView,
} from '../../../../server/contracts/organisations.contract.ts';
import type { PublicOverview, SearchKind, SearchResponse } from '../../../../server/contracts/search.contract.ts';
import { api, type Query } from '../../lib/api-client.ts';
import { isStatus } from '../../lib/api-error.ts';

export const overviewQuery = queryOptions({
  queryKey: ['public', 'overview'],
  queryFn: ({ signal }) => api.get<PublicOverview>('/public/overview', { signal }),
  staleTime: 60_000,
});

export const searchQuery = (query: Query) =>
  queryOptions({
    queryKey: ['search', query],
    queryFn: ({ signal }) => api.get<SearchResponse>('/search', { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** How many of one kind answer the words: for the tabs. */
export const countQuery = (kind: SearchKind, q: string) =>
  queryOptions({
    queryKey: ['search', 'count', kind, q],
    queryFn: async ({ signal }) =>
      (await api.get<SearchResponse>('/search', { query: { kind, q, limit: 1 }, signal })).total,
    staleTime: 30_000,
  });

export const suggestQuery = (q: string, kind: SearchKind) =>
  queryOptions({
    queryKey: ['suggest', kind, q],
    queryFn: ({ signal }) =>
      api.get<{ items: { text: string; count: number }[] }>('/search/suggest', { query: { q, kind }, signal }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

/** What is gone or hidden is the route's 404; every other failure is shown in place. */
const throwOnError = (error: unknown): boolean => isStatus(error, 404) || isStatus(error, 400);

export const achievementQuery = (id: string) =>
  queryOptions({
    queryKey: ['achievement', id],
    queryFn: ({ signal }) => api.get<AchievementView>(`/achievements/${encodeURIComponent(id)}`, { signal }),
    throwOnError,
  });
export const demandQuery = (id: string) =>
  queryOptions({
    queryKey: ['demand', id],
    queryFn: ({ signal }) => api.get<DemandView>(`/demands/${encodeURIComponent(id)}`, { signal }),
    throwOnError,
  });
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) => api.get<OrganisationView>(`/organisations/${encodeURIComponent(id)}`, { signal }),
    throwOnError,
  });
export const teamQuery = (id: string) =>
  queryOptions({
    queryKey: ['team', id],
    queryFn: ({ signal }) => api.get<TeamView>(`/teams/${encodeURIComponent(id)}`, { signal }),
    throwOnError,
  });
export const teamAchievementsQuery = (id: string) =>
  queryOptions({
    queryKey: ['team', id, 'achievements'],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof TeamAchievements>>(`/teams/${encodeURIComponent(id)}/achievements`, { signal }),
  });
