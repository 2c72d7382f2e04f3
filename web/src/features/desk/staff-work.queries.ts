import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { EngineState } from '../../../../server/contracts/admin.contract.ts';
import type { ImportBatchPage, ImportState } from '../../../../server/contracts/imports.contract.ts';
import type { QueuePage } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';

/** Lists without a total are counted up to this many; beyond it the figure says "and more". */
const MOST = 100;
/** A count, and whether there are more than were looked at. */
export interface Count {
  count: number;
  isMore: boolean;
}
const STALE_MS = 30_000;

const counted = (path: string, query: Record<string, string>) =>
  queryOptions({
    queryKey: ['desk', 'count', path, query],
    queryFn: async ({ signal }): Promise<Count> => {
      const page = await api.get<{ items: unknown[]; nextCursor: string | null }>(path, {
        query: { ...query, limit: MOST },
        signal,
      });
      return { count: page.items.length, isMore: page.nextCursor !== null };
    },
    staleTime: STALE_MS,
  });

export const achievementsToReviewQuery = counted('/achievements', { scope: 'review', status: 'INSTITUTE_OK' });
export const demandsToReviewQuery = counted('/demands', { scope: 'review' });
export const organisationsToVerifyQuery = counted('/organisations', { verified: 'false' });

export const curationCountsQuery = (assigned: 'me' | 'all') =>
  queryOptions({
    queryKey: ['desk', 'curation', assigned],
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof QueuePage>>('/curation/queue', { query: { assigned, limit: 1 }, signal })).counts,
    staleTime: STALE_MS,
  });

/** Lists that wait for a person: columns to map, rows to look through. */
const WAITING: readonly ImportState[] = ['UPLOADED', 'PARSED'];
export const importsWaitingQuery = queryOptions({
  queryKey: ['desk', 'imports'],
  queryFn: async ({ signal }): Promise<Count> => {
    const page = await api.get<z.infer<typeof ImportBatchPage>>('/imports', { query: { limit: MOST }, signal });
    const { length } = page.items.filter((batch) => WAITING.includes(batch.state));
    return { count: length, isMore: page.nextCursor !== null };
  },
  staleTime: STALE_MS,
});

export const engineStateQuery = queryOptions({
  queryKey: ['desk', 'engine'],
  queryFn: ({ signal }) => api.get<EngineState>('/admin/search', { signal }),
  staleTime: STALE_MS,
});
