import { benchApi } from './api.ts';
import { benchEngine, buildIndex } from './engine.ts';
import { benchImport } from './imports.ts';
import { benchMatching } from './matching.ts';
import type { Figure } from './report.ts';

/** One part at one size in a process of its own; the figures go to the parent. */
const PARTS: Record<string, (size: number, folder: string) => Promise<Figure[]>> = {
  api: benchApi,
  engine: benchEngine,
  import: benchImport,
  match: benchMatching,
  'engine-build': async (size, folder) => {
    await buildIndex(size, folder);
    return [];
  },
};

const [part = '', size = '', folder = ''] = process.argv.slice(2);
const run = PARTS[part];
if (!run) throw new Error(`Unknown part "${part}"; known: ${Object.keys(PARTS).join(', ')}`);
const figures = await run(Number(size), folder);
if (process.send) process.send(figures, () => process.disconnect());
else console.log(JSON.stringify(figures, null, 2));
