import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AchievementContent,
  AchievementListItem,
  AchievementView,
} from '../../server/contracts/achievements.contract.ts';
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

describe('lists', () => {
  const list = async (user: TestUser, query: string) =>
    good<{ items: AchievementListItem[]; nextCursor: string | null }>(
      await t.call(user, 'GET', `/api/v1/achievements?${query}`),
    );

  it('show everybody the own, the institute its own, operators all', async () => {
    const own = await draftAchievement(stage, { title: '清单中的一项成果' });
    const has = async (user: TestUser, query: string) =>
      (await list(user, `${query}&limit=100`)).items.some((item) => item.id === own.id);
    expect(await has(cast.researcher, 'scope=mine')).toBe(true);
    expect(await has(colleague, 'scope=mine')).toBe(false);
    expect(await has(cast.instituteAdmin, 'scope=institute')).toBe(true);
    expect(await has(otherInstituteAdmin, 'scope=institute')).toBe(false);
    expect(await has(cast.operator, 'scope=all')).toBe(true);
    expect(await has(cast.researcher, `scope=mine&q=${encodeURIComponent('清单中的')}`)).toBe(true);
    expect(await has(cast.researcher, `scope=mine&q=${own.code}`)).toBe(true);
    expect(await has(cast.researcher, `scope=mine&q=${encodeURIComponent('%')}`)).toBe(false);
    expect(await has(cast.researcher, 'scope=mine&status=PUBLISHED')).toBe(false);
  });

  it('show a team member what the team owns', async () => {
    const made = await draftAchievement(stage, { title: '由联盟代录的成果' }, cast.operator);
    const seen = await list(cast.researcher, 'scope=mine&limit=100');
    expect(seen.items.map((item) => item.id)).toContain(made.id);
  });

  it('hold back scopes that belong to others', async () => {
    expect((await t.call(null, 'GET', '/api/v1/achievements')).status).toBe(401);
    for (const scope of ['all', 'institute', 'review'])
      expect((await t.call(cast.researcher, 'GET', `/api/v1/achievements?scope=${scope}`)).status, scope).toBe(403);
    expect((await t.call(cast.instituteAdmin, 'GET', '/api/v1/achievements?scope=all')).status).toBe(403);
    expect((await t.call(platformAdmin, 'GET', '/api/v1/achievements?scope=all')).status).toBe(403);
  });

  it('come in pages that repeat and skip nothing', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: AchievementListItem[]; nextCursor: string | null } = await list(
        cast.operator,
        `scope=all&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    const whole = (await list(cast.operator, 'scope=all&limit=100')).items.map((item) => item.id);
    expect(seen).toEqual(whole);
  });

  it.each(['scope=some', 'limit=0', 'limit=101', 'status=NEW', 'cursor=%%%', 'cursor=bm90aGluZw', 'stale=maybe'])(
    'refuse ?%s',
    async (query) => {
      expect((await t.call(cast.researcher, 'GET', `/api/v1/achievements?${query}`)).status).toBe(400);
    },
  );

  it('wait for the right reviewer', async () => {
    const draft = await draftAchievement(stage, { title: '等待审核的成果' });
    const submitted = await moveAchievement(stage, cast.researcher, draft, 'submit');
    const waiting = async (user: TestUser) =>
      (await list(user, 'scope=review&limit=100')).items.some((item) => item.id === draft.id);
    expect(await waiting(cast.instituteAdmin)).toBe(true);
    expect(await waiting(cast.operator)).toBe(true);
    expect(await waiting(otherInstituteAdmin)).toBe(false);
    await moveAchievement(stage, cast.instituteAdmin, submitted, 'instituteApprove', approval);
    expect(await waiting(cast.instituteAdmin)).toBe(false);
    expect(await waiting(cast.operator)).toBe(true);
  });
});

describe('a forged or foreign id', () => {
  const routes: ['GET' | 'POST' | 'PATCH', string, object | undefined][] = [
    ['GET', '', undefined],
    ['PATCH', '', { version: 1, content: {} }],
    ['POST', '/transitions', { version: 1, event: 'submit' }],
    ['POST', '/confirm', undefined],
    ['GET', '/history', undefined],
    ['GET', '/text-check', undefined],
  ];
  it.each(routes)('%s …%s is 404 to whom it does not belong, and 400 when it is no id', async (method, rest, body) => {
    const draft = await draftAchievement(stage);
    for (const user of [colleague, stranger, otherInstituteAdmin, cast.firmUser, cast.manager, platformAdmin])
      expect((await t.call(user, method, url(draft.id, rest), body)).status).toBe(404);
    for (const user of [cast.researcher, cast.operator])
      expect((await t.call(user, method, url(newId(), rest), body)).status).toBe(404);
    for (const id of ['1', "' or 1=1 --", `${draft.id}x`])
      expect((await t.call(cast.researcher, method, url(encodeURIComponent(id), rest), body)).status).toBe(400);
    // The public may read what is published; everything else asks for a session first.
    expect((await t.call(null, method, url(draft.id, rest), body)).status).toBe(
      method === 'GET' && rest === '' ? 404 : 401,
    );
  });
});

describe('disclosure, field by field', () => {
  /** Every field of the contract, so that none is forgotten here. */
  const FULL: Required<Omit<AchievementContent, 'secrecyCheck' | 'exportCheck'>> = {
    ...(achievementContent() as Required<AchievementContent>),
    coOwnerOrgIds: [],
    attribute: 'ORIGINAL',
    registrationNo: '9372024Y0123',
    startDate: '2023-01',
    evaluationForm: 'E2',
    levelClaim: 'CN_ADV',
    levelClaimDocument: '评价报告编号一',
    trlMin: 6,
    trlMax: 6,
    maturityLocal: 6,
    sei: ['SE03'],
    ipc: ['C09J'],
    equityPct: 12,
    indicators: [
      {
        name: '剥离强度',
        comparator: 'GE',
        value: 1.4,
        value2: null,
        textValue: null,
        unit: 'N/mm',
        condition: '双85',
        mandatory: false,
        weight: null,
        currentValue: 1.47,
        testMethod: '第三方检测编号二',
      },
      {
        name: '胶层厚度',
        comparator: 'EQ',
        value: 25.25,
        value2: null,
        textValue: null,
        unit: 'μm',
        condition: '',
        mandatory: false,
        weight: null,
        currentValue: null,
        testMethod: '',
      },
    ],
    ip: [
      { ...achievementContent().ip![0]! },
      { ...achievementContent().ip![0]!, number: '202419990004.X', title: '尚未公开的申请', legalStatus: 'APPLIED' },
    ],
  };
  const L0 = [
    'achievementClass',
    'applicationState',
    'attribute',
    'chainCodes',
    'coOwnerOrgIds',
    'completionDate',
    'cooperationModes',
    'evaluationForm',
    'form',
    'hti',
    'industryCodes',
    'ipc',
    'keywords',
    'levelClaim',
    'maturityLocal',
    'priceMode',
    'scenes',
    'sei',
    'stage',
    'summary',
    'title',
    'transferRights',
    'trl',
    'trlMax',
    'trlMin',
  ];
  const L1 = [
    ...L0,
    'description',
    'equityPct',
    'fundingSource',
    'indicators',
    'ip',
    'levelClaimDocument',
    'priceMax',
    'priceMin',
    'registrationNo',
    'startDate',
    'trlEvidence',
  ];
  const ALL = [...L1, 'confidential', 'exportCheck', 'secrecyCheck'];
  const keysOf = (view: AchievementView) =>
    Object.entries(view.content)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key)
      .sort();
  let published: AchievementView;

  beforeAll(async () => {
    published = await publishAchievement(stage, FULL);
  });

  it('L0 for the public and for accounts of nobody', async () => {
    const unverified = await t.makeUser(
      ['enterpriseUser'],
      await t.makeOrganisation({ name: '未核验示例公司', orgType: 'ENT', verification: null }),
    );
    for (const user of [null, unverified]) {
      const view = good<AchievementView>(await t.call(user, 'GET', url(published.id)));
      expect(view.level).toBe('L0');
      // The price shows as the bounds of its class, never as the offer.
      expect(keysOf(view)).toEqual([...L0, 'priceMax', 'priceMin'].sort());
      expect(view.content).toMatchObject({ priceMin: 500_000, priceMax: 2_000_000 });
      expect(view.withheld.sort()).toEqual(ALL.filter((field) => !L0.includes(field)).sort());
      expect(view).toMatchObject({
        organisationName: '岚湾示例大学',
        revision: null,
        missing: [],
        allowedEvents: [],
        canEdit: false,
        source: null,
      });
    }
  });

  it('L1 for verified accounts, whatever their role', async () => {
    for (const user of [cast.firmUser, colleague, stranger, otherInstituteAdmin, cast.manager, platformAdmin]) {
      const view = good<AchievementView>(await t.call(user, 'GET', url(published.id)));
      expect(view.level).toBe('L1');
      expect(keysOf(view)).toEqual([...L1].sort());
      expect(view.withheld.sort()).toEqual(['confidential', 'exportCheck', 'secrecyCheck']);
      expect(view.content).toMatchObject({ priceMin: 500_000, priceMax: 800_000 });
      expect(view.content.indicators).toEqual([
        expect.objectContaining({ name: '剥离强度', value: 1.4, currentValue: null, testMethod: '' }),
        expect.objectContaining({ name: '胶层厚度', value: null }),
      ]);
      expect(view.content.ip!.map((right) => right.number)).toEqual(['ZL202419990001.6']);
      expect(JSON.stringify(view)).not.toMatch(/25\.25|1\.47|第三方检测编号二|尚未公开的申请|202419990004/u);
      expect(view).toMatchObject({ revision: null, missing: [], source: null, canEdit: false });
    }
  });

  it('everything for the owner and for operators', async () => {
    for (const [user, level] of [
      [cast.researcher, 'OWNER'],
      [cast.instituteAdmin, 'OWNER'],
      [cast.operator, 'STAFF'],
    ] as const) {
      const view = good<AchievementView>(await t.call(user, 'GET', url(published.id)));
      expect(view.level).toBe(level);
      expect(keysOf(view)).toEqual([...ALL].sort());
      expect(view.withheld).toEqual([]);
      expect(view.content.indicators![1]).toMatchObject({ value: 25.25 });
      expect(view.content.ip).toHaveLength(2);
    }
  });
});
