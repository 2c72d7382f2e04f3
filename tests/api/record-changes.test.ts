import { raw } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementListItem } from '../../server/contracts/achievements.contract.ts';
import type { DemandListItem, DemandView } from '../../server/contracts/demands.contract.ts';
import type { Em } from '../../server/db/database.ts';
import { AppError } from '../../server/kernel/errors.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Team } from '../../server/modules/accounts/team.entity.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { createDemandsService } from '../../server/modules/demands/index.ts';
import {
  type Cast,
  draftAchievement,
  draftDemand,
  good,
  makeCast,
  moveDemand,
  publishDemand,
} from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };

const url = (id: string, rest = '') => `/api/v1/demands/${id}${rest}`;
const read = async (user: TestUser, id: string) => good<DemandView>(await t.call(user, 'GET', url(id)));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
});
afterAll(() => t.close());

/** The service with somebody else's change of the record between its reading and its writing. */
function withLateChange(of: (id: string) => boolean) {
  const { database, queue, clock, services, matching } = t.container;
  const em = database.em.fork() as Em;
  return createDemandsService({
    em: () => em,
    jobs: queue,
    clock,
    organisations: services.organisations,
    accounts: services.accounts,
    bonds: matching.bondsToDemand,
    notifyOwner: async (tx, { id }) => {
      if (of(id)) await tx.nativeUpdate(Demand, { id }, { version: raw('version + 1') });
    },
  });
}
const operator = () => t.container.services.accounts.actorById(cast.operator.id);

describe('a change that comes while another is under way', () => {
  it('is not lost: the later one is refused with the newer copy, and nothing of it is stored', async () => {
    const submitted = await moveDemand(stage, cast.firmUser, await draftDemand(stage), 'submit');
    const change = withLateChange(() => true).transition(await operator(), submitted.id, {
      version: submitted.version,
      event: 'accept',
      reasonCode: null,
      comment: '',
      managerId: cast.manager.id,
    });
    const error = await change.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'VERSION_CONFLICT', current: { id: submitted.id, status: 'SUBMITTED' } });
    expect(await read(cast.operator, submitted.id)).toMatchObject({ status: 'SUBMITTED', managerId: null });
  });

  it('to one of many records leaves the others done, and says why in the language of the reader', async () => {
    const views = [];
    for (let i = 0; i < 3; i += 1)
      views.push(await moveDemand(stage, cast.firmUser, await draftDemand(stage), 'submit'));
    const [first, second, third] = views as [DemandView, DemandView, DemandView];
    const { results } = await withLateChange((id) => id === second.id).transitionMany(
      { ...(await operator()), language: 'en' },
      {
        items: views.map(({ id, version }) => ({ id, version })),
        transition: { event: 'accept', reasonCode: null, comment: '', managerId: cast.manager.id },
      },
    );
    expect(results.map(({ ok, code }) => `${ok} ${code}`)).toEqual([
      'true null',
      'false VERSION_CONFLICT',
      'true null',
    ]);
    expect(results[1]!.message).toMatch(/^Someone changed this/u);
    for (const { id } of [first, third]) expect((await read(cast.operator, id)).status).toBe('TRIAGE');
    expect((await read(cast.operator, second.id)).status).toBe('SUBMITTED');
  });
});

describe('an extension of the answer window', () => {
  it('holds when an edit that was under way is published later', async () => {
    const published = await publishDemand(stage, { title: '延期时正在修改的需求', deadlineAnswer: '2027-01-31' });
    const edit = await t.call(cast.firmUser, 'PATCH', url(published.id), {
      version: published.version,
      content: { title: '延期时正在修改的需求（新版）' },
    });
    const extended = await moveDemand(stage, cast.firmUser, good<DemandView>(edit), 'extend', {
      deadlineAnswer: '2027-03-31',
    });
    const submitted = await moveDemand(stage, cast.firmUser, extended, 'submit');
    const renewed = await moveDemand(stage, cast.operator, submitted, 'publish');
    expect(renewed.content).toMatchObject({
      title: '延期时正在修改的需求（新版）',
      deadlineAnswer: '2027-03-31',
    });
  });

  it('leaves a date alone that the edit itself changed', async () => {
    const published = await publishDemand(stage, { title: '修改中另定日期的需求', deadlineAnswer: '2027-01-31' });
    const edit = await t.call(cast.firmUser, 'PATCH', url(published.id), {
      version: published.version,
      content: { deadlineAnswer: '2027-06-30' },
    });
    const extended = await moveDemand(stage, cast.firmUser, good<DemandView>(edit), 'extend', {
      deadlineAnswer: '2027-03-31',
    });
    expect(extended.content.deadlineAnswer).toBe('2027-03-31');
    expect(extended.revision?.content.deadlineAnswer).toBe('2027-06-30');
  });
});

describe('lists', () => {
  it('show a researcher the records of the own team, however many teams the institute has', async () => {
    const member = await t.makeUser(['researcher'], cast.university);
    const em = t.container.database.em.fork() as Em;
    const now = t.clock.now();
    const team = (name: string, code: string, userId: string | null) => ({
      id: newId(),
      code,
      name,
      organisationId: cast.university,
      unitId: null,
      members: [{ name: '成员', titleLevel: null, role: '', isLeader: true, userId }],
      capacity: null,
      hasCompany: false,
      companyOrgId: null,
      contactName: null,
      contactMobile: null,
      contactEmail: null,
      sourceBatchId: null,
      sourceRow: null,
      createdAt: now,
      updatedAt: now,
      createdBy: null,
    });
    const own = team('龘队', 'TEM-2026-900000', member.id);
    const others = Array.from({ length: 100 }, (_, i) => team(`甲队${i}`, `TEM-2026-90${1000 + i}`, null));
    await em.insertMany(Team, [...others, own]);
    const draft = await draftAchievement(stage, { title: '本团队的成果' }, cast.instituteAdmin);
    good(
      await t.call(cast.instituteAdmin, 'PATCH', `/api/v1/achievements/${draft.id}`, {
        version: draft.version,
        teamId: own.id,
        content: {},
      }),
    );
    const { items } = good<{ items: AchievementListItem[] }>(
      await t.call(member, 'GET', '/api/v1/achievements?scope=mine'),
    );
    expect(items.map(({ id }) => id)).toEqual([draft.id]);
  });

  it('show every manager what waits, also when nothing was said about anonymity', async () => {
    const other = await t.makeUser(['technologyManager']);
    const waiting = async (over: Parameters<typeof draftDemand>[1]) =>
      moveDemand(stage, cast.firmUser, await draftDemand(stage, over), 'submit');
    const unsaid = await waiting({ title: '未说明是否匿名的需求', isAnonymous: undefined });
    const open = await waiting({ title: '不匿名的需求', isAnonymous: false });
    const hidden = await waiting({ title: '匿名的需求', isAnonymous: true });
    const { items } = good<{ items: DemandListItem[] }>(
      await t.call(other, 'GET', '/api/v1/demands?scope=review&limit=100'),
    );
    const ids = items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([unsaid.id, open.id]));
    expect(ids).not.toContain(hidden.id);
  });
});
