import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  MemberList,
  OrganisationPage,
  OrganisationView,
  OrgType,
} from '../../../../server/contracts/organisations.contract.ts';
import { api } from '../../lib/api-client.ts';

export interface OrganisationFilter {
  q: string;
  orgType: OrgType | '';
  verified: '' | 'true' | 'false';
}

export const organisationsKey = ['organisations'] as const;
export const organisationsQuery = (filter: OrganisationFilter) =>
  infiniteQueryOptions({
    queryKey: [...organisationsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof OrganisationPage>>('/organisations', {
        query: { ...filter, cursor: pageParam, limit: 30 },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

export const organisationKey = (id: string) => [...organisationsKey, 'one', id] as const;
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: organisationKey(id),
    queryFn: ({ signal }) => api.get<OrganisationView>(`/organisations/${id}`, { signal }),
  });

export const membersKey = (id: string) => [...organisationsKey, 'members', id] as const;
export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: membersKey(id),
    queryFn: ({ signal }) => api.get<z.infer<typeof MemberList>>(`/organisations/${id}/members`, { signal }),
  });
