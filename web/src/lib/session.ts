import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Me, Role } from '../../../server/contracts/accounts.contract.ts';
import { api } from './api-client.ts';
import { isStatus } from './api-error.ts';

/** The person signed in, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await api.get<Me>('/me', { signal });
    } catch (error) {
      if (isStatus(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** undefined while it is not known yet. */
export const useMe = (): Me | null | undefined => useQuery(meQuery).data;

export function useHasRole(...roles: Role[]): boolean {
  const me = useMe();
  return roles.some((role) => me?.roles.includes(role));
}

/** After signing in or out: nothing of the former person stays in memory, and the pages ask anew. */
export async function renewSession(queryClient: QueryClient): Promise<Me | null> {
  const isOther = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] !== meQuery.queryKey[0];
  queryClient.removeQueries({ type: 'inactive', predicate: isOther });
  const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  void queryClient.invalidateQueries({ predicate: isOther });
  return me;
}
