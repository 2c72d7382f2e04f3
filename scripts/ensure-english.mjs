import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, projectNode, root } from './ensure-deps.mjs';

/** Prepares the dictionary of English queries once, so that no query waits for it; the program renews an old one. */
export function ensureEnglish() {
  if (existsSync(join(root, 'build', 'english-table.bin'))) return;
  const run = spawnSync(
    projectNode(),
    ['--eval', "import('./search/text/english-table.ts').then((m) => m.englishTable())"],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (run.status !== 0) fail('英汉词表准备失败。Preparing the dictionary failed.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureEnglish();
