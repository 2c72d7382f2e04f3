import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AchievementPage, AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import type { DemandPage, DemandView } from '../../../../server/contracts/demands.contract.ts';
import { api } from '../../lib/api-client.ts';
import type { RecordSpec } from './field-spec.ts';

export type RecordKind = RecordSpec['words'];
export interface RecordFilter {
  scope: string;
  status?: string | undefined;
  q?: string | undefined;
  stale?: 'true' | undefined;
  limit?: number;
}

const listOf = <P extends { nextCursor: string | null }>(kind: RecordKind, filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', kind, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<P>(`/${kind}`, { query: { limit: 20, ...filter, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

export const achievementsQuery = (filter: RecordFilter) =>
  listOf<z.infer<typeof AchievementPage>>('achievements', filter);
export const demandsQuery = (filter: RecordFilter) => listOf<z.infer<typeof DemandPage>>('demands', filter);

export const achievementQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', 'achievements', id, 'view'],
    queryFn: ({ signal }) => api.get<AchievementView>(`/achievements/${id}`, { signal }),
  });
export const demandQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', 'demands', id, 'view'],
    queryFn: ({ signal }) => api.get<DemandView>(`/demands/${id}`, { signal }),
  });

/** After a change: the new copy is at hand at once, everything drawn from it is asked anew. */
export function keepRecord(client: QueryClient, kind: RecordKind, view: { id: string }): void {
  client.setQueryData(['record', kind, view.id, 'view'], view);
  void client.invalidateQueries({ queryKey: ['record', kind, view.id, 'history'] });
  void client.invalidateQueries({ queryKey: ['record', kind, view.id, 'text-check'] });
  void client.invalidateQueries({ queryKey: ['records', kind] });
}
