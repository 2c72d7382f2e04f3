import type { AchievementContent } from '../../contracts/achievements.contract.ts';
import { type CodeTableName, isCode, isHtiLeaf } from '../../contracts/code-tables/index.ts';
import { dayOf } from '../../kernel/clock.ts';
import { AppError, type FieldError } from '../../kernel/errors.ts';
import { parsePatentNumber } from '../../kernel/patent-number.ts';

/** Field errors for codes that stand in no table. */
export function codeErrors(
  table: CodeTableName,
  path: string,
  codes: readonly (string | null | undefined)[] | undefined,
): FieldError[] {
  return (codes ?? []).flatMap((code, i) =>
    code && !isCode(table, code) ? [{ path: `${path}.${i}`, code: 'unknown_code' }] : [],
  );
}

/** An industry is a section letter, optionally with up to four digits (GB/T 4754). */
export const industryErrors = (codes: readonly string[] | undefined): FieldError[] =>
  (codes ?? []).flatMap((code, i) =>
    /^[A-T]\d{0,4}$/u.test(code) && isCode('INDUSTRY_SECTION', code[0]!)
      ? []
      : [{ path: `content.industryCodes.${i}`, code: 'unknown_code' }],
  );

/**
 * Checks what the types cannot: codes, dates, patent numbers (which get their normal form). Drafts may miss fields, not hold wrong ones.
 * @throws AppError VALIDATION_FAILED that names each field
 */
export function checkContent(content: AchievementContent, now: Date): AchievementContent {
  const errors: FieldError[] = [
    ...codeErrors('SEI', 'content.sei', content.sei),
    ...codeErrors('LAOSHAN_CHAIN', 'content.chainCodes', content.chainCodes),
    ...industryErrors(content.industryCodes),
  ];
  if (content.hti && !isHtiLeaf(content.hti)) errors.push({ path: 'content.hti', code: 'unknown_code' });
  const month = dayOf(now).slice(0, 7);
  if (content.completionDate && content.completionDate > month)
    errors.push({ path: 'content.completionDate', code: 'date_future' });
  if (content.startDate && content.completionDate && content.startDate > content.completionDate)
    errors.push({ path: 'content.startDate', code: 'date_order' });
  if (content.priceMin != null && content.priceMax != null && content.priceMin > content.priceMax)
    errors.push({ path: 'content.priceMax', code: 'range_reversed' });
  const ip = content.ip?.map((right, i) => {
    if (!right.number) return { ...right, normalNumber: null };
    const parsed = parsePatentNumber(right.number);
    // Handbook section 8: a wrong check digit is kept once a person has compared the number with the certificate and noted it.
    const isException =
      !parsed.ok && parsed.code === 'patent_check' && right.numberConfirmed === true && right.note !== '';
    if (!parsed.ok && !isException && ['INV', 'UM', 'DES'].includes(right.ipType))
      errors.push({ path: `content.ip.${i}.number`, code: parsed.code });
    return { ...right, normalNumber: parsed.normal };
  });
  if (errors.length) throw new AppError('VALIDATION_FAILED', { fields: errors });
  return { ...content, ...(ip ? { ip } : {}) };
}

/** Normal forms of the record's numbers, for the duplicate check. */
export const ipNumbersOf = (content: AchievementContent): string[] => [
  ...new Set((content.ip ?? []).flatMap((right) => (right.normalNumber ? [right.normalNumber] : []))),
];
