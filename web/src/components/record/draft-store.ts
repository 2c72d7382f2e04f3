import { ApiError, type FieldError, NetworkError } from '../../lib/api-error.ts';
import { changedFields, type FieldConflict, isChanged, mergeThreeWay, outgoing, splitPath } from './draft-logic.ts';
import type { Content } from './field-spec.ts';

export interface DraftPort<V> {
  /** The copy under work and its version. */
  read: (view: V) => { content: Content; version: number };
  save: (version: number, patch: Content) => Promise<V>;
  /** Errors of one field by the contract; paths start with the field's name. */
  check: (field: string, value: unknown) => FieldError[];
  onSaved?: (view: V) => void;
}

/**
 * saved: the server holds everything. waiting: a save follows soon. saving. offline: no answer, tried again by itself.
 * conflict: a person must choose. held: some fields are not right and are not saved; the others are.
 * closed: the record may no longer be edited (submitted elsewhere, session gone).
 */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'held' | 'closed';

export interface DraftSnapshot<V> {
  content: Content;
  view: V;
  state: SaveState;
  savedAt: number | null;
  /** Messages by dotted path, such as `ip.0.number`. */
  errors: Readonly<Record<string, string>>;
  conflicts: readonly FieldConflict[];
  /** Fields that were taken over from somebody else's edit without a question. */
  taken: readonly string[];
  error: unknown;
}

const SAVE_AFTER = 900;
const RETRY_AFTER = [3_000, 10_000, 30_000];

/** Local copy of one record with automatic saving, conflict handling and fields that are held back while they are wrong. */
export class DraftStore<V> {
  private readonly port: DraftPort<V>;
  private readonly listeners = new Set<() => void>();
  private base: Content;
  private version: number;
  private theirs: { content: Content; version: number } | null = null;
  /** Values that the server refused; they are not sent again until they change. */
  private readonly refused = new Map<string, unknown>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private running: Promise<void> | null = null;
  private snapshot: DraftSnapshot<V>;

