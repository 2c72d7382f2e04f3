import { parentPort, workerData } from 'node:worker_threads';
import { ImportFileError } from './import-file-error.ts';
import type { ImportLimits } from './limits.ts';
import type { WorkerMessage } from './parse-in-worker.ts';
import { parseWorkbook } from './parse-workbook.ts';

const ROWS_A_MESSAGE = 250;
const { bytes, fileName, limits } = workerData as { bytes: Uint8Array; fileName: string; limits: ImportLimits };
const send = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const workbook = await parseWorkbook(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    fileName,
    limits,
    (progress) => send({ type: 'progress', ...progress }),
  );
  // Rows travel in small parcels, the next one when the last is unpacked: a port hands over all that waits in one turn.
  for (const [sheet, { rows, ...head }] of workbook.sheets.entries()) {
    send({ type: 'sheet', head });
    for (let from = 0; from < rows.length; from += ROWS_A_MESSAGE) {
      const unpacked = new Promise((resolve) => parentPort?.once('message', resolve));
      send({ type: 'rows', sheet, rows: rows.slice(from, from + ROWS_A_MESSAGE) });
      await unpacked;
    }
  }
  send({ type: 'done', format: workbook.format, encoding: workbook.encoding });
} catch (error) {
  if (!(error instanceof ImportFileError)) throw error;
  send({ type: 'refused', code: error.code, params: { ...error.params } });
}
