import type { SearchDocument } from '../../../search/port.ts';
import type { SearchCard } from '../../contracts/search.contract.ts';
import type { Em } from '../../db/database.ts';
import { pagesById } from '../../db/pages-by-id.ts';
import { priceClass } from '../../kernel/record-content.ts';
import { regionLabel } from '../../kernel/regions.ts';
import type { OrganisationsService } from '../accounts/index.ts';
import { maskFirm } from './alias.ts';
import { Demand } from './demand.entity.ts';
import { matchingDemandDocument, publicDemandDocument } from './demands.document.ts';
import { firmNamesOf } from './demands.kind.ts';
import { demandStaleAt, ownerLabel } from './demands.presenter.ts';
import { MATCHED_STATES } from './demands.states.ts';

/** What the matching module reads of a demand. */
export interface DemandRecord {
  row: Pick<Demand, 'id' | 'code' | 'title' | 'status' | 'organisationId' | 'content' | 'version' | 'createdBy'> & {
    managerId: string | null;
    publicAlias: string | null;
    publishedAt: Date | null;
    confirmedAt: Date | null;
  };
  organisationName: string;
  firmNames: string[];
  regionCode: string;
  foreignControl: string | null;
}

/** Keys of a record by which a row of a list may repeat it. */
interface DuplicateRow {
  id: string;
  code: string;
  title: string;
  organisationId: string;
  registrationNo: string | null;
  patentNumbers: string[];
}

