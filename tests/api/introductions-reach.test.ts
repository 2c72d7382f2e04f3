import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountView } from '../../server/contracts/accounts.contract.ts';
import type { MatchListView, MatchView, SendReach } from '../../server/contracts/matching.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Membership } from '../../server/modules/accounts/organisation.entity.ts';
import { Profile } from '../../server/modules/accounts/profile.entity.ts';
import { good, publishDemand, settleAll } from '../helpers/cast.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';
import type { TestUser } from '../helpers/test-app.ts';

const NOBODY = { people: 0, members: 0, admins: 0, authors: 0, team: 0, pending: 0 };
let s: Introductions;
beforeAll(async () => {
  s = await makeIntroductions();
}, 240_000);
afterAll(() => s.t.close());

const reach = async (demandId: string, user = s.cast.manager) =>
  good<SendReach>(await s.t.call(user, 'GET', `/api/v1/curation/demands/${demandId}/reach`));
const sideOf = (view: SendReach, match: MatchView) =>
  view.achievements.find((side) => side.achievementId === match.achievement.id);

/** As an import leaves it: a firm without any account, its demand entered by an operator. */
async function importedDemand() {
  const firm = await s.t.makeOrganisation({ name: `青岛导入示例${newId().slice(-6)}有限公司`, orgType: 'ENT' });
  const demand = await publishDemand(s.stage, {}, { user: s.cast.secondOperator, organisationId: firm });
  await settleAll(s.t);
  const match = (await s.list(demand.id)).items.find((item) => item.achievement.id === s.adhesive.id)!;
  return { firm, demand, match: await s.decide(match, { action: 'CONFIRM' }) };
}
async function join(user: TestUser, organisationId: string): Promise<void> {
  const em = s.t.container.database.em.fork();
  em.create(Membership, {
    id: newId(),
    userId: user.id,
    organisationId,
    unitId: null,
    membershipRole: 'member',
    state: 'PENDING',
    createdAt: s.t.clock.now(),
  });
  await em.flush();
}
const admit = async (user: TestUser, organisationId: string) =>
  good(
    await s.t.call(s.cast.operator, 'POST', `/api/v1/organisations/${organisationId}/members/${user.id}`, {
      decision: 'ADMIT',
    }),
  );

describe('how a side is reached', () => {
  it('counts who may answer, each person once, in every standing', async () => {
    const { demand, match } = await s.confirmed();
    const view = await reach(demand.id);
    expect(view.demand).toEqual({ ...NOBODY, people: 1, members: 1 });
    // The researcher entered the achievement and leads its team.
    expect(sideOf(view, match)).toEqual({
      achievementId: s.adhesive.id,
      ...NOBODY,
      people: 2,
      admins: 1,
      authors: 1,
      team: 1,
    });
    expect(view.achievements).toHaveLength(1);
  });

  it('agrees with who may answer: no staff, no suspended account, no role of the other side', async () => {
    const { demand, firm } = await importedDemand();
    await s.t.makeUser(['technologyManager', 'enterpriseUser'], firm);
    await s.t.makeUser(['researcher'], firm);
    const gone = await s.t.makeUser(['enterpriseUser'], firm);
    await s.t.container.database.em.fork().nativeUpdate(Profile, { id: gone.id }, { status: 'SUSPENDED' });
    expect((await reach(demand.id)).demand).toEqual(NOBODY);
    await s.t.makeUser(['enterpriseUser'], firm);
    expect((await reach(demand.id)).demand).toMatchObject({ people: 1, members: 1 });
  });

  it('is for staff only', async () => {
    const { demand } = await s.confirmed();
    const path = `/api/v1/curation/demands/${demand.id}/reach`;
    for (const user of [s.cast.firmUser, s.cast.researcher, s.cast.instituteAdmin])
      expect((await s.t.call(user, 'GET', path)).status).toBe(403);
    expect((await s.t.call(null, 'GET', path)).status).toBe(401);
    expect((await s.t.call(s.cast.manager, 'GET', `/api/v1/curation/demands/${newId()}/reach`)).status).toBe(404);
  });
});

