import type { SearchDocument } from '../../../search/port.ts';
import type { SearchCard } from '../../contracts/search.contract.ts';
import type { Em } from '../../db/database.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { Organisation } from './organisation.entity.ts';

/** Organisations stand in the public index once somebody has verified them. */
const isListed = (org: Organisation): boolean =>
  org.status === 'ACTIVE' && org.verification != null && org.parentOrgId == null;

export const organisationRecords = {
  async documents(
    em: Em,
    ids: readonly string[],
  ): Promise<{ id: string; public: SearchDocument | null; matching: null }[]> {
    const byId = new Map((await em.find(Organisation, { id: { $in: [...ids] } })).map((org) => [org.id, org]));
    return ids.map((id) => {
      const org = byId.get(id);
      if (!org || !isListed(org)) return { id, public: null, matching: null };
      return {
        id,
        public: {
          id,
          kind: 'organisation',
          title: org.name,
          keywords: org.nameAliases,
          body: '',
          tags: { access: ['public'], orgType: [org.orgType], region: [org.regionCode], chain: org.chainCodes },
          numbers: { publishedAt: org.createdAt.getTime() },
        },
        matching: null,
      };
    });
  },
  async cards(em: Em, ids: readonly string[]): Promise<Map<string, SearchCard>> {
    const rows = await em.find(Organisation, { id: { $in: [...ids] } });
    return new Map(
      rows.filter(isListed).map((org) => [
        org.id,
        {
          id: org.id,
          kind: 'organisation' as const,
          code: org.code,
          title: org.name,
          titleSpans: [],
          snippet: org.nameAliases.join('、'),
          snippetSpans: [],
          ownerLabel: org.name,
          regionLabel: regionLabel(org.regionCode),
          hti: null,
          chainCodes: org.chainCodes,
          trl: null,
          cooperationModes: [],
          priceLabel: null,
          deadlineAnswer: null,
          orgType: org.orgType,
          publishedAt: org.createdAt.toISOString(),
          isStale: false,
          score: 0,
          parts: {},
        },
      ]),
    );
  },
  async indexedIds(em: Em): Promise<string[]> {
    const rows = await em.find(
      Organisation,
      { status: 'ACTIVE', verification: { $ne: null }, parentOrgId: null },
      { fields: ['id'], orderBy: { id: 'asc' } },
    );
    return rows.map((row) => row.id);
  },
};
