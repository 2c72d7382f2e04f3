import { readCsv } from './csv.ts';
import { ImportFileError } from './import-file-error.ts';
import { DEFAULT_LIMITS, type ImportLimits } from './limits.ts';
import { shapeSheet } from './table-shape.ts';
import { decodeText } from './text-encoding.ts';
import type { OnProgress, ParsedWorkbook } from './workbook.types.ts';
import { readXlsx } from './xlsx.ts';

const startsWith = (buffer: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => buffer[index] === byte);
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** What the first bytes say; the name only decides for plain text. */
function refuseOtherFormats(buffer: Buffer, fileName: string): void {
  if (startsWith(buffer, 0xd0, 0xcf, 0x11, 0xe0)) {
    // An encrypted .xlsx is wrapped in the container of the old formats.
    if (buffer.includes(wide('EncryptedPackage'))) throw new ImportFileError('password_protected');
    throw new ImportFileError(/\.docx?$/iu.test(fileName) ? 'format_word' : 'format_old_xls');
  }
  if (startsWith(buffer, 0x25, 0x50, 0x44, 0x46)) throw new ImportFileError('format_pdf');
  const head = buffer.subarray(0, 2000).toString('latin1');
  if (
    /^\s*(?:<!doctype html|<html|<table|<\?xml[^>]*\?>\s*<(?:html|\?mso-application|workbook))/iu.test(head) ||
    /<(?:html|table)[\s>]/iu.test(head)
  )
    throw new ImportFileError('format_html');
  if (
    startsWith(buffer, 0x89, 0x50) ||
    startsWith(buffer, 0xff, 0xd8, 0xff) ||
    startsWith(buffer, 0x1f, 0x8b) ||
    startsWith(buffer, 0x52, 0x61, 0x72)
  )
    throw new ImportFileError('format_unknown');
}

/**
 * Parses an uploaded list (.xlsx, .xlsm, .csv, .txt) into sheets of columns and rows (handbook section 8).
 * Runs in the calling thread and yields now and then; `parseInWorker` keeps it off the server's thread.
 * Throws ImportFileError for every file it cannot read, never a library's error.
 */
export async function parseWorkbook(
  buffer: Buffer,
  fileName: string,
  limits: ImportLimits = DEFAULT_LIMITS,
  onProgress?: OnProgress,
): Promise<ParsedWorkbook> {
  if (buffer.length === 0) throw new ImportFileError('file_empty');
  if (buffer.length > limits.maxFileBytes)
    throw new ImportFileError('file_too_large', { limit: `${Math.round(limits.maxFileBytes / 1e6)} MB` });
  refuseOtherFormats(buffer, fileName);
  const isZip = startsWith(buffer, 0x50, 0x4b, 0x03, 0x04) || startsWith(buffer, 0x50, 0x4b, 0x05, 0x06);
  if (isZip) return shaped('xlsx', null, await readXlsx(buffer, limits, onProgress), onProgress);
  if (/\.(?:xlsx|xlsm|et|xls)$/iu.test(fileName)) throw new ImportFileError('workbook_broken');
  const { text, encoding } = await decodeText(buffer);
  const name =
    fileName
      .replace(/^.*[/\\]/u, '')
      .replace(/\.\w{1,5}$/u, '')
      .slice(0, 60) || 'CSV';
  return shaped('csv', encoding, [await readCsv(text.replace(/^\ufeff/u, ''), name, limits)], onProgress);
}

function shaped(
  format: 'xlsx' | 'csv',
  encoding: string | null,
  raw: Parameters<typeof shapeSheet>[0][],
  onProgress?: OnProgress,
): ParsedWorkbook {
  const sheets = raw.map((sheet, index) => {
    const result = shapeSheet(sheet);
    onProgress?.({ phase: 'shaping', done: index + 1, total: raw.length });
    return result;
  });
  if (sheets.every((sheet) => sheet.rows.length === 0))
    throw new ImportFileError(sheets.some((sheet) => sheet.headerRows > 0) ? 'only_header' : 'no_table');
  return { format, encoding, sheets };
}