describe('a side that nobody can answer for', () => {
  it('is sent to only when staff say that they know', async () => {
    const { demand, match } = await importedDemand();
    expect((await reach(demand.id)).demand).toEqual(NOBODY);
    expect(await s.send(s.cast.manager, demand.id, { matchIds: [match.id] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'unreachedAccepted', code: 'nobody_answers' }] },
    });
    expect((await s.list(demand.id)).items.find((item) => item.id === match.id)!.status).toBe('CONFIRMED');
    const sent = good<MatchListView>(
      await s.send(s.cast.manager, demand.id, { matchIds: [match.id], unreachedAccepted: true }),
    );
    expect(sent.items.find((item) => item.id === match.id)!.status).toBe('SENT');
  });

  it('sees what waits once its first member is admitted, is told once and can answer', async () => {
    const { firm, demand, match } = await importedDemand();
    good(await s.send(s.cast.manager, demand.id, { matchIds: [match.id], unreachedAccepted: true }));
    const member = await s.t.makeUser(['enterpriseUser']);
    await join(member, firm);
    expect((await reach(demand.id)).demand).toEqual({ ...NOBODY, pending: 1 });
    expect(await s.mine(member)).toEqual([]);
    await admit(member, firm);
    expect((await reach(demand.id)).demand).toEqual({ ...NOBODY, people: 1, members: 1 });
    expect((await s.mine(member, 'open')).map((item) => item.id)).toEqual([match.id]);
    expect(await s.notices(member, 'introductionsWaiting')).toMatchObject([
      { params: { count: '1' }, link: '/desk/introductions' },
    ]);
    await admit(member, firm);
    expect(await s.notices(member, 'introductionsWaiting')).toHaveLength(1);
    good(await s.answer(member, (await s.mine(member, 'open'))[0]!, { answer: 'ACCEPT' }));
    // Their side has answered: a colleague who comes later is not called upon.
    const late = await s.t.makeUser(['enterpriseUser']);
    await join(late, firm);
    await admit(late, firm);
    expect(await s.notices(late, 'introductionsWaiting')).toEqual([]);
  });

  it('of an institute is told when a member becomes its administrator', async () => {
    const { match } = await s.introduced({ title: '等待院所管理员的需求' });
    const person = await s.t.makeUser(['researcher']);
    await join(person, s.cast.university);
    await admit(person, s.cast.university);
    expect(await s.notices(person, 'introductionsWaiting')).toEqual([]);
    const admin = await s.t.makeUser(['platformAdmin']);
    const account = good<{ items: AccountView[] }>(
      await s.t.call(admin, 'GET', `/api/v1/accounts?q=${encodeURIComponent(person.email)}`),
    ).items[0]!;
    good(
      await s.t.call(admin, 'PATCH', `/api/v1/accounts/${person.id}`, {
        version: account.version,
        roles: ['researcher', 'instituteAdmin'],
        reason: '院所指定',
      }),
    );
    expect((await s.mine(person, 'open')).map((item) => item.id)).toContain(match.id);
    expect(await s.notices(person, 'introductionsWaiting')).toHaveLength(1);
  });
});

describe('staff who entered a record for its owner', () => {
  it('get no notice that is meant for a party', async () => {
    const { demand, match } = await s.confirmed({ title: '对应导入成果的需求' });
    const importers = [await s.t.makeUser(['operator', 'researcher']), await s.t.makeUser(['operator'])];
    const connection = s.t.container.database.em.fork().getConnection();
    const enteredBy = (id: string) =>
      connection.execute('update achievement set created_by = ? where id = ?', [id, s.adhesive.id]);
    const before = await s.notices(s.cast.instituteAdmin, 'introduced');
    for (const importer of importers) {
      await enteredBy(importer.id);
      expect(sideOf(await reach(demand.id), match)).toMatchObject({ authors: 0, team: 1 });
    }
    await enteredBy(importers[1]!.id);
    good(await s.send(s.cast.manager, demand.id, { matchIds: [match.id] }));
    const other = await s.confirmed({ title: '对应导入成果的另一需求' });
    await enteredBy(importers[0]!.id);
    good(await s.send(s.cast.manager, other.demand.id, { matchIds: [other.match.id] }));
    await enteredBy(s.cast.researcher.id);
    for (const importer of importers) expect(await s.notices(importer, 'introduced')).toEqual([]);
    expect(await s.notices(s.cast.instituteAdmin, 'introduced')).toHaveLength(before.length + 2);
  });
});
