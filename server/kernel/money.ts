import { readNumberAt, tidy } from './chinese-number.ts';
import { normaliseCode } from './half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from './reading.ts';

export type MoneyMode = 'FIXED' | 'RANGE' | 'NEGOTIABLE' | 'BY_EQUITY' | 'PAY_AFTER_USE' | 'UNDISCLOSED';
export type MoneyPeriod = 'YEAR' | 'MONTH' | 'UNIT';

/** A price or budget. Amounts in whole currency units with two places; FIXED has `min === max`. */
export interface Money {
  mode: MoneyMode;
  min: number | null;
  max: number | null;
  equityPct: number | null;
  /** ISO 4217; never converted. */
  currency: string;
  approx: boolean;
  /** Per year, per month, per piece; null for a total. */
  per: MoneyPeriod | null;
}

export interface MoneyContext {
  /** Unit from the header, such as 万元, for numbers that carry none. */
  headerUnit?: string | null;
}

interface Amount {
  value: number;
  /** The cell itself says 万, 亿, 元 or a currency. */
  hasUnit: boolean;
  currency: string | null;
  start: number;
  end: number;
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:美元|美金|USD|US\$|\$)/iu, 'USD'],
  [/^(?:欧元|EUR|€)/iu, 'EUR'],
  [/^(?:英镑|GBP|£)/iu, 'GBP'],
  [/^(?:日元|日圆|JPY)/iu, 'JPY'],
  [/^(?:港元|港币|HKD|HK\$)/iu, 'HKD'],
  [/^(?:人民币元|人民币|元人民币|元整|元|圆整|圆|块|RMB|CNY|¥)/iu, 'CNY'],
];
const RANGE_MARK = /^(?:[-~—–―〜至到]+|--+)/u;
const NEGOTIABLE = /面议|面谈|协商|商议|商定|电议|议价|洽谈|详谈|可谈|待议|另议|双方商/u;
const PAY_AFTER_USE = /先(?:试)?用后(?:付|转)|先使用后付费|先试用/u;
const EQUITY = /入股|股权|作价|参股|占股|持股|股份|折股/u;
const UNDISCLOSED = /保密|不公开|不便公开|不便透露|不披露|不予公开/u;
const APPROX = /约|大概|左右|上下|预计|估计|预估|接近|近(?=\d)|[≈]/u;
const UPPER = /最高|最多|至多|以内|之内|以下|封顶|上限|小于|低于|[≤<]|万元?内$|元内$/u;
const LOWER = /最低|至少|最少|以上|起步|起(?!码)|起码|下限|大于|高于|超过|[≥>]|\+$|\+(?=[^\d])/u;
const PERIODS: readonly (readonly [RegExp, MoneyPeriod])[] = [
  [/\/\s*(?:年|a)|每年|年均|一年|\/\s*year|年费/iu, 'YEAR'],
  [/\/\s*(?:月)|每月|月均/u, 'MONTH'],
  [
    /\/\s*(?:台|套|项|次|吨|件|个|米|亩|公斤|kg|t|平方米|人|份|家|样)|每(?:台|套|项|次|吨|件|个|米|亩|人|份|家|样)/iu,
    'UNIT',
  ],
];
/** All the words a plain price may hold beside its amounts; anything more is shown to a person. */
const FILLER =
  /人民币|价格|报价|总价|总计|合计|共计|共|预算|转让费|转让价|转让|许可费|许可|技术转让|费用|投资额|总投资|投资|拟投入|投入|资金|经费|意向|为|是|的|含税|不含税|等|一口价|一次性|技术|使用费|或|者|可|及|以|于|[()[\]【】:：,，。;；.、\s]/gu;

const UNIT_FACTORS: readonly (readonly [RegExp, number])[] = [
  [/亿/u, 1e8],
  [/千万/u, 1e7],
  [/百万/u, 1e6],
  [/十万/u, 1e5],
  [/万|萬|^w$/iu, 1e4],
  [/千/u, 1e3],
  [/元|圆|rmb|cny|¥|usd|\$|€|£/iu, 1],
];
/** Above the first a person looks; above the second records hold no amount. */
const MAX_PLAUSIBLE = 1e11;
const MAX_AMOUNT = 1e12;

