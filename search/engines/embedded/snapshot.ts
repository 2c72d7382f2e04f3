import { closeSync, openSync, readSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { SearchError } from '../../errors.ts';

const MAGIC = 'FXHSNAP1';
/** magic, length of the table, checksum of the table, reserved */
const HEAD = 24;
const CHUNK = 4 << 20;

export type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** One named piece of a snapshot: an array that will not change, or pieces made as they are written. */
export interface SectionSource {
  name: string;
  length: number;
  chunks: () => Iterable<Uint8Array>;
}

interface TableEntry {
  name: string;
  at: number;
  length: number;
  sum: number;
}

interface Table {
  meta: unknown;
  sections: TableEntry[];
}

export function arraySection(name: string, array: Section): SectionSource {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return {
    name,
    length: bytes.length,
    *chunks() {
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
  };
}

/**
 * Writes a snapshot beside the present one and puts it in its place when it is complete and on the disk:
 * sections, then the table at the end, then the head. Writing is asynchronous, so searches go on between the chunks.
 * @throws SearchError when the disk refuses
 */
export async function writeSnapshot(path: string, meta: unknown, sources: readonly SectionSource[]): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      const sections: TableEntry[] = [];
      let at = HEAD;
      for (const source of sources) {
        const start = at;
        let sum = 0;
        for (const chunk of source.chunks()) {
          sum = crc32(chunk, sum);
          let done = 0;
          while (done < chunk.length) {
            done += (await file.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
          }
          at += chunk.length;
        }
        sections.push({ name: source.name, at: start, length: at - start, sum });
        at = Math.ceil(at / 8) * 8;
      }
      const table = Buffer.from(JSON.stringify({ meta, sections } satisfies Table));
      await file.write(table, 0, table.length, at);
      const head = Buffer.alloc(HEAD);
      head.write(MAGIC, 0, 'latin1');
      head.writeBigUInt64LE(BigInt(at), 8);
      head.writeUInt32LE(table.length, 16);
      head.writeUInt32LE(crc32(table), 20);
      await file.write(head, 0, HEAD, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    throw new SearchError('SEARCH_STORAGE', 'The snapshot of the search index could not be written', { cause });
  }
}

/** A snapshot open for reading. Each section is checked when it is read. */
export class SnapshotReader {
  readonly meta: unknown;
  readonly #file: number;
  readonly #sections: Map<string, TableEntry>;

  private constructor(file: number, table: Table) {
    this.#file = file;
    this.meta = table.meta;
    this.#sections = new Map(table.sections.map((entry) => [entry.name, entry]));
  }

  /** @throws SearchError when the file is no whole snapshot */
  static open(path: string): SnapshotReader {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD);
      const got = readSync(file, head, 0, HEAD, 0);
      if (got !== HEAD || head.toString('latin1', 0, 8) !== MAGIC) throw broken('head');
      const at = Number(head.readBigUInt64LE(8));
      const table = Buffer.alloc(head.readUInt32LE(16));
      if (readSync(file, table, 0, table.length, at) !== table.length) throw broken('table');
      if (crc32(table) !== head.readUInt32LE(20)) throw broken('table');
      return new SnapshotReader(file, JSON.parse(table.toString('utf8')) as Table);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  names(): string[] {
    return [...this.#sections.keys()];
  }

  length(name: string): number {
    return this.#sections.get(name)?.length ?? 0;
  }

  /** Reads a section into memory of the caller. */
  readInto(name: string, target: Uint8Array): void {
    const entry = this.#sections.get(name);
    if (!entry || entry.length > target.length) throw broken(name);
    let done = 0;
    while (done < entry.length) {
      const got = readSync(this.#file, target, done, Math.min(64 << 20, entry.length - done), entry.at + done);
      if (got === 0) throw broken(name);
      done += got;
    }
    if (crc32(target.subarray(0, entry.length)) !== entry.sum) throw broken(name);
  }

  bytes(name: string): Uint8Array {
    const target = new Uint8Array(this.length(name));
    this.readInto(name, target);
    return target;
  }

  u32(name: string): Uint32Array {
    return new Uint32Array(this.bytes(name).buffer);
  }
  i32(name: string): Int32Array {
    return new Int32Array(this.bytes(name).buffer);
  }
  f32(name: string): Float32Array {
    return new Float32Array(this.bytes(name).buffer);
  }
  f64(name: string): Float64Array {
    return new Float64Array(this.bytes(name).buffer);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function broken(part: string): SearchError {
  return new SearchError('SEARCH_STORAGE', `The snapshot of the search index is broken (${part})`);
}
