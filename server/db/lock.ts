import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown when another live process holds the data folder: two of them would silently lose committed rows. */
export class DataFolderInUse extends Error {
  readonly pid: number;
  constructor(dir: string, pid: number) {
    super(
      `数据目录 ${dir} 正在被另一个进程（PID ${pid}）使用。请先停止它（在其窗口按 Ctrl-C），或用 DATA_DIR 指定另一个目录后再启动。\n` +
        `The data folder ${dir} is in use by process ${pid}. Stop that one first, or set DATA_DIR to another folder.`,
    );
    this.name = 'DataFolderInUse';
    this.pid = pid;
  }
}

/** A process start time keeps a reused pid from looking like the old owner (Linux; elsewhere the pid alone decides). */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes the lock file of a data folder (O_EXCL), clearing one left by a process that is gone.
 * @returns a function that gives the lock back
 * @throws DataFolderInUse
 */
export function takeLock(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600);
      writeSync(fd, JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) }));
      closeSync(fd);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = readOwner(file);
      if (owner && isAlive(owner.pid) && (owner.startedAt === '' || owner.startedAt === startedAt(owner.pid)))
        throw new DataFolderInUse(dir, owner.pid);
      rmSync(file, { force: true });
    }
  }
  throw new Error(`The lock file ${file} cannot be taken`);
}

function readOwner(file: string): { pid: number; startedAt: string } | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (parsed && typeof parsed === 'object' && 'pid' in parsed && typeof parsed.pid === 'number')
      return { pid: parsed.pid, startedAt: 'startedAt' in parsed ? String(parsed.startedAt) : '' };
    return null;
  } catch {
    return null;
  }
}
