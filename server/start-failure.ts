import { createServer } from 'node:net';
import { type Config, ConfigError } from './config.ts';
import { DataFolderInUse } from './db/lock.ts';
import { DatabaseUnopened } from './db/pglite-session.ts';

const FOLDER_CALLS: ReadonlySet<string> = new Set(['mkdir', 'open', 'write', 'rename', 'scandir', 'access', 'unlink']);
const NOT_WRITABLE: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
]);

/**
 * Why the program or one of its tools cannot start, in words that say what to do.
 * @returns null for what only its stack can explain
 */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof DataFolderInUse || error instanceof ConfigError) return error.message;
  const { code, syscall, path, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (isDiskFull(error))
    return '数据目录所在的磁盘已满，请腾出空间（至少 200 MB）后再启动；已保存的数据不受影响。\nThe disk of the data folder is full. Make room (200 MB or more) and start again; nothing stored is lost.';
  if (syscall === 'listen' || syscall === 'getaddrinfo') return addressFailure(code ?? '', address ?? '', port ?? 0);
  if (error instanceof DatabaseUnopened && code === null)
    return '内嵌数据库打不开，数据目录中的 database 可能已损坏。请保留该目录并移到别处，再用最近的备份恢复：npm run backup -- --restore 备份文件。\nThe embedded database cannot be opened; the folder “database” may be damaged. Keep it, move it away, and restore the latest backup: npm run backup -- --restore FILE.';
  if (code && NOT_WRITABLE.has(code) && (error instanceof DatabaseUnopened || FOLDER_CALLS.has(syscall ?? '')))
    return `数据目录无法写入（${code}${path ? ` ${path}` : ''}）。请检查目录是否存在、当前用户有无权限，或用 DATA_DIR 指定另一个目录。\nThe data folder cannot be written. Check that it exists and that this user may write there, or set DATA_DIR to another folder.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return '连不上数据库服务器，请检查 DATABASE_URL 以及服务器是否在运行。\nThe database server cannot be reached. Check DATABASE_URL and that the server runs.';
  return null;
}

/** The search engine wraps what the disk said. */
function isDiskFull(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /^ENOSPC\b/u.test(error.message)) return true;
  return error.cause instanceof Error && isDiskFull(error.cause);
}

function addressFailure(code: string, address: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被占用，请停止占用它的程序，或用 PORT 指定另一个端口，例如 PORT=${port + 1} npm start。\nPort ${port} is in use; stop that program or set PORT.`;
    case 'EACCES':
      return `没有使用端口 ${port} 的权限，请用 PORT 指定 1024 以上的端口。\nThis user may not use port ${port}; set PORT to one above 1024.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST 不是本机的地址${address ? `（${address}）` : ''}，请改为 localhost、0.0.0.0 或本机的一个地址。\nHOST is no address of this machine; use localhost, 0.0.0.0 or one of its own.`;
    default:
      return null;
  }
}

/** Finds out before the long work of a first start whether the address can be used. @throws the error of listen */
export async function tryAddress({ port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve());
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
