import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { NotificationPage } from '../../../../server/contracts/accounts.contract.ts';
import type { MatchPage } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';

export const notificationsKey = ['notifications'] as const;
export const latestNotificationsQuery = queryOptions({
  queryKey: [...notificationsKey, 'latest'],
  queryFn: ({ signal }) =>
    api.get<z.infer<typeof NotificationPage>>('/me/notifications', { query: { limit: 6 }, signal }),
});
export const notificationsQuery = infiniteQueryOptions({
  queryKey: [...notificationsKey, 'all'],
  queryFn: ({ pageParam, signal }) =>
    api.get<z.infer<typeof NotificationPage>>('/me/notifications', { query: { cursor: pageParam, limit: 30 }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
});

/** Introductions that wait for an answer of mine. */
export const openIntroductionsQuery = queryOptions({
  queryKey: ['introductions', 'desk'],
  queryFn: ({ signal }) =>
    api.get<z.infer<typeof MatchPage>>('/introductions', { query: { state: 'open', limit: 20 }, signal }),
});
