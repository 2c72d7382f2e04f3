import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import { SYSTEM_ACTOR } from '../../server/kernel/actor.ts';
import { good, moveAchievement } from '../helpers/cast.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';

let i: Introductions;
beforeAll(async () => {
  i = await makeIntroductions();
}, 120_000);
afterAll(() => i.t.close());

const read = async (id: string) =>
  good<AchievementView>(await i.t.call(i.cast.instituteAdmin, 'GET', `/api/v1/achievements/${id}`));
const since = (kind: string, sql: string, id: string) =>
  i.t.container.database.executeSql(`update ${kind} set confirmed_at = ${sql} where id = $1`, [id]);

// The clock only goes forward: the order of the tests is that of the days.
describe('what a day brings', () => {
  it('reminds the side that has not answered of an introduction, once', async () => {
    const { match } = await i.introduced();
    const one = good<typeof match>(await i.answer(i.cast.firmUser, match, { answer: 'ACCEPT' }));
    const { introductions } = i.t.container.services;
    i.t.clock.advanceDays(10);
    expect(await introductions.remindDue()).toBe(0);
    i.t.clock.advanceDays(1);
    for (let times = 0; times < 2; times += 1) expect(await introductions.remindDue()).toBe(1);
    const told = await i.notices(i.cast.researcher, 'introductionReminder');
    expect(told.map(({ params }) => params)).toEqual([{ code: match.code, dueOn: one.introduction!.dueOn }]);
    expect(await i.notices(i.cast.firmUser, 'introductionReminder')).toEqual([]);
  });

  it('tells both sides that an introduction has lapsed', async () => {
    i.t.clock.advanceDays(4);
    await i.t.container.services.introductions.lapseOverdue(SYSTEM_ACTOR);
    for (const user of [i.cast.firmUser, i.cast.researcher])
      expect((await i.notices(user, 'lapsed')).map(({ params }) => Object.keys(params))).toEqual([['code']]);
  });

  it('ends a reservation after its last day', async () => {
    const { releaseOverdue } = i.t.container.calendar.achievements;
    const until = i.t.clock.now().toISOString().slice(0, 10);
    await moveAchievement(i.stage, i.cast.instituteAdmin, await read(i.adhesive.id), 'reserve', { until });
    expect(await releaseOverdue(SYSTEM_ACTOR)).toBe(0);
    expect((await read(i.adhesive.id)).status).toBe('RESERVED');
    i.t.clock.advanceDays(1);
    expect(await releaseOverdue(SYSTEM_ACTOR)).toBe(1);
    expect((await read(i.adhesive.id)).status).toBe('PUBLISHED');
    const { items } = good<{ items: { event: string; actorName: string }[] }>(
      await i.t.call(i.cast.instituteAdmin, 'GET', `/api/v1/achievements/${i.adhesive.id}/history`),
    );
    expect(items.at(-1)).toMatchObject({ event: 'release', actorName: SYSTEM_ACTOR.name });
    expect(await releaseOverdue(SYSTEM_ACTOR)).toBe(0);
  });

  it('asks after twelve months whether a record still holds, proposes after twenty-four to take it off', async () => {
    const { remindStale } = i.t.container.calendar.achievements;
    const now = `timestamptz '${i.t.clock.now().toISOString()}'`;
    await since('achievement', `${now} - interval '11 months'`, i.adhesive.id);
    expect(await remindStale()).toBe(0);
    await since('achievement', `${now} - interval '13 months'`, i.adhesive.id);
    for (let times = 0; times < 2; times += 1) expect(await remindStale()).toBe(1);
    for (const user of [i.cast.researcher, i.cast.instituteAdmin]) {
      expect((await i.notices(user, 'stale')).map(({ params }) => params)).toEqual([{ code: i.adhesive.code }]);
      expect(await i.notices(user, 'archiveProposed')).toEqual([]);
    }
    await since('achievement', `${now} - interval '25 months'`, i.adhesive.id);
    await remindStale();
    expect(await i.notices(i.cast.researcher, 'archiveProposed')).toHaveLength(1);
    good(await i.t.call(i.cast.researcher, 'POST', `/api/v1/achievements/${i.adhesive.id}/confirm`));
    expect(await remindStale()).toBe(0);
  });

  it('asks firms the same of their demands, and again after a month', async () => {
    const { demand } = await i.confirmed({ deadlineAnswer: '2029-01-31' });
    const now = `timestamptz '${i.t.clock.now().toISOString()}'`;
    await since('demand', `${now} - interval '13 months'`, demand.id);
    const { remindStale } = i.t.container.calendar.demands;
    for (let times = 0; times < 2; times += 1) expect(await remindStale()).toBe(1);
    expect(await i.notices(i.cast.firmUser, 'stale')).toHaveLength(1);
    i.t.clock.advanceDays(31);
    await remindStale();
    expect(await i.notices(i.cast.firmUser, 'stale')).toHaveLength(2);
    good<DemandView>(await i.t.call(i.cast.firmUser, 'POST', `/api/v1/demands/${demand.id}/confirm`));
    expect(await remindStale()).toBe(0);
  });
});
