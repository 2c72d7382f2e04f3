import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia?.(query);
      media?.addEventListener('change', changed);
      return () => media?.removeEventListener('change', changed);
    },
    () => window.matchMedia?.(query).matches ?? false,
  );
}

/** Below 768 px: cards in place of tables, drawers in place of columns. */
export const useIsPhone = (): boolean => useMedia('(max-width: 767px)');
export const useReducedMotion = (): boolean => useMedia('(prefers-reduced-motion: reduce)');
