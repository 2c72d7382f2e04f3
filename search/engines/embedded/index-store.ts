import { existsSync } from 'node:fs';
import { SearchError } from '../../errors.ts';
import type { EngineHealth, IndexStats, SearchDocument } from '../../port.ts';
import { encodeRemove, encodeUpsert } from './document-codec.ts';
import { sampleGapThreshold } from './gap-sample.ts';
import { IndexFiles } from './index-files.ts';
import type { IndexState } from './index-state.ts';
import { LAYOUT_VERSION, TEXT_PIPELINE_VERSION } from './layout.ts';
import { type Live, newLive, openIndex } from './open-index.ts';
import type { WorkerSettings } from './protocol.ts';
import { RecordLog } from './record-log.ts';
import { writeSnapshot } from './snapshot.ts';
import { captureState } from './state-snapshot.ts';

/** Documents applied before searches get a turn. */
const SLICE = 16;
/** A snapshot is due when so many records came since the last one, and they are this share of the documents. */
const SNAPSHOT_RECORDS = 5_000;
const SNAPSHOT_SHARE = 0.1;
/** On closing, fewer records than this are left to the journal alone. */
const LEFT_TO_JOURNAL = 500;
/** The gap threshold is taken again when the documents changed by this share, so long after a change. */
const GAP_SHARE = 0.2;
const GAP_DELAY_MS = 2_000;
/** The journal is rewritten when this much of it, and more than half, is of dead records. */
const DEAD_BYTES = 64 << 20;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One index with its files: opening, changes, snapshots, rebuild. Lives in a worker. */
export class IndexStore {
  live: Live;
  readonly #settings: WorkerSettings;
  readonly #files: IndexFiles | undefined;
  readonly #report: (health: EngineHealth) => void;
  #lock: Promise<unknown> = Promise.resolve();
  #next: { live: Live; touched: Set<string> } | undefined;
  #records = 0;
  #lastChangeAt: string | null = null;
  #snapshotAt: string | null = null;
  #snapshotting: Promise<void> | undefined;
  #caring = false;
  #gapTimer: NodeJS.Timeout | undefined;
  /** Said until a rebuild heals it. */
  #wound: string | undefined;
  #diskError: string | undefined;

  constructor(settings: WorkerSettings, report: (health: EngineHealth) => void) {
    this.#settings = settings;
    this.#report = report;
    this.#files = settings.dir === undefined ? undefined : new IndexFiles(settings.dir);
    const opened = openIndex(settings, this.#files, report);
    this.live = opened.live;
    this.#wound = opened.wound;
    this.#records = opened.records;
    this.#lastChangeAt = opened.lastChangeAt;
    this.#snapshotAt = opened.snapshotAt;
    this.#reportHealth();
    this.#scheduleGap();
  }

  /** Runs changes one after another; searches go on between their slices. */
  #locked<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#lock.then(work);
    this.#lock = result.catch(() => undefined);
    return result;
  }

