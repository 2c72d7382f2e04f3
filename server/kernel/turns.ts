import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work of a request or of a timer should not wait longer than this for long work in between. */
const TURN_MS = 8;

/**
 * For long work on the server's own thread: awaited between two pieces of it, lets the others have their turn as soon
 * as this one has lasted 8 ms, and costs next to nothing until then.
 */
export function takeTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
