import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { IntroductionQuery, MatchPage, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';

export type IntroductionState = Exclude<z.infer<typeof IntroductionQuery>['state'], 'all'>;
export const INTRODUCTION_STATES = ['open', 'accepted', 'closed'] as const satisfies readonly IntroductionState[];

export const introductionsQuery = (state: IntroductionState) =>
  infiniteQueryOptions({
    queryKey: ['introductions', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof MatchPage>>('/introductions', { query: { state, cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

export const introductionQuery = (id: string) =>
  queryOptions({
    queryKey: ['introductions', 'one', id],
    queryFn: ({ signal }) => api.get<MatchView>(`/introductions/${id}`, { signal }),
  });

/** The newer copy after an answer; the lists are asked for again. */
export function keep(client: QueryClient, match: MatchView): void {
  client.setQueryData(introductionQuery(match.id).queryKey, match);
  void client.invalidateQueries({ queryKey: ['introductions', 'list'] });
}
