export interface ImportLimits {
  maxFileBytes: number;
  /** Real bytes after inflating, counted while reading; what the archive claims is not trusted. */
  maxUnzippedBytes: number;
  maxRatio: number;
  maxEntries: number;
  maxRows: number;
  maxColumns: number;
  maxCells: number;
  maxMerges: number;
  maxCellChars: number;
  maxSheets: number;
}

export const DEFAULT_LIMITS: ImportLimits = {
  maxFileBytes: 30_000_000,
  maxUnzippedBytes: 200_000_000,
  maxRatio: 250,
  maxEntries: 2000,
  maxRows: 20_000,
  maxColumns: 200,
  maxCells: 1_500_000,
  maxMerges: 50_000,
  maxCellChars: 32_767,
  maxSheets: 100,
};
/** Small files may compress to any ratio without harm. */
export const RATIO_FROM_BYTES = 20_000_000;
