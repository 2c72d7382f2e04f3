import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatchView } from '../../server/contracts/imports.contract.ts';
import { openDatabase } from '../../server/db/database.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'fanxing-crash-'));
let port = 0;
let child: ChildProcess;
let output = '';
let cookie = '';

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(address && typeof address === 'object' ? address.port : 0));
    });
  });

const environment = () => ({
  ...process.env,
  NODE_ENV: 'production',
  PORT: String(port),
  DATA_DIR: dir,
  SEED_DEMO: 'never',
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '0',
  BACKUP_HOURS: '0',
  PUBLIC_URL: `http://localhost:${port}`,
});

async function start(): Promise<void> {
  output = '';
  child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  for (let i = 0; i < 1200; i++) {
    if (child.exitCode !== null) throw new Error(`stopped at its start:\n${output}`);
    const ready = await fetch(`http://localhost:${port}/readyz`).then(
      (r) => r.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`not ready:\n${output}`);
}

const killed = (signal: NodeJS.Signals): Promise<void> =>
  new Promise((done) => {
    child.on('exit', () => done());
    child.kill(signal);
  });

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, never> }> {
  const response = await fetch(`http://localhost:${port}${path}`, {
    method,
    headers: { cookie, origin: `http://localhost:${port}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const set = response.headers.getSetCookie();
  if (set.length) cookie = set.map((line) => line.split(';')[0]).join('; ');
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, never> };
}

/** Gives the account of this test the role of staff, as the tool does while the server is stopped. */
async function makeOperator(): Promise<void> {
  await killed('SIGTERM');
  const database = await openDatabase({ databaseUrl: null, dataDir: dir });
  await database.executeSql(`update profile set roles = '["operator"]' where email = 'crash@test.example'`);
  await database.close();
  await start();
}

beforeAll(async () => {
  port = await freePort();
  await start();
});
afterAll(async () => {
  if (child.exitCode === null) await killed('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
});

describe('bad luck', { timeout: 300_000 }, () => {
  it('keeps every acknowledged write over repeated kill -9 in the middle of the work', async () => {
    expect(
      (
        await call('POST', '/api/auth/sign-up/email', {
          email: 'crash@test.example',
          password: 'long-enough-password',
          name: '测试员',
        })
      ).status,
    ).toBe(200);
    const profile = await call('POST', '/api/v1/me/profile', {
      role: 'researcher',
      organisationName: '青屿测试研究所',
      consent: true,
    });
    expect(profile.status).toBe(200);
    const acknowledged: string[] = [];
    for (let round = 0; round < 5; round++) {
      let stop = false;
      const writer = (async () => {
        for (let i = 0; !stop; i++) {
          const name = `测试单位${round}-${i}`;
          const made = await call('POST', '/api/v1/organisations', {
            name,
            orgType: 'UNIT',
            parentOrgId: (profile.body.memberships as unknown as { organisationId: string }[])[0]!.organisationId,
            regionCode: '370212',
          }).catch(() => null);
          if (made?.status === 201) acknowledged.push(name);
          else if (made) throw new Error(`refused: ${made.status} ${JSON.stringify(made.body)}`);
          else return;
        }
      })();
      await new Promise((done) => setTimeout(done, 400 + round * 130));
      await killed('SIGKILL');
      stop = true;
      await writer;
      await start();
      const stored = new Set<string>();
      const parent = (profile.body.memberships as unknown as { organisationId: string }[])[0]!.organisationId;
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { body: Record<string, never> } = await call(
          'GET',
          `/api/v1/organisations?parentOrgId=${parent}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
        );
        for (const item of page.body.items as unknown as { name: string }[]) stored.add(item.name);
        cursor = page.body.nextCursor as unknown as string | null;
      }
      expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(10);
  });

  it('finishes an import that is killed again and again, and writes every row once', async () => {
    const rows = 600;
    // Titles that no rule takes for duplicates of each other.
    const words = (i: number) =>
      Array.from({ length: 14 }, (_, k) =>
        String.fromCodePoint(0x4e00 + ((i * 7919 + k * k * 977 + k * 131) % 20_000)),
      ).join('');
    const list = ['成果名称,完成单位', ...Array.from({ length: rows }, (_, i) => `试验${words(i)},青屿测试研究所`)];
    await makeOperator();
    const form = new FormData();
    for (const [name, value] of [
      ['target', 'achievement'],
      ['sender', '示例科技局'],
    ] as const)
      form.set(name, value);
    form.set('file', new Blob([list.join('\n')]), '清单.csv');
    const sent = await fetch(`http://localhost:${port}/api/v1/imports`, {
      method: 'POST',
      headers: { cookie, origin: `http://localhost:${port}` },
      body: form,
    });
    expect(sent.status).toBe(201);
    const { id, version } = (await sent.json()) as { id: string; version: number };
    const url = `/api/v1/imports/${id}`;
    const until = async (states: readonly string[]): Promise<ImportBatchView> => {
      for (let i = 0; i < 600; i++) {
        const batch = (await call('GET', url)).body as unknown as ImportBatchView;
        if (states.includes(batch.state)) return batch;
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error(`the import does not go on:\n${output}`);
    };
    /** Kills in the middle of the work as soon as a part of it is done. */
    const killWithin = async (phase: string): Promise<void> => {
      for (let i = 0; i < 600; i++) {
        const { progress } = (await call('GET', url)).body as unknown as ImportBatchView;
        if (!progress || (progress.phase === phase && progress.done > 0)) break;
        await new Promise((done) => setTimeout(done, 5));
      }
      await killed('SIGKILL');
      await start();
    };
    const mapped = await call('PUT', `${url}/mapping`, {
      columns: [
        { index: 0, field: 'title' },
        { index: 1, field: 'organisationName' },
      ],
      remember: false,
      version,
    });
    expect(mapped.status).toBe(200);
    await killWithin('parse');
    const parsed = await until(['PARSED', 'FAILED']);
    expect(parsed).toMatchObject({ state: 'PARSED', counts: { rows, ready: rows } });
    expect((await call('POST', `${url}/commit`, { version: parsed.version })).status).toBe(202);
    await killWithin('commit');
    await killWithin('commit');
    const done = await until(['COMMITTED']);
    expect(done.counts).toMatchObject({ committed: rows, ready: 0, failed: 0 });
    const found = new Map<string, number>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: Record<string, never> } = await call(
        'GET',
        `/api/v1/achievements?limit=100${cursor ? `&cursor=${cursor}` : ''}`,
      );
      for (const { title } of page.body.items as unknown as { title: string }[])
        if (title.startsWith('试验')) found.set(title, (found.get(title) ?? 0) + 1);
      cursor = page.body.nextCursor as unknown as string | null;
    }
    expect(found.size).toBe(rows);
    expect([...found.values()].every((times) => times === 1)).toBe(true);
  });

  it('refuses a second process on the same folder and says what to do', async () => {
    const second = spawn(process.execPath, ['server/main.ts'], {
      cwd: root,
      env: { ...environment(), PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [second.stdout, second.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    const code = await new Promise((done) => second.on('exit', done));
    expect(code).toBe(1);
    expect(said).toMatch(/正在被另一个进程（PID \d+）使用/u);
    expect(said).toMatch(/DATA_DIR/u);
  });

  it('stops cleanly on SIGTERM and heals a broken snapshot at the next start', async () => {
    await killed('SIGTERM');
    expect(existsSync(join(dir, 'lock'))).toBe(false);
    const files = readdirSync(join(dir, 'search'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const file of files) writeFileSync(join(file.parentPath, file.name), 'not a snapshot');
    await start();
    for (let i = 0; i < 100; i++) {
      const ready = (await (await fetch(`http://localhost:${port}/readyz`)).json()) as { search: string };
      if (ready.search === 'ready') return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the index did not heal:\n${output}`);
  });
});
