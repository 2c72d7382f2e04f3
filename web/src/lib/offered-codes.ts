import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CodeTableList } from '../../../server/contracts/admin.contract.ts';
import { CODE_TABLES, type CodeEntry, type CodeTableName } from '../../../server/contracts/code-tables/index.ts';
import { api } from './api-client.ts';

export const codeTablesQuery = queryOptions({
  queryKey: ['code-tables'],
  queryFn: ({ signal }) => api.get<z.infer<typeof CodeTableList>>('/code-tables', { signal }),
});

const FRESH_MS = 300_000;

export interface OfferedCodes {
  /** Whether a form offers the entry; what the record holds already stays in view. */
  isOffered: (table: CodeTableName, entry: CodeEntry, held?: readonly unknown[]) => boolean;
  /** For a select or a group of choices. */
  options: (table: CodeTableName, held?: readonly unknown[]) => { value: string; label: string }[];
}

/** Codes that forms offer: those in use, without the ones that the administrator switched off. The server refuses the others. */
export function useOfferedCodes(): OfferedCodes {
  const { i18n } = useTranslation();
  const english = i18n.language.startsWith('en');
  const { data } = useQuery({ ...codeTablesQuery, staleTime: FRESH_MS });
  const isOffered: OfferedCodes['isOffered'] = (table, entry, held = []) => {
    if (entry.replacedBy) return false;
    const known = data?.items.find((item) => item.table === table)?.entries.find((item) => item.code === entry.code);
    return (known ? known.isActive : !entry.open) || held.includes(entry.code);
  };
  return {
    isOffered,
    options: (table, held) =>
      (CODE_TABLES[table] as readonly CodeEntry[])
        .filter((entry) => isOffered(table, entry, held))
        .map((entry) => ({ value: entry.code, label: english ? entry.en : entry.zh })),
  };
}
