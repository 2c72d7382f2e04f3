import {
  CODE_TABLES,
  type CodeEntry,
  type CodeTableName,
  isHtiLeaf,
  isIndustryCode,
  isIpcCode,
} from '../../../contracts/code-tables/index.ts';
import { normaliseCode } from '../../../kernel/half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { splitList } from './split-list.ts';
import { SYNONYMS } from './synonyms.ts';

const plain = (text: string): string =>
  normaliseCode(text)
    .toUpperCase()
    .replace(/[\s、,，/()·"“”]+/gu, '');

interface Hit {
  code: string;
  confidence: number;
}

interface Look {
  /** Normal form of a code, a label or a synonym that names the whole. */
  exact: ReadonlyMap<string, Hit>;
  /** Code and label together: 803 高性能、智能化仪器仪表. */
  both: readonly { start: string; end: string; code: string }[];
  /** Labels and synonyms of two signs and more, the longest first. */
  words: readonly { word: string; code: string }[];
}

const LOOKS = new Map<CodeTableName, Look>();

/** The tables are fixed, and a list of 10,000 rows asks them tens of thousands of times: normalised once. */
function lookOf(table: CodeTableName): Look {
  const known = LOOKS.get(table);
  if (known) return known;
  const entries = (CODE_TABLES[table] as readonly CodeEntry[]).filter((entry) => !entry.open);
  const synonyms = SYNONYMS[table] ?? [];
  const exact = new Map<string, Hit>();
  const add = (key: string, hit: Hit): void => {
    if (!exact.has(key)) exact.set(key, hit);
  };
  for (const entry of entries)
    for (const key of [entry.code.toUpperCase(), plain(entry.zh), plain(entry.en)])
      add(key, { code: entry.replacedBy ?? entry.code, confidence: 1 });
  for (const [word, code] of synonyms) add(plain(word), { code, confidence: 0.95 });
  const look: Look = {
    exact,
    both: entries
      .filter((entry) => entry.code.length > 1)
      .map((entry) => ({ start: entry.code.toUpperCase(), end: plain(entry.zh), code: entry.code })),
    words: [...entries.map((entry) => [entry.zh, entry.code] as const), ...synonyms]
      .map(([word, code]) => ({ word: plain(word), length: word.length, code }))
      .filter(({ word }) => word.length >= 2)
      .toSorted((a, b) => b.length - a.length),
  };
  LOOKS.set(table, look);
  return look;
}

function lookUp(table: CodeTableName, text: string): Hit | null {
  const wanted = plain(text);
  if (wanted === '') return null;
  const { exact, both, words } = lookOf(table);
  const whole = exact.get(wanted);
  if (whole) return whole;
  const labelled = both.find(({ start, end }) => wanted.startsWith(start) && wanted.endsWith(end));
  if (labelled) return { code: labelled.code, confidence: 1 };
  const inside = words.find(({ word }) => wanted.includes(word));
  if (inside) return { code: inside.code, confidence: inside.word.length >= wanted.length * 0.6 ? 0.85 : 0.6 };
  const around = wanted.length >= 3 ? words.filter(({ word }) => word.includes(wanted)) : [];
  const codes = new Set(around.map(({ code }) => code));
  return codes.size === 1 ? { code: [...codes][0]!, confidence: 0.7 } : null;
}

/** One code of a table from its code, its label in either language or a usual synonym. */
export function readCode(table: CodeTableName, raw: string): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const hit = lookUp(table, raw);
  return hit
    ? reading(raw, hit.code, hit.confidence, hit.confidence < 0.8 ? ['code_guessed'] : [])
    : askReading(raw, 'code_unknown');
}

/** Several codes of one cell; unknown parts lower the confidence and are named by the note. */
export function readCodes(table: CodeTableName, raw: string, max: number): Reading<string[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const whole = lookUp(table, raw);
  if (whole && whole.confidence >= 0.95) return reading(raw, [whole.code], whole.confidence);
  const parts = splitList(raw);
  const hits = parts.map((part) => lookUp(table, part));
  const codes = [...new Set(hits.flatMap((hit) => (hit ? [hit.code] : [])))];
  if (codes.length === 0) return askReading(raw, 'code_unknown');
  const lowest = Math.min(...hits.map((hit) => hit?.confidence ?? 0.5));
  const notes = [
    ...(hits.includes(null) ? ['code_partly_unknown'] : []),
    ...(lowest < 0.8 && !hits.includes(null) ? ['code_guessed'] : []),
    ...(codes.length > max ? ['too_many_codes'] : []),
  ];
  return reading(raw, codes.slice(0, max), codes.length > max ? Math.min(lowest, 0.6) : lowest, notes);
}

/** HTI code of level 2; a field of level 1 alone is not enough and is asked for. */
export function readHti(raw: string): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  // 新材料-高分子材料: the narrower part counts.
  const parts = raw.split(/[-—–>/／\\:：]+/u).map((part) => lookUp('HTI', part.trim()));
  const leaf = parts.findLast((hit) => hit && isHtiLeaf(hit.code));
  if (leaf && parts.length > 1)
    return reading(raw, leaf.code, leaf.confidence, leaf.confidence < 0.8 ? ['code_guessed'] : []);
  const read = readCode('HTI', raw);
  return read.value === null || isHtiLeaf(read.value) ? read : askReading(raw, 'hti_level_2_needed');
}

