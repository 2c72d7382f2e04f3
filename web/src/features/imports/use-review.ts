import { type UseInfiniteQueryResult, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
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
import { type Reason, reasonKey } from './blockers.tsx';
import { batchKey, patchRow, previewKey, type RowFilter, rowsQuery } from './imports.queries.ts';
import { isWaiting, nextWaiting, openFields, openMerge, rowTitle } from './row-fields.ts';
import { useDrafts } from './use-drafts.ts';

type RowsQuery = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isError'>;
type Update = Omit<z.input<typeof ImportRowUpdate>, 'version'>;

/** Rows on screen that a reason is looked for among, before more are fetched by themselves. */
const ENOUGH = 30;

/**
 * Of the rows at hand those that wait for one reason. A row that was shown stays when it is mended, so that it does not
 * slip away under the hands; more rows are fetched until the screen is full or all of them are found.
 */
function useReasonRows(query: RowsQuery, all: ImportRowView[], reason: Reason | null): ImportRowView[] {
  const key = reason ? reasonKey(reason) : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reason begins with an empty set
  const shown = useMemo(() => new Set<string>(), [key]);
  const rows = reason
    ? all.filter((row) => shown.has(row.id) || row.wants.some((want) => reasonKey(want) === key))
    : all;
  if (reason) for (const { id } of rows) shown.add(id);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query;
  const isShort = reason !== null && rows.length < Math.min(reason.rows, ENOUGH);
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return rows;
}

/** Rows of a batch under a filter, the one in hand, and every action on it. */
export function useReview(batch: ImportBatchView, filter: RowFilter, reason: Reason | null) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const query = useInfiniteQuery(rowsQuery(batch.id, filter));
  const rows = useReasonRows(query, query.data?.pages.flatMap((page) => page.items) ?? [], reason);
  const [pickedId, setPickedId] = useState<string | null>(null);
  /** What an action came to, for everyone; and the row then in hand, for those who listen. */
  const [said, setSaid] = useState({ message: '', row: '' });
  const setMessage = (message: string, row = ''): void => setSaid({ message, row });
  const drafts = useDrafts();
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === pickedId),
  );
  const row = rows[at];

  const update = useMutation({
    mutationFn: ({ target, change }: { target: ImportRowView; change: Update }) =>
      api.patch<ImportRowView>(`/imports/${batch.id}/rows/${target.id}`, { ...change, version: target.version }),
    onSuccess: (next) => {
      patchRow(client, batch.id, next);
      void client.invalidateQueries({ queryKey: batchKey(batch.id) });
      void client.invalidateQueries({ queryKey: previewKey(batch.id) });
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

  /** A row in words, for those who listen. */
  const describe = (target: ImportRowView): string =>
    t('imports:review.at', {
      row: target.rowNumber,
      title: rowTitle(target) || t('imports:row.untitled'),
      state: t(`imports:row.state.${target.state}`),
      wants: target.wants
        .slice(0, 4)
        .map((want) => [want.label, want.message].filter(Boolean).join(' '))
        .join(t('imports:edit.and')),
    });
  const goTo = (place: number, before = ''): void => {
    const next = rows[place];
    if (!next) return;
    setPickedId(next.id);
    setMessage(before, describe(next));
    if (place >= rows.length - 10 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const step = (by: 1 | -1, before = ''): void => {
    if (rows[at + by]) goTo(at + by, before);
    else if (by > 0 && query.hasNextPage) void query.fetchNextPage();
    else setMessage([before, by > 0 ? t('imports:review.last') : t('imports:review.first')].filter(Boolean).join(' '));
  };
  /** On to the next row that needs a person; more rows are fetched while none is on screen. */
  const toWaiting = (before = ''): void => {
    if (!rows.length) return;
    const place = nextWaiting(rows, at);
    if (place >= 0) goTo(place, before);
    else if (query.hasNextPage) void query.fetchNextPage().then(() => setMessage(t('imports:review.more')));
    else setMessage([before, t('imports:review.noneWaiting')].filter(Boolean).join(t('imports:edit.and')));
  };

  const isLocked = (target: ImportRowView): boolean =>
    target.state === 'COMMITTED' || target.state === 'UNCHANGED' || !['PARSED', 'COMMITTED'].includes(batch.state);

  const actions = {
    /** Corrected values. Null when saved, else what is wrong with them; what was typed stays until it is saved or dropped. */
    async save(target: ImportRowView, field: string, values: Record<string, unknown>): Promise<string | null> {
      try {
        const next = await update.mutateAsync({ target, change: { values: values as Update['values'] } });
        drafts.drop(target.id, field);
        const left = next.wants.find((want) => want.field === field || want.field in values);
        setMessage(
          left
            ? t('imports:review.savedWith', { what: [left.label, left.message].filter(Boolean).join(' ') })
            : t('imports:review.saved', { row: next.rowNumber }),
        );
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
    /** Takes the row as it stands and goes on to the next one that waits; says what is in the way otherwise. */
    async accept(): Promise<void> {
      if (!row || update.isPending) return;
      if (isLocked(row) || !isWaiting(row)) return step(1);
      if (row.wants.some((want) => want.kind === 'fix')) return setMessage(t('imports:review.hasErrors'));
      const open = openFields(row);
      // A row that only failed to be written is checked anew.
      const next = open.length || row.state === 'FAILED' ? await send(row, { confirm: open }) : row;
      if (!next) return;
      if (openMerge(next)) return setMessage(t('imports:review.duplicateFirst'));
      toWaiting(t('imports:review.accepted', { row: row.rowNumber }));
    },
    async toggleSkip(): Promise<void> {
      if (!row || isLocked(row) || update.isPending) return;
      const isSkipped = row.state === 'SKIPPED';
      const next = await send(row, { decision: isSkipped ? 'NEW' : 'SKIP' });
      if (!next) return;
      const said = t(isSkipped ? 'imports:review.restored' : 'imports:review.skipped', { row: row.rowNumber });
      if (isSkipped) setMessage(said);
      else step(1, said);
    },
    merge(): void {
      const target = row?.duplicates.find((item) => item.proposal === 'MERGE' && item.recordId);
      if (!row || !target?.recordId || isLocked(row)) return;
      void actions.decide(row, 'MERGE', target.recordId).then((next) => {
        if (next) setMessage(t('imports:review.merged', { row: row.rowNumber, title: target.title }));
      });
    },
    keepNew(): void {
      if (!row?.duplicates.length || isLocked(row)) return;
      void actions.decide(row, 'NEW').then((next) => {
        if (next) setMessage(t('imports:review.kept', { row: row.rowNumber }));
      });
    },
  };
  return {
    query,
    rows,
    row,
    at,
    message: said.message,
    spoken: [said.message, said.row].filter(Boolean).join(t('imports:edit.and')),
    drafts,
    isSaving: update.isPending,
    pick(id: string | null): void {
      setMessage('');
      setPickedId(id);
    },
    step,
    toWaiting,
    isLocked,
    actions,
  };
}
export type Review = ReturnType<typeof useReview>;
