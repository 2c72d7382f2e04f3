import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSearch } from '../../search/create-search.ts';
import { LocalEmbedder } from '../../search/embedding/local-embedder.ts';
import type { Filter, SearchDocument, SearchEngine } from '../../search/port.ts';
import { readDemands, syntheticDocuments, syntheticQueries } from './documents.ts';
import { type Figure, percentile } from './report.ts';

const FILTERS: Filter[] = [
  { field: 'access', any: ['L0'] },
  { field: 'chain', any: ['C00', 'C01', 'C02', 'C03'] },
  { field: 'trl', min: 3, max: 8 },
];
const FACETS = ['kind', 'hti', 'chain', 'region', 'mode'];
const QUERIES = 600;
/** Asked before the clock runs, so that the steady state is measured; none of them is asked again. */
const WARMING = 2400;
const MATCHED = 77;

const embedder = new LocalEmbedder();
const residentMb = () => process.memoryUsage().rss / 2 ** 20;

async function* embedded(count: number): AsyncGenerator<SearchDocument[]> {
  let batch: SearchDocument[] = [];
  const flush = async () => {
    const vectors = await embedder.embed(
      batch.map(({ title, keywords, body }) => `${title} ${keywords.join(' ')} ${body}`),
      'document',
    );
    return batch.map((document, i) => ({ ...document, vector: vectors[i]! }));
  };
  for (const document of syntheticDocuments(count)) {
    batch.push(document);
    if (batch.length < 200) continue;
    yield await flush();
    batch = [];
  }
  if (batch.length > 0) yield await flush();
}

const open = (dir: string): SearchEngine =>
  createSearch({ engine: 'embedded', dir, embeddingModelId: embedder.id, dimension: embedder.dimension });

/** Fills a folder with an index of `size` documents. */
export async function buildIndex(size: number, dir: string): Promise<void> {
  const engine = open(dir);
  await engine.rebuild('public', embedded(size));
  await engine.close();
}

/** In a process of its own, so that what the build leaves in memory is not counted. */
function buildApart(size: number, dir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'child.ts'), ['engine-build', String(size), dir]);
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The build ended with code ${code}`))));
  });
}

/** The embedded engine alone, at one size. */
export async function benchEngine(size: number): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-engine-'));
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => figures.push({ part: 'engine', name, size, value, unit });
  try {
    let began = performance.now();
    await buildApart(size, dir);
    note('build with embedding and snapshot', (performance.now() - began) / 1000, 's');

    const empty = residentMb();
    began = performance.now();
    const engine = open(dir);
    await engine.stats('public');
    note('open from snapshot', performance.now() - began, 'ms');
    const opened = residentMb();

    const texts = syntheticQueries(WARMING + QUERIES);
    const vectors = await embedder.embed(texts, 'query');
    const inside: number[] = [];
    const roundTrip: number[] = [];
    const ask = (i: number) =>
      engine.search('public', {
        text: texts[i]!,
        vector: vectors[i]!,
        denseWeight: 0.3,
        filters: FILTERS,
        facets: FACETS,
        limit: 20,
      });
    for (let i = 0; i < WARMING; i++) await ask(i);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let i = WARMING; i < texts.length; i++) {
      const from = performance.now();
      const { tookMs } = await ask(i);
      roundTrip.push(performance.now() - from);
      inside.push(tookMs);
    }
    delay.disable();
    note('hybrid search, filters, facets: p50 inside', percentile(inside, 0.5), 'ms');
    note('hybrid search, filters, facets: p95 inside', percentile(inside, 0.95), 'ms');
    note('hybrid search, filters, facets: p95 round trip', percentile(roundTrip, 0.95), 'ms');
    note('event-loop delay while searching: p50', delay.percentile(50) / 1e6, 'ms');

    const highlighted: number[] = [];
    for (let i = 0; i < 200; i++) {
      highlighted.push((await engine.search('public', { text: texts[i]!, highlight: true, limit: 20 })).tookMs);
    }
    note('text search with highlights: p95 inside', percentile(highlighted, 0.95), 'ms');

    const suggested: number[] = [];
    for (let i = 0; i < 200; i++) {
      const from = performance.now();
      await engine.suggest('public', { text: texts[i]!.slice(0, 2), filters: FILTERS.slice(0, 1) });
      suggested.push(performance.now() - from);
    }
    note('suggestions: p95 round trip', percentile(suggested, 0.95), 'ms');

    const demands = readDemands().slice(0, MATCHED);
    const demandVectors = await embedder.embed(demands, 'query');
    const matched: number[] = [];
    const filters: Filter[] = [{ field: 'kind', any: ['achievement'] }];
    began = performance.now();
    for (let i = 0; i < demands.length; i++) {
      const parts = [{ role: 'problem' as const, text: demands[i]!, weight: 1 }];
      const found = await engine.candidates('public', {
        parts,
        vector: demandVectors[i]!,
        denseWeight: 0.3,
        filters,
        k: 50,
      });
      matched.push(found.tookMs);
    }
    note(`full match of ${demands.length} demands`, (performance.now() - began) / 1000, 's');
    note('candidates for one demand: p50', percentile(matched, 0.5), 'ms');
    note('candidates for one demand: p95', percentile(matched, 0.95), 'ms');

    const updates: number[] = [];
    for await (const batch of embedded(200)) {
      for (const document of batch) {
        const from = performance.now();
        await engine.upsert('public', [document]);
        updates.push(performance.now() - from);
      }
    }
    note('one update: p50', percentile(updates, 0.5), 'ms');
    note('one update: p95', percentile(updates, 0.95), 'ms');
    note('memory of the process', residentMb(), 'MB');
    note('memory of the process before opening', empty, 'MB');
    note('memory of the process after opening', opened, 'MB');
    note('memory of the index by its own count', (await engine.stats('public')).bytes / 2 ** 20, 'MB');
    await engine.close();
    return figures;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
