import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { approval, good, moveAchievement, publishDemand, settleAll, TEAM_CONTACT } from '../helpers/cast.ts';
import { achievementContent } from '../helpers/contents.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';

const _FIRM = /青岛海屿示例科技|海屿/u;

let t: Introductions['t'];
let cast: Introductions['cast'];
let stage: Introductions['stage'];
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
let introduced: Introductions['introduced'];

beforeAll(async () => {
  ({ t, cast, stage, rival, stranger, adhesive, list, send, get, answer, mine, notices, accesses, introduced } =
    await makeIntroductions());
}, 240_000);
afterAll(() => t.close());

describe('two times yes', () => {
  it('opens contacts and the second level to both, and writes down who looked', async () => {
    const { demand, match } = await introduced({ confidential: '良率机密数字玖玖贰伍' });
    const first = good<MatchView>(await answer(cast.firmUser, match, { answer: 'ACCEPT' }));
    expect(first).toMatchObject({
      status: 'ACCEPTED_ONE',
      introduction: { demandAnswer: 'ACCEPTED', achievementAnswer: 'PENDING', counterpartContact: null },
    });
    expect(await answer(cast.firmUser, first, { answer: 'DECLINE', reasonCode: 'R01' })).toMatchObject({ status: 409 });
    expect((await get(cast.researcher, match.id)).introduction!.counterpartContact).toBeNull();
    expect(JSON.stringify(good(await t.call(cast.researcher, 'GET', `/api/v1/demands/${demand.id}`)))).not.toContain(
      '玖玖贰伍',
    );

    const both = good<MatchView>(await answer(cast.researcher, first, { answer: 'ACCEPT' }));
    expect(both).toMatchObject({
      status: 'ACCEPTED_BOTH',
      introduction: {
        counterpartContact: { name: '测试联系人', mobile: '13800001234', email: 'contact@firm.example' },
      },
    });
    const seen = await accesses(match.id);
    expect(seen).toBeGreaterThan(0);
    expect((await get(cast.firmUser, match.id)).introduction!.counterpartContact).toEqual(TEAM_CONTACT);
    expect(await accesses(match.id)).toBe(seen + 1);
    expect(
      (await mine(cast.firmUser, 'accepted')).find((item) => item.id === match.id)!.introduction!.counterpartContact,
    ).toEqual({ ...TEAM_CONTACT, mobile: '139****5678', email: 't***@institute.example' });
    const ofDemand = await t.call(cast.firmUser, 'GET', `/api/v1/matches/demand/${demand.id}`);
    expect(JSON.stringify(good(ofDemand))).not.toContain(TEAM_CONTACT.mobile);
    expect(await accesses(match.id)).toBe(seen + 1);
    const { rows } = await t.container.database.executeSql(
      'select actor_id, reason from contact_access where subject_id = $1 order by at, id',
      [match.id],
    );
    expect(rows).toContainEqual({ actor_id: cast.firmUser.id, reason: 'ACCEPTED_BOTH' });
    expect(rows).toContainEqual({ actor_id: cast.researcher.id, reason: 'ACCEPTED_BOTH' });

    const opened = good<DemandView>(await t.call(cast.researcher, 'GET', `/api/v1/demands/${demand.id}`));
    expect(opened).toMatchObject({
      level: 'L2',
      content: {
        confidential: '良率机密数字玖玖贰伍',
        budgetMin: 600_000,
        budgetMax: 900_000,
        contactMobile: '138****1234',
        contactEmail: 'c***@firm.example',
      },
    });
    const achievement = good<AchievementView>(
      await t.call(cast.firmUser, 'GET', `/api/v1/achievements/${adhesive.id}`),
    );
    expect(achievement).toMatchObject({ level: 'L2', content: { confidential: expect.stringContaining('代号甲七') } });
    for (const user of [cast.firmUser, cast.researcher, cast.instituteAdmin])
      expect((await notices(user, 'bothAccepted')).map((notice) => notice.params.code)).toContain(match.code);
    // Others stay where they were.
    expect(good<DemandView>(await t.call(stranger, 'GET', `/api/v1/demands/${demand.id}`)).level).toBe('L1');
    expect(good<AchievementView>(await t.call(rival, 'GET', `/api/v1/achievements/${adhesive.id}`)).level).toBe('L1');
  });

  it('gives the person who entered the record when no contact was named', async () => {
    const draft = good<AchievementView>(
      await t.call(cast.researcher, 'POST', '/api/v1/achievements', {
        organisationId: cast.university,
        content: achievementContent({ title: '没有团队的光学压敏胶' }),
      }),
    );
    const approved = await moveAchievement(
      stage,
      cast.instituteAdmin,
      await moveAchievement(stage, cast.researcher, draft, 'submit'),
      'instituteApprove',
      approval,
    );
    const lone = await moveAchievement(stage, cast.operator, approved, 'publish');
    const demand = await publishDemand(stage, {
      title: '没有联系人的需求',
      contactName: '',
      contactMobile: '',
      contactEmail: '',
    });
    await settleAll(t);
    const suggested = (await list(demand.id)).items.find((item) => item.achievement.id === lone.id)!;
    const match = good<MatchView>(
      await t.call(cast.manager, 'POST', `/api/v1/matches/${suggested.id}/decisions`, {
        version: suggested.version,
        action: 'CONFIRM',
      }),
    );
    const sent = good<MatchListView>(await send(cast.manager, demand.id, { matchIds: [match.id] })).items.find(
      (item) => item.id === match.id,
    )!;
    const both = good<MatchView>(
      await answer(cast.researcher, good<MatchView>(await answer(cast.firmUser, sent, { answer: 'ACCEPT' })), {
        answer: 'ACCEPT',
      }),
    );
    expect(both.introduction!.counterpartContact).toMatchObject({ email: cast.firmUser.email });
    expect((await get(cast.firmUser, match.id)).introduction!.counterpartContact).toMatchObject({
      email: cast.researcher.email,
    });
    await moveAchievement(
      stage,
      cast.researcher,
      good(await t.call(cast.researcher, 'GET', `/api/v1/achievements/${lone.id}`)),
      'archive',
      { comment: '测试完毕' },
    );
  });

  it('is a label for the ranking', async () => {
    const { match } = await introduced();
    const one = good<MatchView>(await answer(cast.instituteAdmin, match, { answer: 'ACCEPT' }));
    good(await answer(cast.firmUser, one, { answer: 'ACCEPT' }));
    const { items } = good<{ items: { action: string; matchId: string }[] }>(
      await t.call(cast.operator, 'GET', '/api/v1/curation/labels?limit=20'),
    );
    expect(items.filter((item) => item.matchId === match.id).map((item) => item.action)).toEqual([
      'ACCEPT_DEMAND',
      'ACCEPT_ACHIEVEMENT',
      'SEND',
      'CONFIRM',
    ]);
  });
});

