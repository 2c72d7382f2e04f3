import { halfWidthProse } from '../../../kernel/half-width.ts';
import { emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { splitList } from './split-list.ts';

const tidyBreaks = (text: string): string =>
  text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

/** A title: one line, without numbering and surrounding quotes; cut at `max` with a note. */
export function readTitle(raw: string, max = 60): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const line = halfWidthProse(raw)
    .replace(/\s*\n\s*/gu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/^\s*(?:[(（]?\d{1,3}[)）.、．]\s*(?!\d)|[一二三四五六七八九十]+、)/u, '')
    .replace(/^[《“"']+(.*?)[》”"']+$/u, '$1')
    .replace(/[。；;，,]+$/u, '')
    .trim();
  if (line.length > max) return reading(raw, line.slice(0, max), 0.5, ['title_cut']);
  return line.length < 5 ? reading(raw, line, 0.9, ['title_short']) : reading(raw, line, 1);
}

/** Prose: letters and digits to half width, Chinese punctuation kept; cut at `max` with a note. */
export function readProse(raw: string, max = 5000): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = tidyBreaks(halfWidthProse(raw));
  return text.length > max ? reading(raw, text.slice(0, max), 0.5, ['text_cut']) : reading(raw, text, 1);
}

/** One line of at most `max` characters. */
export function readLine(raw: string, max = 200): Reading<string> {
  const prose = readProse(raw, max);
  return prose.value === null ? prose : { ...prose, value: prose.value.replace(/\n/gu, ' ') };
}

/** Keywords, scenes and other short phrases of one cell. */
export function readPhrases(raw: string, limits: { items: number; length: number }): Reading<string[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const separators = /[；;，,、|\n\r]/u;
  const text = halfWidthProse(raw).replace(/^(?:关键词|关键字|应用场景)\s*[:：]/u, '');
  const parts = splitList(separators.test(text) ? text : text.replace(/[\s/]+/gu, '、'), separators);
  const fitting = parts.filter((part) => part.length <= limits.length);
  const value = fitting.slice(0, limits.items);
  if (value.length === 0) return reading<string[]>(raw, null, 0, ['phrase_too_long']);
  return value.length === parts.length ? reading(raw, value, 1) : reading(raw, value, 0.6, ['phrases_cut']);
}
