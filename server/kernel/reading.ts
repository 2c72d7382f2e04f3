import { normaliseCode } from './half-width.ts';

/** What a parser made of one raw text. Below 0.8 a person decides (handbook section 8). */
export interface Reading<T> {
  /** The text as it came. */
  raw: string;
  /** Null when the text is empty, or when nothing may be concluded from it. */
  value: T | null;
  /** 0–1 */
  confidence: number;
  /** Codes that say why, such as `unit_missing`; the words stand in the locale files. */
  notes: string[];
  /** The text says "nothing": blank, 无, —, N/A. */
  isEmpty: boolean;
  needsConfirmation: boolean;
}

export const CONFIRM_BELOW = 0.8;

export function reading<T>(
  raw: string,
  value: T | null,
  confidence: number,
  notes: readonly string[] = [],
): Reading<T> {
  return { raw, value, confidence, notes: [...notes], isEmpty: false, needsConfirmation: confidence < CONFIRM_BELOW };
}

export function emptyReading<T>(raw: string): Reading<T> {
  return { raw, value: null, confidence: 1, notes: [], isEmpty: true, needsConfirmation: false };
}

/** Nothing may be concluded: a person is asked. */
export function askReading<T>(raw: string, note: string, ...more: string[]): Reading<T> {
  return reading<T>(raw, null, 0, [note, ...more]);
}

const EMPTY_WORDS = new Set([
  '无',
  '暂无',
  '没有',
  '未知',
  '不详',
  '空',
  '待定',
  '待补充',
  '未填',
  '未填写',
  'n/a',
  'na',
  'nil',
  'none',
  'null',
  'nan',
  'tbd',
  '#n/a',
]);

/** 无; —; / ; 暂无; N/A and blank: the cell is empty. */
export function isEmptyText(text: string): boolean {
  const plain = normaliseCode(text).toLowerCase();
  return /^[\s\-_/\\—–―─.。·、,;:*×xX…~]*$/u.test(plain) || EMPTY_WORDS.has(plain.replace(/[\s()。.]/gu, ''));
}
