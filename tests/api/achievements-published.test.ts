import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementListItem, AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { SearchResponse } from '../../server/contracts/search.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import {
  approval,
  type Cast,
  draftAchievement,
  good,
  makeCast,
  moveAchievement,
  publishAchievement,
} from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };

const url = (id: string, rest = '') => `/api/v1/achievements/${id}${rest}`;
const fields = (response: { body: never }) =>
  ((response.body as Problem).errors ?? []).map(({ path, code }) => `${path} ${code}`);
const step = (user: TestUser | null, view: { id: string; version: number }, event: string, extra: object = {}) =>
  t.call(user, 'POST', url(view.id, '/transitions'), { version: view.version, event, ...extra });
const refused = async (user: TestUser, view: { id: string; version: number }, event: string, extra: object = {}) => {
  const response = await step(user, view, event, extra);
  return `${response.status} ${(response.body as Problem).code}`;
};
const found = async (text: string): Promise<string[]> => {
  await t.settle();
  return good<SearchResponse>(await t.call(null, 'GET', `/api/v1/search?q=${encodeURIComponent(text)}`)).hits.map(
    (hit) => hit.id,
  );
};
const read = async (user: TestUser | null, id: string) => good<AchievementView>(await t.call(user, 'GET', url(id)));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
});
afterAll(() => t.close());

describe('a published record', () => {
  it('is reserved by the institute for 90 days at most, and released with a reason', async () => {
    const published = await publishAchievement(stage, { title: '洽谈锁定的成果' });
    for (const user of [cast.researcher, cast.operator])
      expect(await refused(user, published, 'reserve', { until: '2026-12-31' })).toBe('403 FORBIDDEN');
    for (const [extra, expected] of [
      [{}, 'until required'],
      [{ until: '2026-11-22' }, 'until date_past'],
      [{ until: '2027-02-22' }, 'until too_long'],
      [{ until: '2026-13-01' }, 'until invalid_format'],
    ] as const)
      expect(fields(await step(cast.instituteAdmin, published, 'reserve', extra))).toEqual([expected]);
    const reserved = await moveAchievement(stage, cast.instituteAdmin, published, 'reserve', { until: '2027-02-21' });
    expect(reserved.status).toBe('RESERVED');
    expect(await found('洽谈锁定的成果')).toContain(published.id);
    expect(await refused(cast.instituteAdmin, reserved, 'release')).toBe('422 REASON_REQUIRED');
    expect(
      (await moveAchievement(stage, cast.instituteAdmin, reserved, 'release', { comment: '洽谈未成' })).status,
    ).toBe('PUBLISHED');
  });

  it('leaves the search while it is suspended, and comes back', async () => {
    const published = await publishAchievement(stage, { title: '权属有争议的成果白虎' });
    expect(await found('白虎')).toContain(published.id);
    expect(await refused(cast.researcher, published, 'suspend', { comment: '争议' })).toBe('403 FORBIDDEN');
    expect(await refused(cast.operator, published, 'suspend')).toBe('422 REASON_REQUIRED');
    const suspended = await moveAchievement(stage, cast.operator, published, 'suspend', { comment: '共有人提出异议' });
    expect(await found('白虎')).not.toContain(published.id);
    for (const user of [null, cast.firmUser]) expect((await t.call(user, 'GET', url(published.id))).status).toBe(404);
    expect((await read(cast.researcher, published.id)).status).toBe('SUSPENDED');
    await moveAchievement(stage, cast.instituteAdmin, suspended, 'resume');
    expect(await found('白虎')).toContain(published.id);
  });

  it('leaves the search when it is transferred, but can be read', async () => {
    const published = await publishAchievement(stage, { title: '已经转化的成果青龙' });
    expect(await refused(cast.researcher, published, 'transfer', { comment: '独占许可' })).toBe('403 FORBIDDEN');
    const sold = await moveAchievement(stage, cast.instituteAdmin, published, 'transfer', { comment: '独占许可' });
    expect(await found('青龙')).not.toContain(published.id);
    expect((await read(null, published.id)).status).toBe('TRANSFERRED');
    expect(await refused(cast.researcher, sold, 'archive', { comment: '已转化' })).toBe('409 STATE_CONFLICT');
  });

  it('is archived by its owner with a reason', async () => {
    const published = await publishAchievement(stage, { title: '下架的成果腾蛇' });
    expect(await refused(cast.researcher, published, 'archive')).toBe('422 REASON_REQUIRED');
    const archived = await moveAchievement(stage, cast.researcher, published, 'archive', { comment: '技术已过时' });
    expect(await found('腾蛇')).not.toContain(published.id);
    expect((await t.call(null, 'GET', url(published.id))).status).toBe(404);
    expect(archived.allowedEvents).toEqual([]);
    expect(
      (await t.call(cast.researcher, 'PATCH', url(published.id), { version: archived.version, content: { trl: 7 } }))
        .status,
    ).toBe(409);
    expect((await t.call(cast.researcher, 'POST', url(published.id, '/confirm'))).status).toBe(409);
  });
});

