import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, saveReport, tableOf } from './bench/report.ts';

/** `npm run bench -- [--sizes 1000,10000,100000] [--parts engine] [--out bench/results]` */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    parts: { type: 'string', default: 'engine' },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'bench', 'results') },
  },
});

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

const sizes = values.sizes.split(',').map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error(`Not sizes: ${values.sizes}`);
const figures: Figure[] = [];
for (const part of values.parts.split(',')) {
  for (const size of sizes) {
    console.error(`${part} at ${size} …`);
    figures.push(...(await runPart(part, size)));
  }
}
console.log(tableOf(figures));
console.log(`\nFigures: ${saveReport(values.out, figures)}`);
