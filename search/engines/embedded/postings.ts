import type { Bitset } from './bitset.ts';
import { CODE_BITS, grow, SHARD_BITS, SHARDS } from './layout.ts';

/**
 * One shard of the inverted index: a main part in two flat arrays, which is replaced and never changed, and a small
 * delta of linked lists for what came since. The local number of a term is its id divided by the number of shards.
 */
class Shard {
  /** `posts[offsets[t] … offsets[t + 1]]` are the postings of local term t, ascending by slot. */
  offsets: Uint32Array = new Uint32Array(1);
  posts: Uint32Array = new Uint32Array(0);
  /** First node of each term's delta list, −1 when empty. */
  heads: Int32Array = new Int32Array(0);
  terms = 0;
  /** Two numbers a node: posting, next node. */
  nodes: Uint32Array = new Uint32Array(0);
  used = 0;

  add(local: number, posting: number): void {
    if (local >= this.terms) {
      this.heads = grow(this.heads, local + 1, -1);
      this.terms = local + 1;
    }
    this.nodes = grow(this.nodes, (this.used + 1) * 2);
    this.nodes[this.used * 2] = posting;
    this.nodes[this.used * 2 + 1] = this.heads[local]!;
    this.heads[local] = this.used++;
  }

  /** Joins delta and main in two passes, count then fill, and leaves out dead slots. */
  merge(alive: Bitset): void {
    const { offsets, posts, heads, nodes, terms } = this;
    const mainTerms = offsets.length - 1;
    const nextOffsets = new Uint32Array(terms + 1);
    let total = 0;
    for (let t = 0; t < terms; t++) {
      nextOffsets[t] = total;
      if (t < mainTerms) {
        for (let i = offsets[t]!; i < offsets[t + 1]!; i++) if (alive.has(posts[i]! >>> CODE_BITS)) total++;
      }
      for (let n = heads[t]!; n >= 0; n = nodes[n * 2 + 1]! | 0) if (alive.has(nodes[n * 2]! >>> CODE_BITS)) total++;
    }
    nextOffsets[terms] = total;
    const next = new Uint32Array(total);
    for (let t = 0; t < terms; t++) {
      let at = nextOffsets[t]!;
      const start = at;
      if (t < mainTerms) {
        for (let i = offsets[t]!; i < offsets[t + 1]!; i++) {
          if (alive.has(posts[i]! >>> CODE_BITS)) next[at++] = posts[i]!;
        }
      }
      const tail = at;
      for (let n = heads[t]!; n >= 0; n = nodes[n * 2 + 1]! | 0) {
        if (alive.has(nodes[n * 2]! >>> CODE_BITS)) next[at++] = nodes[n * 2]!;
      }
      // The slot is the upper part of a posting, so plain numeric order is the order of slots. Lists of a build
      // come newest first and after everything older: turn the tail round, and sort only when that is not enough.
      if (at > tail) {
        next.subarray(tail, at).reverse();
        let sorted = true;
        for (let i = Math.max(tail, start + 1); i < at && sorted; i++) sorted = next[i - 1]! < next[i]!;
        if (!sorted) next.subarray(start, at).sort();
      }
      heads[t] = -1;
    }
    this.offsets = nextOffsets;
    this.posts = next;
    this.nodes = new Uint32Array(0);
    this.used = 0;
  }
}

/** Lists up to this length are halved at once. */
const NARROW = 32;

/** What a snapshot keeps of one shard. */
export interface ShardImage {
  offsets: Uint32Array;
  posts: Uint32Array;
  heads: Int32Array;
  nodes: Uint32Array;
}

/** The inverted index. Document frequencies count live documents only and are exact at any moment. */
export class Postings {
  readonly #shards: Shard[] = Array.from({ length: SHARDS }, () => new Shard());
  #frequencies: Uint32Array = new Uint32Array(1024);

  add(term: number, slot: number, code: number): void {
    this.#shards[term & (SHARDS - 1)]!.add(term >>> SHARD_BITS, ((slot << CODE_BITS) | code) >>> 0);
    this.#frequencies = grow(this.#frequencies, term + 1);
    this.#frequencies[term]!++;
  }

  /** Notes that one live document less holds the term; its posting goes with the next merge. */
  forget(term: number): void {
    this.#frequencies[term]!--;
  }

