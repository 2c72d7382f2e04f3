/** Separators of several values in one cell (handbook section 8). */
const SEPARATORS = /[；;，,、/|\n\r]+/u;

/** Parts of a cell, each one line, trimmed, without empty ones and repeats. Text in closed brackets stays together. */
export function splitList(text: string, separators: RegExp = SEPARATORS): string[] {
  const parts: string[] = [];
  let current = '';
  let depth = 0;
  for (const char of text) {
    if (/[(（【[《]/u.test(char)) depth += 1;
    else if (/[)）】\]》]/u.test(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separators.test(char)) {
      parts.push(current);
      current = '';
    } else current += char;
  }
  parts.push(current);
  // A bracket that never closes keeps nothing together.
  const all = depth === 0 ? parts : text.split(separators);
  return [...new Set(all.map((part) => part.replace(/\s*[\n\r]+\s*/gu, ' ').trim()).filter((part) => part !== ''))];
}
