import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, saveReport, tableOf } from './bench/report.ts';

const USAGE = `npm run bench -- [--parts engine,match,api,import] [--sizes 1000,10000,100000] [--out FOLDER]
  engine  the search engine alone, by listings                 (without --sizes: 1000, 10000)
  match   full match of the demo demands                       (their number is the size)
  api     GET /api/v1/search over loopback, by listings        (without --sizes: 1000, 10000)
  import  an Excel list from upload to commit, by rows         (without --sizes: 10000)`;

/** Sizes without a wish: the whole stays under ten minutes on two cores. */
const DEFAULT_SIZES: Record<string, readonly number[]> = {
  engine: [1000, 10_000],
  match: [0],
  api: [1000, 10_000],
  import: [10_000],
};

function runPart(part: string, size: number): Promise<Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'bench', 'child.ts'), [part, String(size)]);
    let figures: Figure[] | undefined;
    child.on('message', (message) => {
      figures = message as Figure[];
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (figures) resolve(figures);
      else reject(new Error(`The part "${part}" at ${size} ended with code ${code} and no figures`));
    });
  });
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    parts: { type: 'string', default: Object.keys(DEFAULT_SIZES).join(',') },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'bench', 'results') },
  },
});
const parts = values.parts.split(',');
const sizes = values.sizes?.split(',').map(Number);
if (parts.some((part) => !DEFAULT_SIZES[part]) || sizes?.some((size) => !Number.isInteger(size) || size < 1)) {
  console.error(USAGE);
  process.exit(1);
}
const figures: Figure[] = [];
for (const part of parts) {
  const own = DEFAULT_SIZES[part]!;
  // The match is measured on the demo data, whatever sizes were asked for.
  for (const size of part === 'match' ? own : (sizes ?? own)) {
    console.error(size ? `${part} at ${size} …` : `${part} …`);
    figures.push(...(await runPart(part, size)));
  }
}
console.log(tableOf(figures));
console.log(`\nFigures: ${saveReport(values.out, figures)}`);
