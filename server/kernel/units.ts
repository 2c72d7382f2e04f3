import { LOOSE_SPELLINGS, PREFIX_FACTORS, UNIT_ROWS } from './unit-table.ts';

/** A unit as read from text, simple or composed (`N/mm`, `克/立方厘米`, `W/(m·K)`). */
export interface Unit {
  /** One spelling for all forms of the same unit, such as `μm` for um, 微米, ㎛. */
  symbol: string;
  zh: string;
  en: string;
  /** Sorted exponents over base dimensions, such as `kg m-1 s-2`; equal dimension means convertible. */
  dimension: string;
  /** value in base units = value × factor + offset. */
  factor: number;
  offset: number;
}

interface Atom extends Unit {
  exponents: ReadonlyMap<string, number>;
}

const CHAR_MAP: Readonly<Record<string, string>> = {
  µ: 'μ',
  Ω: 'Ω',
  º: '°',
  '˚': '°',
  '•': '·',
  '⋅': '·',
  '∙': '·',
  '・': '·',
  '×': '·',
  '*': '·',
  '‧': '·',
  '∕': '/',
  '÷': '/',
  '％': '%',
};
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MAX_CACHE = 4000;

/** Full width to half width and one spelling of dots, keeping every index. */
function plain(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string;
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else if (code === 0x3000 || code === 0xa0) out += ' ';
    else out += CHAR_MAP[char] ?? char;
  }
  return out;
}

function readExponents(dimension: string): Map<string, number> {
  const exponents = new Map<string, number>();
  for (const part of dimension.split(' ').filter(Boolean)) {
    const match = /^([A-Za-z]+?)(-?\d+)?$/u.exec(part);
    if (match) exponents.set(match[1] as string, match[2] ? Number(match[2]) : 1);
  }
  return exponents;
}

function dimensionKey(exponents: ReadonlyMap<string, number>): string {
  return [...exponents]
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([base, power]) => (power === 1 ? base : `${base}${power}`))
    .join(' ');
}

const atoms = new Map<string, Atom>();
const listed: Unit[] = [];
let longest = 0;

function addAtom(spelling: string, atom: Atom, overwrite: boolean): void {
  const key = plain(spelling);
  if (!overwrite && atoms.has(key)) return;
  atoms.set(key, atom);
  longest = Math.max(longest, key.length);
}

for (const row of UNIT_ROWS) {
  const exponents = readExponents(row.dimension);
  const { symbol, zh, en, factor, offset = 0 } = row;
  const atom: Atom = { symbol, zh, en, dimension: dimensionKey(exponents), factor, offset, exponents };
  const { exponents: _, ...unit } = atom;
  listed.push(unit);
  addAtom(symbol, atom, true);
  addAtom(zh, atom, false);
  for (const spelling of row.also ?? []) addAtom(spelling, atom, false);
}
for (const row of UNIT_ROWS) {
  for (const prefix of row.prefixes ?? '') {
    const { factor, zh } = PREFIX_FACTORS[prefix] as { factor: number; zh: string };
    const exponents = readExponents(row.dimension);
    const atom: Atom = {
      symbol: prefix + row.symbol,
      zh: zh + row.zh,
      en: `${prefix}-${row.en}`,
      dimension: dimensionKey(exponents),
      factor: row.factor * factor,
      offset: 0,
      exponents,
    };
    const known = atoms.get(atom.symbol);
    const target = known && known.dimension === atom.dimension ? known : atom;
    addAtom(prefix + row.symbol, target, false);
    addAtom(zh + row.zh, target, false);
    if (prefix === 'μ') addAtom(`u${row.symbol}`, target, false);
    if (prefix === 'k') addAtom(`K${row.symbol}`, target, false);
  }
}
// An ordinary unit is never hidden behind a rarer spelling of the same letters.
for (const [from, to] of Object.entries(LOOSE_SPELLINGS)) {
  const atom = atoms.get(plain(to));
  if (atom) addAtom(from, atom, false);
}

const isLatin = (char: string | undefined): boolean => char !== undefined && /[A-Za-zμΩ]/u.test(char);

/** Longest known atom at `at` that does not end in the middle of a Latin word. */
function readAtom(text: string, at: number): { atom: Atom; end: number } | null {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
    const end = at + length;
    const atom = atoms.get(text.slice(at, end));
    if (atom && !(isLatin(text[end - 1]) && isLatin(text[end]))) return { atom, end };
  }
  return null;
}

