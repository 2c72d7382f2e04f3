export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error';
/** What a reviewer should know about a cell beside its text. */
export type CellFlag =
  | 'formula'
  | 'formula_no_value'
  | 'error_value'
  | 'hyperlink'
  | 'serial_date'
  | 'precision_lost'
  | 'number_as_text'
  | 'merged'
  | 'broken_row';

export interface ParsedCell {
  /** As the file holds it: the serial of a date, the formula's cached value, the escaped text of a CSV. */
  raw: string;
  /** What normalisers read: plain text, numbers without exponent, dates as 2024-11-19. */
  text: string;
  kind: CellKind;
  flags?: CellFlag[];
  /** Address of the cell whose merged range gave this value, such as B4. */
  mergedFrom?: string;
}

export interface ParsedRow {
  /** Row number in the sheet, from 1. */
  rowNumber: number;
  hidden: boolean;
  /** By column number: `cells[column.index]`; null is an empty cell. */
  cells: (ParsedCell | null)[];
  /** Heading line above the row inside the table, such as 一、人工智能领域. */
  section: string | null;
}

export interface ParsedColumn {
  /** Column number in the sheet, from 0. */
  index: number;
  /** Header path such as 单位信息/联系人; 第3列 where there is no header. Unique within the sheet. */
  path: string;
  /** Unit named in the header, such as 万元. */
  unit: string | null;
  hidden: boolean;
  /** Up to three different texts of the column. */
  samples: string[];
}

export interface ParsedSheet {
  name: string;
  hidden: boolean;
  /** Lines above the table. */
  title: string[];
  /** 0 when the table has no header. */
  headerRows: number;
  columns: ParsedColumn[];
  rows: ParsedRow[];
  /** Lines that are not records: notes at the foot, totals, remarks. */
  notes: string[];
  /** Money unit stated once for the whole table, such as 单位：万元. */
  unit: string | null;
}

export interface ParsedWorkbook {
  format: 'xlsx' | 'csv';
  /** Encoding of a text file. */
  encoding: string | null;
  sheets: ParsedSheet[];
}

/** A sheet as the readers hand it over, before titles, headers and notes are told apart. */
export interface RawSheet {
  name: string;
  hidden: boolean;
  hiddenColumns: ReadonlySet<number>;
  rows: RawRow[];
  merges: MergeRange[];
}
export interface RawRow {
  rowNumber: number;
  hidden: boolean;
  /** Sparse: by column number from 0. */
  cells: Map<number, ParsedCell>;
}
/** Row numbers from 1, column numbers from 0, both ends included. */
export interface MergeRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}
export type OnProgress = (progress: { phase: 'reading' | 'shaping'; done: number; total: number }) => void;
