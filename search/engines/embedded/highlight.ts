import type { SearchHit, Span } from '../../port.ts';
import { type NormalisedText, normaliseText, normaliseWithOffsets, originalSpan } from '../../text/normalise.ts';
import { visitTerms } from '../../text/terms.ts';
import type { DocumentText } from './document-codec.ts';

/** UTF-16 units of a snippet, about three lines on a phone. */
const SNIPPET = 120;

interface Mark extends Span {
  term: string;
}

/** Characters that normalise to one character in the same place: ASCII, Han, their punctuation, full-width forms. */
const PLAIN = /^[\x20-\x7e\n\r\t\u2014\u2018-\u201d\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e]*$/;

function normalised(text: string): NormalisedText | { text: string; starts: undefined } {
  return PLAIN.test(text) ? { text: normaliseText(text), starts: undefined } : normaliseWithOffsets(text);
}

/** Where the terms stand in the original text, in order. */
function marksIn(text: string, weights: ReadonlyMap<string, number>): Mark[] {
  const marks: Mark[] = [];
  const form = normalised(text);
  visitTerms(form.text, (term, start, end) => {
    if (!weights.has(term)) return;
    const span = form.starts ? originalSpan(form, start, end) : { start, end };
    if (span.end > span.start) marks.push({ ...span, term });
  });
  return marks;
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
 * Spans of the query's terms in title and body, in UTF-16 units of the texts as they were given, and the passage of
 * the body that says most about the query.
 */
export function highlight(
  text: DocumentText,
  weights: ReadonlyMap<string, number>,
): NonNullable<SearchHit['highlights']> {
  const bodyMarks = marksIn(text.body, weights);
  const window = bestWindow(text.body, bodyMarks, weights);
  const body = joinSpans(bodyMarks);
  return {
    title: joinSpans(marksIn(text.title, weights)),
    body,
    snippet: text.body.slice(window.start, window.end),
    snippetSpans: body
      .filter((span) => span.end > window.start && span.start < window.end)
      .map((span) => ({
        start: Math.max(span.start, window.start) - window.start,
        end: Math.min(span.end, window.end) - window.start,
      })),
  };
}
