import { setImmediate as nextTurn } from 'node:timers/promises';
import { tidy } from '../../../kernel/chinese-number.ts';
import { dateOfSerial } from '../../../kernel/fuzzy-date.ts';
import { dropControls } from '../../../kernel/half-width.ts';
import { ImportFileError } from './import-file-error.ts';
import type { ImportLimits } from './limits.ts';
import type { CellFlag, MergeRange, OnProgress, ParsedCell, RawRow, RawSheet } from './workbook.types.ts';
import { type NumberFormat, officeText } from './xlsx-parts.ts';
import { attribute, XmlReader } from './xml-reader.ts';

export interface SheetContext {
  name: string;
  hidden: boolean;
  strings: readonly string[];
  sharedCells: Map<number, ParsedCell | null>;
  formats: readonly NumberFormat[];
  is1904: boolean;
  limits: ImportLimits;
  onProgress?: OnProgress | undefined;
  /** Cells read so far in the whole workbook. */
  count: { cells: number };
}

const DAYS_1904 = 1462;
const YIELD_EVERY = 20_000;

/** `B4` → column 1, row 4; null for anything else. */
export function readAddress(address: string): { column: number; row: number } | null {
  let column = 0;
  let at = 0;
  for (; at < address.length; at += 1) {
    const code = address.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  const row = Number(address.slice(at));
  return at > 0 && at <= 3 && Number.isInteger(row) && row > 0 ? { column: column - 1, row } : null;
}

export function columnName(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** A number as people write it: no exponent, no binary noise. */
export function plainNumber(value: number): string {
  const short = String(value);
  const tidied = short.length > 15 ? tidy(value) : value;
  const text = tidied === value ? short : String(tidied);
  if (!text.includes('e')) return text;
  return Math.abs(tidied) >= 1 ? BigInt(Math.round(tidied)).toString() : tidied.toFixed(15).replace(/0+$/u, '');
}

function numberCell(raw: string, format: NumberFormat | undefined, is1904: boolean, flags: CellFlag[]): ParsedCell {
  const value = Number(raw);
  if (!Number.isFinite(value)) return { raw, text: raw, kind: 'text', flags };
  if (format?.date) {
    const date = dateOfSerial(value + (is1904 ? DAYS_1904 : 0))?.date;
    const length = format.date === 'day' ? 10 : format.date === 'month' ? 7 : 4;
    if (date) return { raw, text: date.slice(0, length), kind: 'date', flags: [...flags, 'serial_date'] };
  }
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) flags.push('precision_lost');
  let text = plainNumber(value);
  if (format?.percent) text = `${plainNumber(value * 100)}%`;
  else if (format?.suffix) text += format.suffix;
  else if (format && format.pad > text.length && Number.isInteger(value) && value >= 0)
    text = text.padStart(format.pad, '0');
  return { raw, text, kind: 'number', flags };
}

const NUMBER_TEXT = /^\s*-?\d+(?:\.\d+)?\s*$/u;

function textCell(raw: string, flags: CellFlag[]): ParsedCell | null {
  const text = dropControls(raw.replace(/\r\n?/gu, '\n')).trim();
  if (text === '') return null;
  if (NUMBER_TEXT.test(raw)) flags.push('number_as_text');
  return { raw, text, kind: 'text', flags };
}

/** Cells of one shared string are one object: texts repeat in lists. */
function sharedCell(index: number, hasFormula: boolean, ctx: SheetContext): ParsedCell | null {
  const text = ctx.strings[index];
  if (text === undefined) throw new ImportFileError('workbook_broken');
  if (hasFormula) return textCell(text, ['formula']);
  let cell = ctx.sharedCells.get(index);
  if (cell === undefined) {
    cell = textCell(text, []);
    if (cell?.flags?.length === 0) delete cell.flags;
    ctx.sharedCells.set(index, cell);
  }
  return cell;
}

/** A cell from its type and cached value. A formula is never executed: what it last showed counts. */
function makeCell(
  type: string,
  value: string | null,
  inline: string | null,
  hasFormula: boolean,
  format: NumberFormat | undefined,
  ctx: SheetContext,
): ParsedCell | null {
  const flags: CellFlag[] = hasFormula ? ['formula'] : [];
  if (type === 'inlineStr') return inline === null ? null : textCell(inline, flags);
  if (value === null || value === '')
    return hasFormula ? { raw: '', text: '', kind: 'error', flags: ['formula', 'formula_no_value'] } : null;
  if (type === 's') return sharedCell(Number(value), hasFormula, ctx);
  if (type === 'str') return textCell(officeText(value), flags);
  if (type === 'e') return { raw: officeText(value), text: '', kind: 'error', flags: [...flags, 'error_value'] };
  if (type === 'b') return { raw: value, text: value === '1' ? '是' : '否', kind: 'boolean', flags };
  if (type === 'd') return { raw: value, text: value.slice(0, 10), kind: 'date', flags };
  return numberCell(value, format, ctx.is1904, flags);
}

function readMerge(reference: string | null): MergeRange | null {
  const [from, to] = (reference ?? '').replaceAll('$', '').split(':');
  const start = readAddress(from ?? '');
  const end = readAddress(to ?? '');
  if (!start || !end) return null;
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

function isHiddenTag(attributes: string): boolean {
  return /\shidden\s*=\s*["'](?:1|true)["']/u.test(attributes);
}

/** Reads one worksheet part into sparse rows; breathes every 20,000 cells so that other work goes on. */
export async function readSheet(xml: string, ctx: SheetContext): Promise<RawSheet> {
  const { limits } = ctx;
  const reader = new XmlReader(xml);
  const rows: RawRow[] = [];
  const merges: MergeRange[] = [];
  const hiddenColumns = new Set<number>();
  let rowsByNumber: Map<number, RawRow> | null = null;
  let row: RawRow | null = null;
  let nextRow = 1;
  let column = 0;
  let type = '';
  let style = 0;
  let value: string | null = null;
  let inline: string | null = null;
  let hasFormula = false;
  let inGuide = false;

  const closeCell = (): void => {
    if (!row) return;
    const cell = makeCell(type, value, inline, hasFormula, ctx.formats[style], ctx);
    if (!cell) return;
    if (cell.flags?.length === 0) delete cell.flags;
    if (cell.text.length > limits.maxCellChars)
      throw new ImportFileError('cell_too_long', { sheet: ctx.name, row: row.rowNumber });
    if (column >= limits.maxColumns) throw new ImportFileError('too_many_columns', { limit: limits.maxColumns });
    row.cells.set(column, cell);
    ctx.count.cells += 1;
    if (ctx.count.cells > limits.maxCells) throw new ImportFileError('too_many_cells', { limit: limits.maxCells });
  };
  const closeRow = (): void => {
    if (row && row.cells.size > 0) rows.push(row);
    if (rows.length > limits.maxRows) throw new ImportFileError('too_many_rows', { limit: limits.maxRows });
    row = null;
  };

  let breathAt = YIELD_EVERY;
  while (reader.next()) {
    switch (reader.name) {
      case 'row': {
        if (reader.isClose) {
          closeRow();
          break;
        }
        const number = Number(attribute(reader.attributes, 'r') ?? nextRow);
        if (!Number.isInteger(number) || number < 1 || number > 1_048_576) throw new ImportFileError('workbook_broken');
        nextRow = number + 1;
        column = -1;
        row = reader.isEmpty ? null : { rowNumber: number, hidden: isHiddenTag(reader.attributes), cells: new Map() };
        break;
      }
      case 'c': {
        if (reader.isClose) {
          closeCell();
          break;
        }
        const address = attribute(reader.attributes, 'r');
        column = address === null ? column + 1 : (readAddress(address)?.column ?? column + 1);
        type = attribute(reader.attributes, 't') ?? 'n';
        style = Number(attribute(reader.attributes, 's') ?? 0);
        value = null;
        inline = null;
        hasFormula = false;
        break;
      }
      case 'v':
        if (reader.isClose) value = reader.text.trim() === '' ? value : reader.text;
        break;
      case 'f':
        hasFormula = true;
        break;
      case 't':
        if (reader.isClose && !inGuide) inline = (inline ?? '') + officeText(reader.text);
        break;
      case 'rPh':
        inGuide = !reader.isClose && !reader.isEmpty;
        break;
      case 'col':
        if (!reader.isClose && isHiddenTag(reader.attributes)) {
          const last = Math.min(Number(attribute(reader.attributes, 'max')), limits.maxColumns);
          for (let i = Number(attribute(reader.attributes, 'min')); i <= last; i += 1) hiddenColumns.add(i - 1);
        }
        break;
      case 'mergeCell': {
        const merge = reader.isClose ? null : readMerge(attribute(reader.attributes, 'ref'));
        if (merge) merges.push(merge);
        if (merges.length > limits.maxMerges) throw new ImportFileError('too_many_merges', { limit: limits.maxMerges });
        break;
      }
      case 'hyperlink': {
        const at = reader.isClose ? null : readAddress(attribute(reader.attributes, 'ref')?.split(':')[0] ?? '');
        rowsByNumber ??= new Map(rows.map((each) => [each.rowNumber, each]));
        const cells = at ? rowsByNumber.get(at.row)?.cells : undefined;
        const cell = at ? cells?.get(at.column) : undefined;
        if (at && cell) cells?.set(at.column, { ...cell, flags: [...(cell.flags ?? []), 'hyperlink'] });
        break;
      }
      default:
    }
    if (ctx.count.cells >= breathAt) {
      breathAt = ctx.count.cells + YIELD_EVERY;
      ctx.onProgress?.({ phase: 'reading', done: reader.offset, total: xml.length });
      await nextTurn();
    }
  }
  rows.sort((a, b) => a.rowNumber - b.rowNumber);
  return { name: ctx.name, hidden: ctx.hidden, hiddenColumns, rows, merges };
}
