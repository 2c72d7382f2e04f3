import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotificationView } from '../../server/contracts/accounts.contract.ts';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView, QueuePage } from '../../server/contracts/matching.contract.ts';
import { SYSTEM_ACTOR } from '../../server/kernel/actor.ts';
import {
  type Cast,
  good,
  makeCast,
  moveDemand,
  publishAchievement,
  publishDemand,
  settleAll,
} from '../helpers/cast.ts';
import { LIFT, STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let otherManager: TestUser;
let adhesive: AchievementView;
let extraction: AchievementView;
let film: DemandView;
let lift: DemandView;

const list = async (id: string, user = cast.manager) =>
  good<MatchListView>(await t.call(user, 'GET', `/api/v1/curation/demands/${id}`));
const matchOf = async (demandId: string, achievementId: string) =>
  (await list(demandId)).items.find((item) => item.achievement.id === achievementId)!;
const decide = (user: TestUser | null, match: { id: string; version: number }, action: string, extra: object = {}) =>
  t.call(user, 'POST', `/api/v1/matches/${match.id}/decisions`, { version: match.version, action, ...extra });
const decided = async (match: { id: string; version: number }, action: string, extra: object = {}) =>
  good<MatchView>(await decide(cast.manager, match, action, extra));
const queue = async (user: TestUser, query = '') =>
  good<QueuePage>(await t.call(user, 'GET', `/api/v1/curation/queue?limit=100&${query}`));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t, { nameAliases: ['海屿'] });
  stage = { t, cast };
  otherManager = await t.makeUser(['technologyManager']);
  adhesive = await publishAchievement(stage, STOCK.adhesive);
  await publishAchievement(stage, STOCK.encapsulation);
  await publishAchievement(stage, STOCK.measuring);
  extraction = await publishAchievement(stage, STOCK.extraction);
  film = await publishDemand(stage);
  lift = await publishDemand(stage, LIFT);
  await settleAll(t);
});
afterAll(() => t.close());

describe('an anonymous firm', () => {
  const FIRM = /青岛海屿示例科技|海屿/u;
  let anonymous: DemandView;

  beforeAll(async () => {
    anonymous = await publishDemand(stage, {
      isAnonymous: true,
      title: '海屿头显光学膜受潮脱层',
      summary: '海屿的头显光学膜在梅雨季脱层。',
      problem:
        '青岛海屿示例科技有限公司的光学膜在高温高湿下层间脱开，海屿换过两种压敏胶仍不行，希望双85老化500小时后剥离强度不低于1.2 N/mm。',
      keywords: ['光学膜', '海屿', '压敏胶'],
      confidential: '海屿光学膜压敏胶供应商已停产。',
    });
    await settleAll(t);
  });

  it('is not told to a manager who is not in charge: not by queue, list, evidence or the other direction', async () => {
    const view = await list(anonymous.id, otherManager);
    expect(view.items.length).toBeGreaterThan(0);
    expect(view.items[0]!.demand).toMatchObject({ organisationId: null });
    expect(view.items[0]!.evidence.passages.filter((passage) => passage.side === 'demand').length).toBeGreaterThan(0);
    const path = `/api/v1/matches/achievement/${adhesive.id}`;
    good(await t.call(otherManager, 'GET', path));
    await settleAll(t);
    const reverse = good<MatchListView>(await t.call(otherManager, 'GET', path));
    const mirrored = reverse.items.filter((each) => each.demand.id === anonymous.id);
    expect(mirrored).toHaveLength(1);
    const noted = good<MatchView>(await decide(otherManager, view.items[0]!, 'NOTE', { comment: '待核' }));
    const item = (await queue(otherManager, 'state=open')).items.find((each) => each.demandId === anonymous.id);
    expect(item?.ownerLabel).toMatch(/^某.*企业$/u);
    for (const shown of [view, mirrored, noted, item]) {
      expect(FIRM.exec(JSON.stringify(shown))?.[0]).toBeUndefined();
    }
    for (const shown of [view.items.map((each) => each.demand), noted.demand, item])
      expect(JSON.stringify(shown)).not.toContain(cast.firm);
    expect((await queue(otherManager, `organisationId=${cast.firm}`)).items.map((each) => each.demandId)).not.toContain(
      anonymous.id,
    );
  });

  it('is known to the manager in charge and to operators', async () => {
    for (const user of [cast.manager, cast.operator]) {
      expect((await list(anonymous.id, user)).items[0]!.demand).toMatchObject({
        organisationId: cast.firm,
        ownerLabel: '青岛海屿示例科技有限公司',
      });
      const mine = (await queue(user, `organisationId=${cast.firm}`)).items.find(
        (each) => each.demandId === anonymous.id,
      );
      expect(mine).toMatchObject({ title: '海屿头显光学膜受潮脱层' });
    }
  });
});

