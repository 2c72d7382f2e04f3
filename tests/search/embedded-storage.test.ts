import { fork } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EmbeddedEngine } from '../../search/engines/embedded/engine.ts';
import { IndexStore } from '../../search/engines/embedded/index-store.ts';
import { RecordLog } from '../../search/engines/embedded/record-log.ts';
import type { EngineHealth, SearchDocument } from '../../search/port.ts';
import { CONTRACT_DIMENSION, contractDocuments } from './contract-documents.ts';

const folders: string[] = [];
const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  folders.push(dir);
  return dir;
};
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const settings = (dir: string | undefined, embeddingModel = 'm') => ({
  index: 'public' as const,
  dir,
  embeddingModel,
  dimension: CONTRACT_DIMENSION,
});

/** A store in this thread, with the last health it told. */
function openStore(dir: string | undefined, embeddingModel = 'm'): { store: IndexStore; told: EngineHealth[] } {
  const told: EngineHealth[] = [];
  const store = new IndexStore(settings(dir, embeddingModel), (health) => told.push(health));
  return { store, told };
}

const titleOf = (id: string, title: string): SearchDocument => ({
  id,
  kind: 'achievement',
  title,
  keywords: [],
  body: '',
  tags: {},
  numbers: {},
});

const file = (dir: string, pattern: RegExp) => join(dir, readdirSync(dir).find((name) => pattern.test(name))!);
const idsOf = (store: IndexStore) => [...store.live.state.slotById.keys()].sort();
const documents = contractDocuments();
const allIds = documents.map(({ id }) => id).sort();

describe('embedded engine on disk', () => {
  it('opens a snapshot with everything in it, and changes after it', async () => {
    const dir = folder();
    const first = openStore(dir).store;
    await first.upsert(documents);
    await first.flush();
    await first.remove(['a-potato']);
    await first.upsert([titleOf('new', '快照之后的文档'), { ...documents[0]!, title: '改过的标题' }]);
    const expected = first.live.search.run({ text: '材料 工艺', facets: ['region'], limit: 100 });
    const { store, told } = openStore(dir);
    expect(told).toEqual([{ status: 'ready' }]);
    expect(store.live.state.documents).toBe(documents.length);
    const { tookMs: _, ...found } = store.live.search.run({ text: '材料 工艺', facets: ['region'], limit: 100 });
    expect(found).toEqual({ ...expected, tookMs: undefined });
    expect(store.live.search.run({ text: '改过的标题' }).hits[0]!.id).toBe('a-coating');
    expect(store.live.candidates.run({ parts: [], vector: documents[1]!.vector!, denseWeight: 1, k: 1 })).toMatchObject(
      {
        candidates: [{ id: documents[1]!.id }],
      },
    );
    expect(store.stats().snapshotAt).not.toBeNull();
  });

  it('cuts a torn end of the journal and keeps what is before it', async () => {
    const dir = folder();
    const { store } = openStore(dir);
    await store.upsert(documents);
    const journal = file(dir, /^journal-/);
    const good = readFileSync(journal).length;
    await store.upsert([titleOf('torn', '写了一半')]);
    truncateSync(journal, good + 30);
    const again = openStore(dir);
    expect(again.told).toEqual([{ status: 'ready' }]);
    expect(idsOf(again.store)).toEqual(allIds);
    expect(readFileSync(journal).length).toBe(good);
    await again.store.upsert([titleOf('next', '接着写')]);
    expect(idsOf(openStore(dir).store)).toEqual([...allIds, 'next'].sort());
  });

  it('says that a damaged journal needs a rebuild, which heals it', async () => {
    const dir = folder();
    const { store } = openStore(dir);
    await store.upsert(documents);
    const journal = file(dir, /^journal-/);
    const bytes = readFileSync(journal);
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    writeFileSync(journal, bytes);
    const hurt = openStore(dir);
    expect(hurt.told.at(-1)).toMatchObject({ status: 'broken', detail: expect.stringContaining('rebuilt') });
    expect(idsOf(hurt.store).length).toBeLessThan(documents.length);
    await hurt.store.rebuildBegin();
    await hurt.store.rebuildAdd(documents);
    await hurt.store.rebuildCommit();
    expect(hurt.told.at(-1)).toEqual({ status: 'ready' });
    expect(idsOf(openStore(dir).store)).toEqual(allIds);
  });

  it('reads the journal when the snapshot is broken, and says so', async () => {
    const dir = folder();
    const { store } = openStore(dir);
    await store.upsert(documents);
    await store.flush();
    const snapshot = file(dir, /^snapshot-/);
    const bytes = readFileSync(snapshot);
    bytes[Math.floor(bytes.length / 3)]! ^= 0xff;
    for (const content of [bytes, Buffer.from('not a snapshot'), Buffer.alloc(0)]) {
      writeFileSync(snapshot, content);
      const { store: again, told } = openStore(dir);
      expect(told[0]).toMatchObject({ status: 'building', detail: expect.stringContaining('snapshot') });
      expect(told.at(-1)).toEqual({ status: 'ready' });
      expect(idsOf(again)).toEqual(allIds);
    }
  });

  it('never mixes the vectors of two models', async () => {
    const dir = folder();
    const { store } = openStore(dir, 'm');
    await store.upsert(documents);
    await store.close();
    const other = openStore(dir, 'another');
    expect(other.told.at(-1)).toMatchObject({ status: 'broken', detail: expect.stringContaining('model') });
    expect(idsOf(other.store)).toEqual([]);
  });

  it('goes on in memory when the disk refuses, says so, and writes later what it could not', async () => {
    const dir = folder();
    const { store, told } = openStore(dir);
    await store.upsert([titleOf('before', '写盘之前')]);
    const { log } = store.live.state;
    const full = vi.spyOn(log, 'writeAt').mockImplementation(() => {
      throw new Error('ENOSPC: no space left on device');
    });
    await store.upsert([titleOf('during', '磁盘已满')]);
    await store.remove(['before']);
    expect(told.at(-1)).toMatchObject({ status: 'broken', detail: expect.stringContaining('ENOSPC') });
    expect(store.live.search.run({ text: '磁盘已满', highlight: true }).hits).toMatchObject([
      { id: 'during', highlights: { title: [{ start: 0, end: 4 }] } },
    ]);
    full.mockRestore();
    await store.upsert([titleOf('after', '空间已经腾出')]);
    expect(told.at(-1)).toEqual({ status: 'ready' });
    expect(idsOf(openStore(dir).store)).toEqual(['after', 'during']);
  });

  it('rewrites the journal when most of it is dead, and loses nothing', async () => {
    const dir = folder();
    const { store } = openStore(dir);
    for (let round = 0; round < 10; round++) await store.upsert(documents);
    await store.flush();
    const before = readFileSync(file(dir, /^journal-/)).length;
    await store.compactJournal(0);
    expect(readFileSync(file(dir, /^journal-/)).length).toBeLessThan(before / 5);
    expect(readdirSync(dir).filter((name) => name.startsWith('journal-'))).toHaveLength(1);
    await store.upsert([titleOf('later', '重写之后')]);
    const { store: again, told } = openStore(dir);
    expect(told).toEqual([{ status: 'ready' }]);
    expect(idsOf(again)).toEqual([...allIds, 'later'].sort());
    expect(again.live.search.run({ text: '海洋工程钢结构防腐涂料', highlight: true }).hits[0]).toMatchObject({
      id: 'a-coating',
      highlights: { title: [{ start: 0, end: 11 }] },
    });
  });

  it('reads back records it appended, and nothing after a broken one', () => {
    const path = join(folder(), 'j.log');
    const log = RecordLog.create(path);
    const offsets = log.append([Buffer.from('one'), Buffer.from('two')]);
    expect(log.read(offsets[1]!, 1, 2).toString()).toBe('wo');
    log.close();
    appendFileSync(path, 'rubbish that is no record');
    const again = RecordLog.open(path);
    const seen: string[] = [];
    const scan = again.scan(0, (payload) => seen.push(payload.toString()));
    expect(seen).toEqual(['one', 'two']);
    expect(scan.broken).toBeDefined();
    expect(scan.end).toBe(8 + 2 * (8 + 3));
    again.close();
  });
});

