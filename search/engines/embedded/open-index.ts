import { existsSync } from 'node:fs';
import { SearchError } from '../../errors.ts';
import type { EngineHealth } from '../../port.ts';
import { CandidateRunner } from './candidates-query.ts';
import { decodeEntry } from './document-codec.ts';
import type { IndexFiles } from './index-files.ts';
import { IndexState } from './index-state.ts';
import type { WorkerSettings } from './protocol.ts';
import { RecordLog } from './record-log.ts';
import { SearchRunner } from './search-query.ts';
import { loadState } from './state-snapshot.ts';
import { SuggestRunner } from './suggest-query.ts';

/** What searches run on; replaced as a whole by a rebuild. */
export class Live {
  readonly state: IndexState;
  readonly search: SearchRunner;
  readonly suggest: SuggestRunner;
  readonly candidates: CandidateRunner;
  /** Documents when the gap threshold was computed last. */
  gapDocuments = 0;
  generation: number;

  constructor(state: IndexState, generation: number) {
    this.state = state;
    this.generation = generation;
    this.search = new SearchRunner(state);
    this.suggest = new SuggestRunner(state);
    this.candidates = new CandidateRunner(state);
  }
}

export const newLive = ({ dimension }: WorkerSettings, files: IndexFiles | undefined, generation: number): Live =>
  new Live(new IndexState(RecordLog.create(files?.journal(generation)), dimension), generation);

/** An index as it was found: what searches run on, and what is known of its past. */
export interface OpenedIndex {
  live: Live;
  /** Said until a rebuild heals it. */
  wound?: string;
  /** Records of the journal that no snapshot holds. */
  records: number;
  lastChangeAt: string | null;
  snapshotAt: string | null;
}

/** Opens what is on disk: the snapshot, then the journal behind it; the journal alone when the snapshot cannot be read. */
export function openIndex(
  settings: WorkerSettings,
  files: IndexFiles | undefined,
  report: (health: EngineHealth) => void,
): OpenedIndex {
  const { embeddingModel, dimension } = settings;
  const blank = { records: 0, lastChangeAt: null, snapshotAt: null };
  if (!files) return { ...blank, live: newLive(settings, files, 1) };
  const startAnew = (wound?: string): OpenedIndex => {
    const live = newLive(settings, files, files.nextGeneration());
    files.writeManifest({ generation: live.generation, embeddingModel, dimension });
    return { ...blank, live, ...(wound === undefined ? {} : { wound }) };
  };
  const manifest = files.readManifest();
  if (!manifest) return startAnew();
  if (manifest.embeddingModel !== embeddingModel || manifest.dimension !== dimension)
    return startAnew('The index was made with another embedding model; it has to be rebuilt');
  const { generation } = manifest;
  let log: RecordLog;
  try {
    log = RecordLog.open(files.journal(generation));
  } catch {
    return startAnew('The journal of the index is missing or unreadable; the index has to be rebuilt');
  }
  files.sweep(generation);
  const opened: OpenedIndex = { ...blank, live: new Live(new IndexState(log, dimension), generation) };
  let from = 0;
  if (existsSync(files.snapshot(generation))) {
    try {
      from = loadSnapshot(opened, files, settings, log);
    } catch (error) {
      report({ status: 'building', detail: `${(error as Error).message}; reading the journal instead` });
      opened.live = new Live(new IndexState(log, dimension), generation);
    }
  }
  replay(opened, log, from);
  return opened;
}

/** @returns the end of the journal that the snapshot holds */
function loadSnapshot(opened: OpenedIndex, files: IndexFiles, settings: WorkerSettings, log: RecordLog): number {
  const { live } = opened;
  const meta = loadState(files.snapshot(live.generation), live.state, {
    embeddingModel: settings.embeddingModel,
    dimension: settings.dimension,
    journal: String(live.generation),
  });
  if (meta.journalEnd > log.end) throw new SearchError('SEARCH_STORAGE', 'The journal is shorter than the snapshot');
  live.candidates.gapThreshold = meta.gapThreshold;
  live.gapDocuments = meta.gapDocuments;
  opened.lastChangeAt = meta.lastChangeAt;
  opened.snapshotAt = meta.writtenAt;
  return meta.journalEnd;
}

function replay(opened: OpenedIndex, log: RecordLog, from: number): void {
  const { state } = opened.live;
  const scan = log.scan(from, (payload, offset) => {
    const entry = decodeEntry(payload);
    if (entry.type === 'upsert') state.put(entry.document, offset, entry.shape);
    else for (const id of entry.ids) state.drop(id);
    opened.records += 1;
    state.mergeStep();
  });
  if (!scan.broken) return;
  if (scan.broken === 'corrupt') opened.wound = 'The journal of the index is damaged; the index has to be rebuilt';
  log.truncate(scan.end);
}
