import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AccountPage, AccountQuery } from '../../../../server/contracts/accounts.contract.ts';
import type { EngineState } from '../../../../server/contracts/admin.contract.ts';
import { api } from '../../lib/api-client.ts';

export type AccountFilter = Pick<z.infer<typeof AccountQuery>, 'q' | 'role' | 'status'>;
export const accountsKey = ['admin', 'accounts'] as const;
export const accountsQuery = (filter: AccountFilter) =>
  infiniteQueryOptions({
    queryKey: [...accountsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof AccountPage>>('/accounts', { query: { ...filter, cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

const POLL_MS = 1_000;
const IDLE_MS = 10_000;
export const engineQuery = queryOptions({
  queryKey: ['admin', 'engine'],
  queryFn: ({ signal }) => api.get<EngineState>('/admin/search', { signal }),
  refetchInterval: (query) => (query.state.data?.rebuild.running ? POLL_MS : IDLE_MS),
  staleTime: 0,
});
