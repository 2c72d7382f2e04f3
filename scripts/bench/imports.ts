import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Container } from '../../server/container.ts';
import { Profile } from '../../server/modules/accounts/profile.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { localImports } from '../import-api.ts';
import { openInstance } from './instance.ts';
import { makeListFile } from './list-file.ts';
import { searchPaths, storeListings } from './listings.ts';
import { LoadClient } from './load-client.ts';
import { type Figure, percentile } from './report.ts';

/** Listings that the searches meanwhile find. */
const LISTINGS = 1000;
const ASK_EVERY_MS = 50;
const SAMPLED_MS = 20;

async function operator(container: Container) {
  const { user } = await container.auth.api.signUpEmail({
    body: { email: 'operator@bench.example', password: 'a-password-of-the-benchmark', name: '秘书处' },
  });
  await container.database.em.fork().nativeUpdate(Profile, { id: user.id }, { roles: ['operator'] });
  return container.services.accounts.actorById(user.id);
}

/** An Excel list from upload to commit, through the services and the job queue, while visitors go on searching. */
export async function benchImport(size: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => figures.push({ part: 'import', name, size, value, unit });
  const instance = await openInstance({ workers: true });
  const client = await LoadClient.start();
  try {
    const { container } = instance;
    await storeListings(container, LISTINGS);
    const api = localImports(container, await operator(container));
    const bytes = await makeListFile(size);
    const base = await instance.listen();
    const paths = searchPaths(500);
    await client.flood({ base, paths, connections: 4, seconds: 3 });

    let total = 0;
    /** One phase under watch: its time, the searches meanwhile, and how long the program stood still at most. */
    const phase = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      client.startSteady({ base, paths, everyMs: ASK_EVERY_MS });
      delay.enable();
      await wait(SAMPLED_MS);
      const began = performance.now();
      const result = await run();
      const seconds = (performance.now() - began) / 1000;
      // A program that stood still to the very end has yet to notice it.
      await wait(SAMPLED_MS);
      delay.disable();
      const { latencies } = await client.stopSteady();
      total += seconds;
      note(name, seconds, 's');
      note(`${name}: concurrent search p50`, percentile(latencies, 0.5), 'ms');
      note(`${name}: concurrent search p95`, percentile(latencies, 0.95), 'ms');
      note(`${name}: event-loop delay p50`, delay.percentile(50) / 1e6, 'ms');
      note(`${name}: event-loop delay longest`, delay.max / 1e6, 'ms');
      return result;
    };
    const settled = async (id: string, busy: readonly string[]) => {
      for (;;) {
        const batch = await api.get(id);
        if (batch.state === 'FAILED') throw new Error(batch.error?.message ?? 'The import failed');
        if (!busy.includes(batch.state)) return batch;
        await wait(500);
      }
    };

    const uploaded = await phase('upload', () =>
      api.upload({
        bytes,
        fileName: 'list.xlsx',
        target: 'achievement',
        sender: '示例单位',
        defaultOrganisationId: null,
      }),
    );
    const parsed = await phase('map and parse', async () => {
      const { columns } = await api.mapping(uploaded.id);
      const chosen = columns.map(({ index, field }) => ({ index, field }));
      await api.map(uploaded.id, { columns: chosen, remember: true, version: uploaded.version });
      return settled(uploaded.id, ['MAPPED', 'PARSING']);
    });
    const confirmed = await phase('confirm hints', () =>
      api.bulk(uploaded.id, { version: parsed.version, action: 'CONFIRM_ALL_HINTS' }),
    );
    const committed = await phase('commit', async () => {
      await api.commit(uploaded.id, { version: confirmed.version });
      return settled(uploaded.id, ['COMMITTING']);
    });
    const stored = await container.database.em.fork().count(Achievement, { sourceBatchId: uploaded.id });
    if (stored !== committed.counts.committed) throw new Error(`${stored} records, but ${committed.counts.committed}`);
    note('all phases', total, 's');
    note('rows read and written', size / total, '1/s');
    note('rows committed', stored, '');
    note('rows proposed as duplicates', committed.counts.duplicates ?? 0, '');
    note('memory of the process', process.memoryUsage().rss / 2 ** 20, 'MB');
    return figures;
  } finally {
    client.close();
    await instance.close();
  }
}
