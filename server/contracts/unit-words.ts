/**
 * Units of time by the symbol of the standard and by the word that Chinese readers use. Seconds and milliseconds are not
 * among them: both readers use the symbol. `also` are spellings under which records hold them.
 */
const TIME_UNITS: readonly { symbol: string; zh: string; also: readonly string[] }[] = [
  { symbol: 'min', zh: '分钟', also: ['分'] },
  { symbol: 'h', zh: '小时', also: ['hr', 'hrs', '时'] },
  { symbol: 'd', zh: '天', also: ['day', 'days', '日'] },
  { symbol: 'wk', zh: '周', also: ['星期'] },
  { symbol: 'mo', zh: '个月', also: ['月'] },
  { symbol: 'a', zh: '年', also: ['yr'] },
];
const BY_SPELLING = new Map(TIME_UNITS.flatMap((row) => [row.symbol, row.zh, ...row.also].map((each) => [each, row])));
/** Under a stroke the symbols of minute and hour are common in Chinese too: ℃/min, mL/h; those of day and year are not. */
const RATED: ReadonlySet<string> = new Set(['d', 'a']);

export type UnitLanguage = 'zh' | 'en';

/** A stored unit as readers of the language know it: `d` is 天, `t/a` is t/年; in English the symbol. */
export function unitWord(unit: string, language: UnitLanguage): string {
  const plain = unit.trim();
  const alone = BY_SPELLING.get(plain);
  if (alone) return language === 'zh' ? alone.zh : alone.symbol;
  let isUnder = false;
  return plain
    .split(/([/()·])/u)
    .map((part) => {
      isUnder ||= part === '/';
      const row = isUnder ? BY_SPELLING.get(part) : undefined;
      if (!row) return part;
      if (language === 'en') return row.symbol;
      return RATED.has(row.symbol) ? row.zh : part;
    })
    .join('');
}

/** The same for a quantity that is already text, such as `≥ 24 h` or `3–5 d`: its unit is what follows the last number. */
export function quantityWords(text: string, language: UnitLanguage): string {
  const [, number, unit] = /^([<≤≥>]?\s?[\d.,e+–-]+)\s?(\S+)$/u.exec(text) ?? [];
  if (!number || !unit) return text;
  const word = unitWord(unit, language);
  return word === unit ? text : `${number} ${word}`;
}
