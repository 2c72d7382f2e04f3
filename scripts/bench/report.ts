import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One measured figure. `name` is the row of the table, `size` its column. */
export interface Figure {
  part: string;
  name: string;
  size: number;
  value: number;
  unit: string;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function round(value: number): string {
  if (value === 0) return '0';
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(digits);
}

/** Rows by name, a column a size, as Markdown that can be pasted. */
export function tableOf(figures: readonly Figure[]): string {
  const sizes = [...new Set(figures.map(({ size }) => size))].sort((a, b) => a - b);
  const names = [...new Set(figures.map(({ part, name, unit }) => `${part}: ${name} (${unit})`))];
  const lines = [
    `| | ${sizes.map((size) => (size >= 1000 ? `${size / 1000}k` : String(size))).join(' | ')} |`,
    `|---|${sizes.map(() => '---:').join('|')}|`,
  ];
  for (const row of names) {
    const cells = sizes.map((size) => {
      const figure = figures.find((one) => one.size === size && `${one.part}: ${one.name} (${one.unit})` === row);
      return figure ? round(figure.value) : '–';
    });
    lines.push(`| ${row} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** Writes the figures with the machine they were taken on; answers the path. */
export function saveReport(folder: string, figures: readonly Figure[]): string {
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
  const machine = {
    node: process.version,
    cpus: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryMb: Math.round(totalmem() / 2 ** 20),
  };
  writeFileSync(path, `${JSON.stringify({ at, machine, figures }, null, 2)}\n`);
  return path;
}