/** Factor and currency of a unit such as 万元, 亿元, 万美元; null for text that is no money unit. */
export function moneyUnit(text: string): { factor: number; currency: string } | null {
  const plain = normaliseCode(text)
    .replace(/单位[:：]?|人民币|[()[\]]/gu, '')
    .trim();
  if (
    !/^(?:[十百千]?[万萬]?亿?|w)?(?:元|圆|美元|美金|欧元|英镑|日元|港元|港币|rmb|cny|usd|eur|¥|\$|€|£)?$/iu.test(
      plain,
    ) ||
    plain === ''
  )
    return null;
  const factor = UNIT_FACTORS.find(([pattern]) => pattern.test(plain))?.[1];
  if (factor === undefined) return null;
  const money = plain.replace(/^[十百千万萬亿w]+/iu, '');
  return { factor, currency: CURRENCIES.find(([pattern]) => pattern.test(money))?.[1] ?? 'CNY' };
}

function currencyAt(text: string, at: number): { code: string; end: number } | null {
  const rest = text.slice(at, at + 8);
  for (const [pattern, code] of CURRENCIES) {
    const match = pattern.exec(rest);
    if (match) return { code, end: at + match[0].length };
  }
  return null;
}

function currencyBefore(text: string, at: number): string | null {
  const before = /(?:US\$|HK\$|USD|EUR|RMB|CNY|GBP|人民币|美元|[$€£¥])\s*$/iu.exec(text.slice(0, at))?.[0];
  return before === undefined ? null : (currencyAt(before, 0)?.code ?? null);
}

/** Numbers that are money by their look: not percentages, not counts such as 3年 or 2项. */
function findAmounts(text: string): Amount[] {
  const amounts: Amount[] = [];
  let at = 0;
  while (at < text.length) {
    const number = /[\d零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟]/u.test(text[at]!)
      ? readNumberAt(text, at)
      : null;
    if (!number) {
      at += 1;
      continue;
    }
    let end = number.end;
    const currency = currencyAt(text, end);
    if (currency) end = currency.end;
    const isChinese = !/\d/u.test(text.slice(at, number.end));
    const isCount =
      !currency &&
      !number.isScaled &&
      /^(?:%|‰|年|个?月|天|日|项|套|台|期|次|人|家|款|件|种|吨|级|亩|步|起|定|般|旦|体)/u.test(text.slice(end));
    const isWord = isChinese && !currency && !number.isScaled && (number.end - at === 1 || amounts.length > 0);
    if (!isCount && !isWord) {
      const before = currencyBefore(text, at);
      amounts.push({
        value: number.value,
        hasUnit: number.isScaled || currency !== null || before !== null,
        currency: before ?? currency?.code ?? null,
        start: at,
        end,
      });
    }
    at = end;
  }
  return amounts;
}

const cents = (value: number): number => Math.round(tidy(value * 100)) / 100;

/** Scale word (万, 亿) of the second end of a range, for a first end that has none: 50-80万. */
function scaleOf(text: string, amount: Amount): number {
  const words = text.slice(amount.start, amount.end).replace(/^[\d.]+/u, '');
  return UNIT_FACTORS.find(([pattern]) => pattern.test(words))?.[1] ?? 1;
}

interface Scaled {
  values: number[];
  currency: string;
  notes: string[];
  confidence: number;
}

/** Brings the ends to whole currency units, or says which note asks for a person. */
function scale(
  text: string,
  amounts: readonly Amount[],
  header: { factor: number; currency: string } | null,
): Scaled | string {
  const last = amounts.at(-1)!;
  const currency = amounts.map((amount) => amount.currency).find((code) => code !== null) ?? header?.currency ?? 'CNY';
  const notes: string[] = [];
  let confidence = 1;
  const values: number[] = [];
  for (const amount of amounts) {
    if (amount.hasUnit) {
      values.push(amount.value);
      // 50元 below a header in 万元: the cell wins, a person looks.
      if (header && header.factor > 1 && scaleOf(text, amount) === 1 && amount.value < 10_000) {
        notes.push('unit_conflict');
        confidence = 0.6;
      }
    } else if (amount !== last && last.hasUnit) {
      values.push(amount.value * scaleOf(text, last));
    } else if (header) {
      values.push(amount.value * header.factor);
      // 500000 in a column of 万元 is more likely meant in 元.
      if (header.factor > 1 && amount.value >= 100_000) {
        notes.push('implausible_amount');
        confidence = 0.4;
      }
    } else return 'unit_missing';
  }
  return { values: values.map(cents), currency, notes, confidence };
}