describe('a no', () => {
  it('needs a reason, tells the other side, and ends it', async () => {
    const { match } = await introduced();
    expect(await answer(cast.researcher, match, { answer: 'DECLINE' })).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED' },
    });
    expect(await answer(cast.researcher, match, { answer: 'DECLINE', reasonCode: 'R99' })).toMatchObject({
      status: 422,
    });
    expect((await answer(cast.researcher, match, { answer: 'MAYBE' })).status).toBe(400);
    expect(
      (await t.call(cast.researcher, 'POST', `/api/v1/introductions/${match.id}/answer`, { answer: 'ACCEPT' })).status,
    ).toBe(400);
    const told = (await notices(cast.firmUser, 'declined')).length;
    const declined = good<MatchView>(
      await answer(cast.researcher, match, { answer: 'DECLINE', reasonCode: 'R08', comment: '今年没有档期' }),
    );
    expect(declined).toMatchObject({
      status: 'DECLINED',
      introduction: { achievementAnswer: 'DECLINED', declinedReason: 'R08', counterpartContact: null },
    });
    const [notice] = await notices(cast.firmUser, 'declined');
    expect(await notices(cast.firmUser, 'declined')).toHaveLength(told + 1);
    expect(notice!.params).toEqual({ code: match.code, reason: 'R08' });
    expect(await answer(cast.firmUser, declined, { answer: 'ACCEPT' })).toMatchObject({ status: 409 });
    expect((await mine(cast.firmUser, 'closed')).map((item) => item.id)).toContain(match.id);
    expect((await mine(cast.firmUser, 'open')).map((item) => item.id)).not.toContain(match.id);
  });

  it('and a yes at the same moment leave one of them', async () => {
    const { match } = await introduced();
    const answers = await Promise.all([
      answer(cast.researcher, match, { answer: 'DECLINE', reasonCode: 'R08' }),
      answer(cast.firmUser, match, { answer: 'ACCEPT' }),
    ]);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
    expect(answers.find((each) => each.status === 409)!.body as Problem).toMatchObject({
      code: 'VERSION_CONFLICT',
      current: { id: match.id },
    });
  });
});

