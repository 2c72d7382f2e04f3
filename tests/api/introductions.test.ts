import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import { SYSTEM_ACTOR } from '../../server/kernel/actor.ts';
import { newId } from '../../server/kernel/ids.ts';
import { good, moveAchievement, settleAll } from '../helpers/cast.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';

const _FIRM = /青岛海屿示例科技|海屿/u;

let t: Introductions['t'];
let cast: Introductions['cast'];
let stage: Introductions['stage'];
let otherManager: Introductions['otherManager'];
let rival: Introductions['rival'];
let stranger: Introductions['stranger'];
let adhesive: Introductions['adhesive'];
let list: Introductions['list'];
let send: Introductions['send'];
let get: Introductions['get'];
let answer: Introductions['answer'];
let mine: Introductions['mine'];
let notices: Introductions['notices'];
let accesses: Introductions['accesses'];
let confirmed: Introductions['confirmed'];
let introduced: Introductions['introduced'];

beforeAll(async () => {
  ({
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
    mine,
    notices,
    accesses,
    confirmed,
    introduced,
  } = await makeIntroductions());
}, 240_000);
afterAll(() => t.close());

describe('sending a shortlist', () => {
  it('introduces both sides, gives them a date and tells them', async () => {
    const before = {
      firm: (await notices(cast.firmUser, 'introduced')).length,
      researcher: (await notices(cast.researcher, 'introduced')).length,
      institute: (await notices(cast.instituteAdmin, 'introduced')).length,
    };
    const { match } = await introduced();
    expect(match).toMatchObject({
      status: 'SENT',
      introduction: {
        dueOn: '2026-12-07',
        demandAnswer: 'PENDING',
        achievementAnswer: 'PENDING',
        message: '请双方两周内回复',
        counterpartContact: null,
        mySide: 'staff',
      },
    });
    for (const [user, count] of [
      [cast.firmUser, before.firm],
      [cast.researcher, before.researcher],
      [cast.instituteAdmin, before.institute],
    ] as const) {
      const told = await notices(user, 'introduced');
      expect(told).toHaveLength(count + 1);
      expect(told[0]).toMatchObject({
        params: { code: match.code, dueOn: '2026-12-07' },
        link: `/desk/introductions/${match.id}`,
      });
      expect((await mine(user, 'open')).map((item) => item.id)).toContain(match.id);
    }
    expect((await notices(rival, 'introduced')).length + (await notices(stranger, 'introduced')).length).toBe(0);
  });

  it('takes confirmed matches of this demand only', async () => {
    const { demand, match } = await confirmed();
    const suggested = (await list(demand.id)).items.find((item) => item.status === 'SUGGESTED');
    if (suggested)
      expect(await send(cast.manager, demand.id, { matchIds: [suggested.id] })).toMatchObject({
        status: 409,
        body: { code: 'STATE_CONFLICT' },
      });
    const other = await confirmed({ title: '另一条同类需求' });
    expect(await send(cast.manager, demand.id, { matchIds: [match.id, other.match.id] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'matchIds' }] },
    });
    expect((await list(demand.id)).items.find((item) => item.id === match.id)!.status).toBe('CONFIRMED');
    for (const body of [
      { matchIds: [] },
      { matchIds: [match.id], dueInDays: 2 },
      { matchIds: [match.id], dueInDays: 31 },
      { matchIds: ['x'] },
    ])
      expect((await send(cast.manager, demand.id, body)).status).toBe(400);
    expect((await send(cast.manager, newId(), { matchIds: [match.id] })).status).toBe(404);
    expect((await send(otherManager, demand.id, { matchIds: [match.id] })).status).toBe(403);
    good(await send(cast.operator, demand.id, { matchIds: [match.id], dueInDays: 3 }));
    expect(await send(cast.operator, demand.id, { matchIds: [match.id] })).toMatchObject({ status: 409 });
  });

  it('is refused while the achievement is suspended, and so is saying yes to it', async () => {
    const waiting = await confirmed({ title: '将遇到暂停的需求甲' });
    const sent = await introduced({ title: '将遇到暂停的需求乙' });
    const current = good<AchievementView>(await t.call(cast.operator, 'GET', `/api/v1/achievements/${adhesive.id}`));
    const suspended = await moveAchievement(stage, cast.operator, current, 'suspend', { comment: '权属争议' });
    expect((await send(cast.manager, waiting.demand.id, { matchIds: [waiting.match.id] })).status).toBe(409);
    expect((await answer(cast.firmUser, sent.match, { answer: 'ACCEPT' })).status).toBe(409);
    await moveAchievement(stage, cast.operator, suspended, 'resume');
    good(await send(cast.manager, waiting.demand.id, { matchIds: [waiting.match.id] }));
    good(await answer(cast.firmUser, sent.match, { answer: 'ACCEPT' }));
    await settleAll(t);
  });
});