  constructor(port: DraftPort<V>, view: V) {
    this.port = port;
    const { content, version } = port.read(view);
    this.base = content;
    this.version = version;
    this.snapshot = { content, view, state: 'saved', savedAt: null, errors: {}, conflicts: [], taken: [], error: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getSnapshot = (): DraftSnapshot<V> => this.snapshot;

  get isDirty(): boolean {
    return changedFields(this.base, this.snapshot.content).length > 0;
  }

  set(field: string, value: unknown): void {
    this.setMany({ [field]: value });
  }

  setMany(values: Content): void {
    const errors = Object.fromEntries(
      Object.entries(this.snapshot.errors).filter(([path]) => !Object.hasOwn(values, splitPath(path)?.field ?? '')),
    );
    const state = this.snapshot.state;
    this.update({
      content: { ...this.snapshot.content, ...values },
      errors,
      state: state === 'conflict' || state === 'closed' || state === 'saving' ? state : 'waiting',
    });
    if (state !== 'conflict' && state !== 'closed') this.schedule(SAVE_AFTER);
  }

  /** Errors that came with another call, such as a refused submission. */
  showErrors(fields: readonly FieldError[]): void {
    this.update({ errors: { ...this.snapshot.errors, ...messagesOf(fields) } });
  }

  /** Takes what another call answered (a transition) as the newest copy. */
  adopt(view: V): void {
    const { content, version } = this.port.read(view);
    this.base = content;
    this.version = version;
    this.update({ view, content, state: 'saved', errors: {} });
  }

  /** Saves now. Resolves when nothing can be saved any more; true when the server holds everything. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.snapshot.state !== 'conflict' && this.snapshot.state !== 'closed') {
      this.running = this.run().finally(() => {
        this.running = null;
      });
      await this.running;
    }
    return this.snapshot.state === 'saved';
  }

  /** The person's choice for fields that both sides changed; what is not named stays mine. */
  resolve(takeTheirs: readonly string[]): Promise<boolean> {
    if (!this.theirs) return Promise.resolve(false);
    const { content: theirs, version } = this.theirs;
    const content: Record<string, unknown> = { ...this.snapshot.content };
    for (const field of takeTheirs) content[field] = theirs[field];
    this.base = theirs;
    this.version = version;
    this.theirs = null;
    this.update({ content, conflicts: [], state: 'waiting' });
    return this.flush();
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.isDirty) void this.flush();
    clearTimeout(this.timer);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private update(change: Partial<DraftSnapshot<V>>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Fields to send; those that are wrong are held back with their messages. */
  private patch(): { patch: Record<string, unknown>; errors: FieldError[]; isHeld: boolean } {
    const patch: Record<string, unknown> = {};
    const errors: FieldError[] = [];
    let isHeld = false;
    for (const field of changedFields(this.base, this.snapshot.content)) {
      const value = outgoing(field, this.snapshot.content[field]);
      const wrong = this.port.check(field, value);
      errors.push(...wrong);
      const isRefused = this.refused.has(field) && !isChanged(field, this.refused.get(field), value);
      if (wrong.length || isRefused) isHeld = true;
      else patch[field] = value;
    }
    return { patch, errors, isHeld };
  }

  private async run(): Promise<void> {
    for (;;) {
      const { patch, errors, isHeld } = this.patch();
      if (errors.length) this.update({ errors: { ...this.snapshot.errors, ...messagesOf(errors) } });
      if (!Object.keys(patch).length) {
        this.attempt = 0;
        this.update({ state: isHeld ? 'held' : 'saved', error: null });
        return;
      }
      this.update({ state: 'saving' });
      try {
        this.accept(await this.port.save(this.version, patch), patch);
      } catch (error) {
        if (!this.recover(error, patch)) return;
      }
    }
  }

  private accept(view: V, sent: Content): void {
    const { content, version } = this.port.read(view);
    const local: Record<string, unknown> = { ...this.snapshot.content };
    // What the person has not touched follows the server; what was just typed stays as typed.
    for (const [field, value] of Object.entries(content))
      if (!(field in sent) && !isChanged(field, this.base[field], local[field])) local[field] = value;
    this.base = { ...content, ...sent };
    this.version = version;
    for (const field of Object.keys(sent)) this.refused.delete(field);
    this.update({ view, content: local, savedAt: Date.now(), error: null });
    this.port.onSaved?.(view);
  }

  /** Decides after a failed save; true when the rest should be sent at once. */
  private recover(error: unknown, sent: Content): boolean {
    if (error instanceof ApiError && error.status === 400 && error.fields.length) {
      const wrong = error.fields.flatMap(({ path }) => splitPath(path)?.field ?? []).filter((field) => field in sent);
      for (const field of wrong) this.refused.set(field, sent[field]);
      this.update({ errors: { ...this.snapshot.errors, ...messagesOf(error.fields) }, state: 'held', error });
      return wrong.length > 0;
    }
    if (error instanceof ApiError && error.code === 'VERSION_CONFLICT' && error.current)
      return this.meet(error.current as V);
    if (error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429))) {
      this.update({ state: 'offline', error });
      const wait = error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : 0;
      this.schedule(Math.max(wait, RETRY_AFTER[Math.min(this.attempt++, RETRY_AFTER.length - 1)] ?? 0));
      return false;
    }
    this.update({ state: error instanceof ApiError && error.status === 401 ? 'offline' : 'closed', error });
    return false;
  }

  /** Somebody else saved meanwhile. True when the two edits do not touch and saving can go on. */
  private meet(view: V): boolean {
    const { content: theirs, version } = this.port.read(view);
    const merge = mergeThreeWay(this.base, this.snapshot.content, theirs);
    const taken = [...new Set([...this.snapshot.taken, ...merge.taken])];
    if (merge.conflicts.length) {
      this.theirs = { content: theirs, version };
      this.update({ view, content: merge.content, conflicts: merge.conflicts, taken, state: 'conflict' });
      return false;
    }
    this.base = theirs;
    this.version = version;
    this.update({ view, content: merge.content, taken });
    return true;
  }
}

function messagesOf(fields: readonly FieldError[]): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const item of fields) {
    const path = item.path.startsWith('content.') ? item.path.slice('content.'.length) : item.path;
    messages[path] ??= item.message;
  }
  return messages;
}
