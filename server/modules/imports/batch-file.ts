import type { Em } from '../../db/database.ts';
import { AppError, invalid, orNotFound } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/field-messages.ts';
import { fileSentence, ImportFileError } from './formats/import-file-error.ts';
import { parseInWorker } from './formats/parse-in-worker.ts';
import type { ParsedSheet } from './formats/workbook.types.ts';
import { ImportBatch } from './import.entity.ts';

/** The bytes of the file as they were sent. */
export async function fileOf(em: Em, batchId: string): Promise<Buffer> {
  const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }, { populate: ['fileBytes'] as never }));
  return Buffer.from(batch.fileBytes as unknown as Uint8Array);
}

/** Turns what is wrong with a file into a refusal of the field `file`, in the reader's language. */
export const rejectFile =
  (locale: Locale) =>
  (error: unknown): never => {
    if (!(error instanceof ImportFileError)) throw error;
    const { code, params } = error;
    throw new AppError('FILE_REJECTED', {
      detail: { zh: fileSentence(code, params, 'zh'), en: fileSentence(code, params, 'en') },
      fields: [{ path: 'file', code, message: fileSentence(code, params, locale) }],
      cause: error,
    });
  };

/** What stands above and below the table, for the reviewer. */
export const notesOf = (sheet: ParsedSheet): string[] =>
  [...sheet.title, ...sheet.notes].slice(0, 50).map((note) => note.slice(0, 500));

/** One sheet of the file as it was sent. @throws AppError VALIDATION_FAILED on `sheetName`, FILE_REJECTED */
export async function sheetOf(em: Em, batch: ImportBatch, name: string, locale: Locale): Promise<ParsedSheet> {
  const workbook = await parseInWorker(await fileOf(em, batch.id), batch.fileName).catch(rejectFile(locale));
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw invalid('sheetName', 'not_found');
  return sheet;
}
