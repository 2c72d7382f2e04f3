import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { useLatest } from '../../lib/use-latest.ts';

/** A pointer that moved less has clicked. */
const THRESHOLD = 5;
/** Near the edge of the pane the list scrolls along. */
const EDGE = 56;
const SCROLL_STEP = 14;

type Item = Pick<MatchView, 'id' | 'isPinned'>;

/**
 * Place (1 is first) of a match dropped at the height `y`, among the open ones without itself. Pinned and unpinned
 * ones do not mix: the pinned stay on top.
 * @param middles heights of the middles of the cards, in the order of `items`
 */
export function dropPosition(items: readonly Item[], matchId: string, middles: readonly number[], y: number): number {
  const dragged = items.find((item) => item.id === matchId);
  const rest = items.flatMap((item, at) => (item.id === matchId ? [] : [{ ...item, middle: middles[at] ?? 0 }]));
  const pinned = rest.filter((item) => item.isPinned).length;
  const above = rest.filter((item) => item.middle < y).length;
  return 1 + (dragged?.isPinned ? Math.min(above, pinned) : Math.max(above, pinned));
}

export interface Drag {
  id: string;
  /** Where it would fall. */
  position: number;
}

const paneOf = (element: Element | null): Element => {
  for (let at = element; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/u.test(getComputedStyle(at).overflowY)) return at;
  return document.documentElement;
};

/** Reordering by dragging a handle; the arrows and Shift with an arrow do the same without a pointer. */
export function useDragOrder(items: readonly Item[], onMove: (matchId: string, position: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useLatest({ items, onMove });
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const start = (event: ReactPointerEvent<HTMLElement>, id: string): void => {
    if (event.button !== 0 || !event.isPrimary || latest.current.items.length < 2) return;
    const handle = event.currentTarget;
    const from = event.clientY;
    const pane = paneOf(list.current);
    let now: Drag | null = null;
    const end = (isDrop: boolean): void => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', up);
      handle.removeEventListener('pointercancel', cancel);
      document.removeEventListener('keydown', key, true);
      stop.current = null;
      setDrag(null);
      const at = latest.current.items.findIndex((item) => item.id === id);
      if (isDrop && now && now.position !== at + 1) latest.current.onMove(id, now.position);
    };
    const move = (moved: PointerEvent): void => {
      if (!now && Math.abs(moved.clientY - from) < THRESHOLD) return;
      const box = pane.getBoundingClientRect();
      const top = pane === document.documentElement ? 0 : box.top;
      const bottom = pane === document.documentElement ? window.innerHeight : box.bottom;
      if (moved.clientY < top + EDGE) pane.scrollTop -= SCROLL_STEP;
      if (moved.clientY > bottom - EDGE) pane.scrollTop += SCROLL_STEP;
      const middles = [...(list.current?.children ?? [])].map((child) => {
        const { top: y, height } = child.getBoundingClientRect();
        return y + height / 2;
      });
      const position = dropPosition(latest.current.items, id, middles, moved.clientY);
      if (now?.position === position) return;
      now = { id, position };
      setDrag(now);
    };
    const up = (): void => end(true);
    const cancel = (): void => end(false);
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape') return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(false);
    };
    event.preventDefault();
    handle.setPointerCapture?.(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', up);
    handle.addEventListener('pointercancel', cancel);
    document.addEventListener('keydown', key, true);
    stop.current = () => end(false);
  };

  /** Class of a card while another one, or itself, is dragged. */
  const markOf = (id: string): string => {
    if (!drag) return '';
    if (drag.id === id) return ' is-dragged';
    const rest = items.filter((item) => item.id !== drag.id);
    const at = rest.findIndex((item) => item.id === id);
    if (at === drag.position - 1) return ' is-drop-before';
    return at === rest.length - 1 && drag.position > rest.length ? ' is-drop-after' : '';
  };
  return { list, drag, start, markOf };
}
