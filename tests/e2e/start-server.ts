import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string;
    password: string;
  }
}

const root = resolve(import.meta.dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });

/** The program itself, as `npm start` runs it, on an empty data folder with the demo data. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'fanxing-e2e-'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dir,
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '0',
      BACKUP_HOURS: '0',
      PUBLIC_URL: baseUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const end = Date.now() + 220_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server stopped at its start:\n${output}`);
    if (Date.now() > end) throw new Error(`The server did not start in time:\n${output}`);
    const ready = await fetch(`${baseUrl}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready && existsSync(join(dir, 'demo-password'))) break;
    await new Promise((done) => setTimeout(done, 300));
  }
  project.provide('baseUrl', baseUrl);
  project.provide('password', readFileSync(join(dir, 'demo-password'), 'utf8').trim());
  return async () => {
    const stopped = new Promise((done) => child.on('exit', done));
    child.kill('SIGTERM');
    await stopped;
    rmSync(dir, { recursive: true, force: true });
  };
}
