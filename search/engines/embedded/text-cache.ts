import { type MarkableText, markable } from './highlight.ts';
import type { IndexState } from './index-state.ts';
import type { RecordLog } from './record-log.ts';

/** UTF-16 units kept at most, some 16 MB: all texts of a small index, the often found ones of a large one. */
const MAX_UNITS = 8_000_000;

interface CachedText {
  /** The record that was read: another one means that the slot has another document by now. */
  log: RecordLog;
  offset: number;
  title: MarkableText;
  body: MarkableText;
}

/** Texts of documents that were found lately, ready to be marked; the rest is read from the journal. */
export class TextCache {
  readonly #state: IndexState;
  readonly #maxUnits: number;
  readonly #kept = new Map<number, CachedText>();
  #units = 0;

  constructor(state: IndexState, maxUnits = MAX_UNITS) {
    this.#state = state;
    this.#maxUnits = maxUnits;
  }

  /** Undefined when the journal cannot be read. */
  of(slot: number): CachedText | undefined {
    const { log } = this.#state;
    const offset = this.#state.offsets[slot]!;
    const present = this.#kept.get(slot);
    if (present) {
      this.#forget(slot, present);
      if (present.log === log && present.offset === offset) {
        this.#keep(slot, present);
        return present;
      }
    }
    const text = this.#state.text(slot);
    if (!text) return undefined;
    const fresh = { log, offset, title: markable(text.title), body: markable(text.body) };
    this.#keep(slot, fresh);
    for (const [oldest, item] of this.#kept) {
      if (this.#units <= this.#maxUnits) break;
      this.#forget(oldest, item);
    }
    return fresh;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** A Map keeps the order of insertion: the last one kept is the last one found. */
  #keep(slot: number, item: CachedText): void {
    this.#kept.set(slot, item);
    this.#units += unitsOf(item);
  }

  #forget(slot: number, item: CachedText): void {
    this.#kept.delete(slot);
    this.#units -= unitsOf(item);
  }
}

function unitsOf({ title, body }: CachedText): number {
  return title.original.length + body.original.length;
}
