import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import {
  type Cast,
  draftAchievement,
  draftDemand,
  good,
  makeCast,
  moveAchievement,
  moveDemand,
  publishAchievement,
  publishDemand,
} from '../helpers/cast.ts';
import { achievementContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

const NOBODY = '0193a000-0000-7000-8000-000000000000';
let t: TestApp;
let cast: Cast;
const stage = () => ({ t, cast });
beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
}, 120_000);
afterAll(() => t.close());

const fields = ({ status, body }: { status: number; body: Problem }) =>
  `${status} ${(body.errors ?? []).map(({ path, code }) => `${path} ${code}`).join(', ')}`;
const reserve = (view: AchievementView, demandId: string) =>
  t.call(cast.instituteAdmin, 'POST', `/api/v1/achievements/${view.id}/transitions`, {
    version: view.version,
    event: 'reserve',
    until: '2026-12-31',
    demandId,
  });

describe('ids that a form sends along', () => {
  it('are co-owners that exist, in a new draft and in a change', async () => {
    const content = { title: '示例成果标题', coOwnerOrgIds: [cast.firm, NOBODY] };
    const asked = await t.call(cast.researcher, 'POST', '/api/v1/achievements', {
      organisationId: cast.university,
      content,
    });
    expect(fields(asked)).toBe('400 content.coOwnerOrgIds.1 not_found');
    const draft = await draftAchievement(stage());
    const change = (coOwnerOrgIds: string[]) =>
      t.call(cast.researcher, 'PATCH', `/api/v1/achievements/${draft.id}`, {
        version: draft.version,
        content: { coOwnerOrgIds },
      });
    expect(fields(await change([NOBODY]))).toBe('400 content.coOwnerOrgIds.0 not_found');
    expect(good<AchievementView>(await change([cast.firm])).content.coOwnerOrgIds).toEqual([cast.firm]);
  });

  it('name a demand of a reservation only when the institute may know of it', async () => {
    const published = await publishAchievement(stage());
    const hidden = await publishDemand(stage(), { visibility: 'INVITED' });
    const open = await publishDemand(stage());
    for (const id of [NOBODY, hidden.id]) expect(fields(await reserve(published, id))).toBe('400 demandId not_found');
    expect(good<AchievementView>(await reserve(published, open.id)).status).toBe('RESERVED');
  });
});

describe('holders of a right', () => {
  const submit = async (holders: string[], note: string) => {
    const ip = achievementContent().ip!.map((right) => ({ ...right, holders, note }));
    const draft = await draftAchievement(stage(), { ip });
    return t.call(cast.researcher, 'POST', `/api/v1/achievements/${draft.id}/transitions`, {
      version: draft.version,
      event: 'submit',
    });
  };
  it('include an owner, or the note says why not', async () => {
    expect(fields(await submit([], ''))).toBe('422 content.ip ip_holders_required');
    expect(fields(await submit(['别家示例学院'], ''))).toBe('400 content.ip.0.holders holder_not_owner');
    expect((await submit(['别家示例学院'], '已签转让协议')).status).toBe(200);
    expect((await submit(['别家示例学院', '岚湾示例大学'], '')).status).toBe(200);
  });
});

describe('demands', () => {
  it('need a background before they are submitted', async () => {
    const draft = await draftDemand(stage(), { background: '' });
    const asked = await t.call(cast.firmUser, 'POST', `/api/v1/demands/${draft.id}/transitions`, {
      version: draft.version,
      event: 'submit',
    });
    expect(fields(asked)).toBe('422 content.background background_required');
  });

  it('are extended to a later day, never shortened', async () => {
    const published = await publishDemand(stage(), { deadlineAnswer: '2027-01-31' });
    const extend = (deadlineAnswer: string) =>
      t.call(cast.firmUser, 'POST', `/api/v1/demands/${published.id}/transitions`, {
        version: published.version,
        event: 'extend',
        deadlineAnswer,
      });
    expect(fields(await extend('2026-12-01'))).toBe('400 deadlineAnswer too_early');
    expect(fields(await extend('2027-01-31'))).toBe('400 deadlineAnswer too_early');
    expect((await extend('2027-02-10')).status).toBe(200);
  });

  it('offer to publish a revision to the operator who did not write it', async () => {
    const published = await publishDemand(stage());
    const revised = good<typeof published>(
      await t.call(cast.operator, 'PATCH', `/api/v1/demands/${published.id}`, {
        version: published.version,
        content: { problem: `${published.content.problem}另须适应盐雾环境。` },
      }),
    );
    const submitted = await moveDemand(stage(), cast.operator, revised, 'submit');
    expect(submitted.allowedEvents).not.toContain('publish');
    const seen = good<typeof published>(await t.call(cast.secondOperator, 'GET', `/api/v1/demands/${published.id}`));
    expect(seen.allowedEvents).toContain('publish');
    expect((await moveDemand(stage(), cast.secondOperator, seen, 'publish')).content.problem).toContain('盐雾');
  });
});

describe('one step for many records', () => {
  it('answers in the language of the page', async () => {
    const draft = await draftAchievement(stage());
    const submitted = await moveAchievement(stage(), cast.researcher, draft, 'submit');
    const say = async (language: string) =>
      good<{ results: { message: string | null }[] }>(
        (await t.call(
          cast.operator,
          'POST',
          '/api/v1/achievements/bulk-transitions',
          { items: [{ id: submitted.id, version: submitted.version }], transition: { event: 'publish' } },
          { 'accept-language': language },
        )) as { status: number; body: never },
      ).results[0]!.message;
    expect(await say('zh-CN')).toBe('当前状态下不能进行此操作');
    expect(await say('en-GB')).toBe('This is not possible in the present state');
  });
});
