import type { SearchDocument } from '../../port.ts';

const UPSERT = 1;
const REMOVE = 2;
const HEAD = 16;

/** Form of the vector in a record. */
const NONE = 0;
const DENSE = 1;
const SPARSE = 2;

/** Where the pieces of an upsert lie within its payload. */
export interface RecordShape {
  textLength: number;
  vectorAt: number;
  vectorLength: number;
  sparse: boolean;
}

export interface DocumentText {
  title: string;
  keywords: string[];
  body: string;
}

export type JournalEntry =
  | { type: 'upsert'; document: SearchDocument; shape: RecordShape }
  | { type: 'remove'; ids: string[] };

function encodeVector(vector: Float32Array | undefined): { form: number; bytes: Buffer } {
  if (!vector) return { form: NONE, bytes: Buffer.alloc(0) };
  let nonzero = 0;
  for (const value of vector) if (value !== 0) nonzero++;
  if (nonzero * 6 >= vector.length * 4 || vector.length > 0xffff) {
    return { form: DENSE, bytes: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength) };
  }
  const bytes = Buffer.allocUnsafe(4 + nonzero * 6);
  bytes.writeUInt32LE(nonzero, 0);
  let i = 0;
  vector.forEach((value, dimension) => {
    if (value === 0) return;
    bytes.writeUInt16LE(dimension, 4 + i * 2);
    bytes.writeFloatLE(value, 4 + nonzero * 2 + i * 4);
    i++;
  });
  return { form: SPARSE, bytes };
}

/** The record of an upsert: head, text (title, keywords, body), the other fields, vector. */
export function encodeUpsert(document: SearchDocument): { payload: Buffer; shape: RecordShape } {
  const text = Buffer.from(JSON.stringify([document.title, document.keywords, document.body]));
  const { id, kind, tags, numbers } = document;
  const meta = Buffer.from(JSON.stringify({ id, kind, tags, numbers }));
  const vector = encodeVector(document.vector);
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(UPSERT, 0);
  head.writeUInt8(vector.form, 1);
  head.writeUInt32LE(text.length, 4);
  head.writeUInt32LE(meta.length, 8);
  head.writeUInt32LE(document.vector?.length ?? 0, 12);
  return {
    payload: Buffer.concat([head, text, meta, vector.bytes]),
    shape: {
      textLength: text.length,
      vectorAt: HEAD + text.length + meta.length,
      vectorLength: vector.bytes.length,
      sparse: vector.form === SPARSE,
    },
  };
}

export function encodeRemove(ids: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from([REMOVE]), Buffer.from(JSON.stringify(ids))]);
}

export const TEXT_AT = HEAD;

export function decodeText(bytes: Buffer): DocumentText {
  const [title, keywords, body] = JSON.parse(bytes.toString('utf8')) as [string, string[], string];
  return { title, keywords, body };
}

export function decodeVector(bytes: Buffer, sparse: boolean, dimension: number): Float32Array {
  if (!sparse) {
    // The bytes may lie at any offset of a pooled buffer; floats need their own alignment.
    const copy = new Uint8Array(bytes);
    return new Float32Array(copy.buffer, 0, copy.length >> 2);
  }
  const vector = new Float32Array(dimension);
  const nonzero = bytes.readUInt32LE(0);
  for (let i = 0; i < nonzero; i++) vector[bytes.readUInt16LE(4 + i * 2)] = bytes.readFloatLE(4 + nonzero * 2 + i * 4);
  return vector;
}

/** Exact inner product of a query with a stored vector, without unpacking a sparse one. */
export function dotStored(bytes: Buffer, sparse: boolean, query: Float32Array): number {
  let sum = 0;
  if (sparse) {
    const nonzero = bytes.readUInt32LE(0);
    const values = new DataView(bytes.buffer, bytes.byteOffset + 4 + nonzero * 2);
    const dimensions = new DataView(bytes.buffer, bytes.byteOffset + 4);
    for (let i = 0; i < nonzero; i++) {
      const weight = query[dimensions.getUint16(i * 2, true)]!;
      if (weight !== 0) sum += weight * values.getFloat32(i * 4, true);
    }
    return sum;
  }
  const values = new DataView(bytes.buffer, bytes.byteOffset);
  for (let d = 0; d < query.length; d++) sum += query[d]! * values.getFloat32(d * 4, true);
  return sum;
}

export function decodeEntry(payload: Buffer): JournalEntry {
  if (payload.readUInt8(0) === REMOVE) {
    return { type: 'remove', ids: JSON.parse(payload.toString('utf8', 1)) as string[] };
  }
  const form = payload.readUInt8(1);
  const textLength = payload.readUInt32LE(4);
  const metaLength = payload.readUInt32LE(8);
  const dimension = payload.readUInt32LE(12);
  const vectorAt = HEAD + textLength + metaLength;
  const text = decodeText(payload.subarray(HEAD, HEAD + textLength));
  const meta = JSON.parse(payload.toString('utf8', HEAD + textLength, vectorAt)) as Omit<
    SearchDocument,
    'title' | 'keywords' | 'body'
  >;
  const document: SearchDocument = { ...meta, ...text };
  if (form !== NONE) document.vector = decodeVector(payload.subarray(vectorAt), form === SPARSE, dimension);
  return {
    type: 'upsert',
    document,
    shape: { textLength, vectorAt, vectorLength: payload.length - vectorAt, sparse: form === SPARSE },
  };
}