  frequency(term: number): number {
    return this.#frequencies[term] ?? 0;
  }

  /** Number of postings kept, dead ones included. */
  count(): number {
    let total = 0;
    for (const shard of this.#shards) total += shard.posts.length + shard.used;
    return total;
  }

  deltaCount(): number {
    let total = 0;
    for (const shard of this.#shards) total += shard.used;
    return total;
  }

  bytes(): number {
    let total = this.#frequencies.byteLength;
    for (const { offsets, posts, heads, nodes } of this.#shards) {
      total += offsets.byteLength + posts.byteLength + heads.byteLength + nodes.byteLength;
    }
    return total;
  }

  /** All postings of a term: a range of the main part, then the delta's chain. Hot loops walk both themselves. */
  main(term: number): { posts: Uint32Array; start: number; end: number } {
    const shard = this.#shards[term & (SHARDS - 1)]!;
    const local = term >>> SHARD_BITS;
    if (local + 1 >= shard.offsets.length) return { posts: shard.posts, start: 0, end: 0 };
    return { posts: shard.posts, start: shard.offsets[local]!, end: shard.offsets[local + 1]! };
  }

  delta(term: number): { nodes: Uint32Array; head: number } {
    const shard = this.#shards[term & (SHARDS - 1)]!;
    const local = term >>> SHARD_BITS;
    return { nodes: shard.nodes, head: local < shard.terms ? shard.heads[local]! : -1 };
  }

  /** The posting of a term in a slot, or −1. Dead slots answer too. */
  find(term: number, slot: number): number {
    const shard = this.#shards[term & (SHARDS - 1)]!;
    const local = term >>> SHARD_BITS;
    const { offsets, posts } = shard;
    if (local + 1 < offsets.length) {
      const end = offsets[local + 1]!;
      let low = offsets[local]!;
      let high = end;
      if (high - low > NARROW) {
        // Slots are spread evenly over a list, nearly: begin where the slot should be, and widen from there.
        const first = posts[low]! >>> CODE_BITS;
        const last = posts[end - 1]! >>> CODE_BITS;
        if (slot < first || slot > last) high = low;
        else {
          const guess = low + Math.floor(((slot - first) / (last - first + 1)) * (end - low));
          let step = NARROW >> 1;
          if (posts[guess]! >>> CODE_BITS < slot) {
            while (guess + step < end && posts[guess + step]! >>> CODE_BITS < slot) step *= 2;
            low = guess + 1;
            high = Math.min(end, guess + step + 1);
          } else {
            while (guess - step > low && posts[guess - step]! >>> CODE_BITS >= slot) step *= 2;
            low = Math.max(low, guess - step);
            high = guess + 1;
          }
        }
      }
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (posts[middle]! >>> CODE_BITS < slot) low = middle + 1;
        else high = middle;
      }
      if (low < end && posts[low]! >>> CODE_BITS === slot) return posts[low]!;
    }
    if (local >= shard.terms) return -1;
    const { nodes } = shard;
    for (let n = shard.heads[local]!; n >= 0; n = nodes[n * 2 + 1]! | 0) {
      if (nodes[n * 2]! >>> CODE_BITS === slot) return nodes[n * 2]!;
    }
    return -1;
  }

  /** Merges one shard; a whole round over all shards drops every posting of slots that were dead when it began. */
  mergeShard(shard: number, alive: Bitset): void {
    this.#shards[shard]!.merge(alive);
  }

  /** Main parts by reference (they never change), deltas as copies. */
  image(): { shards: ShardImage[]; frequencies: Uint32Array } {
    return {
      shards: this.#shards.map(({ offsets, posts, heads, nodes, terms, used }) => ({
        offsets,
        posts,
        heads: heads.slice(0, terms),
        nodes: nodes.slice(0, used * 2),
      })),
      frequencies: this.#frequencies.slice(),
    };
  }

  static from(shards: readonly ShardImage[], frequencies: Uint32Array): Postings {
    const postings = new Postings();
    postings.#frequencies = frequencies;
    shards.forEach((image, i) => {
      const shard = postings.#shards[i]!;
      shard.offsets = image.offsets;
      shard.posts = image.posts;
      shard.heads = image.heads;
      shard.terms = image.heads.length;
      shard.nodes = image.nodes;
      shard.used = image.nodes.length / 2;
    });
    return postings;
  }
}
