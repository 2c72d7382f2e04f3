import i18next from 'i18next';
import type { Indicator } from '../../../server/contracts/indicator.contract.ts';
import { unitWord } from '../../../server/contracts/unit-words.ts';

const SIGNS: Readonly<Record<string, string>> = { LT: '<', LE: '≤', EQ: '=', GE: '≥', GT: '>' };
const number = (value: number): string =>
  new Intl.NumberFormat(i18next.language, { maximumFractionDigits: 6 }).format(value);

/** ≥ 1.2 N/mm; 10–20 ℃; a wording for ENUM and BOOL. Null when the value is not given or held back. */
export function indicatorValue(
  indicator: Pick<Indicator, 'comparator' | 'value' | 'value2' | 'textValue' | 'unit'>,
): string | null {
  const { comparator, value, value2, textValue, unit } = indicator;
  if (comparator === 'ENUM' || comparator === 'BOOL') return textValue || null;
  if (value === null) return textValue || null;
  const text =
    comparator === 'BETWEEN' && value2 !== null
      ? `${number(value)}–${number(value2)}`
      : `${SIGNS[comparator] ?? ''} ${number(value)}`;
  return `${text} ${unitWord(unit, i18next.language.startsWith('en') ? 'en' : 'zh')}`.trim();
}
