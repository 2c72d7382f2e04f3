import type { Money } from '../../../kernel/money.ts';
import { type MoneyContext, parseMoney } from '../../../kernel/money.ts';
import { type Reading, reading } from '../../../kernel/reading.ts';

export interface PriceFields {
  priceMode: 'FIXED' | 'RANGE' | 'NEGOTIABLE' | 'BY_EQUITY' | 'PAY_AFTER_USE';
  priceMin: number | null;
  priceMax: number | null;
  equityPct: number | null;
}
export interface BudgetFields {
  budgetMode: 'FIXED' | 'RANGE' | 'NEGOTIABLE' | 'UNDISCLOSED';
  budgetMin: number | null;
  budgetMax: number | null;
}

/** Records hold yuan. Other money and yearly or piece prices stay in the raw text until a person decides. */
function storable(read: Reading<Money>): boolean {
  return read.value !== null && read.value.currency === 'CNY' && read.value.per === null;
}

/** Price of an achievement in the fields of a record. */
export function readPrice(raw: string, context: MoneyContext): Reading<PriceFields> {
  const read = parseMoney(raw, context);
  const { value } = read;
  if (value === null || !storable(read)) return { ...read, value: null };
  const { mode, min, max, equityPct } = value;
  if (mode === 'UNDISCLOSED')
    return reading<PriceFields>(
      raw,
      { priceMode: 'NEGOTIABLE', priceMin: null, priceMax: null, equityPct: null },
      0.6,
      ['undisclosed_price'],
    );
  return { ...read, value: { priceMode: mode, priceMin: min, priceMax: max, equityPct } };
}

/** Budget of a demand in the fields of a record; shares and pay-after-use are no budget. */
export function readBudget(raw: string, context: MoneyContext): Reading<BudgetFields> {
  const read = parseMoney(raw, context);
  const { value } = read;
  if (value === null || !storable(read)) return { ...read, value: null };
  const { mode, min, max } = value;
  if (mode === 'BY_EQUITY' || mode === 'PAY_AFTER_USE') return reading<BudgetFields>(raw, null, 0, ['not_a_budget']);
  return { ...read, value: { budgetMode: mode, budgetMin: min, budgetMax: max } };
}
