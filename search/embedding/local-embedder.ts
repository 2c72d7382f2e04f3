import type { EmbeddingKind, EmbeddingModel } from '../embedding-port.ts';
import { normaliseText } from '../text/normalise.ts';
import { visitTerms } from '../text/terms.ts';

/**
 * Network-free embedder without fit: hashed characters, pairs and words (feature hashing with signs, Weinberger et
 * al., ICML 2009) under BM25's saturation. It knows no meaning beyond the spelling; its cosine says how much two
 * texts share. A better local model can take its place behind the same port.
 */
const DIMENSION = 2048;
const MODEL_ID = 'local-char-ngram-2048-v1';
const MAX_BATCH = 256;

/** BM25's k1 and b against a nominal length, since there is no corpus to take the mean from. */
const K1 = 1.6;
const B = 0.3;
const NOMINAL_LENGTH = 400;

/** Weights by kind: one character is in a large share of all texts, a pair in few. */
const HAN_WEIGHT = 0.35;
const COMMON_WEIGHT = 0.05;

/** The most frequent characters of scientific and business Chinese, which say next to nothing alone. */
const COMMON = new Set(
  '的了和是在有与对为及等中以将从上下可用不于其进行我们这一二三个种也都而或由到所能要会法方研究分析结果表明通过提出基于采用利用本文具有主要并性化度量大小高低时间数过程系统技术工作问题发展应用影响作用不同进展情况要求需求希望需要想求做把被让给着',
);

/** FNV-1a over UTF-16 units; the same on every machine. */
function hash(term: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) {
    value ^= term.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  // A final mix, since the low bits of FNV are weak for short strings.
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  return value >>> 0;
}

function termWeight(term: string): number {
  const code = term.codePointAt(0) ?? 0;
  if (code < 0x2e80) return 1;
  const characters = [...term];
  const common = characters.filter((character) => COMMON.has(character)).length;
  if (characters.length === 1) return common > 0 ? COMMON_WEIGHT : HAN_WEIGHT;
  return common === characters.length ? COMMON_WEIGHT * 4 : common > 0 ? 0.6 : 1;
}

function embedText(text: string): Float32Array {
  const frequencies = new Map<string, number>();
  let length = 0;
  visitTerms(normaliseText(text), (term) => {
    frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    length++;
  });
  const vector = new Float32Array(DIMENSION);
  const floor = K1 * (1 - B + (B * length) / NOMINAL_LENGTH);
  for (const [term, frequency] of frequencies) {
    const hashed = hash(term);
    const weight = (termWeight(term) * frequency * (K1 + 1)) / (frequency + floor);
    const place = hashed % DIMENSION;
    vector[place] = vector[place]! + (hashed & 0x40000000 ? weight : -weight);
  }
  let norm = 0;
  for (const component of vector) norm += component * component;
  norm = Math.sqrt(norm);
  // A text without any term has no direction: a fixed unit vector keeps the promise of unit length.
  if (norm === 0) vector[0] = 1;
  else for (let i = 0; i < DIMENSION; i++) vector[i] = vector[i]! / norm;
  return vector;
}

/** Documents and queries are embedded alike. Deterministic: no clock, no randomness, no state. */
export class LocalEmbedder implements EmbeddingModel {
  readonly id = MODEL_ID;
  readonly dimension = DIMENSION;
  readonly maxBatch = MAX_BATCH;

  async embed(texts: readonly string[], _kind: EmbeddingKind): Promise<Float32Array[]> {
    return texts.map(embedText);
  }
}
