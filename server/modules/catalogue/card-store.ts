import type { SearchCard, SearchKind } from '../../contracts/search.contract.ts';
import { KeptCard } from './search-json.ts';

export interface CardStore {
  /** Cards in the order asked for; null in place of what is not public (any more). */
  many(refs: readonly { id: string; kind: SearchKind }[]): Promise<(KeptCard | null)[]>;
  /** Forgets cards whose record changed. */
  drop(ids: readonly string[]): void;
}

const MAX_CARDS = 120_000;
/** Cards a query: the larger the query the less a card costs, but the loop must soon be free again. */
const BATCH = 100;

interface Waiting {
  id: string;
  /** The record changed after the query was sent: the answer serves those who asked before, and is not kept. */
  isDropped: boolean;
  card: Promise<KeptCard | null>;
  resolve: (card: KeptCard | null) => void;
  reject: (error: unknown) => void;
}

/**
 * Keeps the cards of search hits in memory, so that a search asks the engine and not the database. What several
 * searches miss at the same time is asked for once and together. Cards older than `maxAgeMs` are read again.
 */
export function createCardStore(
  load: (kind: SearchKind, ids: string[]) => Promise<Map<string, SearchCard>>,
  now: () => number,
  maxAgeMs: number,
): CardStore {
  const held = new Map<string, { card: KeptCard | null; at: number }>();
  const pending = new Map<string, Waiting>();
  const queues = new Map<SearchKind, Waiting[]>();

  function keep(id: string, card: KeptCard | null, at: number): void {
    // Oldest entries go first: a Map keeps the order of insertion.
    held.delete(id);
    held.set(id, { card, at });
    for (const oldest of held.keys()) {
      if (held.size <= MAX_CARDS) break;
      held.delete(oldest);
    }
  }

  async function loadBatch(kind: SearchKind, batch: readonly Waiting[]): Promise<void> {
    const at = now();
    try {
      const loaded = await load(
        kind,
        batch.map(({ id }) => id),
      );
      for (const waiting of batch) {
        const found = loaded.get(waiting.id);
        const card = found ? new KeptCard(found) : null;
        if (!waiting.isDropped) keep(waiting.id, card, at);
        waiting.resolve(card);
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      for (const waiting of batch) if (pending.get(waiting.id) === waiting) pending.delete(waiting.id);
    }
  }

  /** One query a kind at a time: what is missed meanwhile gathers for the next. */
  async function work(kind: SearchKind, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await loadBatch(kind, queue.splice(0, BATCH));
    queues.delete(kind);
  }

  function ask(kind: SearchKind, id: string): Promise<KeptCard | null> {
    const known = pending.get(id);
    if (known) return known.card;
    const { promise, resolve, reject } = Promise.withResolvers<KeptCard | null>();
    const waiting: Waiting = { id, isDropped: false, card: promise, resolve, reject };
    pending.set(id, waiting);
    const queue = queues.get(kind);
    if (queue) queue.push(waiting);
    else {
      const fresh = [waiting];
      queues.set(kind, fresh);
      setImmediate(() => void work(kind, fresh));
    }
    return promise;
  }

  return {
    async many(refs) {
      const time = now();
      const missing: Promise<void>[] = [];
      const cards = refs.map(({ id, kind }, i) => {
        const entry = held.get(id);
        if (entry && time - entry.at < maxAgeMs) return entry.card;
        missing.push(
          ask(kind, id).then((card) => {
            cards[i] = card;
          }),
        );
        return null;
      });
      if (missing.length > 0) await Promise.all(missing);
      return cards;
    },
    drop(ids) {
      for (const id of ids) {
        held.delete(id);
        const waiting = pending.get(id);
        if (!waiting) continue;
        waiting.isDropped = true;
        pending.delete(id);
      }
    },
  };
}
