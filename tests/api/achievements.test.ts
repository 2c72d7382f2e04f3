import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementListItem, AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { type Cast, draftAchievement, good, makeCast } from '../helpers/cast.ts';
import { achievementContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let colleague: TestUser;
let stranger: TestUser;
let platformAdmin: TestUser;
let otherUniversity: string;
let otherInstituteAdmin: TestUser;

const url = (id: string, rest = '') => `/api/v1/achievements/${id}${rest}`;
const fields = (response: { body: never }) =>
  ((response.body as Problem).errors ?? []).map(({ path, code }) => `${path} ${code}`);

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
  otherUniversity = await t.makeOrganisation({ name: '青屿示例学院' });
  colleague = await t.makeUser(['researcher'], cast.university);
  stranger = await t.makeUser(['researcher'], otherUniversity);
  otherInstituteAdmin = await t.makeUser(['instituteAdmin'], otherUniversity, true);
  platformAdmin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('a new draft', () => {
  it('is made by researchers, administrators of the institute and operators', async () => {
    for (const user of [cast.researcher, cast.instituteAdmin, cast.operator]) {
      const view = await draftAchievement(stage, {}, user);
      expect(view).toMatchObject({
        status: 'DRAFT',
        version: 1,
        organisationId: cast.university,
        teamId: cast.teamId,
        canEdit: true,
        missing: [],
        publishedAt: null,
      });
      expect(view.code).toMatch(/^ACH-2026-\d{6}$/u);
      expect(view.content.ip![0]!.normalNumber).toBe('CN202419990001.6');
    }
  });

  it('is refused to everybody else', async () => {
    const body = { organisationId: cast.university, content: achievementContent() };
    expect((await t.call(null, 'POST', '/api/v1/achievements', body)).status).toBe(401);
    for (const user of [cast.firmUser, cast.manager, platformAdmin])
      expect((await t.call(user, 'POST', '/api/v1/achievements', body)).status).toBe(403);
    const foreign = await t.call(stranger, 'POST', '/api/v1/achievements', body);
    expect(foreign.status).toBe(400);
    expect(fields(foreign)).toEqual(['organisationId not_member']);
  });

  it('may be empty, but may not hold what is wrong', async () => {
    const empty = good<AchievementView>(
      await t.call(cast.researcher, 'POST', '/api/v1/achievements', { organisationId: cast.university, content: {} }),
    );
    expect(empty.missing.map((item) => item.field)).toEqual(
      expect.arrayContaining(['title', 'summary', 'trl', 'indicators', 'transferRights']),
    );

    const patent = { ipType: 'INV', legalStatus: 'GRANTED', encumbrances: ['NONE'] };
    const wrong: [Record<string, unknown>, string][] = [
      [
        {
          ip: [
            { ...patent, number: '202419990001.6' },
            { ...patent, number: '202419990001.7' },
          ],
        },
        'content.ip.1.number patent_check',
      ],
      [{ ip: [{ ...patent, number: '202459990001.X' }] }, 'content.ip.0.number patent_type'],
      [{ hti: '40' }, 'content.hti unknown_code'],
      [{ chainCodes: ['VR', 'ZZ'] }, 'content.chainCodes.1 unknown_code'],
      [{ industryCodes: ['Z99'] }, 'content.industryCodes.0 unknown_code'],
      [{ sei: ['SE99'] }, 'content.sei.0 unknown_code'],
      [{ completionDate: '2026-12' }, 'content.completionDate date_future'],
      [{ startDate: '2025-01', completionDate: '2024-12' }, 'content.startDate date_order'],
      [{ priceMin: 800000, priceMax: 500000 }, 'content.priceMax range_reversed'],
      [{ trl: 10 }, 'content.trl too_big'],
      [{ trl: 5.5 }, 'content.trl invalid_type'],
      [{ title: '字'.repeat(61) }, 'content.title too_big'],
      [{ cooperationModes: ['RENT'] }, 'content.cooperationModes.0 invalid_value'],
      [
        { indicators: [{ name: '强度', comparator: 'BETWEEN', value: 5, value2: 1 }] },
        'content.indicators.0.value2 range_reversed',
      ],
      [
        { indicators: [{ name: '强度', comparator: 'BETWEEN', value: 5 }] },
        'content.indicators.0.value2 range_end_missing',
      ],
      [{ title: 7 }, 'content.title invalid_type'],
    ];
    for (const [content, expected] of wrong) {
      const response = await t.call(cast.researcher, 'POST', '/api/v1/achievements', {
        organisationId: cast.university,
        content,
      });
      expect(response.status, expected).toBe(400);
      expect(fields(response)).toEqual([expected]);
    }
    const blank = await t.call(cast.researcher, 'POST', '/api/v1/achievements', {});
    expect(fields(blank)).toEqual(['organisationId required', 'content required']);
  });

  it('takes no team of another organisation and no organisation that does not exist', async () => {
    const foreign = await t.call(cast.operator, 'POST', '/api/v1/achievements', {
      organisationId: otherUniversity,
      teamId: cast.teamId,
      content: {},
    });
    expect(fields(foreign)).toEqual(['teamId not_found']);
    const nowhere = await t.call(cast.operator, 'POST', '/api/v1/achievements', {
      organisationId: newId(),
      content: {},
    });
    expect(fields(nowhere)).toEqual(['organisationId not_found']);
  });
});

describe('a doubled submit', () => {
  const body = () => ({ organisationId: cast.university, content: { title: '同一次提交的成果' } });
  const count = async (user: TestUser) =>
    good<{ items: AchievementListItem[] }>(
      await t.call(user, 'GET', `/api/v1/achievements?q=${encodeURIComponent('同一次提交的成果')}&limit=100`),
    ).items.length;

  it('with one key is one record', async () => {
    const headers = { 'idempotency-key': 'key-of-a-doubled-submit' };
    const before = await count(cast.researcher);
    const [first, second] = await Promise.all([
      t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers),
      t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers),
    ]);
    // The second of two at the very same time is told to wait; asked again it gets the first answer.
    expect([first.status, second.status].sort()).toContain(201);
    const again = await t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers);
    expect(again.status).toBe(201);
    for (const answer of [first, second])
      if (answer.status === 201) expect((answer.body as AchievementView).id).toBe((again.body as AchievementView).id);
    expect(await count(cast.researcher)).toBe(before + 1);
  });

  it('with one key and another body is refused', async () => {
    const headers = { 'idempotency-key': 'key-with-two-bodies' };
    good(await t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers));
    const other = await t.call(
      cast.researcher,
      'POST',
      '/api/v1/achievements',
      { organisationId: cast.university, content: { title: '另一份内容' } },
      headers,
    );
    expect(other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_CONFLICT' } });
  });

  it('of two people with one key is two records', async () => {
    const headers = { 'idempotency-key': 'key-of-two-people' };
    const mine = good<AchievementView>(await t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers));
    const theirs = good<AchievementView>(await t.call(colleague, 'POST', '/api/v1/achievements', body(), headers));
    expect(theirs.id).not.toBe(mine.id);
  });

  it('after a refusal may come again with the same key', async () => {
    const headers = { 'idempotency-key': 'key-after-a-refusal' };
    const refused = await t.call(
      cast.researcher,
      'POST',
      '/api/v1/achievements',
      { organisationId: newId(), content: {} },
      headers,
    );
    expect(refused.status).toBe(400);
    good(await t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), headers));
  });

  it('needs a key of some length', async () => {
    expect(
      (await t.call(cast.researcher, 'POST', '/api/v1/achievements', body(), { 'idempotency-key': 'short' })).status,
    ).toBe(400);
  });
});

