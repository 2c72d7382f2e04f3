/** Front door of matching: lists, curation, introductions, bonds. */
import { CompiledQuery } from 'kysely';
import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { SearchEngine } from '../../../search/port.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { logContact } from '../../kernel/contact-access.ts';
import type { Accounts, OrganisationsService, TeamsService } from '../accounts/index.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import type { NotificationsService } from '../notifications/index.ts';
import { ACCEPTED, bondsToAchievement, bondsToDemand, teamsInCharge } from './bonds.repository.ts';
import { createCompute } from './compute.service.ts';
import { createCurationService } from './curation.service.ts';
import { createIntroductionsService, type NotifyParties } from './introductions.service.ts';
import { createListsService } from './lists.service.ts';
import { Match } from './match.entity.ts';
import { createMatchPresenter } from './matching.presenter.ts';

export type { CurationService } from './curation.service.ts';
export { profileFromFreeText, textForEmbedding } from './engine/profile.ts';
export type { IntroductionsService } from './introductions.service.ts';

export interface MatchingDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  engine: SearchEngine;
  embedding: EmbeddingModel;
  accounts: Accounts;
  organisations: OrganisationsService;
  teams: TeamsService;
  demands: DemandRecords;
  achievements: AchievementRecords;
  notifications: NotificationsService;
}

export function createMatching(deps: MatchingDeps) {
  const { em, jobs, clock, engine, embedding, accounts, demands, achievements, notifications } = deps;
  const presenter = createMatchPresenter({ clock, accounts, demands, achievements });
  const pairs = createCompute({ em, jobs, clock, engine, embedding, demands, achievements });

  const notifyParties: NotifyParties = async (tx, match, kind, params, side, since) => {
    const tell = (ids: readonly string[]) =>
      since
        ? notifications.remind(tx, ids, kind, params, link, since)
        : notifications.notify(tx, ids, kind, params, link);
    const link = `/desk/introductions/${match.id}`;
    if (side !== 'achievement') {
      const demand = (await demands.records(tx, [match.demandId])).get(match.demandId);
      if (demand) await tell(await accounts.memberIds(tx, demand.row.organisationId));
    }
    if (side !== 'demand') {
      const achievement = (await achievements.records(tx, [match.achievementId])).get(match.achievementId);
      if (!achievement) return;
      const owners = [
        achievement.row.createdBy,
        ...(achievement.team?.memberUserIds ?? []),
        ...(await accounts.adminsOfInstitute(tx, achievement.row.organisationId)),
      ];
      await tell(owners.filter((id): id is string => id != null));
    }
  };

  const sql = async <R>(tx: Em, text: string, values: unknown[]) =>
    (await tx.getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(text, values))).rows;

  return {
    curation: createCurationService({
      em,
      jobs,
      clock,
      accounts,
      demands,
      achievements,
      pairs,
      presenter,
      notifyParties,
      notifications,
    }),
    introductions: createIntroductionsService({
      em,
      clock,
      presenter,
      notifyParties,
      notifyOperators: async (tx, match, kind) => {
        const operators = await accounts.idsWithRole(tx, 'operator');
        await notifications.notify(tx, operators, kind, { code: match.code }, `/desk/introductions/${match.id}`);
      },
      idsOfParty: async (tx, actor) =>
        (
          await sql<{ id: string }>(
            tx,
            `select m.id from match m join demand d on d.id = m.demand_id join achievement a on a.id = m.achievement_id left join team t on t.id = a.team_id
             where m.sent_at is not null and (($2 and d.organisation_id = any($3)) or ($4 and a.organisation_id = any($3))
               or ($5 and (a.created_by = $1 or t.members @> jsonb_build_array(jsonb_build_object('userId', $1::text)))))`,
            [
              actor.userId,
              actor.roles.includes('enterpriseUser'),
              [...actor.organisationIds],
              actor.roles.includes('instituteAdmin'),
              actor.roles.includes('researcher'),
            ],
          )
        ).map((row) => row.id),
      logContact: (tx, actor, matchId) =>
        logContact(tx, actor, clock.now(), { subject: 'match', subjectId: matchId, reason: 'ACCEPTED_BOTH' }),
    }),
    lists: createListsService({ em, achievements, demands, pairs, presenter }),
    bondsToDemand,
    bondsToAchievement,
    teamsInCharge,
    recompute: pairs.recompute,
    recordsChanged: pairs.recordsChanged,
    refreshOutdated: pairs.refreshOutdated,
    /** Public figures, computed from the rows. */
    async figures(tx: Em): Promise<{ introductions: number; matchesConfirmed: number }> {
      return {
        introductions: await tx.count(Match, { sentAt: { $ne: null } }),
        matchesConfirmed: await tx.count(Match, {
          status: { $in: ['CONFIRMED', 'SENT', 'ACCEPTED_ONE', ...ACCEPTED] },
        }),
      };
    },
  };
}
export type Matching = ReturnType<typeof createMatching>;
