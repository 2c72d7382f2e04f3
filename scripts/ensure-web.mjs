import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, projectNode, root } from './ensure-deps.mjs';

const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'server/contracts',
  'package-lock.json',
];

/** Hash over everything that the pages are built from. */
function sourceHash() {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const entries = readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) add(inner);
      else hash.update(inner).update(readFileSync(join(root, inner)));
    }
  };
  for (const path of SOURCES) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    try {
      hash.update(path).update(readFileSync(full));
    } catch {
      add(path);
    }
  }
  return hash.digest('hex');
}

/** Builds the pages when their sources changed since the last build. */
export function ensureWeb() {
  const stamp = join(root, 'web', 'dist', '.source-hash');
  const hash = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('正在构建网页… Building the pages …');
  const run = spawnSync(
    projectNode(),
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    { cwd: root, stdio: 'inherit' },
  );
  if (run.status !== 0) fail('网页构建失败。Building the pages failed.');
  writeFileSync(stamp, hash);
}
