/** Version of everything the engine writes to disk; another version means: read the journal again. */
export const LAYOUT_VERSION = 4;

/** Version of normalising, terms and field weights; raise it when the terms of a stored text would change. */
export const TEXT_PIPELINE_VERSION = 'nfkc-han-pairs-1';

/** A posting is one unsigned 32-bit number: slot in the upper 20 bits, code of the term frequencies in the lower 12. */
export const CODE_BITS = 12;
export const CODE_MASK = (1 << CODE_BITS) - 1;
export const MAX_SLOTS = 1 << (32 - CODE_BITS);

/** Postings are cut into this many shards (term id modulo), so that each merge stays short. */
export const SHARD_BITS = 8;
export const SHARDS = 1 << SHARD_BITS;

/** Documents in one block of the vector matrix. */
export const VECTOR_BLOCK = 1024;

/** A copy with at least `length` places, doubled so that appending stays cheap. */
export function grow<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array>(
  array: T,
  length: number,
  fill = 0,
): T {
  if (array.length >= length) return array;
  const next = new (array.constructor as new (n: number) => T)(Math.max(length, array.length * 2, 64));
  next.set(array as never);
  if (fill !== 0) next.fill(fill as never, array.length);
  return next;
}
