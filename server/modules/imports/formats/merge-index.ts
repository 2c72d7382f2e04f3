import type { MergeRange, ParsedCell, RawRow, RawSheet } from './workbook.types.ts';
import { columnName } from './xlsx-sheet.ts';

/** Answers which merged range covers a cell, without ever walking a range cell by cell. */
export class MergeIndex {
  readonly #byColumn = new Map<number, MergeRange[]>();
  readonly #byTopLeft = new Map<string, MergeRange>();
  readonly #rows: ReadonlyMap<number, RawRow>;

  constructor(sheet: RawSheet) {
    this.#rows = new Map(sheet.rows.map((row) => [row.rowNumber, row]));
    for (const merge of sheet.merges) {
      if (merge.bottom < merge.top || merge.right < merge.left) continue;
      const list = this.#byColumn.get(merge.left) ?? [];
      list.push(merge);
      this.#byColumn.set(merge.left, list);
      this.#byTopLeft.set(`${merge.top}:${merge.left}`, merge);
    }
    for (const list of this.#byColumn.values()) list.sort((a, b) => a.top - b.top);
  }

  /** The range that starts at or above a row in its left column and covers the row. */
  #covering(row: number, left: number): MergeRange | undefined {
    const list = this.#byColumn.get(left);
    if (!list) return undefined;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle]!.top <= row) low = middle;
      else high = middle - 1;
    }
    const found = list[low]!;
    return found.top <= row && row <= found.bottom ? found : undefined;
  }

  widthAt(row: number, column: number): number {
    const merge = this.#byTopLeft.get(`${row}:${column}`);
    return merge ? merge.right - merge.left + 1 : 1;
  }

  /** Columns a row reaches over, counting merged width. */
  spanWidth(row: RawRow): number {
    let width = 0;
    for (const column of row.cells.keys()) width += this.widthAt(row.rowNumber, column);
    return width;
  }

  hasWide(row: RawRow): boolean {
    return [...row.cells.keys()].some((column) => this.widthAt(row.rowNumber, column) > 1);
  }

  /** Last row that merges starting in this row reach. */
  bottomOf(row: RawRow): number {
    let bottom = row.rowNumber;
    for (const column of row.cells.keys())
      bottom = Math.max(bottom, this.#byTopLeft.get(`${row.rowNumber}:${column}`)?.bottom ?? 0);
    return bottom;
  }

  /** Columns covered by the header cells of a row, at most 200 a cell. */
  columnsUnder(row: RawRow): number[] {
    return [...row.cells.keys()].flatMap((column) =>
      Array.from({ length: Math.min(200, this.widthAt(row.rowNumber, column)) }, (_, i) => column + i),
    );
  }

  /** Text of a header cell, looked up through merges to the left and above. */
  headerText(row: RawRow, column: number): string {
    const own = row.cells.get(column)?.text;
    if (own !== undefined) return own;
    for (let left = column; left >= 0 && column - left < 200; left -= 1) {
      const merge = this.#covering(row.rowNumber, left);
      if (merge && merge.right >= column)
        return merge.top === row.rowNumber ? (this.#rows.get(merge.top)?.cells.get(left)?.text ?? '') : '';
    }
    return '';
  }

  /** Value of a merged range for a lower row of its left column; null outside. */
  filledDown(row: number, column: number): ParsedCell | null {
    const merge = this.#covering(row, column);
    if (!merge || merge.top === row) return null;
    const source = this.#rows.get(merge.top)?.cells.get(column);
    if (!source) return null;
    return { ...source, flags: [...(source.flags ?? []), 'merged'], mergedFrom: `${columnName(column)}${merge.top}` };
  }
}
