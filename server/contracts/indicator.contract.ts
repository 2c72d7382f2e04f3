import { z } from 'zod';
import { line, text } from './common.contract.ts';

export const COMPARATORS = ['LT', 'LE', 'EQ', 'GE', 'GT', 'BETWEEN', 'ENUM', 'BOOL'] as const;
export const Comparator = z.enum(COMPARATORS);
export type Comparator = z.infer<typeof Comparator>;

/** Handbook 3.6. `value` is null for ENUM and BOOL (their wording stands in `textValue`) and when the value is not known. */
export const Indicator = z
  .object({
    name: text(1, 60),
    comparator: Comparator,
    value: z.number().nullable().default(null),
    value2: z.number().nullable().default(null),
    textValue: line(120).nullable().default(null),
    unit: line(30).default(''),
    condition: line(200).default(''),
    mandatory: z.boolean().default(false),
    weight: z.number().min(0).max(1).nullable().default(null),
    currentValue: z.number().nullable().default(null),
    testMethod: line(200).default(''),
  })
  .superRefine((indicator, ctx) => {
    const { comparator, value, value2 } = indicator;
    if (comparator === 'BETWEEN' && value !== null && value2 !== null && value > value2)
      ctx.addIssue({ code: 'custom', path: ['value2'], message: 'range_reversed' });
    if (comparator === 'BETWEEN' && (value === null) !== (value2 === null))
      ctx.addIssue({ code: 'custom', path: [value === null ? 'value' : 'value2'], message: 'range_end_missing' });
  });
export type Indicator = z.infer<typeof Indicator>;

/** Measurable: has what is needed to be compared. */
export function isMeasurable(indicator: Indicator): boolean {
  if (indicator.comparator === 'ENUM' || indicator.comparator === 'BOOL') return Boolean(indicator.textValue);
  return indicator.value !== null;
}
