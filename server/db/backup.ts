import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';

const KEEP = 7;

/**
 * Writes a tarball of the embedded database beside it (the embedded database survives kill -9, not a power cut),
 * flushed to disk before it gets its name, and keeps the newest seven. A server has its own tools: returns null.
 */
export async function writeBackup(database: Database, dataDir: string, now: Date): Promise<string | null> {
  const blob = await database.dump();
  if (!blob) return null;
  const dir = join(dataDir, 'backups');
  await mkdir(dir, { recursive: true });
  const file = join(dir, `fanxing-${now.toISOString().replace(/[:.]/gu, '-')}.tar.gz`);
  try {
    const handle = await open(`${file}.part`, 'w', 0o600);
    try {
      await handle.writeFile(Buffer.from(await blob.arrayBuffer()));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
  } catch (error) {
    // Half a backup is of no use and holds what a full disk lacks.
    await rm(`${file}.part`, { force: true });
    throw error;
  }
  const old = (await readdir(dir))
    .filter((name) => name.endsWith('.tar.gz'))
    .sort()
    .slice(0, -KEEP);
  for (const name of old) await rm(join(dir, name));
  return file;
}