function percentOf(text: string): number | null {
  const found = [...text.matchAll(/(\d{1,3}(?:\.\d{1,4})?)\s*%/gu)];
  const value = Number(found[0]?.[1]);
  return found.length === 1 && value <= 100 ? value : null;
}

const money = (mode: MoneyMode, more: Partial<Money> = {}): Money => ({
  mode,
  min: null,
  max: null,
  equityPct: null,
  currency: 'CNY',
  approx: false,
  per: null,
  ...more,
});

/** Text freed of what the amounts and known words explain; what is left needs a reader. */
function unexplained(text: string, amounts: readonly Amount[]): string {
  let rest = '';
  let from = 0;
  for (const amount of amounts) {
    rest += text.slice(from, amount.start);
    from = amount.end;
  }
  rest += text.slice(from);
  for (const pattern of [APPROX, UPPER, LOWER, NEGOTIABLE, ...PERIODS.map(([period]) => period)])
    rest = rest.replace(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`), '');
  return rest.replace(FILLER, '').replace(/[-~—–―〜至到+$€£¥/内]|USD|US|RMB|CNY/giu, '');
}

/** Values that need no number: 面议, 保密, 先使用后付费, 技术入股. */
function byWords(raw: string, text: string, amounts: readonly Amount[], header: MoneyHeader): Reading<Money> | null {
  if (EQUITY.test(text)) {
    const equityPct = percentOf(text);
    const hasPercent = text.includes('%');
    const scaled = amounts.length === 1 && amounts[0]!.hasUnit ? scale(text, amounts, header) : null;
    const worth = scaled && typeof scaled !== 'string' ? scaled.values[0]! : null;
    const isPlain =
      amounts.length === 0 &&
      (!hasPercent || equityPct !== null) &&
      unexplained(text.replace(EQUITY, '').replace(/\d+(?:\.\d+)?\s*%/u, ''), []).length <= 4;
    return reading(
      raw,
      money('BY_EQUITY', { equityPct, min: worth, max: worth }),
      isPlain ? 0.95 : 0.6,
      isPlain ? [] : ['equity_detail'],
    );
  }
  if (amounts.length > 0) return null;
  if (PAY_AFTER_USE.test(text)) return reading(raw, money('PAY_AFTER_USE'), 0.95);
  if (NEGOTIABLE.test(text)) return reading(raw, money('NEGOTIABLE'), text.length <= 12 ? 1 : 0.7);
  if (UNDISCLOSED.test(text)) return reading(raw, money('UNDISCLOSED'), 0.95);
  return null;
}
type MoneyHeader = { factor: number; currency: string } | null;

function isRangePair(text: string, first: Amount, second: Amount): boolean {
  const between = text.slice(first.end, second.start).replace(/[\s人民币¥$€£]/gu, '');
  return RANGE_MARK.test(between) && between.replace(RANGE_MARK, '') === '';
}

/**
 * Reads a price or budget as written in lists (handbook section 8). A number without any unit in cell or header
 * is asked for, never taken as 万. Foreign money is kept and not converted. Never throws.
 */
export function parseMoney(raw: string, context: MoneyContext = {}): Reading<Money> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = normaliseCode(raw)
    .replace(/不(?:得|能|应)?(?:超过?|高于|大于|多于)/gu, '≤')
    .replace(/不(?:得|能|应)?(?:低于|少于|小于)/gu, '≥')
    .replace(/(\d)[,，'](?=\d{3}(?!\d))/gu, '$1')
    .replace(/\(((?:[百千]?万|亿)?(?:元|美元|人民币|RMB)?)\)/giu, '$1')
    .replace(/(?<=[\d万亿元])\s+(?=[\d万亿元美-])/gu, '')
    .replace(/\s*([-~—–―〜至到])\s*/gu, '$1');
  const header = context.headerUnit ? moneyUnit(context.headerUnit) : null;
  const amounts = findAmounts(text);
  const worded = byWords(raw, text, amounts, header);
  if (worded) return worded;
  if (amounts.length === 0) return askReading(raw, text.includes('%') ? 'percentage_only' : 'not_money');
  const isRange = amounts.length === 2 && isRangePair(text, amounts[0]!, amounts[1]!);
  if (amounts.length > 2 || (amounts.length === 2 && !isRange)) return askReading(raw, 'several_amounts');
  if (/^-\s*[\d¥$]/u.test(text)) return askReading(raw, 'negative_amount');

  const scaled = scale(text, amounts, header);
  if (typeof scaled === 'string') return askReading(raw, scaled);
  const { values, currency, notes } = scaled;
  if (values.some((value) => value > MAX_AMOUNT)) return askReading(raw, 'implausible_amount');
  let { confidence } = scaled;
  const lower = (note: string, to: number): void => {
    notes.push(note);
    confidence = Math.min(confidence, to);
  };
  const per = PERIODS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  const shared = { currency, approx: APPROX.test(text), per };
  if (per) lower('per_period', 0.6);
  if (currency !== 'CNY') lower('foreign_currency', 0.7);
  if (NEGOTIABLE.test(text)) lower('also_negotiable', 0.7);
  if (text.includes('%')) lower('extra_text', 0.5);
  else if (unexplained(text, amounts).length > 0) lower('extra_text', 0.6);
  if (values.some((value) => value > MAX_PLAUSIBLE)) lower('implausible_amount', 0.3);
  if (values.every((value) => value === 0)) lower('zero_amount', 0.5);

  if (isRange) {
    const [min, max] = values as [number, number];
    if (min > max) return askReading(raw, 'range_reversed');
    return reading(raw, money('RANGE', { min, max, ...shared }), confidence, notes);
  }
  const value = values[0]!;
  const isUpper = UPPER.test(text);
  const isLower = LOWER.test(text);
  if (isUpper && isLower) return askReading(raw, 'several_bounds');
  if (isUpper) return reading(raw, money('RANGE', { max: value, ...shared }), confidence, notes);
  if (isLower) return reading(raw, money('RANGE', { min: value, ...shared }), confidence, notes);
  return reading(raw, money('FIXED', { min: value, max: value, ...shared }), confidence, notes);
}

const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  CNY: '元',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  HKD: '港元',
};
const PERIOD_WORDS: Readonly<Record<MoneyPeriod, string>> = { YEAR: '/年', MONTH: '/月', UNIT: '/台' };

function amountText(value: number, currency: string): string {
  const word = CURRENCY_WORDS[currency] ?? currency;
  const [divisor, unit] = value >= 1e8 ? [1e8, '亿'] : value >= 1e4 ? [1e4, '万'] : [1, ''];
  return `${tidy(value / divisor)}${unit}${word}`;
}

/** Chinese words for a price, such as 约300万元, 50万元–80万元, 不超过200万元; `parseMoney` reads them back. */
export function formatMoney(value: Money): string {
  const { mode, min, max, equityPct, currency } = value;
  if (mode === 'NEGOTIABLE') return '面议';
  if (mode === 'UNDISCLOSED') return '不公开';
  if (mode === 'PAY_AFTER_USE') return '先使用后付费';
  if (mode === 'BY_EQUITY') return equityPct === null ? '技术入股' : `入股${equityPct}%`;
  const tail = value.per ? PERIOD_WORDS[value.per] : '';
  const head = value.approx ? '约' : '';
  if (min !== null && max !== null)
    return (
      head +
      (mode === 'FIXED' ? amountText(min, currency) : `${amountText(min, currency)}–${amountText(max, currency)}`) +
      tail
    );
  if (max !== null) return `${head}不超过${amountText(max, currency)}${tail}`;
  return min === null ? '' : `${head}不低于${amountText(min, currency)}${tail}`;
}
