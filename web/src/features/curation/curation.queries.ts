import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../../../server/contracts/demands.contract.ts';
import type {
  LabelPage,
  MatchListView,
  MatchView,
  QueuePage,
  QueueQuery,
  SendReach,
} from '../../../../server/contracts/matching.contract.ts';
import type { SearchResponse } from '../../../../server/contracts/search.contract.ts';
import { pollOf } from '../../components/matching/list-state.ts';
import { api } from '../../lib/api-client.ts';

type Queue = z.infer<typeof QueuePage>;
export type QueueFilter = Pick<z.infer<typeof QueueQuery>, 'by' | 'chain' | 'assigned' | 'state'>;
export const QUEUE_STATES = ['open', 'shortlisted', 'none', 'done'] as const;
export const QUEUE_ORDERS = ['age', 'value', 'chain', 'owner'] as const;

/** The queue stays as it was drawn while a person works it: what they decide must not slip away under their hands. */
export const queueQuery = (filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: ['curation', 'queue', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Queue>('/curation/queue', { query: { ...filter, cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** How many demands stand in each state, under the same filters; asked apart, since the queue itself stays as drawn. */
export const queueCountsQuery = ({ chain, assigned }: Pick<QueueFilter, 'chain' | 'assigned'>) =>
  queryOptions({
    queryKey: ['curation', 'count', chain ?? '', assigned],
    queryFn: async ({ signal }) =>
      (await api.get<Queue>('/curation/queue', { query: { chain, assigned, limit: 1 }, signal })).counts,
    staleTime: 30_000,
  });

export const listKey = (demandId: string) => ['curation', 'list', demandId] as const;
export const listQuery = (demandId: string) =>
  queryOptions({
    queryKey: listKey(demandId),
    queryFn: ({ signal }) => api.get<MatchListView>(`/curation/demands/${demandId}`, { signal }),
    refetchInterval: (query) => pollOf(query.state.data),
  });

/** Who can answer on each side: looked up anew each time, since accounts come and go. */
export const reachQuery = (demandId: string) =>
  queryOptions({
    queryKey: ['curation', 'reach', demandId],
    queryFn: ({ signal }) => api.get<SendReach>(`/curation/demands/${demandId}/reach`, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const demandQuery = (id: string) =>
  queryOptions({
    queryKey: ['curation', 'demand', id],
    queryFn: ({ signal }) => api.get<DemandView>(`/demands/${id}`, { signal }),
    staleTime: 60_000,
  });

export const achievementQuery = (id: string) =>
  queryOptions({
    queryKey: ['curation', 'achievement', id],
    queryFn: ({ signal }) => api.get<AchievementView>(`/achievements/${id}`, { signal }),
    staleTime: 60_000,
  });

export const achievementSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['curation', 'search', q],
    queryFn: ({ signal }) =>
      api.get<SearchResponse>('/search', { query: { kind: 'achievement', q, limit: 20 }, signal }),
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });

export const labelsQuery = infiniteQueryOptions({
  queryKey: ['curation', 'labels'],
  queryFn: ({ pageParam, signal }) =>
    api.get<z.infer<typeof LabelPage>>('/curation/labels', { query: { cursor: pageParam, limit: 30 }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
});

/** Counts of one demand in every queue on screen, from its list. */
export function patchQueue(client: QueryClient, demandId: string, items: readonly MatchView[]): void {
  const of = (status: string): number => items.filter((item) => item.status === status).length;
  const counts = { suggested: of('SUGGESTED'), confirmed: of('CONFIRMED') };
  client.setQueriesData<{ pages: Queue[]; pageParams: unknown[] }>({ queryKey: ['curation', 'queue'] }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.demandId === demandId ? { ...item, ...counts } : item)),
          })),
        }
      : data,
  );
}
