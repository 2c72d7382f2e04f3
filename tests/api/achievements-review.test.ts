import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me, NotificationView } from '../../server/contracts/accounts.contract.ts';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { SearchResponse } from '../../server/contracts/search.contract.ts';
import {
  approval,
  type Cast,
  draftAchievement,
  good,
  makeCast,
  moveAchievement,
  publishAchievement,
} from '../helpers/cast.ts';
import { achievementContent, cleared } from '../helpers/contents.ts';
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

describe('submitting', () => {
  it('an incomplete draft names each field that is missing', async () => {
    const draft = good<AchievementView>(
      await t.call(cast.researcher, 'POST', '/api/v1/achievements', {
        organisationId: cast.university,
        content: { title: '短题', priceMode: 'RANGE' },
      }),
    );
    const response = await step(cast.researcher, draft, 'submit');
    expect(response).toMatchObject({ status: 422, body: { code: 'INCOMPLETE' } });
    expect(fields(response)).toEqual(
      expect.arrayContaining([
        'content.title title_5_60',
        'content.summary summary_50_300',
        'content.priceMin range_end_required',
        'content.indicators indicators_required',
        'content.trl trl_one_value',
      ]),
    );
    expect(fields(response).map((line) => line.split(' ')[0])).toEqual(
      draft.missing.map((item) => `content.${item.field}`),
    );
    expect((await read(cast.researcher, draft.id)).status).toBe('DRAFT');
  });

  it.each([
    [
      'a mobile number',
      { description: `${achievementContent().description}有意者请致电 138-0000-1234 洽谈。` },
      'content.description contact_mobile',
    ],
    [
      'an address',
      { summary: `${achievementContent().summary}联系 someone@institute.example` },
      'content.summary contact_mail',
    ],
    [
      'a chat name',
      { description: `${achievementContent().description}微信：lab_contact_9` },
      'content.description contact_chat',
    ],
    [
      'a mark of secrecy',
      { description: `${achievementContent().description}本项目属国家秘密。` },
      'content.description secret',
    ],
  ])('is held back by %s in the text', async (_case, content, expected) => {
    const draft = await draftAchievement(stage, content);
    const findings = good<{ items: { level: string; field: string }[] }>(
      await t.call(cast.researcher, 'GET', url(draft.id, '/text-check')),
    );
    expect(findings.items).toEqual([expect.objectContaining({ level: 'BLOCK' })]);
    const response = await step(cast.researcher, draft, 'submit');
    expect(response).toMatchObject({ status: 422, body: { code: 'TEXT_BLOCKED' } });
    expect(fields(response)).toEqual([expected]);
  });

  it('with a superlative passes, and the reviewer is shown the place', async () => {
    const draft = await draftAchievement(stage, { description: `${achievementContent().description}性能国际领先。` });
    const submitted = await moveAchievement(stage, cast.researcher, draft, 'submit');
    const { items } = good<{ items: { field: string; start: number; end: number; level: string; excerpt: string }[] }>(
      await t.call(cast.instituteAdmin, 'GET', url(draft.id, '/text-check')),
    );
    expect(items).toEqual([
      expect.objectContaining({ field: 'description', level: 'REVIEW', code: 'SUPERLATIVE', excerpt: '国际领先' }),
    ]);
    expect(submitted.content.description!.slice(items[0]!.start, items[0]!.end)).toBe('国际领先');
  });

  it('closes the draft for changes until it comes back', async () => {
    const submitted = await moveAchievement(stage, cast.researcher, await draftAchievement(stage), 'submit');
    expect(submitted.canEdit).toBe(false);
    const edit = await t.call(cast.researcher, 'PATCH', url(submitted.id), {
      version: submitted.version,
      content: { title: '提交之后的修改' },
    });
    expect(edit).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
    expect(await refused(cast.researcher, submitted, 'submit')).toBe('409 STATE_CONFLICT');
    expect(await refused(cast.instituteAdmin, submitted, 'return')).toBe('422 REASON_REQUIRED');
    const back = await moveAchievement(stage, cast.instituteAdmin, submitted, 'return', { comment: '请补充检测报告' });
    expect(back).toMatchObject({ status: 'DRAFT', canEdit: true });
  });

  it('asks for a version, a known event and a session', async () => {
    const draft = await draftAchievement(stage);
    expect((await step(null, draft, 'submit')).status).toBe(401);
    expect(fields(await step(cast.researcher, draft, 'explode'))).toEqual(['event invalid_value']);
    expect(fields(await t.call(cast.researcher, 'POST', url(draft.id, '/transitions'), { event: 'submit' }))).toEqual([
      'version required',
    ]);
    expect(await refused(cast.researcher, { ...draft, version: 7 }, 'submit')).toBe('409 VERSION_CONFLICT');
  });
});