describe('autosave of a draft', () => {
  it('replaces what it names and leaves the rest', async () => {
    const draft = await draftAchievement(stage);
    const saved = good<AchievementView>(
      await t.call(cast.researcher, 'PATCH', url(draft.id), {
        version: draft.version,
        content: { title: '改过的成果名称', priceMax: null, keywords: ['压敏胶', '贴合', '耐湿热'] },
      }),
    );
    expect(saved.version).toBe(draft.version + 1);
    expect(saved.content).toMatchObject({
      title: '改过的成果名称',
      priceMax: null,
      keywords: ['压敏胶', '贴合', '耐湿热'],
      summary: draft.content.summary,
      trl: 6,
    });
    expect(saved.content.indicators).toEqual(draft.content.indicators);
  });

  it('on an old copy is told of the newer one', async () => {
    const draft = await draftAchievement(stage);
    good(
      await t.call(cast.researcher, 'PATCH', url(draft.id), {
        version: draft.version,
        content: { title: '先保存的名称' },
      }),
    );
    const late = await t.call(cast.instituteAdmin, 'PATCH', url(draft.id), {
      version: draft.version,
      content: { title: '后保存的名称' },
    });
    expect(late.status).toBe(409);
    expect(late.body as Problem).toMatchObject({
      code: 'VERSION_CONFLICT',
      current: { id: draft.id, version: draft.version + 1, content: { title: '先保存的名称' } },
    });
    expect(good<AchievementView>(await t.call(cast.researcher, 'GET', url(draft.id))).content.title).toBe(
      '先保存的名称',
    );
  });

  it('at the same moment by two hands lets one of them through', async () => {
    const draft = await draftAchievement(stage);
    const answers = await Promise.all(
      ['甲方同时保存', '乙方同时保存', '丙方同时保存'].map((title) =>
        t.call(cast.researcher, 'PATCH', url(draft.id), { version: draft.version, content: { title } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const winner = answers.find((answer) => answer.status === 200)!.body as AchievementView;
    expect(good<AchievementView>(await t.call(cast.researcher, 'GET', url(draft.id))).content.title).toBe(
      winner.content.title,
    );
  });

  it('is for the owner, the institute and operators', async () => {
    let { version, id } = await draftAchievement(stage);
    for (const user of [cast.researcher, cast.instituteAdmin, cast.operator]) {
      version = good<AchievementView>(
        await t.call(user, 'PATCH', url(id), { version, content: { title: '各人都能保存' } }),
      ).version;
    }
    expect((await t.call(null, 'PATCH', url(id), { version, content: {} })).status).toBe(401);
    for (const user of [colleague, stranger, otherInstituteAdmin, cast.firmUser, cast.manager, platformAdmin])
      expect((await t.call(user, 'PATCH', url(id), { version, content: { title: '不该成功' } })).status).toBe(404);
  });

  it('wants a version, and content that is right', async () => {
    const draft = await draftAchievement(stage);
    expect(fields(await t.call(cast.researcher, 'PATCH', url(draft.id), { content: {} }))).toEqual([
      'version required',
    ]);
    expect(
      fields(
        await t.call(cast.researcher, 'PATCH', url(draft.id), { version: draft.version, content: { hti: '999' } }),
      ),
    ).toEqual(['content.hti unknown_code']);
    expect(
      fields(
        await t.call(cast.researcher, 'PATCH', url(draft.id), { version: draft.version, teamId: newId(), content: {} }),
      ),
    ).toEqual(['teamId not_found']);
    expect((await t.call(cast.researcher, 'GET', url(draft.id))).body as AchievementView).toMatchObject({
      version: draft.version,
    });
  });
});
