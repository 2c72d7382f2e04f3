import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { SearchError } from '../../errors.ts';

const MAGIC = Buffer.from('FXHLOG01', 'latin1');
const HEAD = 8;
const MAX_RECORD = 64 << 20;

export interface LogScan {
  /** Where the good part ends. */
  end: number;
  /** Why the scan stopped before the end of the file, if it did. */
  broken?: 'torn' | 'corrupt';
}

/**
 * Append-only file of records, each with its length and checksum. A record is written before it is acknowledged,
 * so a killed process loses none; `sync` makes them outlive a power cut too. When the disk refuses, records are kept
 * in memory and written at the next chance: the index goes on, and `failure` says what is wrong.
 */
export class RecordLog {
  readonly path: string | undefined;
  #file: number | undefined;
  /** End of the file, or of the virtual file with the records that wait in memory. */
  #end = MAGIC.length;
  /** Records that are not in the file (yet), by offset. */
  readonly #waiting = new Map<number, Buffer>();
  failure: Error | undefined;

  private constructor(path: string | undefined, file: number | undefined) {
    this.path = path;
    this.#file = file;
  }

  /** Without a path the records live in memory only. */
  static create(path?: string): RecordLog {
    if (path === undefined) return new RecordLog(undefined, undefined);
    const log = new RecordLog(path, openSync(path, 'w+'));
    writeSync(log.#file!, MAGIC, 0, MAGIC.length, 0);
    return log;
  }

  /** @throws SearchError when the file is no journal. */
  static open(path: string): RecordLog {
    const file = openSync(path, 'r+');
    const magic = Buffer.alloc(MAGIC.length);
    readSync(file, magic, 0, MAGIC.length, 0);
    if (!magic.equals(MAGIC)) {
      closeSync(file);
      throw new SearchError('SEARCH_STORAGE', 'The journal of the search index has no valid head');
    }
    const log = new RecordLog(path, file);
    log.#end = fstatSync(file).size;
    return log;
  }

  get end(): number {
    return this.#end;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Appends records in one write; answers the offset of each payload. */
  append(payloads: readonly Buffer[]): number[] {
    const offsets: number[] = [];
    const frames: Buffer[] = [];
    let at = this.#end;
    for (const payload of payloads) {
      const head = Buffer.allocUnsafe(HEAD);
      head.writeUInt32LE(payload.length, 0);
      head.writeUInt32LE(crc32(payload), 4);
      frames.push(head, payload);
      offsets.push(at + HEAD);
      at += HEAD + payload.length;
    }
    if (this.#file !== undefined && this.failure) this.#retry();
    if (this.#file === undefined || this.failure) {
      for (let i = 0; i < payloads.length; i++) this.#waiting.set(offsets[i]!, payloads[i]!);
    } else {
      try {
        this.writeAt(Buffer.concat(frames), this.#end);
      } catch (error) {
        this.failure = error as Error;
        for (let i = 0; i < payloads.length; i++) this.#waiting.set(offsets[i]!, payloads[i]!);
      }
    }
    this.#end = at;
    return offsets;
  }

  /** `length` bytes of the payload at `offset`, from its byte `skip` on. */
  read(offset: number, skip: number, length: number): Buffer {
    const waiting = this.#waiting.get(offset);
    if (waiting) return waiting.subarray(skip, skip + length);
    return this.#readFile(offset + skip, length);
  }

  #readFile(position: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length);
    const got = this.#file === undefined ? 0 : readSync(this.#file, buffer, 0, length, position);
    if (got !== length) throw new SearchError('SEARCH_STORAGE', 'The journal of the search index is too short');
    return buffer;
  }

  /** Writes all bytes at a position of the file. */
  writeAt(bytes: Buffer, position: number): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#file!, bytes, done, bytes.length - done, position + done);
  }

  #retry(): void {
    try {
      for (const [offset, payload] of this.#waiting) {
        const head = Buffer.allocUnsafe(HEAD);
        head.writeUInt32LE(payload.length, 0);
        head.writeUInt32LE(crc32(payload), 4);
        this.writeAt(Buffer.concat([head, payload]), offset - HEAD);
      }
      this.#waiting.clear();
      this.failure = undefined;
    } catch (error) {
      this.failure = error as Error;
    }
  }

  /** Makes everything durable. Tries again what the disk refused before; `failure` tells whether it worked. */
  sync(): void {
    if (this.#file === undefined) return;
    if (this.failure) this.#retry();
    if (this.failure) return;
    try {
      fsyncSync(this.#file);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  /** Reads the records from `start` on; stops at the first broken one. */
  scan(start: number, visit: (payload: Buffer, offset: number) => void): LogScan {
    const size = this.#end;
    const chunk = 8 << 20;
    let buffer: Buffer = Buffer.alloc(0);
    let base = Math.max(start, MAGIC.length);
    let at = base;
    const available = (length: number): boolean => {
      if (at + length > size) return false;
      if (at + length > base + buffer.length) {
        const want = Math.min(size - at, Math.max(chunk, length));
        buffer = this.#readFile(at, want);
        base = at;
      }
      return true;
    };
    while (at < size) {
      if (!available(HEAD)) return { end: at, broken: 'torn' };
      const length = buffer.readUInt32LE(at - base);
      const sum = buffer.readUInt32LE(at - base + 4);
      if (length > MAX_RECORD) return { end: at, broken: 'corrupt' };
      if (!available(HEAD + length)) return { end: at, broken: 'torn' };
      // A copy, since the chunk is dropped while the caller may keep the payload.
      const payload = Buffer.from(buffer.subarray(at - base + HEAD, at - base + HEAD + length));
      if (crc32(payload) !== sum) return { end: at, broken: 'corrupt' };
      visit(payload, at + HEAD);
      at += HEAD + length;
    }
    return { end: at };
  }

  /** Cuts everything after `end`. */
  truncate(end: number): void {
    if (this.#file !== undefined) ftruncateSync(this.#file, end);
    this.#end = end;
  }

  close(): void {
    if (this.#file === undefined) return;
    this.sync();
    closeSync(this.#file);
    this.#file = undefined;
  }
}
