import { type CodeTableName, isCode, isHtiLeaf, labelOf } from '../../contracts/code-tables/index.ts';
import type { DemandContent } from '../../contracts/demands.contract.ts';
import { dayOf } from '../../kernel/clock.ts';
import { contactErrors } from '../../kernel/contact.ts';
import { AppError, type FieldError } from '../../kernel/errors.ts';
import { regionLabel } from '../../kernel/regions.ts';
import type { OrganisationFacts } from '../accounts/index.ts';

const unknown = (table: CodeTableName, path: string, codes: readonly string[] | undefined): FieldError[] =>
  (codes ?? []).flatMap((code, i) => (isCode(table, code) ? [] : [{ path: `${path}.${i}`, code: 'unknown_code' }]));

/** A condition that names one supplier would shut out the others (handbook 3.6). */
const NAMES_SUPPLIER = /(仅限|必须由|只能由|指定由?)[^，。；]{2,20}(公司|大学|研究院|研究所|学院|团队)/u;

/** Checks what the types cannot. @throws AppError VALIDATION_FAILED that names each field */
export function checkDemandContent(content: DemandContent, now: Date): DemandContent {
  const errors: FieldError[] = [
    ...unknown('LAOSHAN_CHAIN', 'content.chainCodes', content.chainCodes),
    ...(content.industryCodes ?? []).flatMap((code, i) =>
      /^[A-T]\d{0,4}$/u.test(code) ? [] : [{ path: `content.industryCodes.${i}`, code: 'unknown_code' }],
    ),
  ];
  if (content.hti && !isHtiLeaf(content.hti)) errors.push({ path: 'content.hti', code: 'unknown_code' });
  if (content.budgetMin != null && content.budgetMax != null && content.budgetMin > content.budgetMax)
    errors.push({ path: 'content.budgetMax', code: 'range_reversed' });
  if (content.targetTrl != null && content.acceptMinTrl != null && content.acceptMinTrl > content.targetTrl)
    errors.push({ path: 'content.acceptMinTrl', code: 'trl_order' });
  if (content.neededBy && content.neededBy < dayOf(now).slice(0, 4).concat('-01-01'))
    errors.push({ path: 'content.neededBy', code: 'date_past' });
  if (content.partnerConditions && NAMES_SUPPLIER.test(content.partnerConditions))
    errors.push({ path: 'content.partnerConditions', code: 'conditions_name_supplier' });
  errors.push(...contactErrors(content, 'content.'));
  if (errors.length) throw new AppError('VALIDATION_FAILED', { fields: errors });
  return content;
}

/** Facts that an alias is made of; the chain is the demand's own, the firm's first one otherwise. */
export function aliasFacts(org: OrganisationFacts | undefined, demandChain: string | null) {
  const chainCode = org?.chainCodes.find((code) => code === demandChain) ?? org?.chainCodes[0] ?? null;
  return {
    scale: org?.scale ?? null,
    chainCode,
    regionCode: org?.regionCode ?? null,
    labels: {
      scaleLabel: org?.scale ? labelOf('ORG_SCALE', org.scale) : null,
      chainLabel: chainCode ? labelOf('LAOSHAN_CHAIN', chainCode) : null,
      districtLabel: org ? regionLabel(org.regionCode) : null,
    },
  };
}
