import { isBigram } from '../text/terms.ts';

/**
 * BM25F in its simple form: fields are joined by weight into one term frequency and one length, which saturates
 * once (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004).
 */
export interface Bm25Parameters {
  k1: number;
  b: number;
  title: number;
  keywords: number;
  body: number;
  /** A pair of Han characters repeats what its two characters say, so its idf counts less. */
  pair: number;
}

export const BM25: Readonly<Bm25Parameters> = { k1: 1.6, b: 0.75, title: 2, keywords: 1, body: 1, pair: 0.7 };

/** How often a term stands in each field, or how many terms each field has. */
export interface FieldCounts {
  title: number;
  keywords: number;
  body: number;
}

/** Joined frequency or joined length of the three fields. */
export function joinFields(counts: FieldCounts, parameters: Bm25Parameters = BM25): number {
  return counts.title * parameters.title + counts.keywords * parameters.keywords + counts.body * parameters.body;
}

/** ln(1 + (N − df + 0.5) ÷ (df + 0.5)): never negative. `df` 0 gives the idf of a term nobody has. */
export function inverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** What one occurrence-weighted match of a term is worth before length and frequency: idf, × 0.7 for Han pairs. */
export function termImportance(
  term: string,
  documents: number,
  documentFrequency: number,
  parameters: Bm25Parameters = BM25,
): number {
  const idf = inverseDocumentFrequency(documents, documentFrequency);
  return isBigram(term) ? idf * parameters.pair : idf;
}

/**
 * Saturated term frequency: 0 when absent, 1 for one plain occurrence in a document of mean length, below k1 + 1.
 * @param frequency joined frequency; @param length joined length of the document; @param meanLength over live documents
 */
export function saturate(
  frequency: number,
  length: number,
  meanLength: number,
  parameters: Bm25Parameters = BM25,
): number {
  if (frequency <= 0) return 0;
  const { k1, b } = parameters;
  const relative = meanLength > 0 ? length / meanLength : 1;
  return (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * relative));
}

/** Splits a term's score over the fields by their share of the joined frequency; the shares add up to the score. */
export function fieldShares(score: number, counts: FieldCounts, parameters: Bm25Parameters = BM25): FieldCounts {
  const joined = joinFields(counts, parameters);
  if (joined <= 0) return { title: 0, keywords: 0, body: 0 };
  const unit = score / joined;
  return {
    title: unit * counts.title * parameters.title,
    keywords: unit * counts.keywords * parameters.keywords,
    body: unit * counts.body * parameters.body,
  };
}
