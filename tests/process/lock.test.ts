import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataFolderInUse, takeLock } from '../../server/db/lock.ts';

/** Holds the lock of a folder; says it stops at the word STOP, and lets go a moment later. */
const HOLDER = `
  import { takeLock } from ${JSON.stringify(new URL('../../server/db/lock.ts', import.meta.url).href)};
  const lock = takeLock(process.argv[1]);
  console.log('held');
  process.stdin.on('data', () => {
    lock.announceStop();
    console.log('stopping');
    setTimeout(() => { lock.release(); process.exit(0); }, 600);
  });`;

let dir = '';
const children: ChildProcess[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fanxing-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(join(dir, 'lock'), { force: true });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function holder(): Promise<{ child: ChildProcess; says(word: string): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', HOLDER, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const says = async (word: string): Promise<void> => {
    while (!said.includes(word)) await new Promise((done) => setTimeout(done, 20));
  };
  await says('held');
  return { child, says };
}

describe('the lock of a data folder', () => {
  it('turns a second process away at once while the first works', async () => {
    const { child } = await holder();
    let waited = false;
    expect(() =>
      takeLock(dir, {
        onWait: () => {
          waited = true;
        },
      }),
    ).toThrow(DataFolderInUse);
    expect(() => takeLock(dir)).toThrow(String(child.pid));
    expect(waited).toBe(false);
  });

  it('waits for a process that is stopping, and takes the folder over', async () => {
    const { child, says } = await holder();
    child.stdin?.write('STOP');
    await says('stopping');
    const waitedFor: number[] = [];
    const lock = takeLock(dir, { onWait: (pid) => waitedFor.push(pid) });
    expect(waitedFor).toEqual([child.pid]);
    expect(readFileSync(join(dir, 'lock'), 'utf8')).toContain(`"pid":${process.pid},`);
    lock.release();
    expect(existsSync(join(dir, 'lock'))).toBe(false);
  });

  it('gives up on one that says it stops and does not', async () => {
    const { child, says } = await holder();
    child.stdin?.write('STOP');
    await says('stopping');
    expect(() => takeLock(dir, { waitMs: 100 })).toThrow(DataFolderInUse);
  });

  it('clears what a killed process left, also an empty file', async () => {
    const { child } = await holder();
    await new Promise((done) => {
      child.on('exit', done);
      child.kill('SIGKILL');
    });
    takeLock(dir).release();
    writeFileSync(join(dir, 'lock'), '');
    takeLock(dir).release();
    expect(existsSync(join(dir, 'lock'))).toBe(false);
  });

  it('lets go only of its own lock', () => {
    const first = takeLock(dir);
    first.release();
    const second = takeLock(dir);
    first.release();
    first.announceStop();
    expect(readFileSync(join(dir, 'lock'), 'utf8')).toContain('"isStopping":false');
    second.release();
  });
});
