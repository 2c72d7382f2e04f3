import { moneyUnit } from '../../../kernel/money.ts';
import { headerPaths, isLabelRow, labelShare } from './header-shape.ts';
import { MergeIndex } from './merge-index.ts';
import type { ParsedCell, ParsedColumn, ParsedRow, ParsedSheet, RawRow, RawSheet } from './workbook.types.ts';

const SEARCH_ROWS = 15;
const MAX_HEADER_ROWS = 3;
const NOTE_START =
  /^\s*(?:[(（]?注\s*\d*[:：.、)）]?|备注|说明|填表|填报|制表|审核|联系人|联系电话|联系方式|单位(?:盖章|公章)|盖章|负责人签字|日期|附件?|※|\*|[(（]?\d{1,2}[)）.、．]\s*\D)/u;
const TOTAL = /^(?:合\s*计|小\s*计|总\s*计|共\s*计|合计数|total)[:：]?$/iu;
const SECTION =
  /^(?:[一二三四五六七八九十]+\s*[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[部类章])/u;

const textsOf = (row: RawRow): string[] =>
  [...row.cells.values()].map((cell) => cell.text).filter((text) => text !== '');
const filled = (row: RawRow): number => textsOf(row).length;

/** Width that most rows have: what a title or a note falls short of. */
function usualWidth(rows: readonly RawRow[]): number {
  const widths = rows
    .slice(0, 400)
    .map(filled)
    .toSorted((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.6)] ?? 0;
}

/** First row of the header; -1 when the list has none. */
function findHeader(rows: readonly RawRow[], merges: MergeIndex, width: number): number {
  const least = Math.max(2, Math.ceil(width * 0.4));
  let best = { at: -1, share: 0.6 };
  for (const [index, row] of rows.slice(0, SEARCH_ROWS).entries()) {
    const spread = merges.spanWidth(row);
    if (filled(row) < Math.min(2, width) || spread < Math.min(least, width)) continue;
    if (!isLabelRow(row)) {
      // A table that begins with records has no header further down.
      if (filled(row) >= least && best.at < 0) return -1;
      continue;
    }
    const share = labelShare(row);
    if (share > best.share) best = { at: index, share };
    if (best.at >= 0) break;
  }
  return best.at;
}

/** Rows the header takes: as far as its merges reach, and below cells merged across, where labels stand. */
function headerDepth(rows: readonly RawRow[], at: number, merges: MergeIndex): number {
  const first = rows[at]!;
  let bottom = merges.bottomOf(first);
  const hasGroups = merges.hasWide(first) || hasGapsFilledBelow(first, rows[at + 1]);
  if (hasGroups && bottom === first.rowNumber) bottom = rows[at + 1]?.rowNumber ?? bottom;
  let depth = 1;
  for (let i = at + 1; i < rows.length && depth < MAX_HEADER_ROWS; i += 1) {
    const row = rows[i]!;
    if (row.rowNumber > bottom) break;
    if (!isLabelRow(row, true)) break;
    depth += 1;
    if (merges.hasWide(row)) bottom = Math.max(bottom, rows[i + 1]?.rowNumber ?? bottom);
    bottom = Math.max(bottom, merges.bottomOf(row));
  }
  return depth;
}

/** Without merges (CSV): labels below the empty places to the right of a label, and only there. */
function hasGapsFilledBelow(first: RawRow, second: RawRow | undefined): boolean {
  if (!second || !isLabelRow(second, true)) return false;
  const gaps = [...second.cells.keys()].filter((column) => !first.cells.has(column)).length;
  const last = Math.max(...first.cells.keys(), 0);
  return (
    gaps > 0 &&
    [...second.cells.keys()].every((column) => column <= last + gaps) &&
    filled(second) < filled(first) + gaps + 1 &&
    labelShare(second) > 0.5
  );
}

/** A line that is no record: one text across the table, or standing alone in the first column. */
function isAlone(row: RawRow, merges: MergeIndex, columns: readonly number[]): boolean {
  if (filled(row) !== 1 || columns.length < 2) return false;
  const [at] = row.cells.keys();
  return at === columns[0] || merges.widthAt(row.rowNumber, at!) >= columns.length * 0.6;
}

function isNote(row: RawRow, merges: MergeIndex, columns: readonly number[]): boolean {
  const texts = textsOf(row);
  const text = texts[0] ?? '';
  if (isAlone(row, merges, columns)) {
    const [at] = row.cells.keys();
    return NOTE_START.test(text) || merges.widthAt(row.rowNumber, at!) >= columns.length * 0.6;
  }
  // 填表人：张某　　审核人：李某 in a few cells.
  return texts.length <= Math.max(2, columns.length * 0.4) && texts.every((item) => /^[^:：]{1,10}[:：]/u.test(item));
}

function sameAsHeader(row: RawRow, header: RawRow | undefined): boolean {
  if (!header || row.cells.size < 2) return false;
  for (const [column, cell] of row.cells) if (header.cells.get(column)?.text !== cell.text) return false;
  return row.cells.size >= header.cells.size * 0.8;
}

const isNumberedBlank = (row: RawRow, columns: readonly number[]): boolean =>
  filled(row) === 1 && columns.length > 2 && /^\d{1,5}$/u.test(row.cells.get(columns[0]!)?.text ?? '');

function titleUnit(lines: readonly string[]): string | null {
  for (const line of lines) {
    const unit = /单位\s*[:：]\s*((?:[十百千]?万|亿)?(?:元|美元))/u.exec(line)?.[1];
    if (unit && moneyUnit(unit)) return unit;
  }
  return null;
}

/** Cells of a record by column number; merged values are filled down inside their range and nowhere else. */
function recordCells(row: RawRow, columns: readonly number[], merges: MergeIndex): (ParsedCell | null)[] {
  const cells: (ParsedCell | null)[] = new Array((columns.at(-1) ?? -1) + 1).fill(null);
  for (const column of columns) cells[column] = row.cells.get(column) ?? merges.filledDown(row.rowNumber, column);
  return cells;
}

interface Sorted {
  rows: ParsedRow[];
  notes: string[];
}

function sortBody(
  body: readonly RawRow[],
  header: RawRow | undefined,
  columns: readonly number[],
  merges: MergeIndex,
): Sorted {
  let end = body.length;
  while (end > 0 && (isNote(body[end - 1]!, merges, columns) || isNumberedBlank(body[end - 1]!, columns))) end -= 1;
  const notes: string[] = [];
  const rows: ParsedRow[] = [];
  let section: string | null = null;
  for (const [index, row] of body.entries()) {
    const texts = textsOf(row);
    if (isNumberedBlank(row, columns) || sameAsHeader(row, header)) continue;
    if (index >= end) {
      notes.push(texts.join(' '));
      continue;
    }
    if (TOTAL.test(texts[0] ?? '')) {
      notes.push(texts.join(' '));
      continue;
    }
    if (isAlone(row, merges, columns) && (SECTION.test(texts[0]!) || isNote(row, merges, columns))) {
      if (SECTION.test(texts[0]!)) section = texts[0]!;
      else notes.push(texts[0]!);
      continue;
    }
    if (texts.length === 0 && ![...row.cells.values()].some((cell) => cell.kind === 'error')) continue;
    rows.push({ rowNumber: row.rowNumber, hidden: row.hidden, cells: recordCells(row, columns, merges), section });
  }
  return { rows, notes };
}

function samplesOf(rows: readonly ParsedRow[], column: number): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const text = row.cells[column]?.text;
    if (text) samples.add(text.length > 80 ? `${text.slice(0, 79)}…` : text);
    if (samples.size === 3) break;
  }
  return [...samples];
}

