import { normaliseText } from './normalise.ts';

/** 'han': one character; 'pair': two adjacent ones; 'word': a whole Latin, digit or other letter run. */
export type TermKind = 'han' | 'pair' | 'word';

export interface TermSpan {
  term: string;
  /** Half-open span in the normalised text. */
  start: number;
  end: number;
}

/** Longest run kept as one term; longer ones (base64, formulas) are cut, so that no term is unbounded. */
const MAX_WORD = 40;

const HAN = /^\p{Script=Han}$/u;
const LETTER = /^[\p{L}\p{N}\p{M}]$/u;

/** UTF-16 length of the Han character at `i`, 0 when there is none. */
function hanLength(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0x2e80) return 0;
  if (unit >= 0x4e00 && unit <= 0x9fff) return 1;
  if (unit >= 0x3400 && unit <= 0x4dbf) return 1;
  const point = text.codePointAt(i);
  if (point === undefined) return 0;
  return HAN.test(String.fromCodePoint(point)) ? (point > 0xffff ? 2 : 1) : 0;
}

/** UTF-16 length of the letter or digit at `i` that is no Han character, 0 when there is none. */
function letterLength(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0x80) {
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) ? 1 : 0;
  }
  if (unit >= 0x3000 && unit <= 0x303f) return 0;
  const point = text.codePointAt(i);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  return LETTER.test(character) && !HAN.test(character) ? character.length : 0;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/**
 * Calls `visit` for each term of an already normalised text: every Han character, every pair of adjacent Han
 * characters, Latin and digit runs whole (a point between digits belongs to the run). Positions are UTF-16 units.
 */
export function visitTerms(normalised: string, visit: (term: string, start: number, end: number) => void): void {
  const length = normalised.length;
  let previous = -1;
  let i = 0;
  while (i < length) {
    const han = hanLength(normalised, i);
    if (han > 0) {
      visit(normalised.slice(i, i + han), i, i + han);
      if (previous >= 0) visit(normalised.slice(previous, i + han), previous, i + han);
      previous = i;
      i += han;
      continue;
    }
    previous = -1;
    const start = i;
    while (i < length && i - start < MAX_WORD) {
      const letter = letterLength(normalised, i);
      if (letter > 0) i += letter;
      else if (
        normalised.charCodeAt(i) === 0x2e &&
        i > start &&
        isDigit(normalised.charCodeAt(i - 1)) &&
        isDigit(normalised.charCodeAt(i + 1))
      )
        i += 1;
      else break;
    }
    if (i > start) visit(normalised.slice(start, i), start, i);
    else i += 1;
  }
}

/** Terms of a text, in order and with repeats; the text is normalised first. */
export function extractTerms(text: string): string[] {
  const terms: string[] = [];
  visitTerms(normaliseText(text), (term) => terms.push(term));
  return terms;
}

/** Terms with their places in the normalised text (not normalised here: the caller has it, with its offset map). */
export function extractTermSpans(normalised: string): TermSpan[] {
  const spans: TermSpan[] = [];
  visitTerms(normalised, (term, start, end) => spans.push({ term, start, end }));
  return spans;
}

export function termKind(term: string): TermKind {
  const first = hanLength(term, 0);
  if (first === 0) return 'word';
  return term.length > first ? 'pair' : 'han';
}

export function isBigram(term: string): boolean {
  return termKind(term) === 'pair';
}
