import type { NotificationView } from '../../server/contracts/accounts.contract.ts';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandContent, DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { type Cast, good, makeCast, publishAchievement, publishDemand, settleAll } from './cast.ts';
import { STOCK } from './stock.ts';
import { makeTestApp, type TestApp, type TestUser } from './test-app.ts';

/** A small stock with people on both sides of a match, and others who have no part in it. */
export async function makeIntroductions() {
  const t: TestApp = await makeTestApp();
  const cast: Cast = await makeCast(t, { nameAliases: ['海屿'] });
  const stage = { t, cast };
  const otherManager = await t.makeUser(['technologyManager']);
  const rivalFirm = await t.makeOrganisation({ name: '青岛对手示例有限公司', orgType: 'ENT' });
  const rival = await t.makeUser(['enterpriseUser'], rivalFirm, true);
  const stranger = await t.makeUser(['researcher'], await t.makeOrganisation({ name: '青屿示例学院' }));
  const adhesive: AchievementView = await publishAchievement(stage, STOCK.adhesive);
  await publishAchievement(stage, STOCK.encapsulation);
  await publishAchievement(stage, STOCK.measuring);

  const list = async (id: string) =>
    good<MatchListView>(await t.call(cast.manager, 'GET', `/api/v1/curation/demands/${id}`));
  const send = (user: TestUser, demandId: string, body: object) =>
    t.call(user, 'POST', `/api/v1/curation/demands/${demandId}/send`, body);
  const get = async (user: TestUser, id: string) =>
    good<MatchView>(await t.call(user, 'GET', `/api/v1/introductions/${id}`));
  const answer = (user: TestUser | null, match: { id: string; version: number }, body: object) =>
    t.call(user, 'POST', `/api/v1/introductions/${match.id}/answer`, { version: match.version, ...body });
  const rate = (user: TestUser | null, match: { id: string; version: number }, feedback: string) =>
    t.call(user, 'POST', `/api/v1/introductions/${match.id}/feedback`, { version: match.version, feedback });
  const mine = async (user: TestUser, state = 'all') =>
    good<{ items: MatchView[] }>(await t.call(user, 'GET', `/api/v1/introductions?state=${state}&limit=50`)).items;
  const notices = async (user: TestUser, kind: string) =>
    good<{ items: NotificationView[] }>(await t.call(user, 'GET', '/api/v1/me/notifications?limit=100')).items.filter(
      (item) => item.kind === kind,
    );
  /** How often contacts of a match were opened, as it was written down. */
  const accesses = async (matchId: string) => {
    const sql = 'select count(*)::int as n from contact_access where subject_id = $1';
    return ((await t.container.database.executeSql(sql, [matchId])).rows[0] as { n: number }).n;
  };
  const decide = async (match: { id: string; version: number }, body: object) =>
    good<MatchView>(
      await t.call(cast.manager, 'POST', `/api/v1/matches/${match.id}/decisions`, { version: match.version, ...body }),
    );

  /** A published demand whose match with the adhesive a curator confirmed. */
  async function confirmed(over: Partial<DemandContent> = {}): Promise<{ demand: DemandView; match: MatchView }> {
    const demand = await publishDemand(stage, over);
    await settleAll(t);
    const match = (await list(demand.id)).items.find((item) => item.achievement.id === adhesive.id)!;
    return { demand, match: await decide(match, { action: 'CONFIRM' }) };
  }
  async function introduced(over: Partial<DemandContent> = {}): Promise<{ demand: DemandView; match: MatchView }> {
    const { demand, match } = await confirmed(over);
    const sent = good<MatchListView>(
      await send(cast.manager, demand.id, { matchIds: [match.id], message: '请双方两周内回复' }),
    );
    return { demand, match: sent.items.find((item) => item.id === match.id)! };
  }
  return {
    t,
    cast,
    stage,
    otherManager,
    rival,
    stranger,
    adhesive,
    list,
    send,
    get,
    answer,
    rate,
    mine,
    notices,
    accesses,
    decide,
    confirmed,
    introduced,
  };
}
export type Introductions = Awaited<ReturnType<typeof makeIntroductions>>;