/** Read side of demands for other modules. */
export function createDemandRecords({ organisations }: { organisations: OrganisationsService }) {
  async function rows(em: Em, ids: readonly string[]) {
    const found = await em.find(Demand, { id: { $in: [...ids] } });
    const orgs = await organisations.facts(
      em,
      found.map((row) => row.organisationId),
    );
    return { found, orgs };
  }
  const records = {
    async documents(
      em: Em,
      ids: readonly string[],
    ): Promise<{ id: string; public: SearchDocument | null; matching: SearchDocument | null }[]> {
      const { found, orgs } = await rows(em, ids);
      const byId = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => {
        const row = byId.get(id);
        const org = row ? orgs.get(row.organisationId) : undefined;
        if (!row || !org || !MATCHED_STATES.includes(row.status)) return { id, public: null, matching: null };
        const facts = { regionCode: org.regionCode, firmNames: firmNamesOf(org) };
        return { id, public: publicDemandDocument(row, facts), matching: matchingDemandDocument(row, facts) };
      });
    },

    /** Cards of what everybody who may find it may see: L0 text, the firm masked when anonymous. */
    async cards(em: Em, ids: readonly string[], now: Date): Promise<Map<string, SearchCard>> {
      const { found, orgs } = await rows(em, ids);
      return new Map(
        found
          .filter((row) => MATCHED_STATES.includes(row.status) && row.content.visibility !== 'INVITED')
          .map((row) => {
            const { content } = row;
            const org = orgs.get(row.organisationId);
            const anonymous = Boolean(content.isAnonymous);
            const mask = (text: string) => (anonymous ? maskFirm(text, firmNamesOf(org)) : text);
            const stale = demandStaleAt({ confirmedAt: row.confirmedAt ?? null });
            const band = content.budgetMode === 'UNDISCLOSED' ? null : priceClass(content.budgetMin, content.budgetMax);
            return [
              row.id,
              {
                id: row.id,
                kind: 'demand' as const,
                code: row.code,
                title: mask(row.title),
                titleSpans: [],
                snippet: mask(content.summary ?? (content.scenes ?? []).join('；')),
                snippetSpans: [],
                ownerLabel: ownerLabel(row, 'L0', org?.name ?? ''),
                regionLabel: !anonymous && org ? regionLabel(org.regionCode) : null,
                hti: content.hti ?? null,
                chainCodes: content.chainCodes ?? [],
                trl: content.acceptMinTrl ?? null,
                cooperationModes: content.cooperationModes ?? [],
                priceLabel: content.budgetMode
                  ? { mode: content.budgetMode, min: band?.min ?? null, max: band?.max ?? null }
                  : null,
                deadlineAnswer: content.deadlineAnswer ?? null,
                orgType: null,
                publishedAt: row.publishedAt?.toISOString() ?? null,
                isStale: stale !== null && stale < now,
                score: 0,
                parts: {},
              },
            ];
          }),
      );
    },

    async records(em: Em, ids: readonly string[]): Promise<Map<string, DemandRecord>> {
      const { found, orgs } = await rows(em, ids);
      return new Map(
        found.map((row) => {
          const org = orgs.get(row.organisationId);
          return [
            row.id,
            {
              row: {
                id: row.id,
                code: row.code,
                title: row.title,
                status: row.status,
                organisationId: row.organisationId,
                content: row.content,
                version: row.version,
                createdBy: row.createdBy,
                managerId: row.managerId ?? null,
                publicAlias: row.publicAlias ?? null,
                publishedAt: row.publishedAt ?? null,
                confirmedAt: row.confirmedAt ?? null,
              },
              organisationName: org?.name ?? '',
              firmNames: firmNamesOf(org),
              regionCode: org?.regionCode ?? '',
              foreignControl: org?.foreignControl ?? null,
            },
          ];
        }),
      );
    },

    /** Keys of every record that is not closed, for the duplicate check. */
    forDuplicates: (em: Em) =>
      pagesById<DuplicateRow>(em, {
        columns: `id, code, title, organisation_id as "organisationId", null as "registrationNo", '[]'::jsonb as "patentNumbers"`,
        table: 'demand',
        condition: `status not in ('CLOSED', 'WITHDRAWN', 'REJECTED')`,
      }),

    async indexedIds(em: Em): Promise<string[]> {
      return (
        await em.find(Demand, { status: { $in: [...MATCHED_STATES] } }, { fields: ['id'], orderBy: { id: 'asc' } })
      ).map((row) => row.id);
    },
    /** Open demands in the order of a queue page; filters are those of the staff queue. */
    async openIds(em: Em, filter: { managerId?: string; organisationId?: string; chain?: string }): Promise<string[]> {
      const where: Record<string, unknown> = { status: { $in: [...MATCHED_STATES] } };
      if (filter.managerId) where.managerId = filter.managerId;
      if (filter.organisationId) where.organisationId = filter.organisationId;
      const found = await em.find(Demand, where, { orderBy: [{ publishedAt: 'asc' }, { id: 'asc' }] });
      return found
        .filter((row) => !filter.chain || row.content.chainCodes?.includes(filter.chain))
        .map((row) => row.id);
    },
    async managedBy(em: Em, userId: string): Promise<string[]> {
      return (await em.find(Demand, { managerId: userId }, { fields: ['id'] })).map((row) => row.id);
    },
    async countByOrganisation(em: Em, ids: readonly string[]): Promise<Map<string, number>> {
      // Anonymous demands are left out: the count would tell whose they are.
      const found = await em.find(Demand, { organisationId: { $in: [...ids] }, status: { $in: [...MATCHED_STATES] } });
      const counts = new Map<string, number>();
      for (const row of found)
        if (!row.content.isAnonymous && row.content.visibility === 'PUBLIC')
          counts.set(row.organisationId, (counts.get(row.organisationId) ?? 0) + 1);
      return counts;
    },
    async idsOfOrganisation(em: Em, organisationId: string): Promise<string[]> {
      return (await em.find(Demand, { organisationId, status: { $in: [...MATCHED_STATES] } }, { fields: ['id'] })).map(
        (row) => row.id,
      );
    },
    async latestPublicIds(em: Em, limit: number): Promise<string[]> {
      const found = await em.find(Demand, { status: 'PUBLISHED', content: { visibility: 'PUBLIC' } } as never, {
        orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
        limit,
      });
      return found.map((row) => row.id);
    },
    async countPublished(em: Em): Promise<number> {
      return em.count(Demand, { status: { $in: [...MATCHED_STATES] } });
    },
  };
  return records;
}
export type DemandRecords = ReturnType<typeof createDemandRecords>;