function readPower(text: string, at: number): { power: number; end: number } {
  const rest = text.slice(at, at + 5);
  const raised = /^([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹])/u.exec(rest);
  if (raised) {
    const digit = SUPERSCRIPTS.indexOf(raised[2] as string);
    return { power: raised[1] ? -digit : digit, end: at + raised[0].length };
  }
  const written = /^(?:\^\(?(-?\d)\)?|(-?[1-4])(?!\d))/u.exec(rest);
  if (written) return { power: Number(written[1] ?? written[2]), end: at + written[0].length };
  return { power: 1, end: at };
}

interface Reading {
  exponents: Map<string, number>;
  factor: number;
  symbol: string;
  zh: string;
  en: string;
  end: number;
  /** Set when the reading is one bare atom: keeps its offset and names. */
  single: Atom | null;
}

const SQUARE_WORDS: readonly (readonly [string, number])[] = [
  ['平方', 2],
  ['立方', 3],
];
const POWER_MARKS: Readonly<Record<number, string>> = { 2: '2', 3: '3', 4: '4', [-1]: '-1', [-2]: '-2', [-3]: '-3' };

function readFactor(text: string, at: number): Reading | null {
  if (text[at] === '(') {
    const inner = readProduct(text, at + 1);
    if (!inner || text[inner.end] !== ')') return null;
    return { ...inner, end: inner.end + 1, single: null };
  }
  const number = /^\d{1,6}(?:\.\d{1,4})?\s?/u.exec(text.slice(at, at + 12));
  const from = at + (number?.[0].length ?? 0);
  const scale = number ? Number(number[0]) : 1;
  let read = readAtom(text, from);
  let fixedPower = 0;
  if (!read) {
    for (const [word, power] of SQUARE_WORDS) {
      if (!text.startsWith(word, from)) continue;
      read = readAtom(text, from + word.length);
      fixedPower = power;
    }
  }
  if (!read || scale === 0) return null;
  const { atom } = read;
  const { power, end } = fixedPower ? { power: fixedPower, end: read.end } : readPower(text, read.end);
  const exponents = new Map([...atom.exponents].map(([base, value]) => [base, value * power]));
  const prefix = number ? String(scale) : '';
  return {
    exponents,
    factor: scale * atom.factor ** power,
    symbol: prefix + atom.symbol + (power === 1 ? '' : (POWER_MARKS[power] ?? `^${power}`)),
    zh: prefix + (power === 2 ? '平方' : power === 3 ? '立方' : '') + atom.zh,
    en: prefix + atom.en + (power === 1 ? '' : `^${power}`),
    end,
    single: power === 1 && !number ? atom : null,
  };
}

function combine(left: Reading, right: Reading, sign: 1 | -1): Reading {
  const exponents = new Map(left.exponents);
  for (const [base, power] of right.exponents) exponents.set(base, (exponents.get(base) ?? 0) + sign * power);
  const compound = /[·/]/u.test(right.symbol);
  return {
    exponents,
    factor: sign === 1 ? left.factor * right.factor : left.factor / right.factor,
    symbol:
      sign === 1 ? `${left.symbol}·${right.symbol}` : `${left.symbol}/${compound ? `(${right.symbol})` : right.symbol}`,
    zh: sign === 1 ? left.zh + right.zh : `${left.zh}每${right.zh}`,
    en: sign === 1 ? `${left.en} ${right.en}` : `${left.en} per ${right.en}`,
    end: right.end,
    single: null,
  };
}

function readProduct(text: string, at: number): Reading | null {
  let left = readFactor(text, at);
  while (left && (text[left.end] === '·' || text[left.end] === '.')) {
    const right = readFactor(text, left.end + 1);
    if (!right) break;
    left = combine(left, right, 1);
  }
  return left;
}

/** `W/m·K` is meant as W/(m·K): all that follows a stroke up to the next one is divided by. */
function readUnit(text: string, at: number): Reading | null {
  const whole = readAtom(text, at);
  let left = /^\d/u.test(text.slice(at)) ? null : readProduct(text, at);
  while (left && (text[left.end] === '/' || text[left.end] === '每')) {
    const right = readProduct(text, left.end + 1);
    if (!right) break;
    left = combine(left, right, -1);
  }
  if (whole && (!left || whole.end >= left.end)) {
    const { atom, end } = whole;
    return { ...atom, exponents: new Map(atom.exponents), end, single: atom };
  }
  return left;
}