describe('embedded engine and sudden death', () => {
  it('has every acknowledged document after kill -9 in the middle of writing', async () => {
    const dir = folder();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const child = fork(join(import.meta.dirname, 'embedded-writer.ts'), [dir, String(round)]);
      await new Promise<void>((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', () => resolve());
        child.on('message', (id) => {
          acknowledged.add(String(id));
          if (acknowledged.size >= (round + 1) * 40) child.kill('SIGKILL');
        });
      });
    }
    const engine = new EmbeddedEngine({ dir, embeddingModelId: null, dimension: 0 });
    try {
      const held = new Set(await engine.listIds('public'));
      expect([...acknowledged].filter((id) => !held.has(id))).toEqual([]);
      await engine.stats('matching');
      expect(await engine.health()).toMatchObject({ status: 'ready' });
      const found = await engine.search('public', { text: '断电之前', limit: 100 });
      expect(found.total).toBe(held.size);
    } finally {
      await engine.close();
    }
  });

  it('starts a worker again that died, with what it had, and tells waiting calls', async () => {
    const engine = new EmbeddedEngine({ dir: folder(), embeddingModelId: 'm', dimension: CONTRACT_DIMENSION });
    try {
      await engine.upsert('public', documents);
      // The call is answered or refused, never left hanging.
      const waiting = engine.search('public', { text: '防腐' }).then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
      await engine.crash();
      expect(['answered', 'SEARCH_NOT_READY']).toContain(await waiting);
      expect((await engine.listIds('public')).sort()).toEqual(allIds);
      await engine.stats('matching');
      expect((await engine.health()).status).toBe('ready');
      for (let i = 0; i < 3; i++) {
        await Promise.all([engine.stats('public'), engine.stats('matching')]);
        await engine.crash();
      }
      expect(await engine.health()).toMatchObject({ status: 'broken' });
      await expect(engine.search('public', { text: '' })).rejects.toMatchObject({ code: 'SEARCH_NOT_READY' });
    } finally {
      await engine.close();
    }
  });
});
