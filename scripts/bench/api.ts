import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openInstance } from './instance.ts';
import { searchPaths, storeListings } from './listings.ts';
import { LoadClient } from './load-client.ts';
import { type Figure, percentile } from './report.ts';

const PATHS = 2000;
const SECONDS = 8;
/** Long enough that every address was asked for, and its cards read from the database. */
const WARMING_SECONDS = 6;

interface Setting {
  label: string;
  connections: number;
  headers: Record<string, string>;
}
const SETTINGS: readonly Setting[] = [
  { label: '10 connections', connections: 10, headers: {} },
  { label: '50 connections', connections: 50, headers: {} },
  { label: '50 connections, answers compressed', connections: 50, headers: { 'accept-encoding': 'gzip, deflate, br' } },
];

/** `GET /api/v1/search` of the real application over loopback; the client is a process of its own. */
export async function benchApi(size: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => figures.push({ part: 'api', name, size, value, unit });
  const instance = await openInstance();
  const client = await LoadClient.start();
  try {
    const began = performance.now();
    await storeListings(instance.container, size);
    note('rows written and both indexes built', (performance.now() - began) / 1000, 's');
    const base = await instance.listen();
    const paths = searchPaths(PATHS);
    const first = await client.flood({ base, paths, connections: 10, seconds: WARMING_SECONDS });
    note('10 connections, right after the start: requests', first.requestsPerSecond, '1/s');
    for (const { label, connections, headers } of SETTINGS) {
      await wait(300);
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const cpu = process.cpuUsage();
      const result = await client.flood({ base, paths, connections, seconds: SECONDS, headers });
      const { user, system } = process.cpuUsage(cpu);
      delay.disable();
      note(`${label}: requests`, result.requestsPerSecond, '1/s');
      for (const share of [0.5, 0.95, 0.99])
        note(`${label}: latency p${share * 100}`, percentile(result.latencies, share), 'ms');
      note(`${label}: event-loop delay p50`, delay.percentile(50) / 1e6, 'ms');
      note(`${label}: event-loop delay p99`, delay.percentile(99) / 1e6, 'ms');
      note(`${label}: CPU of the server a request`, (user + system) / 1000 / result.latencies.length, 'ms');
      note(`${label}: bytes an answer`, result.bytesPerAnswer, 'B');
    }
    note('memory of the server', process.memoryUsage().rss / 2 ** 20, 'MB');
    return figures;
  } finally {
    client.close();
    await instance.close();
  }
}
