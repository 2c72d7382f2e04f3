import type { OrganisationView } from '../../contracts/organisations.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { checkUscc } from '../../kernel/uscc.ts';
import { mayOrganisation } from './accounts.access.ts';
import { Organisation } from './organisation.entity.ts';
import { subjectOf } from './organisations.rules.ts';
import { Team } from './team.entity.ts';

/** Counts of published records an organisation owns, by the modules that hold them. */
export type CountRecords = (em: Em, ids: string[]) => Promise<Map<string, { achievements: number; demands: number }>>;

/** Organisations as the actor may read them, with their units and counts. */
export const createOrganisationViews = (countRecords: CountRecords) =>
  async function views(em: Em, actor: Actor, organisations: readonly Organisation[]): Promise<OrganisationView[]> {
    const ids = organisations.map((org) => org.id);
    const [units, counts, teams] = await Promise.all([
      em.find(Organisation, { parentOrgId: { $in: ids }, status: 'ACTIVE' }, { orderBy: { name: 'asc' } }),
      countRecords(em, ids),
      em.find(Team, { organisationId: { $in: ids } }, { fields: ['id', 'organisationId'] }),
    ]);
    const parents = await em.find(Organisation, {
      id: { $in: organisations.map((org) => org.parentOrgId).filter((id) => id != null) },
    });
    return organisations.map((org) => {
      const privy = mayOrganisation(actor, 'readPrivate', subjectOf(org));
      const usccCheck = org.uscc ? checkUscc(org.uscc) : null;
      const count = counts.get(org.id);
      return {
        id: org.id,
        code: org.code,
        name: org.name,
        nameAliases: org.nameAliases,
        uscc: privy ? (org.uscc ?? null) : null,
        usccWarning: privy && usccCheck?.ok && usccCheck.warnings.length ? usccCheck.warnings[0]! : null,
        orgType: org.orgType,
        parentOrgId: org.parentOrgId ?? null,
        parentName: parents.find((parent) => parent.id === org.parentOrgId)?.name ?? null,
        regionCode: org.regionCode,
        regionLabel: regionLabel(org.regionCode),
        address: org.address ?? null,
        industryCode: org.industryCode ?? null,
        scale: org.scale ?? null,
        qualifications: org.qualifications as OrganisationView['qualifications'],
        chainCodes: org.chainCodes,
        isChainLeader: org.isChainLeader,
        foreignControl: privy ? (org.foreignControl ?? null) : null,
        verification: org.verification
          ? { method: org.verification.method, at: org.verification.at, expiresAt: org.verification.expiresAt }
          : null,
        counts: {
          achievements: count?.achievements ?? 0,
          demands: count?.demands ?? 0,
          teams: teams.filter((team) => team.organisationId === org.id).length,
        },
        units: units.filter((unit) => unit.parentOrgId === org.id).map((unit) => ({ id: unit.id, name: unit.name })),
        canEdit: mayOrganisation(actor, 'edit', subjectOf(org)),
        version: org.version,
        updatedAt: org.updatedAt.toISOString(),
      };
    });
  };
