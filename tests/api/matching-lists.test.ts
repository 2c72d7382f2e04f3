import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotificationView } from '../../server/contracts/accounts.contract.ts';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { MODEL } from '../../server/modules/matching/engine/model.ts';
import {
  type Cast,
  draftDemand,
  good,
  makeCast,
  publishAchievement,
  publishDemand,
  settleAll,
} from '../helpers/cast.ts';
import { LIFT, STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let adhesive: AchievementView;
let film: DemandView;
let lift: DemandView;

const ofDemand = (user: TestUser | null, id: string) => t.call(user, 'GET', `/api/v1/matches/demand/${id}`);
const listOf = async (user: TestUser, id: string) => good<MatchListView>(await ofDemand(user, id));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  const stage = { t, cast };
  adhesive = await publishAchievement(stage, STOCK.adhesive);
  await publishAchievement(stage, STOCK.encapsulation);
  film = await publishDemand(stage);
  lift = await publishDemand(stage, LIFT);
  await settleAll(t);
});
afterAll(() => t.close());

describe('the list of a demand', () => {
  it('is read by its firm and by curators, of nobody else', async () => {
    expect((await ofDemand(null, film.id)).status).toBe(401);
    const otherFirm = await t.makeOrganisation({ name: '青岛另一示例有限公司', orgType: 'ENT' });
    for (const user of [cast.researcher, cast.instituteAdmin, await t.makeUser(['enterpriseUser'], otherFirm)])
      expect((await ofDemand(user, film.id)).status).toBe(404);
    expect((await ofDemand(cast.firmUser, newId())).status).toBe(404);
    expect((await ofDemand(cast.firmUser, 'x')).status).toBe(400);
    const draft = await draftDemand({ t, cast });
    expect((await ofDemand(cast.manager, draft.id)).status).toBe(404);
    expect(await listOf(cast.firmUser, draft.id)).toMatchObject({ items: [], noCloseMatch: false });
  });

  it('shows the firm when and by which model it was made, but no candidate before its introduction', async () => {
    expect(await listOf(cast.firmUser, film.id)).toMatchObject({
      state: 'READY',
      modelVersion: MODEL.version,
      noCloseMatch: false,
      items: [],
    });
    const all = await listOf(cast.manager, film.id);
    expect(all.items[0]).toMatchObject({ achievement: { id: adhesive.id }, status: 'SUGGESTED' });
  });

  it('says honestly to the firm that nothing fits, with advice', async () => {
    const view = await listOf(cast.firmUser, lift.id);
    expect(view.noCloseMatch).toBe(true);
    expect(view.noCloseMatchReason).toBeTruthy();
    expect(view.advice.length).toBeGreaterThan(0);
  });

  it('shows the firm what was introduced, with reasons and without what staff note', async () => {
    const [match] = (await listOf(cast.manager, film.id)).items as [MatchView];
    const decide = async (version: number, body: object) =>
      good<MatchView>(
        await t.call(cast.manager, 'POST', `/api/v1/matches/${match.id}/decisions`, { version, ...body }),
      );
    const noted = await decide(match.version, { action: 'NOTE', comment: '内部备注' });
    await decide(noted.version, { action: 'CONFIRM' });
    good(await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${film.id}/send`, { matchIds: [match.id] }));
    const { items } = await listOf(cast.firmUser, film.id);
    expect(items.map((item) => item.id)).toEqual([match.id]);
    expect(items[0]).toMatchObject({ note: null, rank: null, introduction: { counterpartContact: null } });
    expect(items[0]!.evidence.factors.every((factor) => factor.reason)).toBe(true);
    const reverse = good<MatchListView>(
      await t.call(cast.researcher, 'GET', `/api/v1/matches/achievement/${adhesive.id}`),
    );
    expect(reverse.items.map((item) => item.id)).toEqual([match.id]);
  });
});

describe('notices', () => {
  it('lead to pages of the desk', async () => {
    good(await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${lift.id}/no-match`, {}));
    const links = async (user: TestUser) =>
      good<{ items: NotificationView[] }>(await t.call(user, 'GET', '/api/v1/me/notifications?limit=100')).items.map(
        ({ kind, link }) => `${kind} ${link?.replace(/[0-9a-f-]{36}/u, ':id')}`,
      );
    expect(new Set(await links(cast.firmUser))).toEqual(
      new Set([
        'demandMoved /desk/demands/:id',
        'introduced /desk/introductions/:id',
        'noMatchYet /desk/demands/:id/matches',
      ]),
    );
    expect(new Set(await links(cast.researcher))).toEqual(
      new Set(['achievementMoved /desk/achievements/:id', 'introduced /desk/introductions/:id']),
    );
  });
});
