import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import i18next from 'i18next';
import type { z } from 'zod';
import type {
  ImportBatchPage,
  ImportBatchView,
  ImportMappingView,
  ImportPreview,
  ImportRowPage,
  ImportRowQuery,
  ImportRowView,
  ImportState,
} from '../../../../server/contracts/imports.contract.ts';
import type { OrganisationPage } from '../../../../server/contracts/organisations.contract.ts';
import { api } from '../../lib/api-client.ts';

type RowPage = z.infer<typeof ImportRowPage>;
export type RowFilter = Pick<z.infer<typeof ImportRowQuery>, 'state' | 'duplicates'>;

const WORKING: readonly ImportState[] = ['MAPPED', 'PARSING', 'COMMITTING', 'ROLLING_BACK'];
/** The server is at work on the batch; the page asks again every second. */
export const isWorking = (state: ImportState): boolean => WORKING.includes(state);
const POLL_MS = 1_000;

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) =>
    api.get<z.infer<typeof ImportBatchPage>>('/imports', { query: { cursor: pageParam, limit: 20 }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.items.some((batch) => isWorking(batch.state))) ? 2 * POLL_MS : false,
});

export const batchKey = (id: string) => ['imports', 'batch', id] as const;
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: batchKey(id),
    queryFn: ({ signal }) => api.get<ImportBatchView>(`/imports/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data && isWorking(query.state.data.state) ? POLL_MS : false),
    staleTime: 0,
  });

export const mappingKey = (id: string) => ['imports', 'mapping', id] as const;
/** Labels and reasons come in the language of the page, so the language is part of the key. */
export const mappingQuery = (id: string, sheetName?: string) =>
  queryOptions({
    queryKey: [...mappingKey(id), sheetName ?? null, i18next.language],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ImportMappingView>>(`/imports/${id}/mapping`, { query: { sheetName }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const rowsKey = (id: string) => ['imports', 'rows', id] as const;
/** The rows stay as they were drawn while a person works them: what is decided must not slip away under their hands. */
export const rowsQuery = (id: string, filter: RowFilter) =>
  infiniteQueryOptions({
    queryKey: [...rowsKey(id), filter, i18next.language],
    queryFn: ({ pageParam, signal }) =>
      api.get<RowPage>(`/imports/${id}/rows`, { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export const previewKey = (id: string) => ['imports', 'preview', id] as const;
/** What a commit would do now, and why rows stay behind. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: [...previewKey(id), i18next.language],
    queryFn: ({ signal }) => api.get<ImportPreview>(`/imports/${id}/preview`, { signal }),
    staleTime: 0,
  });

export const organisationNamesQuery = (q: string) =>
  queryOptions({
    queryKey: ['imports', 'organisations', q],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof OrganisationPage>>('/organisations', { query: { q, limit: 20 }, signal }),
    enabled: q.length > 0,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });

export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'organisation', id],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof OrganisationPage>['items'][number]>(`/organisations/${id}`, { signal }),
    staleTime: 60_000,
  });

/** Puts a newer copy of a row into every list on screen. */
export function patchRow(client: QueryClient, batchId: string, row: ImportRowView): void {
  client.setQueriesData<{ pages: RowPage[]; pageParams: unknown[] }>({ queryKey: rowsKey(batchId) }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.id === row.id ? row : item)),
          })),
        }
      : data,
  );
}
