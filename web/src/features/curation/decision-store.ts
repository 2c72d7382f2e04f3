import type { QueryClient } from '@tanstack/react-query';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
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
  /** A colleague was faster: the newer copy is in the list already. */
  onConflict: (match: MatchView) => void;
  onError: (error: unknown) => void;
}

const HISTORY = 100;
const isMatch = (value: unknown): value is MatchView =>
  typeof value === 'object' && value !== null && 'evidence' in value && 'version' in value;
const canUndo = (entry: DoneEntry): boolean => !entry.isFailed && !entry.isUndone;

/**
 * Decisions that show at once and go to the server one after the other, each with the version the one before left.
 * A refused one disappears again; a version conflict brings the newer copy. Lives beside the cache and not in a page,
 * so that going from page to page loses neither what is under way nor the way back.
 */
export function createDecisionStore(client: QueryClient) {
  let pending: readonly DecisionOp[] = [];
  let history: readonly DoneEntry[] = [];
  let chain: Promise<void> = Promise.resolve();
  let nextId = 1;
  let hooks: DecisionHooks = { onConflict: () => undefined, onError: () => undefined };
  const listeners = new Set<() => void>();

  function setPending(next: readonly DecisionOp[]): void {
    pending = next;
    for (const listener of listeners) listener();
  }

  /** The list of a demand as the page shows it: the server's, with what is still under way. */
  const shown = (demandId: string): MatchView[] =>
    applyOps(
      client.getQueryData<MatchListView>(listKey(demandId))?.items ?? [],
      pending.filter((op) => op.demandId === demandId),
    );

  const take = (match: MatchView): void => {
    client.setQueryData<MatchListView>(listKey(match.demand.id), (list) => (list ? withMatch(list, match) : list));
  };

  async function send(op: DecisionOp, entry: DoneEntry): Promise<void> {
    const key = listKey(op.demandId);
    const items = client.getQueryData<MatchListView>(key)?.items ?? [];
    const version = items.find((item) => item.id === op.matchId)?.version ?? entry.before.version;
    const { matchId, action, reasonCode, comment, position, relevance } = op;
    // An answer to an earlier poll must not overwrite what the server is about to say.
    await client.cancelQueries({ queryKey: key });
    take(
      await api.post<MatchView>(`/matches/${matchId}/decisions`, {
        version,
        action,
        ...(reasonCode ? { reasonCode } : {}),
        ...(comment ? { comment } : {}),
        ...(position ? { position } : {}),
        ...(relevance ? { relevance } : {}),
      }),
    );
    // A move renumbers the others too, and with it their versions; the place of an unpinned one only the server knows.
    if (action === 'MOVE' || action === 'UNDO' || action === 'UNPIN') await client.refetchQueries({ queryKey: key });
  }

  async function refused(op: DecisionOp, entry: DoneEntry, error: unknown): Promise<void> {
    if (op.action === 'UNDO') entry.isUndone = false;
    else entry.isFailed = true;
    const isConflict = error instanceof ApiError && error.status === 409;
    if (isConflict && isMatch(error.current)) {
      take(error.current);
      hooks.onConflict(error.current);
    } else {
      hooks.onError(error);
    }
    if (isConflict) await client.refetchQueries({ queryKey: listKey(op.demandId) });
  }

  async function run(op: DecisionOp, entry: DoneEntry): Promise<void> {
    try {
      if (op.action !== 'UNDO' || !entry.isFailed) await send(op, entry);
    } catch (error) {
      await refused(op, entry, error);
    } finally {
      setPending(pending.filter((other) => other.id !== op.id));
      patchQueue(client, op.demandId, shown(op.demandId));
    }
  }

  function enqueue(op: DecisionOp, entry: DoneEntry): void {
    setPending([...pending, op]);
    chain = chain.then(() => run(op, entry));
  }

  function entryOf(demandId: string, matchId: string, action: DecisionOp['action']): DoneEntry | null {
    const items = shown(demandId);
    const before = items.find((match) => match.id === matchId);
    return before
      ? {
          demandId,
          matchId,
          title: before.achievement.title,
          action,
          before,
          order: items.map((match) => match.id),
          isFailed: false,
          isUndone: false,
        }
      : null;
  }

  function undoOne(entry: DoneEntry, match: MatchView = entry.before): void {
    entry.isUndone = true;
    const { demandId, matchId, order } = entry;
    enqueue({ id: nextId++, demandId, matchId, action: 'UNDO', restore: { match, order } }, entry);
  }

  const store = {
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pending: (): readonly DecisionOp[] => pending,
    setHooks: (next: DecisionHooks): void => {
      hooks = next;
    },
    shown,

    /** Shows a decision and sends it. @returns the way back, or null when the match is not in the list */
    decide(demandId: string, input: NewOp): DoneEntry | null {
      const entry = entryOf(demandId, input.matchId, input.action);
      if (!entry) return null;
      history = [...history.slice(1 - HISTORY), entry];
      enqueue({ ...input, id: nextId++, demandId }, entry);
      return entry;
    },

    /** Takes one back, with everything decided on the same match since: the server undoes the latest first. */
    undo(entry: DoneEntry): void {
      const since = history.slice(Math.max(history.indexOf(entry), 0));
      for (const other of since.filter((item) => item.matchId === entry.matchId && canUndo(item)).reverse())
        undoOne(other);
    },

    /** @returns what was taken back, or null when there is nothing */
    undoLast(): DoneEntry | null {
      const entry = history.findLast(canUndo) ?? null;
      if (entry) undoOne(entry);
      return entry;
    },

    /** Takes back what was last decided on a match, maybe on another day or by a colleague. */
    restore(demandId: string, matchId: string): void {
      const mine = history.findLast((entry) => entry.matchId === matchId && canUndo(entry));
      const entry = mine ?? entryOf(demandId, matchId, 'UNDO');
      if (!entry) return;
      undoOne(entry, mine ? mine.before : { ...entry.before, status: 'SUGGESTED', reasonCodes: [] });
    },

    /** Resolves when everything that was decided so far is answered. */
    settled: (): Promise<void> => chain,
  };
  return store;
}
export type DecisionStore = ReturnType<typeof createDecisionStore>;

const stores = new WeakMap<QueryClient, DecisionStore>();
/** The one store beside a cache. */
export function decisionStoreOf(client: QueryClient): DecisionStore {
  const store = stores.get(client) ?? createDecisionStore(client);
  stores.set(client, store);
  return store;
}
