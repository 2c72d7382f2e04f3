import type { SearchHit, Span } from '../../port.ts';
import { type NormalisedText, normaliseWithOffsets, originalSpan } from '../../text/normalise.ts';
import { termKind, visitTerms } from '../../text/terms.ts';

/** UTF-16 units of a snippet, about three lines on a phone. */
const SNIPPET = 120;

interface Mark extends Span {
  term: string;
}

/**
 * Characters whose normal form stands in the same place and is either the same, lower case, or punctuation as well:
 * ASCII, Han, their punctuation. Full-width letters, digits and the full-width point are not among them.
 */
const PLAIN =
  '\\x20-\\x7e\\n\\r\\t\\u2014\\u2018-\\u201d\\u3001-\\u3020\\u4e00-\\u9fff' +
  '\\uff01-\\uff0d\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff5e';
const ALL_PLAIN = new RegExp(`^[${PLAIN}]*$`);
const CAPITAL = /[A-Z]/;
const OTHER_RUN = new RegExp(`([^${PLAIN}]+)`);

/** Normal form with the way back; without `starts` every unit is in its place. */
type NormalForm = NormalisedText | { text: string; starts: undefined };

/** A text to mark terms in, and its normal form, which is worth keeping. */
export interface MarkableText {
  original: string;
  form: NormalForm;
}

/** Most texts need no look at each unit, and the many without capitals no copy. */
export function markable(original: string): MarkableText {
  return { original, form: normalised(original) };
}

function normalised(text: string): NormalForm {
  if (ALL_PLAIN.test(text)) return { text: CAPITAL.test(text) ? text.toLowerCase() : text, starts: undefined };
  const parts: NormalisedText[] = [];
  let length = 0;
  text.split(OTHER_RUN).forEach((piece, i) => {
    const part = i % 2 === 1 ? normaliseWithOffsets(piece) : { text: piece.toLowerCase(), starts: new Uint32Array(0) };
    parts.push(part);
    length += part.text.length;
  });
  const starts = new Uint32Array(length + 1);
  let at = 0;
  let origin = 0;
  parts.forEach((part, i) => {
    const units = part.text.length;
    for (let u = 0; u < units; u++) starts[at + u] = origin + (i % 2 === 1 ? part.starts[u]! : u);
    at += units;
    origin += i % 2 === 1 ? part.starts[part.starts.length - 1]! : units;
  });
  starts[length] = text.length;
  return { text: parts.map((part) => part.text).join(''), starts };
}

/** Where the terms stand in the original text, in order. */
function marksIn({ form }: MarkableText, weights: ReadonlyMap<string, number>): Mark[] {
  const marks: Mark[] = [];
  const mark = (term: string, start: number, end: number) => {
    const span = form.starts ? originalSpan(form, start, end) : { start, end };
    if (span.end > span.start) marks.push({ ...span, term });
  };
  let words = false;
  for (const term of weights.keys()) {
    const han = termKind(term) !== 'word';
    for (let at = form.text.indexOf(term); at >= 0; at = form.text.indexOf(term, at + 1)) {
      // A word is a term only where it stands whole, which needs the tokens.
      if (!han) {
        words = true;
        break;
      }
      mark(term, at, at + term.length);
    }
  }
  if (words) {
    visitTerms(form.text, (term, start, end) => {
      if (weights.has(term) && termKind(term) === 'word') mark(term, start, end);
    });
  }
  return marks.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Joins spans that touch or overlap. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** Moves a cut out of a surrogate pair. */
function safeCut(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && at < text.length && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** The window of `SNIPPET` units that holds the most weight of distinct terms; the first one among equals. */
function bestWindow(text: string, marks: readonly Mark[], weights: ReadonlyMap<string, number>): Span {
  if (text.length <= SNIPPET) return { start: 0, end: text.length };
  const counts = new Map<string, number>();
  let weight = 0;
  let best = -1;
  let from = 0;
  let first = 0;
  marks.forEach((mark) => {
    const seen = counts.get(mark.term) ?? 0;
    counts.set(mark.term, seen + 1);
    if (seen === 0) weight += weights.get(mark.term) ?? 0;
    while (mark.end - marks[first]!.start > SNIPPET && marks[first] !== mark) {
      const gone = marks[first++]!.term;
      const left = counts.get(gone)! - 1;
      counts.set(gone, left);
      if (left === 0) weight -= weights.get(gone) ?? 0;
    }
    if (weight > best + 1e-9) {
      best = weight;
      from = marks[first]!.start;
    }
  });
  // Start at the clause when its beginning is near, otherwise a little before the first mark.
  const before = text.slice(Math.max(0, from - 30), from);
  const clause = Math.max(...['。', '；', '，', '！', '？', '\n', ';', '. '].map((mark) => before.lastIndexOf(mark)));
  let start = clause >= 0 ? from - before.length + clause + 1 : Math.max(0, from - 8);
  while (start < from && /\s/.test(text[start]!)) start++;
  start = Math.min(start, Math.max(0, text.length - SNIPPET));
  start = safeCut(text, start);
  return { start, end: safeCut(text, Math.min(text.length, start + SNIPPET)) };
}

/**
 * Where the query's terms stand in the title and in the passage of the body that says most about the query, in UTF-16
 * units of the texts as they were given.
 */
export function highlight(
  title: MarkableText,
  body: MarkableText,
  weights: ReadonlyMap<string, number>,
): NonNullable<SearchHit['highlights']> {
  const bodyMarks = marksIn(body, weights);
  const window = bestWindow(body.original, bodyMarks, weights);
  return {
    title: joinSpans(marksIn(title, weights)),
    snippet: body.original.slice(window.start, window.end),
    snippetSpans: joinSpans(bodyMarks.filter((mark) => mark.end > window.start && mark.start < window.end)).map(
      (span) => ({
        start: Math.max(span.start, window.start) - window.start,
        end: Math.min(span.end, window.end) - window.start,
      }),
    ),
  };
}
