import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { invalid } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { checkUscc } from '../../kernel/uscc.ts';
import { Organisation } from './organisation.entity.ts';

export interface OrganisationFacts {
  id: string;
  name: string;
  aliases: string[];
  orgType: string;
  regionCode: string;
  chainCodes: string[];
  scale: string | null;
  foreignControl: string | null;
  isVerified: boolean;
}

/** What other modules ask about organisations, and the import about those that it names. */
export function createOrganisationLookup({ em: getEm, jobs, clock }: { em: () => Em; jobs: Jobs; clock: Clock }) {
  return {
    /** Facts that other modules need of organisations (name, region, chain); ids that do not exist are left out. */
    async facts(em: Em, ids: readonly string[]): Promise<Map<string, OrganisationFacts>> {
      const rows = ids.length ? await em.find(Organisation, { id: { $in: [...new Set(ids)] } }) : [];
      const now = clock.now().getTime();
      return new Map(
        rows.map((org) => [
          org.id,
          {
            id: org.id,
            name: org.name,
            aliases: org.nameAliases,
            orgType: org.orgType,
            regionCode: org.regionCode,
            chainCodes: org.chainCodes,
            scale: org.scale ?? null,
            foreignControl: org.foreignControl ?? null,
            isVerified: org.verification != null && new Date(org.verification.expiresAt).getTime() > now,
          },
        ]),
      );
    },

    /** How many active firms would carry the same alias: for anonymous demands (handbook section 7). */
    async countFirms(
      em: Em,
      filter: { scale?: string | null; chainCode?: string | null; regionCode?: string | null },
    ): Promise<number> {
      const where: Record<string, unknown> = { orgType: 'ENT', status: 'ACTIVE' };
      if (filter.scale) where.scale = filter.scale;
      if (filter.regionCode) where.regionCode = filter.regionCode;
      if (filter.chainCode) where.chainCodes = { $contains: [filter.chainCode] };
      return em.count(Organisation, where);
    },

    /** Finds by code, then name, then alias; makes an unverified record otherwise (import). */
    async findOrCreate(
      em: Em,
      actor: Actor,
      input: {
        name: string;
        uscc?: string | null;
        orgType: 'ENT' | 'UNIV' | 'INST' | 'OTHER' | 'HOSP' | 'NRDI';
        regionCode?: string;
        batchId?: string;
        row?: number;
      },
    ): Promise<string> {
      const checked = input.uscc ? checkUscc(input.uscc) : null;
      const uscc = checked?.ok ? checked.normal : null;
      const byCode = uscc ? await em.findOne(Organisation, { uscc, status: 'ACTIVE' }) : null;
      const found =
        byCode ??
        (await em.findOne(Organisation, { name: input.name, parentOrgId: null, status: 'ACTIVE' })) ??
        (await em.findOne(Organisation, {
          nameAliases: { $contains: [input.name] },
          parentOrgId: null,
          status: 'ACTIVE',
        } as never));
      if (found) return found.id;
      const now = clock.now();
      const org = em.create(Organisation, {
        id: newId(now.getTime()),
        code: await nextCode(em, 'ORG', now),
        name: input.name,
        nameAliases: [],
        uscc,
        orgType: input.orgType,
        parentOrgId: null,
        regionCode: input.regionCode ?? '370200',
        address: null,
        industryCode: null,
        scale: null,
        qualifications: [],
        chainCodes: [],
        isChainLeader: false,
        foreignControl: null,
        verification: null,
        status: 'ACTIVE',
        sourceBatchId: input.batchId ?? null,
        sourceRow: input.row ?? null,
        createdAt: now,
        updatedAt: now,
        createdBy: actor.userId,
      });
      await em.flush();
      await jobs.enqueue(em, 'index-record', { kind: 'organisation', id: org.id });
      return org.id;
    },

    /** @throws AppError VALIDATION_FAILED on `path` when no active organisation has this id */
    async assertActive(id: string | null | undefined, path: string): Promise<void> {
      if (id && !(await getEm().findOne(Organisation, { id, status: 'ACTIVE' }))) throw invalid(path, 'not_found');
    },
    async load(em: Em, id: string): Promise<Organisation | null> {
      return em.findOne(Organisation, { id, status: 'ACTIVE' });
    },
    async allIds(em: Em): Promise<string[]> {
      return (await em.find(Organisation, { status: 'ACTIVE' }, { fields: ['id'] })).map((org) => org.id);
    },
  };
}
