import type { Entry, ZipFile } from 'yauzl';
import { ImportFileError } from './import-file-error.ts';
import { type ImportLimits, RATIO_FROM_BYTES } from './limits.ts';

export interface ZipArchive {
  names: ReadonlySet<string>;
  /** Inflates one entry; throws ImportFileError when the archive lied about sizes or is broken. */
  read(name: string): Promise<Buffer | null>;
}

function readEntry(zip: ZipFile, entry: Entry, budget: { left: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (openError, stream) => {
      if (openError) return reject(new ImportFileError('workbook_broken'));
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        budget.left -= chunk.length;
        if (budget.left < 0) stream.destroy(new ImportFileError('zip_too_large'));
        else chunks.push(chunk);
      });
      stream.on('error', (error) =>
        reject(error instanceof ImportFileError ? error : new ImportFileError('workbook_broken')),
      );
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

/**
 * Opens a zip in memory after checking its directory: entry count, claimed size and ratio. Real sizes are counted
 * again while inflating, so a directory that lies does not help a zip bomb.
 */
export async function openZip(buffer: Buffer, limits: ImportLimits): Promise<ZipArchive> {
  const yauzl = await import('yauzl');
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true, decodeStrings: true }, (error, file) =>
      error ? reject(new ImportFileError('workbook_broken')) : resolve(file),
    );
  });
  if (zip.entryCount > limits.maxEntries)
    throw new ImportFileError('zip_too_many_entries', { limit: limits.maxEntries });
  const entries = new Map<string, Entry>();
  let claimed = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return reject(new ImportFileError('password_protected'));
      claimed += entry.uncompressedSize;
      if (claimed > limits.maxUnzippedBytes) return reject(new ImportFileError('zip_too_large'));
      if (claimed > RATIO_FROM_BYTES && claimed > buffer.length * limits.maxRatio)
        return reject(new ImportFileError('zip_ratio'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve());
    zip.on('error', () => reject(new ImportFileError('workbook_broken')));
    zip.readEntry();
  });
  const budget = { left: limits.maxUnzippedBytes };
  return {
    names: new Set(entries.keys()),
    async read(name) {
      const entry = entries.get(name);
      return entry ? readEntry(zip, entry, budget) : null;
    },
  };
}
