import { Agent, get } from 'node:http';
import autocannon from 'autocannon';

/** What the server's process asks of this one: as many requests as will go, or one every `everyMs`. */
export type LoadOrder =
  | { kind: 'flood'; base: string; paths: string[]; connections: number; seconds: number; headers?: Headers }
  | { kind: 'steady'; base: string; paths: string[]; everyMs: number }
  | { kind: 'stop' };
type Headers = Record<string, string>;

export interface LoadResult {
  /** Milliseconds of every answer, as the client saw them. */
  latencies: number[];
  requestsPerSecond: number;
  bytesPerAnswer: number;
  /** Answers that were not 2xx, time-outs and broken connections. */
  failed: number;
}

/** Every connection walks the list from a place of its own, so that they do not ask the same thing at once. */
async function flood(order: Extract<LoadOrder, { kind: 'flood' }>): Promise<LoadResult> {
  const { base, paths, connections, seconds, headers = {} } = order;
  const latencies: number[] = [];
  let next = 0;
  const result = await autocannon({
    url: base,
    connections,
    duration: seconds,
    setupClient: (client) => {
      client.on('response', (_status, _bytes, responseTime) => latencies.push(responseTime));
      const from = Math.floor((next++ * paths.length) / connections);
      client.setRequests(
        [...paths.slice(from), ...paths.slice(0, from)].map((path) => ({ method: 'GET', path, headers })),
      );
    },
  });
  return {
    latencies,
    requestsPerSecond: latencies.length / result.duration,
    bytesPerAnswer: result.throughput.total / Math.max(1, latencies.length),
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

/** One request every `everyMs` whether or not the last is answered: a server that stands still cannot hide. */
function steady({ base, paths, everyMs }: Extract<LoadOrder, { kind: 'steady' }>): () => Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  let bytes = 0;
  let failed = 0;
  let asked = 0;
  const began = performance.now();
  const ask = () => {
    const from = performance.now();
    const answer = new Promise<void>((resolve) => {
      const fail = () => {
        failed += 1;
        resolve();
      };
      get(`${base}${paths[asked++ % paths.length]}`, { agent }, (response) => {
        response.on('data', (part: Buffer) => {
          bytes += part.length;
        });
        response.on('error', fail);
        response.on('end', () => {
          latencies.push(performance.now() - from);
          if (response.statusCode !== 200) failed += 1;
          resolve();
        });
      }).on('error', fail);
    });
    open.add(answer);
    void answer.then(() => open.delete(answer));
  };
  const timer = setInterval(ask, everyMs);
  return async () => {
    clearInterval(timer);
    await Promise.all(open);
    agent.destroy();
    return {
      latencies,
      requestsPerSecond: (latencies.length * 1000) / (performance.now() - began),
      bytesPerAnswer: bytes / Math.max(1, latencies.length),
      failed,
    };
  };
}

let finish: (() => Promise<LoadResult>) | null = null;
process.on('message', async (order: LoadOrder) => {
  if (order.kind === 'steady') finish = steady(order);
  else {
    const result = order.kind === 'flood' ? await flood(order) : await finish?.();
    process.send?.(result);
  }
});
process.send?.('ready');
