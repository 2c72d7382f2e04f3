import { useEffect } from 'react';
import { useLatest } from '../../lib/use-latest.ts';

/** Enter outside of controls, which keep their own meaning of it; on the row already in hand it counts as well. */
export function useEnterKey(onEnter: () => void, enabled: boolean): void {
  const latest = useLatest(onEnter);
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || event.isComposing || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { target } = event;
      if (!(target instanceof HTMLElement) || document.querySelector('dialog[open]')) return;
      const isRow = target.matches('[data-import-row][aria-current="true"]');
      if (!isRow && target.closest('a, button, input, select, textarea, summary, [role="combobox"], [tabindex="0"]'))
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, latest]);
}
