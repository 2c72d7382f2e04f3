import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { useLatest } from '../../lib/use-latest.ts';
import { listKey, patchQueue } from './curation.queries.ts';
import { applyOps, type DecisionOp, withMatch } from './decision-ops.ts';

type NewOp = Omit<DecisionOp, 'id' | 'demandId' | 'restore'>;
/** A decision that can be taken back. */
export interface DoneEntry {
  demandId: string;
  matchId: string;
  title: string;
  action: DecisionOp['action'];
  before: MatchView;
  order: readonly string[];
  isFailed: boolean;
  isUndone: boolean;
}
export interface DecisionHooks {
  onConflict: (match: MatchView) => void;
  onError: (error: unknown) => void;
}

const isMatch = (value: unknown): value is MatchView =>
  typeof value === 'object' && value !== null && 'evidence' in value && 'version' in value;

/**
 * Decisions that show at once and go to the server one after the other, each with the version the one before left.
 * A refused one disappears again; a version conflict brings the newer copy.
 */
export function useDecisions(hooks: DecisionHooks) {
  const client = useQueryClient();
  const [pending, setPending] = useState<readonly DecisionOp[]>([]);
  const pendingRef = useRef<readonly DecisionOp[]>([]);
  const chain = useRef<Promise<void>>(Promise.resolve());
  const history = useRef<DoneEntry[]>([]);
  const nextId = useRef(1);
  const hooksRef = useLatest(hooks);

  const update = useCallback((change: (ops: readonly DecisionOp[]) => readonly DecisionOp[]) => {
    pendingRef.current = change(pendingRef.current);
    setPending(pendingRef.current);
  }, []);

  /** The list of a demand as the page shows it: the server's, with what is still under way. */
  const shown = useCallback(
    (demandId: string): MatchView[] =>
      applyOps(
        client.getQueryData<MatchListView>(listKey(demandId))?.items ?? [],
        pendingRef.current.filter((op) => op.demandId === demandId),
      ),
    [client],
  );

  const take = useCallback(
    (match: MatchView) =>
      client.setQueryData<MatchListView>(listKey(match.demand.id), (list) => (list ? withMatch(list, match) : list)),
    [client],
  );

  const run = useCallback(
    async (op: DecisionOp, entry: DoneEntry): Promise<void> => {
      const key = listKey(op.demandId);
      try {
        if (op.action === 'UNDO' && entry.isFailed) return;
        const { items } = await client.ensureQueryData<MatchListView>({ queryKey: key });
        const version = items.find((item) => item.id === op.matchId)?.version ?? entry.before.version;
        const { action, reasonCode, comment, position, relevance } = op;
        await client.cancelQueries({ queryKey: key });
        take(
          await api.post<MatchView>(`/matches/${op.matchId}/decisions`, {
            version,
            action,
            ...(reasonCode ? { reasonCode } : {}),
            ...(comment ? { comment } : {}),
            ...(position ? { position } : {}),
            ...(relevance ? { relevance } : {}),
          }),
        );
        // A move renumbers the others too, and with it their versions; the place of an unpinned one only the server knows.
        if (action === 'MOVE' || action === 'UNDO' || action === 'UNPIN')
          await client.refetchQueries({ queryKey: key });
      } catch (error) {
        if (op.action === 'UNDO') entry.isUndone = false;
        else entry.isFailed = true;
        if (error instanceof ApiError && error.status === 409) {
          if (isMatch(error.current)) {
            take(error.current);
            hooksRef.current.onConflict(error.current);
          } else {
            hooksRef.current.onError(error);
          }
          await client.refetchQueries({ queryKey: key });
        } else {
          hooksRef.current.onError(error);
        }
      } finally {
        update((ops) => ops.filter((other) => other.id !== op.id));
        patchQueue(client, op.demandId, shown(op.demandId));
      }
    },
    [client, hooksRef, shown, take, update],
  );

  const enqueue = useCallback(
    (op: DecisionOp, entry: DoneEntry) => {
      update((ops) => [...ops, op]);
      chain.current = chain.current.then(() => run(op, entry));
    },
    [run, update],
  );

  const decide = useCallback(
    (demandId: string, input: NewOp): DoneEntry | null => {
      const items = shown(demandId);
      const before = items.find((match) => match.id === input.matchId);
      if (!before) return null;
      const entry: DoneEntry = {
        demandId,
        matchId: input.matchId,
        title: before.achievement.title,
        action: input.action,
        before,
        order: items.map((match) => match.id),
        isFailed: false,
        isUndone: false,
      };
      history.current = [...history.current.slice(-99), entry];
      enqueue({ ...input, id: nextId.current++, demandId }, entry);
      return entry;
    },
    [enqueue, shown],
  );

  /** Takes one back, with everything decided on the same match since: the server undoes the latest first. */
  const undo = useCallback(
    (entry: DoneEntry): void => {
      const from = history.current.indexOf(entry);
      const chosen = history.current
        .slice(Math.max(from, 0))
        .filter((other) => other.matchId === entry.matchId && !other.isFailed && !other.isUndone)
        .reverse();
      for (const other of chosen) {
        other.isUndone = true;
        enqueue(
          {
            id: nextId.current++,
            demandId: other.demandId,
            matchId: other.matchId,
            action: 'UNDO',
            restore: { match: other.before, order: other.order },
          },
          other,
        );
      }
    },
    [enqueue],
  );

  const undoLast = useCallback((): DoneEntry | null => {
    const entry = history.current.findLast((other) => !other.isFailed && !other.isUndone) ?? null;
    if (entry) undo(entry);
    return entry;
  }, [undo]);

  /** Takes back what was decided on a match at some earlier time, maybe by a colleague. */
  const restore = useCallback(
    (demandId: string, matchId: string): void => {
      const mine = history.current.findLast((other) => other.matchId === matchId && !other.isFailed && !other.isUndone);
      if (mine) {
        undo(mine);
        return;
      }
      const items = shown(demandId);
      const before = items.find((match) => match.id === matchId);
      if (!before) return;
      const order = items.map((match) => match.id);
      enqueue(
        {
          id: nextId.current++,
          demandId,
          matchId,
          action: 'UNDO',
          restore: { match: { ...before, status: 'SUGGESTED', reasonCodes: [] }, order },
        },
        {
          demandId,
          matchId,
          title: before.achievement.title,
          action: 'UNDO',
          before,
          order,
          isFailed: false,
          isUndone: true,
        },
      );
    },
    [enqueue, shown, undo],
  );

  return useMemo(
    () => ({ decide, undo, undoLast, restore, shown, pending }),
    [decide, undo, undoLast, restore, shown, pending],
  );
}
export type Decisions = ReturnType<typeof useDecisions>;
