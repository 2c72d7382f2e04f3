import type { SearchDocument } from '../../../search/port.ts';
import type { SearchCard } from '../../contracts/search.contract.ts';
import type { Em } from '../../db/database.ts';
import { pagesById } from '../../db/pages-by-id.ts';
import { priceClass } from '../../kernel/record-content.ts';
import { regionLabel } from '../../kernel/regions.ts';
import type { OrganisationsService, TeamFacts, TeamsService } from '../accounts/index.ts';
import { Achievement } from './achievement.entity.ts';
import { matchingDocument, publicDocument } from './achievements.document.ts';
import { staleAt } from './achievements.presenter.ts';
import { INDEXED_STATES } from './achievements.states.ts';

export interface RecordDocuments {
  id: string;
  /** Null when the record does not belong into that index (any more). */
  public: SearchDocument | null;
  matching: SearchDocument | null;
}

/** Keys of a record by which a row of a list may repeat it. */
export interface DuplicateRow {
  id: string;
  code: string;
  title: string;
  organisationId: string;
  registrationNo: string | null;
  patentNumbers: string[];
}

/** What the matching module reads of an achievement. */
export interface AchievementRecord {
  row: Pick<
    Achievement,
    'id' | 'code' | 'title' | 'status' | 'organisationId' | 'content' | 'version' | 'createdBy'
  > & { teamId: string | null; publishedAt: Date | null; confirmedAt: Date | null };
  organisationName: string;
  regionCode: string;
  team: TeamFacts | null;
}

/** Read side of achievements for other modules: documents, cards and plain records, always by id. */
export function createAchievementRecords({
  organisations,
  teams,
}: {
  organisations: OrganisationsService;
  teams: TeamsService;
}) {
  async function rows(em: Em, ids: readonly string[]) {
    const found = await em.find(Achievement, { id: { $in: [...ids] } });
    const orgs = await organisations.facts(
      em,
      found.map((row) => row.organisationId),
    );
    return { found, orgs };
  }
  return {
    async documents(em: Em, ids: readonly string[]): Promise<RecordDocuments[]> {
      const { found, orgs } = await rows(em, ids);
      const byId = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => {
        const row = byId.get(id);
        const org = row ? orgs.get(row.organisationId) : undefined;
        if (!row || !org || !INDEXED_STATES.includes(row.status)) return { id, public: null, matching: null };
        const facts = { organisationName: org.name, organisationAliases: org.aliases, regionCode: org.regionCode };
        return { id, public: publicDocument(row, facts), matching: matchingDocument(row, facts) };
      });
    },

    /** Cards of what everybody may see: L0 text only. */
    async cards(em: Em, ids: readonly string[], now: Date): Promise<Map<string, SearchCard>> {
      const { found, orgs } = await rows(em, ids);
      return new Map(
        found
          .filter((row) => INDEXED_STATES.includes(row.status))
          .map((row) => {
            const { content } = row;
            const org = orgs.get(row.organisationId);
            const stale = staleAt({ confirmedAt: row.confirmedAt ?? null });
            const band = priceClass(content.priceMin, content.priceMax);
            return [
              row.id,
              {
                id: row.id,
                kind: 'achievement' as const,
                code: row.code,
                title: row.title,
                titleSpans: [],
                snippet: content.summary ?? '',
                snippetSpans: [],
                ownerLabel: org?.name ?? '',
                regionLabel: org ? regionLabel(org.regionCode) : null,
                hti: content.hti ?? null,
                chainCodes: content.chainCodes ?? [],
                trl: content.trl ?? null,
                cooperationModes: content.cooperationModes ?? [],
                priceLabel: content.priceMode
                  ? { mode: content.priceMode, min: band?.min ?? null, max: band?.max ?? null }
                  : null,
                deadlineAnswer: null,
                orgType: org?.orgType ?? null,
                publishedAt: row.publishedAt?.toISOString() ?? null,
                isStale: stale !== null && stale < now,
                score: 0,
                parts: {},
              },
            ];
          }),
      );
    },

    async records(em: Em, ids: readonly string[]): Promise<Map<string, AchievementRecord>> {
      const { found, orgs } = await rows(em, ids);
      const facts = await teams.facts(
        em,
        found.map((row) => row.teamId),
      );
      return new Map(
        found.map((row) => [
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
              teamId: row.teamId ?? null,
              publishedAt: row.publishedAt ?? null,
              confirmedAt: row.confirmedAt ?? null,
            },
            organisationName: orgs.get(row.organisationId)?.name ?? '',
            regionCode: orgs.get(row.organisationId)?.regionCode ?? '',
            team: row.teamId ? (facts.get(row.teamId) ?? null) : null,
          },
        ]),
      );
    },

    /** Keys of every record that is not archived, for the duplicate check; the contents stay in the database. */
    forDuplicates: (em: Em): AsyncGenerator<DuplicateRow[]> =>
      pagesById<DuplicateRow>(em, {
        columns: `id, code, coalesce(revision #>> '{content,title}', title) as title, organisation_id as "organisationId",
          content ->> 'registrationNo' as "registrationNo", ip_numbers as "patentNumbers"`,
        table: 'achievement',
        condition: `status <> 'ARCHIVED'`,
      }),

    /** Ids of everything that belongs into the indexes. */
    async indexedIds(em: Em): Promise<string[]> {
      return (
        await em.find(Achievement, { status: { $in: [...INDEXED_STATES] } }, { fields: ['id'], orderBy: { id: 'asc' } })
      ).map((row) => row.id);
    },

    async countByOrganisation(em: Em, ids: readonly string[]): Promise<Map<string, number>> {
      return countBy(
        await em.find(
          Achievement,
          { organisationId: { $in: [...ids] }, status: { $in: [...INDEXED_STATES] } },
          { fields: ['id', 'organisationId'] },
        ),
        (row) => row.organisationId,
      );
    },
    async countByTeam(em: Em, ids: readonly string[]): Promise<Map<string, number>> {
      return countBy(
        await em.find(
          Achievement,
          { teamId: { $in: [...ids] }, status: { $in: [...INDEXED_STATES] } },
          { fields: ['id', 'teamId'] },
        ),
        (row) => row.teamId ?? '',
      );
    },
    /** Published records of a team, newest first. */
    async idsOfTeam(em: Em, teamId: string): Promise<string[]> {
      return (
        await em.find(
          Achievement,
          { teamId, status: { $in: [...INDEXED_STATES] } },
          { fields: ['id'], orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }] },
        )
      ).map((row) => row.id);
    },
    /** Published records of an organisation, for marking match lists and documents anew when the organisation changes. */
    async idsOfOrganisation(em: Em, organisationId: string): Promise<string[]> {
      return (
        await em.find(Achievement, { organisationId, status: { $in: [...INDEXED_STATES] } }, { fields: ['id'] })
      ).map((row) => row.id);
    },
    async latestIds(em: Em, limit: number): Promise<string[]> {
      return (
        await em.find(
          Achievement,
          { status: 'PUBLISHED' },
          { fields: ['id'], orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }], limit },
        )
      ).map((row) => row.id);
    },
    async countPublished(em: Em): Promise<number> {
      return em.count(Achievement, { status: { $in: [...INDEXED_STATES] } });
    },
  };
}

export function countBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
export type AchievementRecords = ReturnType<typeof createAchievementRecords>;
