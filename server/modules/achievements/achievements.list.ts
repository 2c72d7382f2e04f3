import type { z } from 'zod';
import type { AchievementListItem, AchievementQuery } from '../../contracts/achievements.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, hasRole, isOperator } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Page } from '../../kernel/page.ts';
import { recordConditions, recordOrder, recordPage } from '../../kernel/record-list.ts';
import type { OrganisationsService, TeamsService } from '../accounts/index.ts';
import { Achievement } from './achievement.entity.ts';
import { presentAchievementItem } from './achievements.presenter.ts';

type Query = z.infer<typeof AchievementQuery>;

/** Lists of achievements for those who write and review them. */
export function createAchievementList(deps: {
  em: () => Em;
  clock: Clock;
  organisations: OrganisationsService;
  teams: TeamsService;
}) {
  const { clock, organisations, teams } = deps;

  /** Which achievements a list is about. @throws AppError FORBIDDEN for lists of others */
  async function scopeOf(em: Em, actor: Actor, scope: Query['scope']): Promise<Record<string, unknown>[]> {
    if (scope === 'mine') {
      const ownTeams = actor.userId ? await teams.idsOfMember(em, actor.userId) : [];
      return [{ $or: [{ createdBy: actor.userId }, ...(ownTeams.length ? [{ teamId: { $in: ownTeams } }] : [])] }];
    }
    const all = isOperator(actor) && scope !== 'institute';
    if (!all && (scope === 'all' || !hasRole(actor, 'instituteAdmin'))) throw new AppError('FORBIDDEN');
    const where: Record<string, unknown>[] = all ? [] : [{ organisationId: { $in: [...actor.organisationIds] } }];
    if (scope !== 'review') return where;
    const waiting = all ? ['INSTITUTE_OK', 'SUBMITTED'] : ['SUBMITTED'];
    const ofRevision = waiting.map((status) => ({ revision: { status } }));
    return [...where, { $or: [{ status: { $in: waiting } }, ...ofRevision] }];
  }

  return async function list(actor: Actor, query: Query): Promise<Page<AchievementListItem>> {
    if (!actor.userId) throw new AppError('UNAUTHENTICATED');
    const em = deps.em();
    const now = clock.now();
    const where = [...recordConditions(query, now), ...(await scopeOf(em, actor, query.scope))];
    const rows = await em.find(Achievement, where.length ? { $and: where } : {}, recordOrder(query.limit));
    const cut = recordPage(rows, query.limit);
    const orgs = await organisations.facts(
      em,
      cut.items.map((row) => row.organisationId),
    );
    const teamFacts = await teams.facts(
      em,
      cut.items.map((row) => row.teamId),
    );
    const items = cut.items.map((row) => {
      const names = {
        organisationName: orgs.get(row.organisationId)?.name ?? '',
        teamName: row.teamId ? (teamFacts.get(row.teamId)?.name ?? null) : null,
      };
      return presentAchievementItem(row, names, now);
    });
    return { items, nextCursor: cut.nextCursor };
  };
}
