import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/contracts/common.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { TeamView } from '../../server/contracts/organisations.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import {
  type Cast,
  draftDemand,
  good,
  makeCast,
  publishAchievement,
  publishDemand,
  settleAll,
  TEAM_CONTACT,
} from '../helpers/cast.ts';
import { STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

const FIRM_CONTACT = { name: '测试联系人', mobile: '13800001234', email: 'contact@firm.example' };
const MASKED = { contactMobile: '138****1234', contactEmail: 'c***@firm.example' };

let t: TestApp;
let cast: Cast;
let demand: DemandView;
let otherManager: TestUser;
let platformAdmin: TestUser;
let rival: TestUser;

const open = (user: TestUser | null, kind: string, id: string, body: unknown = {}) =>
  t.call(user, 'POST', `/api/v1/${kind}/${id}/contact`, body);
const read = async (user: TestUser, id = demand.id) =>
  good<DemandView>(await t.call(user, 'GET', `/api/v1/demands/${id}`));
const team = async (user: TestUser) => good<TeamView>(await t.call(user, 'GET', `/api/v1/teams/${cast.teamId}`));
const looks = async (id: string) =>
  (
    await t.container.database.executeSql(
      'select actor_id, subject, reason from contact_access where subject_id = $1 order by id',
      [id],
    )
  ).rows as { actor_id: string; subject: string; reason: string }[];

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  otherManager = await t.makeUser(['technologyManager']);
  platformAdmin = await t.makeUser(['platformAdmin']);
  rival = await t.makeUser(['enterpriseUser'], await t.makeOrganisation({ orgType: 'ENT' }), true);
  await publishAchievement({ t, cast }, STOCK.adhesive);
  demand = await publishDemand({ t, cast });
  await settleAll(t);
});
afterAll(() => t.close());

describe('the contact of a demand', () => {
  it('is in full for the firm and masked for staff, also in the copy under work', async () => {
    const contact = { contactMobile: FIRM_CONTACT.mobile, contactEmail: FIRM_CONTACT.email };
    expect(await read(cast.firmUser)).toMatchObject({ content: contact, contactAccess: 'NONE' });
    for (const user of [cast.operator, cast.manager])
      expect(await read(user)).toMatchObject({ content: MASKED, contactAccess: 'LOGGED' });
    expect((await read(platformAdmin)).contactAccess).toBe('REASON');
    for (const user of [otherManager, rival]) expect((await read(user)).contactAccess).toBe('NONE');

    const other = await publishDemand({ t, cast }, { title: '另一条需求的新版本' });
    const edited = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', `/api/v1/demands/${other.id}`, {
        version: other.version,
        content: { contactMobile: '13700009999' },
      }),
    );
    expect(edited.revision?.content.contactMobile).toBe('13700009999');
    expect((await read(cast.operator, other.id)).revision?.content).toMatchObject({ contactMobile: '137****9999' });
    expect(good<Contact>(await open(cast.operator, 'demands', other.id)).mobile).toBe('13700009999');
    expect(await looks(demand.id)).toEqual([]);
  });

  it('opens to the operator, the manager in charge and, with a reason, the administrator; each look is written down', async () => {
    expect(good<Contact>(await open(cast.operator, 'demands', demand.id))).toEqual(FIRM_CONTACT);
    expect(good<Contact>(await open(cast.manager, 'demands', demand.id, { reason: '回访企业' }))).toEqual(FIRM_CONTACT);
    expect(good<Contact>(await open(platformAdmin, 'demands', demand.id, { reason: '处理投诉' }))).toEqual(
      FIRM_CONTACT,
    );
    expect(await looks(demand.id)).toEqual([
      { actor_id: cast.operator.id, subject: 'demand', reason: 'OPERATOR' },
      { actor_id: cast.manager.id, subject: 'demand', reason: '回访企业' },
      { actor_id: platformAdmin.id, subject: 'demand', reason: '处理投诉' },
    ]);
  });

  it('stays closed to all others, and nothing is written down', async () => {
    const before = await looks(demand.id);
    expect((await open(null, 'demands', demand.id)).status).toBe(401);
    for (const user of [cast.firmUser, otherManager, rival, cast.researcher, cast.instituteAdmin])
      expect((await open(user, 'demands', demand.id, { reason: '想看看' })).status).toBe(404);
    const bare = await open(platformAdmin, 'demands', demand.id);
    expect(bare).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED', errors: [{ path: 'reason', code: 'required' }] },
    });
    for (const body of [{ reason: 'x' }, { reason: 5 }, { reason: '字'.repeat(301) }, []])
      expect((await open(cast.operator, 'demands', demand.id, body)).status).toBe(400);
    expect((await open(cast.operator, 'demands', newId())).status).toBe(404);
    expect((await open(cast.operator, 'demands', 'x')).status).toBe(400);
    expect(await looks(demand.id)).toEqual(before);
  });

  it('is not asked for where there is none, nor in a draft that is not theirs', async () => {
    const bare = await draftDemand(
      { t, cast },
      { contactName: undefined, contactMobile: undefined, contactEmail: undefined },
    );
    expect((await read(cast.operator, bare.id)).contactAccess).toBe('NONE');
    for (const user of [cast.operator, platformAdmin])
      expect((await open(user, 'demands', bare.id, { reason: '没有联系人' })).status).toBe(404);
    const draft = await draftDemand({ t, cast });
    expect((await open(platformAdmin, 'demands', draft.id, { reason: '草稿不可见' })).status).toBe(404);
  });

  it('is kept when staff send back what they were shown, and changed when they write another', async () => {
    const draft = await draftDemand({ t, cast });
    const save = async (content: object, version: number) =>
      t.call(cast.operator, 'PATCH', `/api/v1/demands/${draft.id}`, { version, content });
    const seen = await read(cast.operator, draft.id);
    const kept = good<DemandView>(await save({ ...seen.content, title: '秘书处改过的题目' }, seen.version));
    expect(await read(cast.firmUser, draft.id)).toMatchObject({
      content: { title: '秘书处改过的题目', contactMobile: FIRM_CONTACT.mobile, contactEmail: FIRM_CONTACT.email },
    });
    const wrong = await save({ contactMobile: '139****1234' }, kept.version);
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'content.contactMobile', code: 'mobile' }] } });
    good(await save({ contactMobile: '13600001111' }, kept.version));
    expect((await read(cast.firmUser, draft.id)).content.contactMobile).toBe('13600001111');
  });
});

