/** What the server asks of the database thread; answers carry the same number. */
export type PgliteOrder =
  | { id: number; kind: 'query'; text: string; values: readonly unknown[] }
  | { id: number; kind: 'script'; text: string }
  | { id: number; kind: 'dump' }
  | { id: number; kind: 'close' };

/** Rows as arrays: the names of the columns travel once. JSON travels as text and is read where it is used. */
export interface PgliteTable {
  columns: { name: string; isJson: boolean }[];
  rows: unknown[][];
  affectedRows: number | undefined;
}

export type PgliteAnswer =
  | { kind: 'ready' }
  /** The folder could not be opened; `code` as Node names it, such as ENOSPC, when it is one of the disk. */
  | { kind: 'unopened'; message: string; code: string | null }
  /** PostgreSQL itself broke (a trap of WebAssembly): nothing that this session says can be believed any more. */
  | { kind: 'broken'; message: string }
  | { kind: 'done'; id: number; tables: PgliteTable[] }
  | { kind: 'dumped'; id: number; blob: Blob }
  | { kind: 'failed'; id: number; message: string; facts: Record<string, string> };

export interface PgliteThreadData {
  dataDir: string | null;
  /** Contents of the data folder to start from. */
  tarball: ArrayBuffer | null;
}
