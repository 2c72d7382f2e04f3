import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBrowser } from './ensure-browser.mjs';
import { ensureDependencies, projectNode, root } from './ensure-deps.mjs';
import { ensureEnglish } from './ensure-english.mjs';
import { ensureWeb } from './ensure-web.mjs';

// Everything, in the order in which a fault is cheapest to find: types, style, unit and service tests, then the browser.
ensureDependencies();
ensureEnglish();
const node = projectNode();
const bin = (path) => join(root, 'node_modules', path);
const passed = [];
const started = Date.now();

function run(name, args, options = {}) {
  console.log(`\n— ${name}`);
  const result = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...options.env } });
  if (result.status !== 0) {
    console.error(`\n${name}: failed`);
    process.exit(result.status || 1);
  }
  passed.push(name);
}

run('types', [bin('typescript/bin/tsc'), '--noEmit']);
run('style and walls', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']);
run('unit, service and route tests', [bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]);
ensureWeb();
const browser = ensureBrowser();
if (browser)
  run('browser journeys', [bin('vitest/vitest.mjs'), 'run', '--config', 'vitest.e2e.config.ts'], {
    env: { CHROMIUM: browser },
  });
else
  console.log(
    '\n— browser journeys: SKIPPED (no Chromium found and none could be installed; set CHROMIUM to its path)',
  );
console.log(`\nall passed: ${passed.join(', ')} (${Math.round((Date.now() - started) / 1000)} s)`);
