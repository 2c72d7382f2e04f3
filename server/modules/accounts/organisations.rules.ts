import type { z } from 'zod';
import { isCode } from '../../contracts/code-tables/index.ts';
import type { OrganisationInput } from '../../contracts/organisations.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { AppError, type FieldError, invalid } from '../../kernel/errors.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { checkUscc } from '../../kernel/uscc.ts';
import { mayOrganisation, type OrganisationSubject } from './accounts.access.ts';
import { Organisation } from './organisation.entity.ts';

export const subjectOf = (org: Organisation): OrganisationSubject => ({
  id: org.id,
  parentOrgId: org.parentOrgId ?? null,
  orgType: org.orgType,
});

/** Codes that the types cannot check. @throws AppError VALIDATION_FAILED that names each field */
export function assertCodes(input: z.infer<typeof OrganisationInput>): void {
  const fields: FieldError[] = input.chainCodes.flatMap((code, i) =>
    isCode('LAOSHAN_CHAIN', code) ? [] : [{ path: `chainCodes.${i}`, code: 'unknown_code' }],
  );
  if (input.industryCode && !/^[A-T]\d{0,4}$/u.test(input.industryCode))
    fields.push({ path: 'industryCode', code: 'unknown_code' });
  if (regionLabel(input.regionCode) === input.regionCode) fields.push({ path: 'regionCode', code: 'unknown_code' });
  if (fields.length) throw new AppError('VALIDATION_FAILED', { fields });
}

/**
 * An organisation moves below another only by the word of who may add units there, and never below itself.
 * @throws AppError VALIDATION_FAILED on `parentOrgId`
 */
export async function assertParent(em: Em, actor: Actor, org: Organisation, parentOrgId: string | null): Promise<void> {
  if (parentOrgId === null || parentOrgId === (org.parentOrgId ?? null)) return;
  const parent = await em.findOne(Organisation, { id: parentOrgId, status: 'ACTIVE' });
  if (
    !parent ||
    parent.id === org.id ||
    parent.parentOrgId === org.id ||
    !mayOrganisation(actor, 'addUnit', subjectOf(parent))
  )
    throw invalid('parentOrgId', 'not_found');
}

/** The code as it is stored; null for none. @throws AppError VALIDATION_FAILED on `uscc` that says what is wrong */
export function normalUscc(input: { uscc: string | null; orgType: string; parentOrgId: string | null }): string | null {
  if (input.uscc === null || input.uscc.trim() === '') return null;
  if (input.orgType === 'UNIT') throw invalid('uscc', 'unit_has_no_uscc');
  const checked = checkUscc(input.uscc);
  if (!checked.ok)
    throw new AppError('VALIDATION_FAILED', {
      fields: [
        {
          path: 'uscc',
          code: checked.code,
          ...(checked.suggestion ? { message: `${checked.message}，是否应为 ${checked.suggestion}？` } : {}),
        },
      ],
    });
  return checked.normal;
}
