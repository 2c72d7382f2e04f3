import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportRowUpdate,
  ImportRowView,
  RowDecision,
} from '../../../../server/contracts/imports.contract.ts';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { batchKey, patchRow, type RowFilter, rowsQuery } from './imports.queries.ts';
import { openFields, openMerge } from './row-fields.ts';

type Update = Omit<z.input<typeof ImportRowUpdate>, 'version'>;
const NONE: ReadonlySet<string> = new Set();

/** Rows of a batch under a filter, the one in hand, and every action on it. */
export function useReview(batch: ImportBatchView, filter: RowFilter) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const query = useInfiniteQuery(rowsQuery(batch.id, filter));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [pickedId, setPickedId] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const [message, setMessage] = useState('');
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === pickedId),
  );
  const row = rows[at];
  const confirmedOf = (id: string): ReadonlySet<string> => confirmed.get(id) ?? NONE;

  const update = useMutation({
    mutationFn: ({ target, change }: { target: ImportRowView; change: Update }) =>
      api.patch<ImportRowView>(`/imports/${batch.id}/rows/${target.id}`, { ...change, version: target.version }),
    onSuccess: (next, { change }) => {
      patchRow(client, batch.id, next);
      if (change.confirm?.length)
        setConfirmed((old) =>
          new Map(old).set(next.id, new Set([...(old.get(next.id) ?? []), ...(change.confirm ?? [])])),
        );
      void client.invalidateQueries({ queryKey: batchKey(batch.id) });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409 && error.current) {
        patchRow(client, batch.id, error.current as ImportRowView);
        toast.warn(t('imports:review.conflict'));
      }
    },
  });
  const send = async (target: ImportRowView, change: Update): Promise<ImportRowView | null> => {
    try {
      return await update.mutateAsync({ target, change });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409 && error.current)) toast.error(error);
      return null;
    }
  };

  const step = (by: 1 | -1): void => {
    const next = rows[at + by];
    if (next) setPickedId(next.id);
    if (by > 0 && at + by >= rows.length - 10 && query.hasNextPage && !query.isFetchingNextPage)
      void query.fetchNextPage();
    if (!next && by > 0 && !query.hasNextPage) setMessage(t('imports:review.last'));
  };

  const isLocked = (target: ImportRowView): boolean =>
    target.state === 'COMMITTED' || target.state === 'UNCHANGED' || !['PARSED', 'COMMITTED'].includes(batch.state);

  const actions = {
    /** Corrected values; the field they answer counts as confirmed. Null when saved, else what is wrong with them. */
    async save(target: ImportRowView, field: string, values: Record<string, unknown>): Promise<string | null> {
      try {
        await update.mutateAsync({ target, change: { values, confirm: [field] } });
        return null;
      } catch (error) {
        return (
          [...new Set(error instanceof ApiError ? error.fields.map((item) => item.message) : [])].join(
            t('imports:edit.and'),
          ) || words(error).detail
        );
      }
    },
    confirm: (target: ImportRowView, fields: string[]) => send(target, { confirm: fields }),
    decide: (target: ImportRowView, decision: z.infer<typeof RowDecision>, mergeIntoId?: string) =>
      send(target, { decision, ...(mergeIntoId ? { mergeIntoId } : {}) }),
    /** Takes the row as it stands and goes on; says what is in the way otherwise. */
    async accept(): Promise<void> {
      if (!row || update.isPending) return;
      if (isLocked(row) || row.state === 'READY' || row.state === 'SKIPPED') return step(1);
      if (row.state === 'FAILED') return setMessage(t('imports:review.hasErrors'));
      const open = openFields(row, confirmedOf(row.id));
      const next = open.length ? await send(row, { confirm: open }) : row;
      if (!next) return;
      if (openMerge(next)) return setMessage(t('imports:review.duplicateFirst'));
      setMessage(t('imports:review.accepted', { row: row.rowNumber }));
      step(1);
    },
    async toggleSkip(): Promise<void> {
      if (!row || isLocked(row) || update.isPending) return;
      const isSkipped = row.state === 'SKIPPED';
      const next = await send(row, { decision: isSkipped ? 'NEW' : 'SKIP' });
      if (!next) return;
      setMessage(t(isSkipped ? 'imports:review.restored' : 'imports:review.skipped', { row: row.rowNumber }));
      if (!isSkipped) step(1);
    },
    merge(): void {
      const target = row?.duplicates.find((item) => item.proposal === 'MERGE' && item.recordId);
      if (row && target?.recordId && !isLocked(row)) void actions.decide(row, 'MERGE', target.recordId);
    },
    keepNew(): void {
      if (row?.duplicates.length && !isLocked(row)) void actions.decide(row, 'NEW');
    },
  };
  return {
    query,
    rows,
    row,
    at,
    message,
    isSaving: update.isPending,
    pick: setPickedId,
    step,
    confirmedOf,
    isLocked,
    actions,
  };
}
export type Review = ReturnType<typeof useReview>;