describe('review in two steps', () => {
  it('goes from the institute to the platform and ends in the search', async () => {
    const draft = await draftAchievement(stage, { title: '两步审核后公开的成果甲' });
    const submitted = await moveAchievement(stage, cast.researcher, draft, 'submit');
    expect(await refused(cast.researcher, submitted, 'instituteApprove', approval)).toBe('403 OWN_ITEM');
    expect(await refused(cast.operator, submitted, 'instituteApprove', approval)).toBe('403 FORBIDDEN');
    expect(await refused(cast.operator, submitted, 'publish')).toBe('409 STATE_CONFLICT');

    const unchecked = await step(cast.instituteAdmin, submitted, 'instituteApprove', {
      secrecyCheck: { ...cleared, result: 'PENDING' },
    });
    expect(unchecked.status).toBe(422);
    expect(fields(unchecked)).toEqual(['ownershipConfirmed required', 'secrecyCheck required', 'exportCheck required']);

    const approved = await moveAchievement(stage, cast.instituteAdmin, submitted, 'instituteApprove', approval);
    expect(approved.content).toMatchObject({ secrecyCheck: cleared, exportCheck: cleared });
    expect(await found('两步审核后公开的成果甲')).not.toContain(draft.id);
    expect(await refused(cast.instituteAdmin, approved, 'publish')).toBe('403 FORBIDDEN');

    const published = await moveAchievement(stage, cast.operator, approved, 'publish');
    expect(published).toMatchObject({
      status: 'PUBLISHED',
      publishedAt: t.clock.now().toISOString(),
      confirmedAt: t.clock.now().toISOString(),
    });
    expect((await found('两步审核后公开的成果甲'))[0]).toBe(draft.id);
    const card = good<SearchResponse>(
      await t.call(null, 'GET', `/api/v1/search?q=${encodeURIComponent('两步审核后公开的成果甲')}`),
    ).hits[0]!;
    expect(card).toMatchObject({
      ownerLabel: '岚湾示例大学',
      trl: 6,
      hti: '403',
      chainCodes: ['VR'],
      priceLabel: { mode: 'RANGE', min: 500_000, max: 2_000_000 },
      isStale: false,
    });
  });

  it('is written down step by step, for the owner and staff only', async () => {
    const view = await publishAchievement(stage, { title: '有流转记录的成果' });
    for (const user of [cast.researcher, cast.instituteAdmin, cast.operator]) {
      const { items } = good<{ items: { event: string; from: string; to: string; role: string }[] }>(
        await t.call(user, 'GET', url(view.id, '/history')),
      );
      expect(items.map(({ event, from, to, role }) => `${event} ${from}→${to} ${role}`)).toEqual([
        'create →DRAFT researcher',
        'submit DRAFT→SUBMITTED researcher',
        'instituteApprove SUBMITTED→INSTITUTE_OK instituteAdmin',
        'publish INSTITUTE_OK→PUBLISHED operator',
      ]);
    }
    for (const rest of ['/history', '/text-check'])
      for (const user of [cast.firmUser, cast.manager])
        expect((await t.call(user, 'GET', url(view.id, rest))).status).toBe(404);
  });

  it('tells the owner', async () => {
    const before = good<Me>(await t.call(cast.researcher, 'GET', '/api/v1/me')).unreadNotifications;
    const view = await publishAchievement(stage, { title: '通知本人的成果' });
    expect(good<Me>(await t.call(cast.researcher, 'GET', '/api/v1/me')).unreadNotifications).toBe(before + 2);
    const { items } = good<{ items: NotificationView[] }>(
      await t.call(cast.researcher, 'GET', '/api/v1/me/notifications'),
    );
    expect(items.slice(0, 2).map((item) => [item.kind, item.params.event, item.link])).toEqual([
      ['achievementMoved', 'publish', `/desk/achievements/${view.id}`],
      ['achievementMoved', 'instituteApprove', `/desk/achievements/${view.id}`],
    ]);
  });

  it('lets nobody approve what they created', async () => {
    const ofAdmin = await moveAchievement(
      stage,
      cast.instituteAdmin,
      await draftAchievement(stage, {}, cast.instituteAdmin),
      'submit',
    );
    expect(await refused(cast.instituteAdmin, ofAdmin, 'instituteApprove', approval)).toBe('403 OWN_ITEM');

    const ofOperator = await moveAchievement(
      stage,
      cast.operator,
      await draftAchievement(stage, {}, cast.operator),
      'submit',
    );
    const approved = await moveAchievement(stage, cast.instituteAdmin, ofOperator, 'instituteApprove', approval);
    expect(await refused(cast.operator, approved, 'publish')).toBe('403 OWN_ITEM');
    expect((await moveAchievement(stage, cast.secondOperator, approved, 'publish')).status).toBe('PUBLISHED');
  });

  it('of an administrator’s own record is not stuck when nobody else administers the institute', async () => {
    const submitted = await moveAchievement(
      stage,
      cast.instituteAdmin,
      await draftAchievement(stage, {}, cast.instituteAdmin),
      'submit',
    );
    expect((await read(cast.operator, submitted.id)).allowedEvents).toContain('instituteApprove');
    const approved = await moveAchievement(stage, cast.operator, submitted, 'instituteApprove', approval);
    expect((await moveAchievement(stage, cast.secondOperator, approved, 'publish')).status).toBe('PUBLISHED');
  });

  it('takes two operators where the institute has no administrator', async () => {
    const college = await t.makeOrganisation({ name: '无管理员示例学院' });
    const person = await t.makeUser(['researcher'], college);
    const ip = achievementContent().ip!.map((right) => ({ ...right, holders: ['无管理员示例学院'] }));
    const draft = good<AchievementView>(
      await t.call(person, 'POST', '/api/v1/achievements', {
        organisationId: college,
        content: achievementContent({ ip }),
      }),
    );
    const submitted = await moveAchievement(stage, person, draft, 'submit');
    const approved = await moveAchievement(stage, cast.operator, submitted, 'instituteApprove', approval);
    expect((await read(cast.operator, draft.id)).allowedEvents).not.toContain('publish');
    expect(await refused(cast.operator, approved, 'publish')).toMatch(/^403 /u);
    expect((await moveAchievement(stage, cast.secondOperator, approved, 'publish')).status).toBe('PUBLISHED');
  });

  it('of the platform can send a record back with a reason', async () => {
    const submitted = await moveAchievement(stage, cast.researcher, await draftAchievement(stage), 'submit');
    const approved = await moveAchievement(stage, cast.instituteAdmin, submitted, 'instituteApprove', approval);
    expect(await refused(cast.instituteAdmin, approved, 'return', { comment: '太晚了' })).toBe('403 FORBIDDEN');
    const back = await moveAchievement(stage, cast.operator, approved, 'return', { comment: '摘要与正文不一致' });
    expect(back.status).toBe('DRAFT');
    const { items } = good<{ items: { event: string; comment: string | null }[] }>(
      await t.call(cast.researcher, 'GET', url(back.id, '/history')),
    );
    expect(items.at(-1)).toMatchObject({ event: 'return', comment: '摘要与正文不一致' });
  });
});

