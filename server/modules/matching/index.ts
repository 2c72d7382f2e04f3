/** Front door of matching: lists, curation, introductions, bonds. */
import { CompiledQuery } from 'kysely';
import type { EmbeddingModel } from '../../../search/embedding-port.ts';
import type { SearchEngine } from '../../../search/port.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type Clock, dayOf } from '../../kernel/clock.ts';
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
import { isDemandSide, mayMatch } from './matching.access.ts';
import { createMatchPresenter } from './matching.presenter.ts';
import { recipientsOf } from './reach.ts';

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
    for (const each of ['demand', 'achievement'] as const)
      if (side === each || side === 'both') await tell(await recipientsOf(tx, match.id, each));
  };

  const sql = async <R>(tx: Em, text: string, values: unknown[]) =>
    (await tx.getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(text, values))).rows;

  const idsOfParty = async (tx: Em, actor: Pick<Actor, 'userId' | 'roles' | 'organisationIds'>): Promise<string[]> =>
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
    ).map((row) => row.id);

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
      idsOfParty,
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
    /** Tells who has just become a party, by a membership or a role, how many introductions wait for an answer. */
    async tellWaiting(tx: Em, userId: string): Promise<void> {
      await tx.flush();
      const actor = await accounts.actorIn(tx, userId);
      if (!actor) return;
      const sent = await tx.find(Match, {
        id: { $in: await idsOfParty(tx, actor) },
        status: { $in: ['SENT', 'ACCEPTED_ONE'] },
        dueOn: { $gte: dayOf(clock.now()) },
      });
      const waiting = (await presenter.subjects(tx, sent)).filter(
        ({ match, subject }) =>
          mayMatch(actor, 'answer', subject) &&
          match[isDemandSide(actor, subject) ? 'demandAnswer' : 'achievementAnswer'] === 'PENDING',
      );
      if (waiting.length)
        await notifications.notify(
          tx,
          [userId],
          'introductionsWaiting',
          { count: String(waiting.length) },
          '/desk/introductions',
        );
    },
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