describe('the contact of a team', () => {
  it('is in full for its people, masked for the operator, closed to all others until it is opened', async () => {
    for (const user of [cast.researcher, cast.instituteAdmin])
      expect(await team(user)).toMatchObject({ contact: TEAM_CONTACT, contactAccess: 'NONE' });
    expect(await team(cast.operator)).toMatchObject({
      contact: { ...TEAM_CONTACT, mobile: '139****5678', email: 't***@institute.example' },
      contactAccess: 'LOGGED',
    });
    expect(await team(cast.manager)).toMatchObject({ contact: null, contactAccess: 'LOGGED' });
    expect(await team(platformAdmin)).toMatchObject({ contact: null, contactAccess: 'REASON' });
    for (const user of [otherManager, rival, cast.firmUser])
      expect(await team(user)).toMatchObject({ contact: null, contactAccess: 'NONE' });
    expect(await looks(cast.teamId)).toEqual([]);
  });

  it('opens by the same rule; a manager is in charge through a demand matched with the team', async () => {
    for (const user of [cast.operator, cast.manager])
      expect(good<Contact>(await open(user, 'teams', cast.teamId))).toEqual(TEAM_CONTACT);
    expect(good<Contact>(await open(platformAdmin, 'teams', cast.teamId, { reason: '核对单位' }))).toEqual(
      TEAM_CONTACT,
    );
    const reasons = ['OPERATOR', 'ASSIGNED', '核对单位'];
    expect((await looks(cast.teamId)).map(({ subject, reason }) => [subject, reason])).toEqual(
      reasons.map((reason) => ['team', reason]),
    );
    expect((await open(null, 'teams', cast.teamId)).status).toBe(401);
    for (const user of [otherManager, rival, cast.firmUser, cast.researcher])
      expect((await open(user, 'teams', cast.teamId, { reason: '想看看' })).status).toBe(404);
    expect((await open(platformAdmin, 'teams', cast.teamId)).body).toMatchObject({ code: 'REASON_REQUIRED' });
    expect((await open(cast.operator, 'teams', cast.teamId, { reason: '' })).status).toBe(400);
    expect(await looks(cast.teamId)).toHaveLength(3);
  });

  it('is kept when the operator saves the form with the mask in it', async () => {
    const seen = await team(cast.operator);
    good(
      await t.call(cast.operator, 'PUT', `/api/v1/teams/${cast.teamId}`, {
        version: seen.version,
        name: seen.name,
        organisationId: seen.organisationId,
        members: seen.members,
        capacity: 20,
        contactName: seen.contact?.name,
        contactMobile: seen.contact?.mobile,
        contactEmail: seen.contact?.email,
      }),
    );
    expect(await team(cast.researcher)).toMatchObject({ capacity: 20, contact: TEAM_CONTACT });
    // A mask of something else is no contact.
    const refused = await t.call(cast.operator, 'PUT', `/api/v1/teams/${cast.teamId}`, {
      ...seen,
      version: seen.version + 1,
      contactMobile: '138****9999',
      contactEmail: 'x***@other.example',
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'contactMobile' }, { path: 'contactEmail' }] },
    });
    expect(await team(cast.researcher)).toMatchObject({ contact: TEAM_CONTACT });
  });
});
