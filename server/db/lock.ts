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

interface Owner {
  pid: number;
  startedAt: string;
  /** The owner is closing its database; it is worth waiting for. */
  isStopping: boolean;
}

export interface FolderLock {
  /** Tells those who come next that the folder is about to be free. */
  announceStop(): void;
  /** Gives the folder back; a second call does nothing, as the folder may be somebody else's by then. */
  release(): void;
}

export interface LockOptions {
  /** How long to wait for an owner that is stopping. */
  waitMs?: number;
  onWait?: (pid: number) => void;
}

/** A stop that takes longer is cut off by the owner itself. */
const STOP_LIMIT_MS = 20_000;
/** A lock that stays empty for this long was left by a crash between making and writing it. */
const EMPTY_LIMIT_MS = 2000;
const LOOK_MS = 100;

const sleep = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

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

const isOwner = (owner: Owner): boolean =>
  isAlive(owner.pid) && (owner.startedAt === '' || owner.startedAt === startedAt(owner.pid));

/**
 * Takes the lock file of a data folder (O_EXCL), clearing one left by a process that is gone and waiting for one that
 * is about to stop.
 * @throws DataFolderInUse
 */
export function takeLock(dir: string, { waitMs = STOP_LIMIT_MS, onWait }: LockOptions = {}): FolderLock {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'lock');
  let told = false;
  for (let waited = 0, empty = 0; ; ) {
    if (make(file)) return heldLock(file);
    const owner = readOwner(file);
    if (owner && isOwner(owner)) {
      if (!owner.isStopping || waited >= waitMs) throw new DataFolderInUse(dir, owner.pid);
      if (!told) onWait?.(owner.pid);
      told = true;
      waited += LOOK_MS;
    } else if (owner || empty >= EMPTY_LIMIT_MS) {
      rmSync(file, { force: true });
      continue;
    } else empty += LOOK_MS;
    sleep(LOOK_MS);
  }
}

/** False when the file is there already. A disk without room for it leaves no empty lock behind. */
function make(file: string): boolean {
  let fd: number;
  try {
    fd = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(fd, textOf(false));
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  return true;
}

/** Of one length in either state, so that a full disk cannot stand in the way of the second. */
function textOf(isStopping: boolean): string {
  const owner: Owner = { pid: process.pid, startedAt: startedAt(process.pid), isStopping };
  return JSON.stringify(owner).padEnd(80);
}

function heldLock(file: string): FolderLock {
  let isHeld = true;
  return {
    announceStop() {
      if (!isHeld) return;
      try {
        const fd = openSync(file, 'r+');
        writeSync(fd, textOf(true), 0);
        closeSync(fd);
      } catch {
        // Only a courtesy: without it the next process is turned away instead of waiting.
      }
    },
    release() {
      if (isHeld) rmSync(file, { force: true });
      isHeld = false;
    },
  };
}

function readOwner(file: string): Owner | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (parsed && typeof parsed === 'object' && 'pid' in parsed && typeof parsed.pid === 'number')
      return {
        pid: parsed.pid,
        startedAt: 'startedAt' in parsed ? String(parsed.startedAt) : '',
        isStopping: 'isStopping' in parsed && parsed.isStopping === true,
      };
    return null;
  } catch {
    return null;
  }
}
