/**
 * The one spelling of text that indexes and queries share: NFKC, lower case, NFKC again (lower-casing may
 * leave a sequence that composes). Idempotent.
 */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** A normalised text with, for each of its UTF-16 units, where in the original it came from. */
export interface NormalisedText {
  text: string;
  /** `starts[i]` is the original offset of unit i; one more entry at the end holds the original length. */
  starts: Uint32Array;
}

/** A character with the marks that follow it, which is what NFKC may join or split. */
const SEGMENT = /\P{M}\p{M}*|\p{M}+/gsu;

/** Like `normaliseText`, piece by piece, keeping the way back to the original for highlights. */
export function normaliseWithOffsets(original: string): NormalisedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  for (const match of original.matchAll(SEGMENT)) {
    const piece = normaliseText(match[0]);
    pieces.push(piece);
    for (let i = 0; i < piece.length; i++) starts.push(match.index);
  }
  starts.push(original.length);
  return { text: pieces.join(''), starts: Uint32Array.from(starts) };
}

/** The original half-open span behind a normalised half-open span. */
export function originalSpan(normalised: NormalisedText, start: number, end: number): { start: number; end: number } {
  const { starts } = normalised;
  const last = starts.length - 1;
  const from = starts[Math.min(start, last)] ?? 0;
  if (end <= start) return { start: from, end: from };
  // Units of one piece share an origin: step on to the first unit that comes from a later one.
  const origin = starts[Math.min(end - 1, last)] ?? 0;
  let next = Math.min(end, last);
  while (next < last && starts[next] === origin) next++;
  return { start: from, end: starts[next] ?? from };
}
