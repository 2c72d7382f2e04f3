/** The server takes files up to this size. */
export const MAX_BYTES = 25 * 1024 * 1024;

export type FileFault = 'empty' | 'large' | 'xls' | 'type';

/** What can be said of a file before it is sent; the server looks at its content. */
export function fileFault(file: Pick<File, 'name' | 'size'>): FileFault | null {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_BYTES) return 'large';
  if (/\.xls$/iu.test(file.name)) return 'xls';
  return /\.(xlsx|csv|tsv|txt)$/iu.test(file.name) ? null : 'type';
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
