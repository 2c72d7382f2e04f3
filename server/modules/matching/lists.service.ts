import type { MatchListView } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, isCurator } from '../../kernel/actor.ts';
import { AppError, notFound, orNotFound } from '../../kernel/errors.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import { INTRODUCED } from './bonds.repository.ts';
import type { MatchPairs } from './compute.service.ts';
import { isListed } from './decision-undo.ts';
import { orderOf } from './list-order.ts';
import { Match, MatchList } from './match.entity.ts';
import { isAchievementSide, isDemandSide } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';

/** Lists for reading, in both directions: achievements for a demand, demands that an achievement may answer. */
export function createListsService(deps: {
  em: () => Em;
  achievements: AchievementRecords;
  demands: DemandRecords;
  pairs: MatchPairs;
  presenter: MatchPresenter;
}) {
  const { em: getEm, achievements, demands, pairs, presenter } = deps;
  return {
    /** Curators see every pair; the owner sees those that were introduced. */
    async ofAchievement(actor: Actor, achievementId: string): Promise<MatchListView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const record = orNotFound((await achievements.records(em, [achievementId])).get(achievementId));
      const curator = isCurator(actor);
      const owns = isAchievementSide(actor, {
        managerId: null,
        demandOrganisationId: '',
        achievementOrganisationId: record.row.organisationId,
        achievementCreatedBy: record.row.createdBy ?? null,
        teamUserIds: record.team?.memberUserIds ?? [],
        isIntroduced: true,
      });
      if (!owns && !(curator && record.row.publishedAt)) throw notFound();
      if (curator) await pairs.ensureList(em, 'achievement', achievementId);
      const list = await em.findOne(MatchList, { subjectKind: 'achievement', subjectId: achievementId });
      const rows = await em.find(Match, {
        achievementId,
        status: { $in: curator ? ['SUGGESTED', 'CONFIRMED', ...INTRODUCED] : [...INTRODUCED] },
      });
      const ranked = new Map(
        ((list?.run.ranked as { id: string }[] | undefined) ?? []).map((item, i) => [item.id, i + 1]),
      );
      const shown = rows
        .filter((row) => row.sentAt || ranked.has(row.demandId))
        .map((row) => ({ row, rank: ranked.get(row.demandId) ?? null }));
      const ordered = orderOf(
        shown.map(({ row, rank }) => ({
          id: row.id,
          status: row.status,
          isPinned: false,
          manualRank: null,
          rank,
          relevanceScore: row.relevanceScore,
        })),
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return presenter.list(
        em,
        actor,
        { kind: 'achievement', record },
        curator ? list : null,
        ordered.map((item) => byId.get(item.id)!),
      );
    },

    /**
     * Curators see every pair of a published demand; its firm sees those that were introduced, and when and by which
     * model the list was made, or that nothing fits yet and what would help.
     */
    async ofDemand(actor: Actor, demandId: string): Promise<MatchListView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const record = orNotFound((await demands.records(em, [demandId])).get(demandId));
      const curator = isCurator(actor);
      const owns = isDemandSide(actor, {
        managerId: null,
        demandOrganisationId: record.row.organisationId,
        achievementOrganisationId: '',
        achievementCreatedBy: null,
        teamUserIds: [],
        isIntroduced: true,
      });
      if (!owns && !(curator && record.row.publishedAt)) throw notFound();
      if (curator) await pairs.ensureList(em, 'demand', demandId);
      const list = await em.findOne(MatchList, { subjectKind: 'demand', subjectId: demandId });
      const rows = await em.find(Match, { demandId });
      const shown = rows.filter((row) =>
        curator
          ? row.status !== 'DISMISSED' && isListed(row) && (row.status !== 'LAPSED' || row.sentAt != null)
          : row.sentAt != null,
      );
      return presenter.list(em, actor, { kind: 'demand', record }, list, orderOf(shown));
    },

    async recompute(actor: Actor, kind: 'demand' | 'achievement', id: string): Promise<void> {
      if (!isCurator(actor)) throw new AppError(actor.userId ? 'FORBIDDEN' : 'UNAUTHENTICATED');
      await pairs.request(getEm(), kind, id);
    },
  };
}
