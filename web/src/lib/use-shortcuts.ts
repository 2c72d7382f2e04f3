import { useEffect } from 'react';
import { useLatest } from './use-latest.ts';

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));

/**
 * Single keys such as `j`, `?`, `ArrowDown`. Silent while a field has the focus, an input method composes,
 * a dialog is open or a modifier is held, so that typing never triggers an action.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const latest = useLatest(shortcuts);
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"])')) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, latest]);
}