function toUnit(reading: Reading): Unit {
  if (reading.single) {
    const { symbol, zh, en, dimension, factor, offset } = reading.single;
    return { symbol, zh, en, dimension, factor, offset };
  }
  const { symbol, zh, en, factor, exponents } = reading;
  return { symbol, zh, en, dimension: dimensionKey(exponents), factor, offset: 0 };
}

/** 度 alone may be a temperature, an angle or electricity; the words around it decide, otherwise it is not a unit. */
function degreeByHint(hint: string): Unit | null {
  if (/温|热|冷|寒|烧|熔|℃/u.test(hint)) return parseUnit('℃');
  if (/角|倾|旋|俯仰|视场|弯/u.test(hint)) return parseUnit('°');
  if (/电|能耗|耗能/u.test(hint)) return parseUnit('kWh');
  return null;
}

const cache = new Map<string, Unit | null>();

/**
 * Read a whole text as one unit. Understands symbols, Chinese names, SI prefixes, powers, products and quotients.
 * `hint` (the indicator's name, say) settles the ambiguous 度.
 * Null when the text is no unit of the list; the empty text is the pure number.
 */
export function parseUnit(text: string, hint = ''): Unit | null {
  const key = plain(text).trim().replace(/\s+/gu, ' ');
  if (key === '') return { symbol: '', zh: '', en: '', dimension: '', factor: 1, offset: 0 };
  if (key === '度') return degreeByHint(hint);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const squeezed = key.replace(/ /gu, '');
  const reading = readUnit(key, 0);
  const again = reading?.end === key.length ? reading : readUnit(squeezed, 0);
  const full = again && (again.end === key.length || again.end === squeezed.length) ? again : null;
  const unit = full ? toUnit(full) : null;
  if (cache.size > MAX_CACHE) cache.clear();
  cache.set(key, unit);
  return unit;
}

/** The longest unit that begins at index `at` of a running text, with the index after it; null when there is none. */
export function readUnitAt(text: string, at: number, hint = ''): { unit: Unit; end: number } | null {
  const window = plain(text.slice(at, at + 24));
  if (/^度(?!电)/u.test(window)) {
    const unit = degreeByHint(hint);
    return unit ? { unit, end: at + 1 } : null;
  }
  const reading = readUnit(window, 0);
  // A clock time, a date or a mark of an examination, not a quantity.
  if (reading?.end === 1 && /^[分时月日]/u.test(window)) return null;
  // 120粒度, 3条件, 3D打印: the beginning of another word.
  if (
    /^(?:粒[度径子]|条件|种[植子类]|头部|级别|片区|项目|个[性体]|件[套]|台阶|路[面线由]|人[工员机才]|倍[频率]|次[要数]|[dD](?:打印|模型|视觉|成像|建模))/u.test(
      window,
    )
  )
    return null;
  return reading ? { unit: toUnit(reading), end: at + reading.end } : null;
}

/**
 * Convert a value between two unit texts or units. Null when either is unknown or the dimensions differ:
 * such values cannot be compared (handbook 3.6), which is "unknown", never "failed".
 */
export function convert(value: number, from: string | Unit, to: string | Unit, hint = ''): number | null {
  const source = typeof from === 'string' ? parseUnit(from, hint) : from;
  const target = typeof to === 'string' ? parseUnit(to, hint) : to;
  if (!source || !target || source.dimension !== target.dimension || !Number.isFinite(value)) return null;
  if (source.symbol === target.symbol) return value;
  const result = (value * source.factor + source.offset - target.offset) / target.factor;
  if (!Number.isFinite(result)) return null;
  return Number(result.toPrecision(12));
}

/** True when values of the two unit texts can be compared. */
export function areCompatible(a: string, b: string, hint = ''): boolean {
  return convert(1, a, b, hint) !== null;
}

/** The simple units for pick lists, in the order of the table. */
export function listUnits(): readonly Unit[] {
  return listed;
}

/** Number with unit as people write it: `≥` signs are the caller's matter. At most six significant digits. */
export function formatQuantity(value: number, unit: string): string {
  const number = Number(value.toPrecision(6)).toString();
  const symbol = parseUnit(unit)?.symbol ?? unit.trim();
  if (symbol === '') return number;
  return /^[%‰°′″]/u.test(symbol) && !symbol.startsWith('%RH') ? number + symbol : `${number} ${symbol}`;
}
