// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyOp } from '../../web/src/features/curation/decision-ops.ts';
import { dropPosition, useDragOrder } from '../../web/src/features/curation/use-drag-order.ts';
import { matchOf } from './curation-fixtures.ts';

const HEIGHT = 100;
const items = (pinned = '') => [...'abcd'].map((id) => matchOf({ id, isPinned: pinned.includes(id) }));
const middles = [50, 150, 250, 350];

describe('the place of a dropped card', () => {
  it.each([
    ['a', 10, 1],
    ['a', 160, 2],
    ['a', 999, 4],
    ['d', 0, 1],
    ['c', 240, 3],
  ] as const)('%s at %i is %i', (id, y, position) => expect(dropPosition(items(), id, middles, y)).toBe(position));

  it('keeps pinned ones on top', () => {
    expect(dropPosition(items('ab'), 'd', middles, 0)).toBe(3);
    expect(dropPosition(items('ab'), 'a', middles, 999)).toBe(2);
  });

  it('is one that the list can take, and never mixes pinned and unpinned ones', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(3), fc.integer({ min: -50, max: 500 }), (pinned, at, y) => {
        const list = items('abcd'.slice(0, pinned));
        const { id } = list[at]!;
        const position = dropPosition(list, id, middles, y);
        const after = applyOp(list, { id: 1, demandId: 'd', matchId: id, action: 'MOVE', position });
        expect(after[position - 1]?.id).toBe(id);
        expect(after.map((match) => match.isPinned)).toEqual(list.map((match) => match.isPinned));
      }),
    );
  });
});

function List({ onMove }: { onMove: (id: string, position: number) => void }) {
  const list = items();
  const order = useDragOrder(list, onMove);
  return (
    <ol ref={order.list}>
      {list.map(({ id }) => (
        <li key={id} className={order.markOf(id)}>
          <span data-testid={id} onPointerDown={(event) => order.start(event, id)}>
            {id}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** jsdom lays nothing out and knows no pointers: a mouse event of the right name, cards one below the other. */
const pointer = (target: Element, type: string, clientY: number): void => {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, clientY });
  Object.assign(event, { pointerId: 1, isPrimary: true });
  act(() => void target.dispatchEvent(event));
};
const drag = (id: string, to: number): Element => {
  const handle = screen.getByTestId(id);
  pointer(handle, 'pointerdown', 50);
  pointer(handle, 'pointermove', to);
  return handle;
};

describe('dragging a card', () => {
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function box(this: Element) {
      const at = this.tagName === 'LI' ? [...(this.parentElement?.children ?? [])].indexOf(this) : 0;
      return { top: at * HEIGHT, height: HEIGHT, bottom: (at + 1) * HEIGHT } as DOMRect;
    });
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it('shows where it falls and moves it there', () => {
    const onMove = vi.fn();
    render(<List onMove={onMove} />);
    const handle = drag('a', 260);
    expect(screen.getByTestId('a').parentElement?.className).toContain('is-dragged');
    expect(screen.getByTestId('d').parentElement?.className).toContain('is-drop-before');
    pointer(handle, 'pointerup', 260);
    expect(onMove).toHaveBeenCalledExactlyOnceWith('a', 3);
    expect(screen.getByTestId('d').parentElement?.className).toBe('');
  });

  it('does nothing on a click, where it stood, or after Escape', () => {
    const onMove = vi.fn();
    render(<List onMove={onMove} />);
    pointer(drag('a', 52), 'pointerup', 52);
    pointer(drag('a', 80), 'pointerup', 80);
    const handle = drag('a', 360);
    fireEvent.keyDown(document, { key: 'Escape' });
    pointer(handle, 'pointerup', 360);
    expect(onMove).not.toHaveBeenCalled();
  });
});
