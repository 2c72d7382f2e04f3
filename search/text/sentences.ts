export interface Clause {
  text: string;
  /** Half-open span in the text given. */
  start: number;
  end: number;
}

/** Ends a clause: sentence marks, commas and line breaks, both widths; an ASCII point only before a blank or the end. */
const BOUNDARY = /[。！？!?；;，,、\n\r]+|\.(?=\s|$)|(?<=\p{Script=Han})[.．:：](?=\p{Script=Han})/gu;
const STRONG = /[。！？!?；;\n\r]|\.(?=\s|$)/u;

/**
 * Splits a text into clauses with offsets. Short neighbours are joined until a clause has at least `minimum`
 * characters, never across the end of a sentence; 0 keeps every piece.
 */
export function splitClauses(text: string, minimum = 0): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const push = (end: number) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (trimmed.length > 0) clauses.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const strong = STRONG.test(match[0]);
    if (!strong && match.index - start < minimum) continue;
    push(match.index);
    start = match.index + match[0].length;
  }
  push(text.length);
  return clauses;
}

/** Splits a text into sentences: like `splitClauses`, but commas do not divide. */
export function splitSentences(text: string): Clause[] {
  return splitClauses(text, Number.POSITIVE_INFINITY);
}
