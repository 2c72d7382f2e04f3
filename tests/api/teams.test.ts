import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { TeamView } from '../../server/contracts/organisations.contract.ts';
import type { SearchCard } from '../../server/contracts/search.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { type Cast, draftAchievement, good, makeCast, publishAchievement, TEAM_CONTACT } from '../helpers/cast.ts';
import { STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let adhesive: AchievementView;
let quiet: TeamView;

const team = (user: TestUser | null, id = cast.teamId) => t.call(user, 'GET', `/api/v1/teams/${id}`);
const cards = (user: TestUser | null, id = cast.teamId) => t.call(user, 'GET', `/api/v1/teams/${id}/achievements`);

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  adhesive = await publishAchievement({ t, cast }, STOCK.adhesive);
  await draftAchievement({ t, cast });
  quiet = good<TeamView>(
    await t.call(cast.researcher, 'POST', '/api/v1/teams', {
      name: '尚无成果的示例团队',
      organisationId: cast.university,
      members: [{ name: '示例讲师', isLeader: true }],
    }),
  );
});
afterAll(() => t.close());

describe('a team', () => {
  it('is public with its organisation and published achievements, without people', async () => {
    const view = good<TeamView>(await team(null));
    expect(view).toMatchObject({
      name: '岚湾示例光学团队',
      organisationName: '岚湾示例大学',
      members: [],
      membersWithheld: true,
      contact: null,
      achievementCount: 1,
      canEdit: false,
    });
    const { items } = good<{ items: SearchCard[] }>(await cards(null));
    expect(items.map((card) => card.id)).toEqual([adhesive.id]);
    const listed = good<{ items: TeamView[] }>(await t.call(null, 'GET', '/api/v1/teams'));
    for (const shown of [view, items, listed.items]) {
      expect(JSON.stringify(shown)).not.toContain('示例教授');
      expect(JSON.stringify(shown)).not.toContain(TEAM_CONTACT.mobile);
    }
  });

  it('shows its members to verified accounts, their accounts and the contact to those who may edit', async () => {
    const read = good<TeamView>(await team(cast.firmUser));
    expect(read).toMatchObject({ membersWithheld: false, contact: null });
    expect(read.members).toEqual([expect.objectContaining({ name: '示例教授', isLeader: true, userId: null })]);
    const unverified = await t.makeUser(['enterpriseUser'], await t.makeOrganisation({ verification: null }));
    expect(good<TeamView>(await team(unverified))).toMatchObject({ members: [], membersWithheld: true });
    const own = good<TeamView>(await team(cast.researcher));
    expect(own).toMatchObject({ canEdit: true, contact: { mobile: TEAM_CONTACT.mobile } });
    expect(own.members[0]!.userId).toBe(cast.researcher.id);
  });

  it('without anything published is known to its institute and to curators only', async () => {
    for (const user of [null, cast.firmUser]) {
      expect((await team(user, quiet.id)).status).toBe(404);
      expect((await cards(user, quiet.id)).status).toBe(404);
    }
    for (const user of [cast.researcher, cast.instituteAdmin, cast.manager, cast.operator])
      expect(good<{ items: SearchCard[] }>(await cards(user, quiet.id)).items).toEqual([]);
    expect((await team(null, newId())).status).toBe(404);
    expect((await team(null, 'x')).status).toBe(400);
  });
});

describe('the contact of a team', () => {
  const input = (contact: object) => ({
    name: '联系方式示例团队',
    organisationId: cast.university,
    members: [{ name: '示例教授', isLeader: true }],
    ...contact,
  });
  it.each([
    ['contactMobile', '0532-80000000', 'mobile', '手机号码格式不正确'],
    ['contactMobile', '110', 'mobile', '手机号码格式不正确'],
    ['contactEmail', 'team.example', 'email', '邮箱格式不正确'],
  ])('refuses %s %s by the rules of a demand', async (path, value, code, message) => {
    const body = input({ [path]: value });
    const made = await t.call(cast.researcher, 'POST', '/api/v1/teams', body);
    const changed = await t.call(cast.researcher, 'PUT', `/api/v1/teams/${cast.teamId}`, { ...body, version: 1 });
    for (const answer of [made, changed])
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path, code, message }] } });
  });
  it('may be left out, empty or right', async () => {
    for (const contact of [
      {},
      { contactMobile: '', contactEmail: null },
      { contactMobile: '13900005678', contactEmail: 'team@institute.example' },
    ])
      good<TeamView>(await t.call(cast.researcher, 'POST', '/api/v1/teams', input(contact)));
  });
});
