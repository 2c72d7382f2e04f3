import { normaliseText } from './normalise.ts';
import { termKind, visitTerms } from './terms.ts';

/** Damerau–Levenshtein distance of adjacent transpositions, given up beyond `limit` (then `limit + 1`). */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let distance = Math.min(
        previous[j]! + 1,
        current[j - 1]! + 1,
        previous[j - 1]! + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, before[j - 2]! + 1);
      }
      current.push(distance);
      least = Math.min(least, distance);
    }
    // A swap reaches over one row, so that one row beyond the limit does not decide yet.
    if (least > limit && leastBefore > limit) return limit + 1;
    leastBefore = least;
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length]!, limit + 1);
}

export interface Vocabulary {
  /** Words that the index holds and that begin with this UTF-16 unit. */
  wordsFrom(unit: number): Iterable<string>;
  documentFrequency(word: string): number;
}

/** Short words are left alone: every abbreviation is near another one. */
const SHORTEST = 5;
const TWO_SLIPS_FROM = 8;

/** The word of the vocabulary that was meant, or undefined: fewest slips, then most frequent, then by letters. */
export function correctWord(word: string, vocabulary: Vocabulary): string | undefined {
  if (word.length < SHORTEST || /\d/.test(word) || vocabulary.documentFrequency(word) > 0) return undefined;
  let limit = word.length >= TWO_SLIPS_FROM ? 2 : 1;
  let best: { word: string; frequency: number } | undefined;
  // People rarely miss the first letter; this skips nearly all of the vocabulary.
  for (const candidate of vocabulary.wordsFrom(word.charCodeAt(0))) {
    if (Math.abs(candidate.length - word.length) > limit || /\d/.test(candidate)) continue;
    const distance = editDistance(word, candidate, limit);
    if (distance > limit) continue;
    const frequency = vocabulary.documentFrequency(candidate);
    if (frequency === 0) continue;
    const better =
      !best ||
      distance < limit ||
      frequency > best.frequency ||
      (frequency === best.frequency && candidate < best.word);
    if (better) best = { word: candidate, frequency };
    limit = distance;
  }
  return best?.word;
}

/**
 * The text with its unknown Latin words corrected, or undefined when nothing was. Words inside English queries that
 * the dictionary knows are no slips: `isKnown` tells.
 */
export function correctText(
  text: string,
  vocabulary: Vocabulary,
  isKnown: (word: string) => boolean = () => false,
): string | undefined {
  const normalised = normaliseText(text);
  const pieces: string[] = [];
  let end = 0;
  let changed = false;
  visitTerms(normalised, (term, start, stop) => {
    if (termKind(term) !== 'word' || !/^[a-z]+$/.test(term) || isKnown(term)) return;
    const corrected = correctWord(term, vocabulary);
    if (corrected === undefined) return;
    pieces.push(normalised.slice(end, start), corrected);
    end = stop;
    changed = true;
  });
  if (!changed) return undefined;
  pieces.push(normalised.slice(end));
  return pieces.join('');
}
