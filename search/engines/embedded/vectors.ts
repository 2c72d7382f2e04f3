import { SearchError } from '../../errors.ts';
import { grow, VECTOR_BLOCK } from './layout.ts';
import { VECTOR_KERNEL } from './vector-kernel.ts';

const PAGE = 65_536;

/** Sum and sum of squares of the products of a scan, and the largest one of each block. */
export interface ScanMoments {
  sum: number;
  squares: number;
  largest: number[];
}

type Scan = (block: number, rows: number, weights: number, count: number, sums: number) => void;

/**
 * All vectors of an index as int8 with one scale a document, in blocks of 1,024 documents, component by component,
 * in the memory of a small SIMD kernel (vector-kernel.wat).
 */
export class VectorMatrix {
  readonly dimension: number;
  /** Largest component ÷ 127, by slot; 0 where a document has no vector. */
  scales: Float32Array = new Float32Array(0);
  /** Documents that have a vector. */
  count = 0;
  #blocks = 0;
  readonly #memory: WebAssembly.Memory;
  readonly #scan: Scan;
  readonly #weightsAt: number;
  readonly #sumsAt: number;
  readonly #blocksAt: number;
  #bytes: Int8Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    const padded = dimension + 4;
    this.#weightsAt = padded * 4;
    this.#sumsAt = Math.ceil((this.#weightsAt + padded) / 16) * 16;
    this.#blocksAt = this.#sumsAt + VECTOR_BLOCK * 4;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(this.#blocksAt / PAGE), maximum: PAGE });
    const module = new WebAssembly.Module(Buffer.from(VECTOR_KERNEL, 'base64'));
    this.#scan = new WebAssembly.Instance(module, { engine: { memory: this.#memory } }).exports.scan as Scan;
    this.#bytes = new Int8Array(this.#memory.buffer);
  }

  get blockBytes(): number {
    return this.dimension * VECTOR_BLOCK;
  }

  get blocks(): number {
    return this.#blocks;
  }

  bytes(): number {
    return this.#blocks * this.blockBytes + this.scales.byteLength;
  }

  #ensureBlocks(blocks: number): void {
    if (blocks <= this.#blocks) return;
    const need = this.#blocksAt + blocks * this.blockBytes;
    const missing = Math.ceil((need - this.#memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      try {
        this.#memory.grow(missing);
      } catch (cause) {
        throw new SearchError('SEARCH_STORAGE', 'No memory left for the vectors of the search index', { cause });
      }
      this.#bytes = new Int8Array(this.#memory.buffer);
    }
    this.#blocks = blocks;
  }

  /** @throws SearchError when the vector has another dimension. */
  set(slot: number, vector: Float32Array | undefined): void {
    if (!vector && (this.scales[slot] ?? 0) === 0 && slot < this.scales.length) return;
    if (vector && vector.length !== this.dimension) {
      throw new SearchError('SEARCH_BAD_QUERY', `A vector has ${vector.length} components, not ${this.dimension}`);
    }
    this.scales = grow(this.scales, slot + 1);
    if (this.scales[slot]! > 0) this.count--;
    this.scales[slot] = 0;
    if (!vector) return;
    this.#ensureBlocks(Math.floor(slot / VECTOR_BLOCK) + 1);
    let largest = 0;
    for (const value of vector) largest = Math.max(largest, Math.abs(value));
    const scale = largest / 127;
    this.scales[slot] = scale;
    if (scale > 0) this.count++;
    const inverse = scale > 0 ? 1 / scale : 0;
    const bytes = this.#bytes;
    let at = this.#blocksAt + Math.floor(slot / VECTOR_BLOCK) * this.blockBytes + (slot % VECTOR_BLOCK);
    for (let d = 0; d < vector.length; d++, at += VECTOR_BLOCK) bytes[at] = Math.round(vector[d]! * inverse);
  }

  /** Approximate inner products of a query with every slot below `slots`, into `scores`; answers their moments. */
  scan(query: Float32Array, slots: number, scores: Float32Array): ScanMoments {
    if (query.length !== this.dimension) {
      throw new SearchError('SEARCH_BAD_QUERY', `A vector has ${query.length} components, not ${this.dimension}`);
    }
    let strongest = 0;
    for (const value of query) strongest = Math.max(strongest, Math.abs(value));
    const queryScale = strongest / 127;
    const rows = new Uint32Array(this.#memory.buffer, 0, this.dimension + 4);
    const weights = new Int8Array(this.#memory.buffer, this.#weightsAt, this.dimension + 4);
    let count = 0;
    for (let d = 0; d < query.length && queryScale > 0; d++) {
      const weight = Math.round(query[d]! / queryScale);
      if (weight === 0) continue;
      rows[count] = d * VECTOR_BLOCK;
      weights[count++] = weight;
    }
    while (count % 4 !== 0) {
      rows[count] = 0;
      weights[count++] = 0;
    }
    const sums = new Int32Array(this.#memory.buffer, this.#sumsAt, VECTOR_BLOCK);
    const { scales } = this;
    const moments: ScanMoments = { sum: 0, squares: 0, largest: [] };
    const filled = Math.min(slots, this.#blocks * VECTOR_BLOCK, scales.length);
    scores.fill(0, filled, slots);
    for (let first = 0, block = 0; first < filled; first += VECTOR_BLOCK, block++) {
      this.#scan(this.#blocksAt + block * this.blockBytes, 0, this.#weightsAt, count, this.#sumsAt);
      const last = Math.min(VECTOR_BLOCK, filled - first);
      let sum = 0;
      let squares = 0;
      let largest = 0;
      for (let i = 0; i < last; i++) {
        const score = sums[i]! * scales[first + i]! * queryScale;
        scores[first + i] = score;
        sum += score;
        squares += score * score;
        if (score > largest) largest = score;
      }
      moments.sum += sum;
      moments.squares += squares;
      moments.largest.push(largest);
    }
    return moments;
  }

  /** A copy of one block, for a snapshot. */
  copyBlock(block: number, into: Uint8Array): void {
    into.set(new Uint8Array(this.#memory.buffer, this.#blocksAt + block * this.blockBytes, this.blockBytes));
  }

  /** Takes the scales of a snapshot and answers the room for its blocks. */
  restore(scales: Float32Array, blocks: number): Uint8Array {
    this.scales = scales;
    this.count = 0;
    for (const scale of scales) if (scale > 0) this.count++;
    this.#ensureBlocks(blocks);
    return new Uint8Array(this.#memory.buffer, this.#blocksAt, blocks * this.blockBytes);
  }
}
