import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { toast } from '../../components/toasts.tsx';
import { paths } from '../../lib/paths.ts';
import type { CardActions, CardMode } from './candidate-card.tsx';
import { cardId } from './candidate-card.tsx';
import {
  demandQuery,
  listQuery,
  QUEUE_ORDERS,
  QUEUE_STATES,
  type QueueFilter,
  queueQuery,
} from './curation.queries.ts';
import { isOpen, nextWaiting, stepPosition } from './decision-ops.ts';
import type { DoneEntry } from './decision-store.ts';
import { DONE_ID } from './list-done.tsx';
import { useDecisions } from './use-decisions.ts';

const AHEAD = 2;
const MESSAGE_MS = 6_000;
/** In the history entry of a demand that the page chose by itself. */
export interface FirstState {
  isFirst: true;
}
const oneOf = <T extends string>(values: readonly T[], value: string | null): T =>
  values.find((item) => item === value) ?? values[0]!;

/** Filters live in the address, so that a view can be sent to a colleague and survives a reload. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter: QueueFilter = {
    by: oneOf(QUEUE_ORDERS, params.get('by')),
    state: oneOf(QUEUE_STATES, params.get('state')),
    assigned: params.get('assigned') === 'me' ? 'me' : 'all',
    ...(params.get('chain') ? { chain: params.get('chain') ?? '' } : {}),
  };
  const change = useCallback(
    (next: Partial<QueueFilter>) =>
      setParams(
        (old) => {
          const copy = new URLSearchParams(old);
          for (const [key, value] of Object.entries(next)) {
            if (value) copy.set(key, value);
            else copy.delete(key);
          }
          return copy;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { filter, change, search: params.toString() };
}

/** The queue, the demand in hand and the way from one to the next. */
function useQueue() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { id: addressId } = useParams();
  // The address follows a moment later; what was asked for is shown at once.
  const [pickedId, setPickedId] = useState<string | null>(null);
  const id = pickedId ?? addressId;
  useEffect(() => setPickedId((picked) => (picked === addressId ? null : picked)), [addressId]);
  const { filter, change, search } = useFilter();
  const queue = useInfiniteQuery(queueQuery(filter));
  const items = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const at = items.findIndex((item) => item.demandId === id);
  const go = useCallback(
    (demandId: string) => {
      setPickedId(demandId);
      void navigate({ pathname: paths.staffCurationDemand(demandId), search }, { preventScrollReset: true });
    },
    [navigate, search],
  );
  const first = items[0]?.demandId;
  useEffect(() => {
    if (!addressId && first)
      void navigate(
        { pathname: paths.staffCurationDemand(first), search },
        { replace: true, state: { isFirst: true } satisfies FirstState },
      );
  }, [addressId, first, navigate, search]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  useEffect(() => {
    for (const item of items.slice(at + 1, at + 1 + AHEAD)) {
      void client.prefetchQuery(listQuery(item.demandId));
      void client.prefetchQuery(demandQuery(item.demandId));
    }
    if (items.length && at >= items.length - 1 - AHEAD && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [at, items, client, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const refresh = useCallback(
    () => Promise.all(['queue', 'count'].map((part) => client.invalidateQueries({ queryKey: ['curation', part] }))),
    [client],
  );
  const total = queue.data?.pages[0]?.total ?? items.length;
  return { id, filter, change, go, items, at, total, refresh, isLoading: queue.isPending };
}

/** Everything the workbench knows and can do; the page only draws it. */
export function useWorkbench() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const queue = useQueue();
  const { id } = queue;
  const [message, setMessage] = useState('');
  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(() => setMessage(''), MESSAGE_MS);
    return () => clearTimeout(timer);
  }, [message]);
  const [mode, setMode] = useState<CardMode>('read');
  const [conflicts, setConflicts] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [recordId, setRecordId] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const lastToast = useRef<number | null>(null);
  const wantsFocus = useRef<'card' | 'heading' | 'done' | null>(null);

  const decisions = useDecisions({
    onConflict: (match) => {
      setConflicts((old) => new Set([...old, match.id]));
      toast.warn(t('curation:conflict.toast', { title: match.achievement.title }));
    },
    onError: (error) => toast.error(error),
  });
  const list = useQuery({ ...listQuery(id ?? ''), enabled: Boolean(id) });
  const items = id ? decisions.shown(id) : [];
  const fallback = items.find((match) => match.status === 'SUGGESTED') ?? items[0];
  const remembered = id ? chosen[id] : undefined;
  const selected = items.find((match) => match.id === remembered) ?? fallback;

  /** Moves the choice; `focus` follows it for those who work by keyboard. */
  const select = useCallback(
    (matchId: string, focus = true) => {
      if (!id) return;
      setChosen((old) => ({ ...old, [id]: matchId }));
      setMode('read');
      if (focus) wantsFocus.current = 'card';
    },
    [id],
  );
  useEffect(() => {
    const wanted = wantsFocus.current;
    if (!wanted) return;
    wantsFocus.current = null;
    const done = wanted === 'done' ? document.getElementById(DONE_ID) : null;
    if (done) {
      done.focus({ preventScroll: true });
      done.scrollIntoView?.({ block: 'end' });
      return;
    }
    const target = wanted !== 'heading' && selected ? document.getElementById(cardId(selected.id)) : heading.current;
    target?.focus({ preventScroll: true });
    if (wanted !== 'heading') target?.closest('article')?.scrollIntoView?.({ block: 'start' });
  });

  const done = (entry: DoneEntry | null, words: string): void => {
    if (!entry) return;
    setConflicts((old) => new Set([...old].filter((other) => other !== entry.matchId)));
    if (lastToast.current !== null) toast.dismiss(lastToast.current);
    lastToast.current = toast.undoable(words, t('common:action.undo'), () => decisions.undo(entry));
  };
  const find = (matchId: string) => items.find((match) => match.id === matchId);
  /** After a decision the next waiting one is in hand, or it is said that none is left. */
  const advance = (matchId: string): void => {
    const next = nextWaiting(items, matchId);
    select(next);
    if (next !== matchId) return;
    wantsFocus.current = 'done';
    setMessage(t('curation:say.allDone'));
  };

  const place = (matchId: string, position: number): void => {
    if (!id) return;
    decisions.decide(id, { matchId, action: 'MOVE', position });
    setMessage(t('curation:say.moved', { position }));
    select(matchId);
  };

  const actions: CardActions = {
    select: (matchId) => select(matchId, false),
    setMode,
    leave: (matchId) => select(matchId),
    open: (matchId) => setRecordId(find(matchId)?.achievement.id ?? null),
    confirm: (matchId) => {
      const match = find(matchId);
      if (!id || match?.status !== 'SUGGESTED') return setMessage(t('curation:say.notWaiting'));
      done(
        decisions.decide(id, { matchId, action: 'CONFIRM' }),
        t('curation:say.confirmed', { title: match.achievement.title }),
      );
      advance(matchId);
    },
    reject: (matchId, reasonCode, comment) => {
      const match = find(matchId);
      if (!id || !match) return;
      done(
        decisions.decide(id, { matchId, action: 'REJECT', reasonCode, comment }),
        t('curation:say.rejected', { title: match.achievement.title }),
      );
      advance(matchId);
    },
    pin: (matchId) => {
      const match = find(matchId);
      if (!id || !match || !isOpen(match)) return;
      const action = match.isPinned ? 'UNPIN' : 'PIN';
      done(
        decisions.decide(id, { matchId, action }),
        t(`curation:say.${match.isPinned ? 'unpinned' : 'pinned'}`, { title: match.achievement.title }),
      );
      select(matchId);
    },
    move: (matchId, step) => {
      const position = stepPosition(items, matchId, step);
      if (position === null) return setMessage(t('curation:say.edge'));
      place(matchId, position);
    },
    moveTo: (matchId, position) => place(matchId, position),
    note: (matchId, comment) => {
      if (!id) return;
      done(decisions.decide(id, { matchId, action: 'NOTE', comment }), t('curation:say.noted'));
      select(matchId);
    },
    grade: (matchId, relevance) => {
      if (!id) return;
      done(decisions.decide(id, { matchId, action: 'GRADE', relevance }), t('curation:say.graded'));
      select(matchId);
    },
    restore: (matchId) => {
      if (!id) return;
      decisions.restore(id, matchId);
      select(matchId);
    },
  };

  const stepCandidate = (step: 1 | -1): void => {
    const at = items.findIndex((match) => match.id === selected?.id);
    const next = items[at + step];
    if (next) select(next.id);
    else setMessage(t('curation:say.edge'));
  };
  const pick = (demandId: string): void => {
    setMode('read');
    wantsFocus.current = 'heading';
    void client.invalidateQueries({ queryKey: ['curation', 'count'] });
    queue.go(demandId);
  };
  const stepDemand = (step: 1 | -1): void => {
    const next = queue.items[queue.at + step];
    if (next) pick(next.demandId);
    else setMessage(t('curation:say.queueEdge'));
  };
  const undoLast = (): void => {
    const entry = decisions.undoLast();
    if (!entry) {
      setMessage(t('curation:say.nothingToUndo'));
      return;
    }
    toast.success(t('curation:say.undone', { title: entry.title }));
    if (entry.demandId !== id) queue.go(entry.demandId);
    setChosen((old) => ({ ...old, [entry.demandId]: entry.matchId }));
    wantsFocus.current = 'card';
  };

  /** What was sent cannot be taken back any more: the offer to undo goes. */
  const dropUndo = (): void => {
    if (lastToast.current !== null) toast.dismiss(lastToast.current);
    lastToast.current = null;
  };

  return {
    dropUndo,
    queue,
    list,
    items,
    selected,
    mode,
    setMode,
    conflicts,
    message,
    actions,
    heading,
    recordId,
    closeRecord: () => setRecordId(null),
    isSaving: decisions.pending().length > 0,
    select,
    stepCandidate,
    stepDemand,
    pick,
    undoLast,
  };
}
export type Workbench = ReturnType<typeof useWorkbench>;
