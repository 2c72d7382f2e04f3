import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../server/db/database.ts';
import { createQueue } from '../../server/jobs/queue.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: string;
  }
}

/** Migrates one database with its job queue; every test starts from a copy of it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const dir = mkdtempSync(join(tmpdir(), 'fanxing-template-'));
  const database = await openDatabase({ databaseUrl: null, dataDir: null });
  const queue = createQueue(database, { warn: console.warn, error: console.error });
  await queue.start();
  await queue.stop();
  const blob = await database.dump();
  const file = join(dir, 'template.tar.gz');
  writeFileSync(file, Buffer.from(await blob!.arrayBuffer()));
  await database.close();
  project.provide('databaseTemplate', file);
  return () => rmSync(dir, { recursive: true, force: true });
}
