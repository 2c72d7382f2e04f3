import type { SearchCard, SearchKind } from '../../contracts/search.contract.ts';

export interface CardStore {
  /** Cards by id; what is not public (any more) is absent. */
  many(refs: readonly { id: string; kind: SearchKind }[]): Promise<Map<string, SearchCard>>;
  /** Forgets cards whose record changed. */
  drop(ids: readonly string[]): void;
}

const MAX_CARDS = 120_000;
/** A second process may change rows that this one does not hear of, so cards age. */
const MAX_AGE_MS = 60_000;

/** Keeps the cards of search hits in memory, so that a search asks the engine and not the database. */
export function createCardStore(
  load: (kind: SearchKind, ids: string[]) => Promise<Map<string, SearchCard>>,
  now: () => number,
): CardStore {
  const held = new Map<string, { card: SearchCard | null; at: number }>();
  return {
    async many(refs) {
      const result = new Map<string, SearchCard>();
      const missing = new Map<SearchKind, string[]>();
      const time = now();
      for (const { id, kind } of refs) {
        const entry = held.get(id);
        if (entry && time - entry.at < MAX_AGE_MS) {
          if (entry.card) result.set(id, entry.card);
        } else missing.set(kind, [...(missing.get(kind) ?? []), id]);
      }
      for (const [kind, ids] of missing) {
        const loaded = await load(kind, ids);
        for (const id of ids) {
          const card = loaded.get(id) ?? null;
          held.set(id, { card, at: time });
          if (card) result.set(id, card);
        }
      }
      // Oldest entries go first: a Map keeps the order of insertion.
      for (const id of held.keys()) {
        if (held.size <= MAX_CARDS) break;
        held.delete(id);
      }
      return result;
    },
    drop(ids) {
      for (const id of ids) held.delete(id);
    },
  };
}