describe('many records at once', () => {
  it('each answer for themselves', async () => {
    const submitted: AchievementView[] = [];
    for (let i = 0; i < 3; i++)
      submitted.push(await moveAchievement(stage, cast.researcher, await draftAchievement(stage), 'submit'));
    const own = await moveAchievement(
      stage,
      cast.instituteAdmin,
      await draftAchievement(stage, {}, cast.instituteAdmin),
      'submit',
    );
    const unknown = newId();
    const items = [
      { id: submitted[0]!.id, version: submitted[0]!.version },
      { id: submitted[1]!.id, version: 99 },
      { id: own.id, version: own.version },
      { id: unknown, version: 1 },
      { id: submitted[2]!.id, version: submitted[2]!.version },
    ];
    const { results } = good<{ results: { id: string; ok: boolean; code: string | null; message: string | null }[] }>(
      await t.call(cast.instituteAdmin, 'POST', '/api/v1/achievements/bulk-transitions', {
        items,
        transition: { event: 'instituteApprove', ...approval },
      }),
    );
    expect(results.map(({ ok, code }) => `${ok} ${code}`)).toEqual([
      'true null',
      'false VERSION_CONFLICT',
      'false OWN_ITEM',
      'false NOT_FOUND',
      'true null',
    ]);
    expect(results.map((result) => result.id)).toEqual(items.map((item) => item.id));
    for (const result of results.filter((each) => !each.ok)) expect(result.message).toMatch(/\p{Script=Han}/u);
    expect((await read(cast.operator, submitted[0]!.id)).status).toBe('INSTITUTE_OK');
    expect((await read(cast.operator, submitted[1]!.id)).status).toBe('SUBMITTED');
  });

  it('are a hundred at most, and not none', async () => {
    const bulk = (items: unknown[]) =>
      t.call(cast.operator, 'POST', '/api/v1/achievements/bulk-transitions', {
        items,
        transition: { event: 'submit' },
      });
    expect((await bulk([])).status).toBe(400);
    expect((await bulk(Array.from({ length: 101 }, () => ({ id: newId(), version: 1 })))).status).toBe(400);
    expect(
      (
        await t.call(null, 'POST', '/api/v1/achievements/bulk-transitions', {
          items: [{ id: newId(), version: 1 }],
          transition: { event: 'submit' },
        })
      ).status,
    ).toBe(401);
  });
});

describe('the question “still valid?”', () => {
  // Moves the clock, so it comes last.
  it('comes after twelve months and is answered by the owner', async () => {
    const published = await publishAchievement(stage, { title: '一年未确认的成果玉兔' });
    const card = async () => {
      await t.settle();
      const { hits } = good<SearchResponse>(
        await t.call(null, 'GET', `/api/v1/search?q=${encodeURIComponent('玉兔')}`),
      );
      return hits.find((hit) => hit.id === published.id)!;
    };
    expect(published.staleAt!.slice(0, 10)).toBe('2027-11-23');
    expect((await card()).isStale).toBe(false);
    t.clock.advanceDays(367);
    const stale = async () =>
      good<{ items: AchievementListItem[] }>(
        await t.call(cast.researcher, 'GET', '/api/v1/achievements?stale=true&limit=100'),
      ).items;
    expect((await stale()).find((item) => item.id === published.id)).toMatchObject({ isStale: true });

    expect((await t.call(null, 'POST', url(published.id, '/confirm'))).status).toBe(401);
    expect((await t.call(cast.firmUser, 'POST', url(published.id, '/confirm'))).status).toBe(404);
    const confirmed = good<AchievementView>(await t.call(cast.researcher, 'POST', url(published.id, '/confirm')));
    expect(confirmed.confirmedAt).toBe(t.clock.now().toISOString());
    expect((await stale()).map((item) => item.id)).not.toContain(published.id);
    expect((await card()).isStale).toBe(false);
  });
});
