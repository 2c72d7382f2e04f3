import type { Indicator } from '../contracts/indicator.contract.ts';

/** Keeps the ranges of indicators for level L1: measured point values, present values and test methods are L2. */
export function indicatorsAtL1(indicators: readonly Indicator[] | undefined): Indicator[] | undefined {
  return indicators?.map((indicator) => ({
    ...indicator,
    value: indicator.comparator === 'EQ' ? null : indicator.value,
    currentValue: null,
    testMethod: '',
  }));
}

/** Price or budget as a class, which is all that L0 says: the bounds of the class, not of the offer. */
export const PRICE_CLASSES: readonly [number, number | null][] = [
  [0, 500_000],
  [500_000, 2_000_000],
  [2_000_000, 10_000_000],
  [10_000_000, null],
];
export function priceClass(
  min: number | null | undefined,
  max: number | null | undefined,
): { min: number; max: number | null } | null {
  const middle = min != null && max != null ? (min + max) / 2 : (min ?? max);
  if (middle == null) return null;
  const found = PRICE_CLASSES.find(([from, to]) => middle >= from && (to === null || middle < to))!;
  return { min: found[0], max: found[1] };
}

/** Records not confirmed for a year ask "still valid?"; after two years they are proposed for archiving (handbook 4.1, 10). */
export const STALE_AFTER_MONTHS = 12;
export const ARCHIVE_AFTER_MONTHS = 24;
/** Days after which a reminder that nobody followed is given again. */
export const REMIND_AGAIN_DAYS = 30;

/** Shallow merge of a draft: a key that is present replaces, `undefined` leaves. */
export function mergeContent<C extends object>(current: C, patch: C): C {
  const next = { ...current };
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) Object.assign(next, { [key]: value });
  return next;
}

/** Fields left at a level, by the level that each field carries; `withheld` names those that hold something but are held back. */
export function pickFields<C extends object>(
  content: C,
  levels: Readonly<Record<string, 'L0' | 'L1' | 'L2'>>,
  may: (level: 'L0' | 'L1' | 'L2') => boolean,
): { content: Partial<C>; withheld: string[] } {
  const kept: Partial<C> = {};
  const withheld: string[] = [];
  for (const [key, value] of Object.entries(content)) {
    // A field without a level is private: a new field never leaks because somebody forgot it here.
    if (may(levels[key] ?? 'L2')) Object.assign(kept, { [key]: value });
    else if (value != null && value !== '' && !(Array.isArray(value) && value.length === 0)) withheld.push(key);
  }
  return { content: kept, withheld };
}