describe('feedback of the firm', () => {
  it('is kept with the match and hidden from the other side', async () => {
    const { match } = await introduced();
    const rated = good<MatchView>(
      await t.call(cast.firmUser, 'POST', `/api/v1/introductions/${match.id}/feedback`, {
        version: match.version,
        feedback: 'NOT_NOW',
      }),
    );
    expect(rated.feedback).toBe('NOT_NOW');
    expect((await get(cast.researcher, match.id)).feedback).toBeNull();
    expect(
      await t.call(cast.firmUser, 'POST', `/api/v1/introductions/${match.id}/feedback`, {
        version: match.version,
        feedback: 'USEFUL',
      }),
    ).toMatchObject({ status: 409 });
    expect(
      (
        await t.call(cast.researcher, 'POST', `/api/v1/introductions/${match.id}/feedback`, {
          version: rated.version,
          feedback: 'USEFUL',
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await t.call(cast.firmUser, 'POST', `/api/v1/introductions/${match.id}/feedback`, {
          version: rated.version,
          feedback: 'GREAT',
        })
      ).status,
    ).toBe(400);
  });
});

describe('decisions', () => {
  interface Label {
    matchId: string;
    action: string;
    rankShown: number | null;
    modelVersion: string;
    reasonCode: string | null;
    byName: string;
    at: string;
  }
  const labels = async (matchId: string) =>
    good<{ items: Label[] }>(await t.call(cast.operator, 'GET', '/api/v1/curation/labels?limit=50')).items.filter(
      (item) => item.matchId === matchId,
    );
  const nameOf = async (user: typeof cast.firmUser) =>
    good<{ name: string }>(await t.call(user, 'GET', '/api/v1/me')).name;

  it('of both sides are labels with who, when, the rank shown and the version of the model', async () => {
    const { demand, match } = await introduced({ title: '留下标签的需求' });
    const shown = (await list(demand.id)).items.find((item) => item.id === match.id)!;
    expect(shown.rank).toBeGreaterThan(0);
    const one = good<MatchView>(await answer(cast.firmUser, match, { answer: 'ACCEPT' }));
    t.clock.advanceDays(1);
    good(await answer(cast.researcher, one, { answer: 'DECLINE', reasonCode: 'R08', comment: '没有档期' }));
    const stored = await labels(match.id);
    expect(stored.map(({ action }) => action)).toEqual(['DECLINE_ACHIEVEMENT', 'ACCEPT_DEMAND', 'SEND', 'CONFIRM']);
    for (const label of stored)
      expect(label).toMatchObject({ rankShown: shown.rank, modelVersion: shown.modelVersion });
    const [declined, accepted, sent, confirmedBy] = stored;
    expect(declined).toMatchObject({ reasonCode: 'R08', byName: await nameOf(cast.researcher) });
    expect(accepted).toMatchObject({ reasonCode: null, byName: await nameOf(cast.firmUser) });
    for (const label of [sent, confirmedBy]) expect(label!.byName).toBe(await nameOf(cast.manager));
    expect(declined!.at).toBe(t.clock.now().toISOString());
    expect(Date.parse(declined!.at) - Date.parse(accepted!.at)).toBe(86_400_000);
    for (const user of [cast.firmUser, cast.researcher, cast.instituteAdmin, stranger])
      expect((await t.call(user, 'GET', '/api/v1/curation/labels')).status).toBe(403);
    expect((await t.call(null, 'GET', '/api/v1/curation/labels')).status).toBe(401);
  });

  it('count once however often they are sent, and only on the copy that was seen', async () => {
    const { match } = await introduced({ title: '重复答复的需求' });
    const stale = { id: match.id, version: match.version - 1 };
    expect(await answer(cast.firmUser, stale, { answer: 'ACCEPT' })).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', current: { id: match.id, version: match.version } },
    });
    const answers = await Promise.all([1, 2].map(() => answer(cast.firmUser, match, { answer: 'ACCEPT' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = await get(cast.firmUser, match.id);
    expect(kept).toMatchObject({ status: 'ACCEPTED_ONE', introduction: { achievementAnswer: 'PENDING' } });
    expect(await answer(cast.firmUser, kept, { answer: 'ACCEPT' })).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    });
    expect((await labels(match.id)).filter(({ action }) => action === 'ACCEPT_DEMAND')).toHaveLength(1);
    for (const body of [
      { version: 0, answer: 'ACCEPT' },
      { version: '1', answer: 'ACCEPT' },
      { answer: 'DECLINE', reasonCode: 'R77' },
      { answer: 'DECLINE', reasonCode: 'R08', comment: '长'.repeat(1001) },
    ])
      expect((await answer(cast.researcher, kept, body)).status).toBe(400);
    expect((await answer(cast.researcher, { id: 'x', version: 1 }, { answer: 'ACCEPT' })).status).toBe(400);
  });
});
