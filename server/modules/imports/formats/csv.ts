import { dropControls } from '../../../kernel/half-width.ts';
import { ImportFileError } from './import-file-error.ts';
import type { ImportLimits } from './limits.ts';
import type { ParsedCell, RawRow, RawSheet } from './workbook.types.ts';

interface Dialect {
  delimiter: string;
  quote: string | null;
}

const DELIMITERS = [',', '\t', ';', '，', '|', '；'] as const;

/** Lines of the head outside double quotes; enough to tell the dialect. */
function sampleLines(text: string): string[] {
  return text
    .slice(0, 200_000)
    .split(/\r\n|\n|\r/u, 60)
    .filter((line) => line.trim() !== '');
}

function countOutside(line: string, mark: string, quote: string): number {
  let count = 0;
  let inside = false;
  for (const char of line) {
    if (char === quote) inside = !inside;
    else if (!inside && char === mark) count += 1;
  }
  return count;
}

/** Separator and quote by what divides the first lines most evenly. */
export function detectDialect(text: string): Dialect {
  const lines = sampleLines(text);
  const single = lines.filter((line) => /^\s*'.*'\s*$/u.test(line)).length;
  const quote = single > 0 && single >= lines.length * 0.8 ? "'" : '"';
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutside(line, delimiter, quote)).filter((count) => count > 0);
    if (counts.length === 0) continue;
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)]!;
    const even = counts.filter((count) => count === usual).length / lines.length;
    const score = even * (1 + Math.min(usual, 20) / 40);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote };
}

/** Line breaks written as \n inside one-line records; a path such as C:\new is left alone. */
function unescapeBreaks(text: string): string {
  return text.replace(/(?<![A-Za-z]:[^\s]{0,200})\\r?\\n|(?<![A-Za-z]:[^\s]{0,200})\\n/gu, '\n');
}

function cellOf(raw: string, hasEscapes: boolean): ParsedCell | null {
  // ="0012" is how some exports keep leading zeros.
  const text = dropControls((hasEscapes ? unescapeBreaks(raw) : raw).replace(/\r\n?/gu, '\n'))
    .trim()
    .replace(/^="([^"]*)"$/u, '$1');
  return text === '' ? null : { raw, text, kind: 'text' };
}

type Records = { line: number; fields: string[]; isBroken: boolean }[];

async function parseAll(text: string, dialect: Dialect, limits: ImportLimits): Promise<Records | null> {
  const { parse, CsvError } = await import('csv-parse/sync');
  try {
    const records = parse(text, {
      delimiter: dialect.delimiter,
      quote: dialect.quote,
      escape: dialect.quote,
      ltrim: true,
      rtrim: true,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: limits.maxCellChars * 8,
      to: limits.maxRows + 100,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, fields: record, isBroken: false }));
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** When quotes do not pair over the whole text: each line by itself, a bad line stays one cell and is marked. */
function parseLines(text: string, { delimiter, quote }: Dialect): Records {
  const between =
    quote === null ? delimiter : new RegExp(`${quote}\\s*${delimiter === '|' ? '\\|' : delimiter}\\s*${quote}`, 'u');
  return text.split(/\r\n|\n|\r/u).flatMap((line, index): Records => {
    const trimmed = line.trim();
    if (trimmed === '') return [];
    const at = { line: index + 1 };
    if (quote !== null && trimmed.startsWith(quote) && trimmed.endsWith(quote) && trimmed.length > 1)
      return [{ ...at, fields: trimmed.slice(1, -1).split(between), isBroken: false }];
    const quotes = quote === null ? 0 : trimmed.split(quote).length - 1;
    if (quotes % 2 === 0) return [{ ...at, fields: splitOutside(trimmed, delimiter, quote), isBroken: false }];
    return [{ ...at, fields: [trimmed], isBroken: true }];
  });
}

function splitOutside(line: string, delimiter: string, quote: string | null): string[] {
  const fields: string[] = [];
  let current = '';
  let inside = false;
  for (const char of line) {
    if (char === quote) inside = !inside;
    else if (char === delimiter && !inside) {
      fields.push(current);
      current = '';
    } else current += char;
  }
  return [...fields, current];
}

/**
 * Reads separated text. Comma, tab, semicolon and their wide forms; double or single quotes; `' , '` between fields;
 * literal \n inside one-line records. One bad line is marked and never stops the rest.
 */
export async function readCsv(text: string, name: string, limits: ImportLimits): Promise<RawSheet> {
  const dialect = detectDialect(text);
  const records = (await parseAll(text, dialect, limits)) ?? parseLines(text, dialect);
  if (records.length > 0 && records.every((record) => record.isBroken))
    throw new ImportFileError('csv_broken', { line: records[0]!.line });
  if (records.length > limits.maxRows) throw new ImportFileError('too_many_rows', { limit: limits.maxRows });
  const hasRealBreaks = records.some((record) => record.fields.some((field) => field.includes('\n')));
  const hasEscapes = !hasRealBreaks && text.includes('\\n');
  let cells = 0;
  const rows = records.map(({ line, fields, isBroken }, index): RawRow => {
    if (fields.length > limits.maxColumns) throw new ImportFileError('too_many_columns', { limit: limits.maxColumns });
    const row: RawRow = { rowNumber: hasRealBreaks ? index + 1 : line, hidden: false, cells: new Map() };
    for (const [column, field] of fields.entries()) {
      if (field.length > limits.maxCellChars)
        throw new ImportFileError('cell_too_long', { sheet: name, row: row.rowNumber });
      const cell = cellOf(field, hasEscapes);
      if (!cell) continue;
      if (isBroken) cell.flags = ['broken_row'];
      row.cells.set(column, cell);
      cells += 1;
    }
    return row;
  });
  if (cells > limits.maxCells) throw new ImportFileError('too_many_cells', { limit: limits.maxCells });
  return { name, hidden: false, hiddenColumns: new Set(), rows: rows.filter((row) => row.cells.size > 0), merges: [] };
}
