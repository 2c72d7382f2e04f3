import { BM25, type FieldCounts, joinFields } from '../../ranking/bm25.ts';
import { CODE_MASK } from './layout.ts';

/**
 * Codes for the combinations of term frequencies in title, keywords and body that occur: few hundred in practice,
 * so a posting holds a 12-bit code. When all codes are taken, a new combination gets the code of the nearest one.
 */
export class FrequencyTable {
  /** Three numbers a code: title, keywords, body. */
  readonly counts: Uint32Array = new Uint32Array((CODE_MASK + 1) * 3);
  /** Joined frequency by code. */
  readonly joined: Float64Array = new Float64Array(CODE_MASK + 1);
  size = 0;
  readonly #codes = new Map<number, number>();

  code(title: number, keywords: number, body: number): number {
    const t = Math.min(title, 0xfff);
    const k = Math.min(keywords, 0xfff);
    const b = Math.min(body, 0xfffff);
    const key = (t * 0x1000 + k) * 0x100000 + b;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    if (this.size > CODE_MASK) return this.#nearest(t, k, b);
    const code = this.size++;
    this.counts.set([t, k, b], code * 3);
    this.joined[code] = joinFields({ title: t, keywords: k, body: b }, BM25);
    this.#codes.set(key, code);
    return code;
  }

  fields(code: number): FieldCounts {
    return {
      title: this.counts[code * 3]!,
      keywords: this.counts[code * 3 + 1]!,
      body: this.counts[code * 3 + 2]!,
    };
  }

  #nearest(title: number, keywords: number, body: number): number {
    const wanted = joinFields({ title, keywords, body }, BM25);
    let best = 0;
    for (let code = 1; code < this.size; code++) {
      if (Math.abs(this.joined[code]! - wanted) < Math.abs(this.joined[best]! - wanted)) best = code;
    }
    return best;
  }

  toArray(): Uint32Array {
    return this.counts.slice(0, this.size * 3);
  }

  static from(counts: Uint32Array): FrequencyTable {
    const table = new FrequencyTable();
    for (let i = 0; i + 2 < counts.length; i += 3) table.code(counts[i]!, counts[i + 1]!, counts[i + 2]!);
    return table;
  }
}
