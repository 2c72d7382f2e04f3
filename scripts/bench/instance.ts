import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { type Container, createContainer } from '../../server/container.ts';
import { startWorkers } from '../../server/jobs/workers.ts';

export interface Instance {
  app: FastifyInstance;
  container: Container;
  /** Lets the application listen on loopback; answers its base address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** The real application on a database in memory, without a rate limit; warnings and errors go to the console. */
export async function openInstance({ workers = false } = {}): Promise<Instance> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-app-'));
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://localhost',
    dataDir: dir,
    databaseUrl: null,
    searchEngine: 'embedded',
    embedding: 'local',
    sessionSecret: 'a-secret-of-the-benchmark-and-of-nothing-else',
    logLevel: 'silent',
    trustProxy: false,
    smtp: null,
    backupHours: 0,
    seedDemo: false,
    rateLimitPerMinute: 0,
  };
  const container = await createContainer({
    config,
    log: {
      info: () => undefined,
      warn: (details, message) => console.error(message, details),
      error: (details, message) => console.error(message, details),
    },
    databaseDir: null,
    searchDir: join(dir, 'search'),
    isTest: true,
  });
  await container.queue.start();
  if (workers) await startWorkers(container);
  const app = await buildApp(container);
  return {
    app,
    container,
    async listen() {
      await app.listen({ host: config.host, port: 0 });
      return `http://${config.host}:${(app.server.address() as AddressInfo).port}`;
    },
    async close() {
      await app.close();
      await container.queue.stop();
      await container.engine.close();
      await container.database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