  upsert(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) this.#check(document);
    return this.#locked(async () => {
      const targets = this.#next ? [this.live, this.#next.live] : [this.live];
      for (const document of documents) this.#next?.touched.add(document.id);
      for (const target of targets) await this.#put(target.state, documents);
      this.#changed(documents.length);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#locked(async () => {
      const targets = this.#next ? [this.live, this.#next.live] : [this.live];
      for (const id of ids) this.#next?.touched.add(id);
      for (const { state } of targets) {
        const present = ids.filter((id) => state.slotOf(id) >= 0);
        if (present.length === 0) continue;
        state.log.append([encodeRemove(present)]);
        for (const id of present) state.drop(id);
      }
      this.#changed(ids.length);
    });
  }

  #check(document: SearchDocument): void {
    if (typeof document.id !== 'string' || document.id === '') {
      throw new SearchError('SEARCH_BAD_QUERY', 'A document needs an id');
    }
    const { dimension } = this.#settings;
    if (document.vector && document.vector.length !== dimension) {
      throw new SearchError(
        'SEARCH_BAD_QUERY',
        `A vector of document ${document.id} has ${document.vector.length} components, not ${dimension}`,
      );
    }
  }

  async #put(state: IndexState, documents: readonly SearchDocument[]): Promise<void> {
    const encoded = documents.map(encodeUpsert);
    const offsets = state.log.append(encoded.map(({ payload }) => payload));
    for (let i = 0; i < documents.length; i++) {
      state.put(documents[i]!, offsets[i]!, encoded[i]!.shape);
      if (i % SLICE === SLICE - 1) await turn();
    }
  }

  #changed(records: number): void {
    this.#lastChangeAt = new Date().toISOString();
    this.#records += records;
    this.#reportHealth();
    this.#care();
    this.#scheduleGap();
  }

  #gapIsStale(): boolean {
    const { state, gapDocuments } = this.live;
    return Math.abs(state.documents - gapDocuments) > GAP_SHARE * Math.max(state.documents, gapDocuments);
  }

  async #refreshGap(): Promise<void> {
    const { live } = this;
    live.gapDocuments = live.state.documents;
    live.candidates.gapThreshold = await sampleGapThreshold(live.state, turn);
  }

  #scheduleGap(): void {
    if (this.#gapTimer || !this.#gapIsStale()) return;
    this.#gapTimer = setTimeout(() => {
      this.#gapTimer = undefined;
      if (this.#gapIsStale()) void this.#refreshGap();
    }, GAP_DELAY_MS);
    this.#gapTimer.unref();
  }

  /** Background work in small steps: merges, then the snapshot and the journal when they are due. */
  #care(): void {
    if (this.#caring) return;
    this.#caring = true;
    const work = async () => {
      await turn();
      while (this.live.state.mergeStep()) await turn();
      if (this.#next) while (this.#next?.live.state.mergeStep()) await turn();
      if (this.#records > Math.max(SNAPSHOT_RECORDS, this.live.state.documents * SNAPSHOT_SHARE)) {
        await this.#saveSnapshot();
        await this.compactJournal(DEAD_BYTES);
      }
    };
    work()
      .catch((error: Error) => this.#noteDiskError(error))
      .finally(() => {
        this.#caring = false;
      });
  }

  #noteDiskError(error: Error): void {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    this.#diskError = `The index could not be written to disk: ${cause}`;
    this.#reportHealth();
  }

  #reportHealth(): void {
    const { failure } = this.live.state.log;
    const disk = failure ? `The index could not be written to disk: ${failure.message}` : this.#diskError;
    const detail = this.#wound ?? disk;
    if (detail !== undefined) this.#report({ status: 'broken', detail });
    else if (this.#next) this.#report({ status: 'ready', detail: 'A new index is being built' });
    else this.#report({ status: 'ready' });
  }

  async rebuildBegin(): Promise<void> {
    await this.#locked(async () => {
      if (this.#next) throw new SearchError('SEARCH_NOT_READY', 'A rebuild of this index is under way already');
      this.#next = {
        live: newLive(this.#settings, this.#files, this.#files?.nextGeneration() ?? 1),
        touched: new Set(),
      };
      this.#reportHealth();
    });
  }

  rebuildAdd(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) this.#check(document);
    return this.#locked(async () => {
      const next = this.#next;
      if (!next) throw new SearchError('SEARCH_NOT_READY', 'No rebuild of this index is under way');
      await this.#put(
        next.live.state,
        documents.filter(({ id }) => !next.touched.has(id)),
      );
      while (next.live.state.mergeStep()) await turn();
    });
  }

  async rebuildAbort(): Promise<void> {
    await this.#locked(async () => {
      this.#next?.live.state.log.close();
      this.#next = undefined;
      this.#files?.sweep(this.live.generation);
      this.#reportHealth();
    });
  }

  async rebuildCommit(): Promise<void> {
    await this.#snapshotting;
    await this.#locked(async () => {
      const next = this.#next;
      if (!next) throw new SearchError('SEARCH_NOT_READY', 'No rebuild of this index is under way');
      const { live } = next;
      while (live.state.mergeStep(true)) await turn();
      live.candidates.gapThreshold = await sampleGapThreshold(live.state, turn);
      live.gapDocuments = live.state.documents;
      live.state.log.sync();
      if (live.state.log.failure) {
        throw new SearchError('SEARCH_STORAGE', 'The new index could not be written to disk', {
          cause: live.state.log.failure,
        });
      }
      const { embeddingModel, dimension } = this.#settings;
      this.#files?.writeManifest({ generation: live.generation, embeddingModel, dimension });
      this.live.state.log.close();
      this.live = live;
      this.#next = undefined;
      this.#wound = undefined;
      this.#diskError = undefined;
      this.#files?.sweep(live.generation);
      this.#lastChangeAt = new Date().toISOString();
    });
    await this.#saveSnapshot();
  }

  /** Writes a snapshot; searches and changes go on meanwhile. */
  async #saveSnapshot(): Promise<void> {
    if (this.#snapshotting) return this.#snapshotting;
    if (!this.#files) return;
    const { live } = this;
    const { embeddingModel, dimension } = this.#settings;
    const path = this.#files.snapshot(live.generation);
    this.#snapshotting = (async () => {
      live.state.log.sync();
      const { meta, sections } = captureState(live.state, {
        embeddingModel,
        dimension,
        journal: String(live.generation),
        lastChangeAt: this.#lastChangeAt,
        gapThreshold: live.candidates.gapThreshold,
        gapDocuments: live.gapDocuments,
      });
      const records = this.#records;
      await writeSnapshot(path, meta, sections);
      this.#records -= records;
      this.#snapshotAt = meta.writtenAt;
      this.#diskError = undefined;
    })();
    try {
      await this.#snapshotting;
    } finally {
      this.#snapshotting = undefined;
      this.#reportHealth();
    }
  }

  /** Copies the live records into a new journal when most of the present one is dead. Changes wait meanwhile. */
  async compactJournal(deadBytes: number): Promise<void> {
    const files = this.#files;
    if (!files || this.#next) return;
    await this.#locked(async () => {
      const { state } = this.live;
      let liveBytes = 0;
      state.alive.forEach((slot) => {
        liveBytes += state.vectorPlaces[slot]! + state.vectorLengths[slot]! + 8;
      });
      const dead = state.log.end - liveBytes;
      if (this.#next || dead < deadBytes || dead < liveBytes) return;
      const generation = files.nextGeneration();
      const log = RecordLog.create(files.journal(generation));
      const offsets = state.offsets.slice();
      let copied = 0;
      for (let slot = 0; slot < state.slots; slot++) {
        if (!state.alive.has(slot)) continue;
        const length = state.vectorPlaces[slot]! + state.vectorLengths[slot]!;
        offsets[slot] = log.append([state.log.read(state.offsets[slot]!, 0, length)])[0]!;
        if (++copied % 64 === 0) await turn();
      }
      log.sync();
      if (log.failure) throw log.failure;
      const { embeddingModel, dimension } = this.#settings;
      files.writeManifest({ generation, embeddingModel, dimension });
      state.log.close();
      state.log = log;
      state.offsets = offsets;
      this.live.generation = generation;
      files.sweep(generation);
    });
    if (!existsSync(files.snapshot(this.live.generation))) await this.#saveSnapshot();
  }

  async flush(): Promise<void> {
    await this.#locked(async () => undefined);
    if (this.#gapIsStale()) await this.#refreshGap();
    else if (this.#records === 0 && this.#snapshotAt !== null) return;
    try {
      await this.#saveSnapshot();
    } catch (error) {
      this.#noteDiskError(error as Error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#lock;
    if (this.#next) await this.rebuildAbort();
    clearTimeout(this.#gapTimer);
    if (this.#records > LEFT_TO_JOURNAL) await this.#saveSnapshot().catch((error: Error) => this.#noteDiskError(error));
    this.live.state.log.close();
  }

  stats(): IndexStats {
    const { state } = this.live;
    const { index, embeddingModel, dimension } = this.#settings;
    return {
      index,
      documents: state.documents,
      deleted: state.deleted(),
      terms: state.dictionary.size,
      postings: state.postings.count(),
      bytes: state.bytes(),
      embeddingModel,
      dimension,
      indexVersion: `${LAYOUT_VERSION}.${TEXT_PIPELINE_VERSION}`,
      lastChangeAt: this.#lastChangeAt,
      snapshotAt: this.#snapshotAt,
    };
  }
}
