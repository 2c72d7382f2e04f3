import { Worker } from 'node:worker_threads';
import { type ImportFileCode, ImportFileError } from './import-file-error.ts';
import { DEFAULT_LIMITS, type ImportLimits } from './limits.ts';
import type { OnProgress, ParsedRow, ParsedSheet, ParsedWorkbook } from './workbook.types.ts';

export type WorkerMessage =
  | { type: 'progress'; phase: 'reading' | 'shaping'; done: number; total: number }
  | { type: 'sheet'; head: Omit<ParsedSheet, 'rows'> }
  | { type: 'rows'; sheet: number; rows: ParsedRow[] }
  | { type: 'done'; format: 'xlsx' | 'csv'; encoding: string | null }
  | { type: 'refused'; code: ImportFileCode; params: Record<string, string> };

export interface WorkerOptions {
  limits?: ImportLimits;
  onProgress?: OnProgress;
  timeoutMs?: number;
  memoryMb?: number;
}

/**
 * Parses a list in a thread of its own with a memory and a time limit, so that neither a large nor a hostile file
 * disturbs the server. Throws ImportFileError; `parse_timeout` and `parse_memory` when a limit was met.
 */
export function parseInWorker(buffer: Buffer, fileName: string, options: WorkerOptions = {}): Promise<ParsedWorkbook> {
  const { limits = DEFAULT_LIMITS, onProgress, timeoutMs = 120_000, memoryMb = 1024 } = options;
  if (buffer.length > limits.maxFileBytes)
    return Promise.reject(
      new ImportFileError('file_too_large', { limit: `${Math.round(limits.maxFileBytes / 1e6)} MB` }),
    );
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      workerData: { bytes: Uint8Array.from(buffer), fileName, limits },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const sheets: ParsedSheet[] = [];
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      act();
    };
    const timer = setTimeout(() => finish(() => reject(new ImportFileError('parse_timeout'))), timeoutMs);
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') onProgress?.(message);
      else if (message.type === 'sheet') sheets.push({ ...message.head, rows: [] });
      else if (message.type === 'rows') {
        sheets[message.sheet]!.rows.push(...message.rows);
        setImmediate(() => worker.postMessage('next'));
      } else if (message.type === 'done')
        finish(() => resolve({ format: message.format, encoding: message.encoding, sheets }));
      else finish(() => reject(new ImportFileError(message.code, message.params)));
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      finish(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ImportFileError('parse_memory') : error)),
    );
    // An exit without a result; after `finish` this changes nothing.
    worker.on('exit', () => finish(() => reject(new ImportFileError('workbook_broken'))));
  });
}
