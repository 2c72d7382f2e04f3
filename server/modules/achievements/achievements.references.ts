import type { AchievementContent } from '../../contracts/achievements.contract.ts';
import type { Em } from '../../db/database.ts';
import { AppError, type FieldError } from '../../kernel/errors.ts';
import type { OrganisationFacts, OrganisationsService } from '../accounts/index.ts';

const refuse = (fields: readonly FieldError[]): void => {
  if (fields.length) throw new AppError('VALIDATION_FAILED', { fields });
};

/** Co-owners that a form sends along are organisations of the platform. @throws AppError VALIDATION_FAILED that names each */
export async function assertCoOwners(
  em: Em,
  organisations: OrganisationsService,
  content: AchievementContent,
): Promise<void> {
  const ids = content.coOwnerOrgIds ?? [];
  const known = await organisations.facts(em, ids);
  refuse(ids.flatMap((id, i) => (known.has(id) ? [] : [{ path: `content.coOwnerOrgIds.${i}`, code: 'not_found' }])));
}

/** Rights that none of the owners holds, and whose note does not say why (handbook 3.4). */
export function strangersRights(content: AchievementContent, owners: readonly OrganisationFacts[]): FieldError[] {
  const names = new Set(owners.flatMap(({ name, aliases }) => [name, ...aliases]));
  return (content.ip ?? []).flatMap(({ holders, note }, i) =>
    holders.length === 0 || note !== '' || holders.some((holder) => names.has(holder))
      ? []
      : [{ path: `content.ip.${i}.holders`, code: 'holder_not_owner' }],
  );
}

/** @throws AppError VALIDATION_FAILED that names each right that somebody else holds */
export async function assertHolders(
  em: Em,
  organisations: OrganisationsService,
  ownerId: string,
  content: AchievementContent,
): Promise<void> {
  refuse(
    strangersRights(content, [
      ...(await organisations.facts(em, [ownerId, ...(content.coOwnerOrgIds ?? [])])).values(),
    ]),
  );
}
