import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AccountPage } from '../../../../server/contracts/accounts.contract.ts';
import { api } from '../../lib/api-client.ts';
import { isStatus } from '../../lib/api-error.ts';

/** Technology managers to whom a demand can be given; empty for those who may not list accounts. */
export const managersQuery = queryOptions({
  queryKey: ['review', 'managers'],
  queryFn: async ({ signal }): Promise<{ id: string; name: string }[]> => {
    try {
      const page = await api.get<z.infer<typeof AccountPage>>('/accounts', {
        query: { role: 'technologyManager', status: 'ACTIVE', limit: 100 },
        signal,
      });
      return page.items.map(({ id, name }) => ({ id, name }));
    } catch (error) {
      if (isStatus(error, 403)) return [];
      throw error;
    }
  },
  staleTime: 300_000,
});