describe('computing anew', () => {
  it('follows a new achievement, and keeps what a curator decided', async () => {
    let match = await matchOf(film.id, adhesive.id);
    match = await decided(match, 'CONFIRM');
    match = await decided(match, 'NOTE', { comment: '已电话沟通' });
    match = await decided(match, 'GRADE', { relevance: 3 });
    match = await decided(match, 'PIN');

    const rival = await publishAchievement(stage, {
      title: '头显光学膜防脱层贴合胶膜',
      summary:
        '针对头显光学膜在高温高湿环境下层间脱开，提出双层压敏胶膜与真空贴合方案，双85老化五百小时不脱层，已在两条产线试用。',
      description: '光学膜脱层源于水汽与内应力，本成果用双层压敏胶膜分散应力并阻隔水汽，贴合后剥离强度高。',
    });
    await settleAll(t);
    const after = await list(film.id);
    expect(after.state).toBe('READY');
    const entered = after.items.find((item) => item.achievement.id === rival.id);
    expect(entered).toMatchObject({ status: 'SUGGESTED', origin: 'SYSTEM' });
    expect(after.items.find((item) => item.id === match.id)).toMatchObject({
      status: 'CONFIRMED',
      note: '已电话沟通',
      relevance: 3,
      isPinned: true,
    });
    expect(after.items[0]!.id).toBe(match.id);

    // What leaves the platform leaves the list.
    good(
      await t.call(cast.operator, 'POST', `/api/v1/achievements/${rival.id}/transitions`, {
        version: rival.version,
        event: 'suspend',
        comment: '权属争议',
      }),
    );
    await settleAll(t);
    expect((await list(film.id)).items.map((item) => item.achievement.id)).not.toContain(rival.id);
  });

  it('follows a change of the demand', async () => {
    const demand = await publishDemand(stage, { title: '将改写的需求', keywords: ['光学膜', '压敏胶', '脱层'] });
    await settleAll(t);
    expect((await list(demand.id)).items[0]!.achievement.id).toBe(adhesive.id);
    const edited = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', `/api/v1/demands/${demand.id}`, {
        version: demand.version,
        content: {
          title: '岩藻多糖连续提取',
          summary: '求褐藻多糖连续提取工艺。',
          problem:
            '以褐藻为原料提取岩藻多糖，现用醇沉法批次间纯度波动大，试过两种树脂仍不稳定，希望连续提取且纯度不低于95%。',
          confidential: '',
          scenes: ['岩藻多糖提取'],
          keywords: ['岩藻多糖', '膜分离', '连续提取'],
          hti: '206',
          chainCodes: ['MB'],
          indicators: [{ ...LIFT.indicators[0]!, name: '纯度', comparator: 'GE', value: 95, unit: '%' }],
        },
      }),
    );
    const submitted = await moveDemand(stage, cast.firmUser, edited, 'submit');
    await moveDemand(stage, cast.operator, submitted, 'publish');
    await settleAll(t);
    const after = await list(demand.id);
    expect(after.items[0]!.achievement.id).toBe(extraction.id);
    expect(
      after.items
        .filter((item) => item.status === 'SUGGESTED' && item.rank !== null)
        .map((item) => item.achievement.id),
    ).not.toContain(adhesive.id);
  });

  it('is done on request, and is no edit: who read the list before may still decide', async () => {
    const before = await list(film.id);
    t.clock.advanceDays(1);
    expect((await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${film.id}/recompute`)).status).toBe(202);
    await settleAll(t);
    const after = await list(film.id);
    expect(after.state).toBe('READY');
    expect(new Date(after.madeAt!).getTime()).toBeGreaterThan(new Date(before.madeAt!).getTime());
    expect(after.items.map((item) => [item.id, item.version])).toEqual(
      before.items.map((item) => [item.id, item.version]),
    );
    expect((await t.call(cast.manager, 'POST', `/api/v1/curation/achievements/${adhesive.id}/recompute`)).status).toBe(
      202,
    );
    await settleAll(t);
  });
});

describe('“no match yet”', () => {
  it('is concluded by a curator, told to the firm, and open again when something fits', async () => {
    const conclude = (body: object) =>
      t.call(cast.manager, 'POST', `/api/v1/curation/demands/${lift.id}/no-match`, body);
    const concluded = good<MatchListView>(await conclude({ comment: '已查遍' }));
    expect(concluded).toMatchObject({ staffNoMatch: true, noCloseMatch: true });
    const noticed = async () =>
      good<{ items: NotificationView[] }>(
        await t.call(cast.firmUser, 'GET', '/api/v1/me/notifications?limit=100'),
      ).items.filter((item) => item.kind === 'noMatchYet' && item.params.code === lift.code).length;
    expect(await noticed()).toBe(1);
    good(await conclude({}));
    expect(await noticed()).toBe(1);
    expect((await queue(cast.manager, 'state=none')).items.map((item) => item.demandId)).toContain(lift.id);
    expect(good<MatchListView>(await conclude({ concluded: false })).staffNoMatch).toBe(false);
    good(await conclude({}));

    await publishAchievement(stage, {
      ...STOCK.extraction,
      title: '电梯维保工单智能调度系统',
      summary:
        '面向老旧小区电梯维保，按楼栋、故障与技师资质自动派单排班，响应时间缩短到二十分钟以内，已在三个街道试用半年。',
      description: '维保工单自动派发，按技师资质与位置排班，楼栋电梯档案与派单软件打通。',
      keywords: ['电梯', '维保', '派单'],
      scenes: ['电梯维保派单'],
      hti: '101',
      chainCodes: ['AI'],
      indicators: [{ ...LIFT.indicators[0]!, value: 20, mandatory: false }],
    });
    await settleAll(t);
    const after = await list(lift.id);
    expect(after).toMatchObject({ staffNoMatch: false, noCloseMatch: false });
    expect(after.items[0]!.relevance).toBeGreaterThanOrEqual(3);
    expect((await queue(cast.manager, 'state=none')).items.map((item) => item.demandId)).not.toContain(lift.id);
  });
});

describe('a suggestion that nobody takes up', () => {
  // Moves the clock, so it comes last.
  it('lapses after thirty days and may be brought back by hand', async () => {
    const match = (await list(lift.id)).items.find((item) => item.status === 'SUGGESTED' && item.origin === 'SYSTEM')!;
    t.clock.advanceDays(31);
    expect(await t.container.services.introductions.lapseOverdue(SYSTEM_ACTOR)).toBeGreaterThan(0);
    expect((await list(lift.id)).items.map((item) => item.id)).not.toContain(match.id);
    expect((await queue(cast.manager, 'state=none')).items.map((item) => item.demandId)).not.toContain(lift.id);
    expect((await queue(cast.manager, 'state=open')).items.map((item) => item.demandId)).toContain(lift.id);
    const again = good<MatchView>(
      await t.call(cast.manager, 'POST', '/api/v1/matches', {
        demandId: lift.id,
        achievementId: match.achievement.id,
      }),
    );
    expect(again).toMatchObject({ id: match.id, status: 'SUGGESTED' });
    expect((await list(lift.id)).items.map((item) => item.id)).toContain(match.id);
    expect(await t.container.services.introductions.lapseOverdue(SYSTEM_ACTOR)).toBe(0);
  });

  it('comes back with a new run that ranks it', async () => {
    t.clock.advanceDays(31);
    expect(await t.container.services.introductions.lapseOverdue(SYSTEM_ACTOR)).toBeGreaterThan(0);
    const before = (await list(lift.id)).items.filter((item) => item.status === 'SUGGESTED');
    expect(before).toEqual([]);
    await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${lift.id}/recompute`);
    await settleAll(t);
    expect((await list(lift.id)).items.filter((item) => item.status === 'SUGGESTED').length).toBeGreaterThan(0);
  });
});
