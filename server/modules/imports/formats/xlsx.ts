import { ImportFileError } from './import-file-error.ts';
import type { ImportLimits } from './limits.ts';
import type { OnProgress, ParsedCell, RawSheet } from './workbook.types.ts';
import { readRelations, readSharedStrings, readStyles, readWorkbookPart } from './xlsx-parts.ts';
import { readSheet } from './xlsx-sheet.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** The archive is some other office format: say which. */
function refuseOthers(zip: ZipArchive): void {
  const names = [...zip.names];
  if (names.some((name) => /(?:^|\/)workbook\.bin$/u.test(name))) throw new ImportFileError('format_xlsb');
  if (zip.names.has('word/document.xml')) throw new ImportFileError('format_word');
  if (zip.names.has('content.xml') && zip.names.has('META-INF/manifest.xml')) throw new ImportFileError('format_ods');
}

async function readText(zip: ZipArchive, path: string): Promise<string | null> {
  const bytes = await zip.read(path);
  if (!bytes) return null;
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * Reads an .xlsx or .xlsm workbook without executing anything. Macros, drawings, validations and links to other
 * files are not opened. Throws ImportFileError only.
 */
export async function readXlsx(buffer: Buffer, limits: ImportLimits, onProgress?: OnProgress): Promise<RawSheet[]> {
  const zip = await openZip(buffer, limits);
  const rootRelations = readRelations((await readText(zip, '_rels/.rels')) ?? '', '');
  const workbookPath =
    [...rootRelations.values()].find((relation) => relation.type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  refuseOthers(zip);
  const workbookXml = await readText(zip, workbookPath);
  if (workbookXml === null)
    throw new ImportFileError(zip.names.has('[Content_Types].xml') ? 'workbook_broken' : 'format_unknown');
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf('/') + 1);
  const relations = readRelations(
    (await readText(zip, `${folder}_rels/${workbookPath.slice(folder.length)}.rels`)) ?? '',
    folder,
  );
  const partOf = (type: string): string | undefined =>
    [...relations.values()].find((relation) => relation.type === type)?.path;
  const { sheets: all, is1904 } = readWorkbookPart(workbookXml, relations);
  // Chart sheets hold no rows.
  const sheets = all.filter((sheet) => /worksheets?\//u.test(sheet.path)).slice(0, limits.maxSheets);
  const stringsXml = await readText(zip, partOf('sharedStrings') ?? `${folder}sharedStrings.xml`);
  const stylesXml = await readText(zip, partOf('styles') ?? `${folder}styles.xml`);
  const strings = stringsXml ? readSharedStrings(stringsXml) : [];
  const formats = stylesXml ? readStyles(stylesXml) : [];
  const count = { cells: 0 };
  const sharedCells = new Map<number, ParsedCell | null>();
  const result: RawSheet[] = [];
  for (const { name, hidden, path } of sheets) {
    const xml = await readText(zip, path);
    if (xml === null) throw new ImportFileError('workbook_broken');
    result.push(
      await readSheet(xml, { name, hidden, strings, sharedCells, formats, is1904, limits, onProgress, count }),
    );
  }
  return result;
}
