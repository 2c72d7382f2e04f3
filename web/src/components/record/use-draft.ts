import { useEffect, useState, useSyncExternalStore } from 'react';
import { type DraftPort, type DraftSnapshot, DraftStore } from './draft-store.ts';

/** One draft store for the life of the page; saves what is left when the page goes away or into the background. */
export function useDraft<V>(port: DraftPort<V>, view: V): { store: DraftStore<V>; draft: DraftSnapshot<V> } {
  const [store] = useState(() => new DraftStore(port, view));
  const draft = useSyncExternalStore(store.subscribe, store.getSnapshot);
  useEffect(() => {
    const save = (): void => {
      if (store.isDirty) void store.flush();
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') save();
    };
    const warn = (event: BeforeUnloadEvent): void => {
      if (store.isDirty) event.preventDefault();
    };
    window.addEventListener('online', save);
    window.addEventListener('focus', save);
    window.addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('online', save);
      window.removeEventListener('focus', save);
      window.removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', onHide);
      store.dispose();
    };
  }, [store]);
  return { store, draft };
}