/** GB/T 4754 codes from codes or labels of sections and divisions. */
export function readIndustries(raw: string): Reading<string[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const direct = splitList(normaliseCode(raw).toUpperCase()).filter(isIndustryCode);
  if (direct.length > 0 && direct.length === splitList(raw).length)
    return reading(raw, direct.slice(0, 3), direct.length > 3 ? 0.6 : 1, direct.length > 3 ? ['too_many_codes'] : []);
  const division = readCodes('INDUSTRY_DIVISION', raw, 3);
  return division.value && !division.needsConfirmation
    ? division
    : better(division, readCodes('INDUSTRY_SECTION', raw, 3));
}
const better = <T>(a: Reading<T>, b: Reading<T>): Reading<T> =>
  b.value !== null && b.confidence > a.confidence ? b : a;

export function readIpc(raw: string): Reading<string[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const parts = normaliseCode(raw)
    .toUpperCase()
    .split(/[;,、|\n]+/u)
    .map((part) => part.replace(/\s+/gu, ''))
    .filter((part) => part !== '');
  const good = [...new Set(parts.filter(isIpcCode))];
  if (good.length === 0) return askReading(raw, 'code_unknown');
  return good.length === parts.length
    ? reading(raw, good.slice(0, 10), 1)
    : reading(raw, good.slice(0, 10), 0.6, ['code_partly_unknown']);
}

const YES = /^(?:是|有|对|已|y|yes|true|1|√|✓|✔|☑|可|可以|愿意|同意|公开)$/iu;
const NO = /^(?:否|无|不是|没有|未|n|no|false|0|×|✗|✘|☐|不|不可|不可以|不愿意|不同意|不公开)$/iu;

/** Yes or no; 无 and × are a no here, not an empty cell. */
export function readYesNo(raw: string): Reading<boolean> {
  const text = normaliseCode(raw).replace(/[。.!]$/u, '');
  // NFKC leaves × as it is; a lone dash stays empty.
  if (YES.test(text)) return reading(raw, true, 1);
  if (NO.test(text)) return reading(raw, false, 1);
  return isEmptyText(raw) ? emptyReading(raw) : askReading(raw, 'not_yes_or_no');
}

/** Per cent from 0 to 100; a bare fraction such as 0.3 is read as 30 and confirmed. */
export function readPercent(raw: string): Reading<number> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const match = /^(?:约|占)?(\d{1,3}(?:\.\d{1,6})?)\s*(%|‰)?$/u.exec(normaliseCode(raw));
  if (!match) return askReading(raw, 'not_a_percentage');
  const number = Number(match[1]);
  const value =
    match[2] === '‰' ? number / 10 : !match[2] && number > 0 && number < 1 ? Math.round(number * 1e6) / 1e4 : number;
  if (value > 100) return askReading(raw, 'percentage_over_100');
  if (match[2]) return reading(raw, value, 1);
  return number > 0 && number < 1 ? reading(raw, value, 0.6, ['fraction_as_percent']) : reading(raw, value, 0.85);
}