describe('an edit of a published record', () => {
  it('stays beside it until it was reviewed as well', async () => {
    const published = await publishAchievement(stage, { title: '修订前的公开名称玄武' });
    const edited = good<AchievementView>(
      await t.call(cast.researcher, 'PATCH', url(published.id), {
        version: published.version,
        content: { title: '修订后的公开名称朱雀', trl: 7 },
      }),
    );
    expect(edited).toMatchObject({
      status: 'PUBLISHED',
      content: { title: '修订前的公开名称玄武', trl: 6 },
      revision: { status: 'DRAFT', content: { title: '修订后的公开名称朱雀', trl: 7 } },
    });
    const hidden = async () => {
      for (const user of [null, cast.firmUser]) {
        const view = await read(user, published.id);
        expect(view).toMatchObject({ content: { title: '修订前的公开名称玄武', trl: 6 }, revision: null });
        expect(JSON.stringify(view)).not.toContain('朱雀');
      }
      expect(await found('朱雀')).not.toContain(published.id);
      expect(await found('玄武')).toContain(published.id);
    };
    await hidden();

    const submitted = await moveAchievement(stage, cast.researcher, edited, 'submit');
    expect(submitted).toMatchObject({ status: 'PUBLISHED', canEdit: false, revision: { status: 'SUBMITTED' } });
    expect(
      (await t.call(cast.researcher, 'PATCH', url(published.id), { version: submitted.version, content: { trl: 8 } }))
        .status,
    ).toBe(409);
    const approved = await moveAchievement(stage, cast.instituteAdmin, submitted, 'instituteApprove', approval);
    await hidden();

    const done = await moveAchievement(stage, cast.operator, approved, 'publish');
    expect(done).toMatchObject({
      status: 'PUBLISHED',
      content: { title: '修订后的公开名称朱雀', trl: 7 },
      revision: null,
      publishedAt: published.publishedAt,
    });
    expect(await found('朱雀')).toContain(published.id);
    expect(await found('玄武')).not.toContain(published.id);
  });

  it('can be sent back, mended and goes on from there', async () => {
    const published = await publishAchievement(stage, { title: '修订被退回的成果' });
    const edited = good<AchievementView>(
      await t.call(cast.researcher, 'PATCH', url(published.id), {
        version: published.version,
        content: { keywords: ['一', '二', '三'] },
      }),
    );
    const submitted = await moveAchievement(stage, cast.researcher, edited, 'submit');
    const back = await moveAchievement(stage, cast.instituteAdmin, submitted, 'return', { comment: '关键词过于笼统' });
    expect(back).toMatchObject({ status: 'PUBLISHED', canEdit: true, revision: { status: 'DRAFT' } });
    const mended = good<AchievementView>(
      await t.call(cast.researcher, 'PATCH', url(published.id), { version: back.version, content: { trl: 7 } }),
    );
    expect(mended.revision!.content).toMatchObject({ keywords: ['一', '二', '三'], trl: 7 });
  });

  it('by a reviewer is not approved by the same person', async () => {
    const published = await publishAchievement(stage, { title: '由管理员修订的成果' });
    const edited = good<AchievementView>(
      await t.call(cast.instituteAdmin, 'PATCH', url(published.id), {
        version: published.version,
        content: { trl: 7 },
      }),
    );
    const submitted = await moveAchievement(stage, cast.instituteAdmin, edited, 'submit');
    expect(await refused(cast.instituteAdmin, submitted, 'instituteApprove', approval)).toBe('403 OWN_ITEM');
  });

  it('has nothing to submit when nothing was edited', async () => {
    const published = await publishAchievement(stage, { title: '没有修订的成果' });
    for (const event of ['submit', 'instituteApprove', 'publish', 'return'])
      expect(await refused(cast.operator, published, event, { comment: '没有可处理的内容' })).toBe(
        '409 STATE_CONFLICT',
      );
  });
});
