import { useEffect } from 'react';
import { useLatest } from '../../lib/use-latest.ts';

/** Shift with an arrow; plain arrows stay with the browser for scrolling, which `useShortcuts` would take away. */
export function useReorderKeys(onMove: (step: 1 | -1) => void, enabled: boolean): void {
  const latest = useLatest(onMove);
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
      if (!step || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current(step);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, latest]);
}