describe('before both sides agree', () => {
  it('each reads the other at L1 and no contact', async () => {
    const { match } = await introduced({ confidential: '良率机密数字柒柒叁捌' });
    const firm = await get(cast.firmUser, match.id);
    const institute = await get(cast.researcher, match.id);
    expect(firm.introduction).toMatchObject({ mySide: 'demand', counterpartContact: null });
    expect(institute.introduction).toMatchObject({ mySide: 'achievement', counterpartContact: null });
    for (const view of [firm, institute]) {
      expect(view).toMatchObject({ rank: null, note: null, isPinned: false, reasonCodes: [], relevanceBy: null });
      expect(JSON.stringify(view)).not.toMatch(
        /13800001234|contact@firm|13900005678|team@institute|测试联系人|测试团队联系人/u,
      );
    }
    // The other side's private text is in no passage; one's own may be.
    expect(JSON.stringify(institute)).not.toMatch(/柒柒叁捌/u);
    expect(JSON.stringify(firm)).not.toMatch(/代号甲七/u);
    expect(await accesses(match.id)).toBe(0);
  });

  it('it does not exist for anybody else', async () => {
    const { match } = await introduced();
    for (const user of [rival, stranger]) {
      expect((await t.call(user, 'GET', `/api/v1/introductions/${match.id}`)).status).toBe(404);
      expect((await answer(user, match, { answer: 'ACCEPT' })).status).toBe(404);
      expect(
        (
          await t.call(user, 'POST', `/api/v1/introductions/${match.id}/feedback`, {
            version: match.version,
            feedback: 'USEFUL',
          })
        ).status,
      ).toBe(404);
      expect(await mine(user)).toEqual([]);
    }
    expect((await t.call(null, 'GET', `/api/v1/introductions/${match.id}`)).status).toBe(401);
    expect((await t.call(null, 'GET', '/api/v1/introductions')).status).toBe(401);
    // Staff arrange introductions, they do not answer them.
    for (const user of [cast.manager, cast.operator])
      expect((await answer(user, match, { answer: 'ACCEPT' })).status).toBe(404);
    expect((await t.call(cast.firmUser, 'GET', `/api/v1/introductions/${newId()}`)).status).toBe(404);
    expect((await t.call(cast.firmUser, 'GET', '/api/v1/introductions/1')).status).toBe(400);
    const hidden = (await confirmed({ title: '还没有推送的需求' })).match;
    for (const user of [cast.firmUser, cast.researcher])
      expect((await t.call(user, 'GET', `/api/v1/introductions/${hidden.id}`)).status).toBe(404);
  });
});

describe('the due date', () => {
  // Moves the clock, so it comes last.
  it('closes what nobody answered', async () => {
    const { match } = await introduced();
    t.clock.advanceDays(14);
    expect((await get(cast.firmUser, match.id)).status).toBe('SENT');
    t.clock.advanceDays(1);
    expect(await answer(cast.firmUser, match, { answer: 'ACCEPT' })).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    });
    expect(await t.container.services.introductions.lapseOverdue(SYSTEM_ACTOR)).toBeGreaterThan(0);
    const lapsed = await get(cast.researcher, match.id);
    expect(lapsed).toMatchObject({ status: 'LAPSED', introduction: { counterpartContact: null } });
    expect((await mine(cast.researcher, 'closed')).map((item) => item.id)).toContain(match.id);
    expect(await answer(cast.researcher, lapsed, { answer: 'ACCEPT' })).toMatchObject({ status: 409 });
  });
});