/**
 * Tells title, header, records and notes of a sheet apart (handbook section 8): a title above, one to three header
 * rows joined to paths, merged cells filled down, headings inside the table, totals and notes at the foot.
 */
export function shapeSheet(sheet: RawSheet): ParsedSheet {
  const merges = new MergeIndex(sheet);
  const { rows } = sheet;
  const width = usualWidth(rows);
  const at = findHeader(rows, merges, width);
  const depth = at < 0 ? 0 : headerDepth(rows, at, merges);
  const header = at < 0 ? [] : rows.slice(at, at + depth);
  // Without a header only lines that stand alone in front of the records are a title.
  let bodyFrom = at < 0 ? 0 : at + depth;
  if (at < 0) while (bodyFrom < rows.length && width > 2 && filled(rows[bodyFrom]!) === 1) bodyFrom += 1;
  const titleRows = rows.slice(0, at < 0 ? bodyFrom : at);
  const body = rows.slice(bodyFrom);
  const used = new Set<number>();
  for (const row of [...header, ...body]) for (const column of row.cells.keys()) used.add(column);
  for (const row of header) for (const column of merges.columnsUnder(row)) used.add(column);
  const numbers = [...used].toSorted((a, b) => a - b);
  const paths = headerPaths(header, numbers, merges);
  const { rows: records, notes } = sortBody(body, header.at(-1), numbers, merges);
  const columns = numbers.map(
    (index, place): ParsedColumn => ({
      index,
      ...paths[place]!,
      hidden: sheet.hiddenColumns.has(index),
      samples: samplesOf(records, index),
    }),
  );
  const kept = columns.filter((column) => column.samples.length > 0 || !/^第\d+列$/u.test(column.path));
  const title = titleRows.map((row) => textsOf(row).join(' '));
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    title,
    headerRows: depth,
    columns: kept,
    rows: records,
    notes,
    unit: titleUnit([...title, ...notes]),
  };
}
