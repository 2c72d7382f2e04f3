import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type DecisionHooks, type DecisionStore, decisionStoreOf } from './decision-store.ts';

/** The store of decisions; the page is drawn anew when one is made or answered. */
export function useDecisions(hooks: DecisionHooks): DecisionStore {
  const store = decisionStoreOf(useQueryClient());
  useSyncExternalStore(store.subscribe, store.pending);
  useEffect(() => store.setHooks(hooks));
  return store;
}
