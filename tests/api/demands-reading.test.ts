import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  DemandContent,
  DemandListItem,
  DemandView,
  SplitTextResult,
} from '../../server/contracts/demands.contract.ts';
import type { OrganisationView } from '../../server/contracts/organisations.contract.ts';
import type { PublicOverview, SearchResponse } from '../../server/contracts/search.contract.ts';
import { type Cast, draftDemand, good, makeCast, moveDemand, publishDemand } from '../helpers/cast.ts';
import { demandContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let otherManager: TestUser;
let rival: TestUser;
let unverified: TestUser;
let platformAdmin: TestUser;

const url = (id: string, rest = '') => `/api/v1/demands/${id}${rest}`;
const read = async (user: TestUser | null, id: string) => good<DemandView>(await t.call(user, 'GET', url(id)));
const status = async (user: TestUser | null, id: string) => (await t.call(user, 'GET', url(id))).status;
const search = async (user: TestUser | null, query: string) => {
  await t.settle();
  return good<SearchResponse>(await t.call(user, 'GET', `/api/v1/search?kind=demand&${query}`));
};
const finds = async (user: TestUser | null, text: string, id: string) =>
  (await search(user, `q=${encodeURIComponent(text)}&limit=50`)).hits.some((hit) => hit.id === id);

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t, { nameAliases: ['海屿', 'Haiyu Optics'] });
  stage = { t, cast };
  otherManager = await t.makeUser(['technologyManager']);
  rival = await t.makeUser(
    ['enterpriseUser'],
    await t.makeOrganisation({ name: '青岛对手示例有限公司', orgType: 'ENT' }),
    true,
  );
  unverified = await t.makeUser(
    ['enterpriseUser'],
    await t.makeOrganisation({ name: '未核验示例公司', orgType: 'ENT', verification: null }),
  );
  platformAdmin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('disclosure, field by field', () => {
  const FULL: Required<DemandContent> = {
    ...(demandContent() as Required<DemandContent>),
    indicators: [
      { ...demandContent().indicators![0]!, currentValue: 0.43, testMethod: '企业内控方法九号' },
      {
        ...demandContent().indicators![0]!,
        name: '胶层厚度',
        comparator: 'EQ',
        value: 31.31,
        unit: 'μm',
        mandatory: false,
      },
    ],
    partnerConditions: '有同类产品量产经验者优先',
    neededBy: '2027-06-30',
  };
  const L0 = [
    'acceptMinTrl',
    'budgetMode',
    'chainCodes',
    'cooperationModes',
    'deadlineAnswer',
    'demandKind',
    'hti',
    'industryCodes',
    'isAnonymous',
    'keywords',
    'neededBy',
    'regionPreference',
    'scenes',
    'summary',
    'targetTrl',
    'title',
    'urgency',
    'visibility',
  ];
  const L1 = [...L0, 'background', 'indicators', 'ipExpectation', 'partnerConditions', 'problem'];
  const ALL = [...L1, 'budgetMax', 'budgetMin', 'confidential', 'contactEmail', 'contactMobile', 'contactName'];
  const keysOf = (view: DemandView) =>
    Object.entries(view.content)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key)
      .sort();
  let published: DemandView;

  beforeAll(async () => {
    published = await publishDemand(stage, FULL);
  });

  it('covers every field of the contract', () => {
    expect(Object.keys(FULL).sort()).toEqual([...ALL].sort());
  });

  it('L0 for the public and for accounts of nobody', async () => {
    for (const user of [null, unverified]) {
      const view = await read(user, published.id);
      expect(view.level).toBe('L0');
      // The budget shows as the bounds of its class.
      expect(keysOf(view)).toEqual([...L0, 'budgetMax', 'budgetMin'].sort());
      expect(view.content).toMatchObject({ budgetMin: 500_000, budgetMax: 2_000_000 });
      expect(view.withheld.sort()).toEqual(ALL.filter((field) => !L0.includes(field)).sort());
      expect(view).toMatchObject({
        ownerLabel: '青岛海屿示例科技有限公司',
        organisationId: cast.firm,
        revision: null,
        missing: [],
        managerId: null,
        managerName: null,
        allowedEvents: [],
        canEdit: false,
      });
    }
  });

  it('L1 for verified accounts and for managers who are not in charge', async () => {
    for (const user of [cast.researcher, cast.instituteAdmin, rival, otherManager, platformAdmin]) {
      const view = await read(user, published.id);
      expect(view.level).toBe('L1');
      expect(keysOf(view)).toEqual([...L1, 'budgetMax', 'budgetMin'].sort());
      expect(view.content).toMatchObject({ budgetMin: 500_000, budgetMax: 2_000_000 });
      expect(view.content.indicators).toEqual([
        expect.objectContaining({ value: 1.2, currentValue: null, testMethod: '' }),
        expect.objectContaining({ name: '胶层厚度', value: null }),
      ]);
      expect(JSON.stringify(view)).not.toMatch(
        /0\.43|31\.31|企业内控方法九号|测试联系人|13800001234|contact@firm|海星项目|600000|900000/u,
      );
      expect(view).toMatchObject({ managerId: null, managerName: null });
    }
  });

  it('everything for the firm, for operators and for the manager in charge', async () => {
    for (const [user, level] of [
      [cast.firmUser, 'OWNER'],
      [cast.operator, 'STAFF'],
      [cast.manager, 'STAFF'],
    ] as const) {
      const view = await read(user, published.id);
      expect(view.level).toBe(level);
      expect(keysOf(view)).toEqual([...ALL].sort());
      expect(view.withheld).toEqual([]);
      expect(view.managerId).toBe(cast.manager.id);
    }
  });
});

describe('an anonymous demand', () => {
  const FIRM = /青岛海屿示例科技|海屿|haiyu/iu;
  const ANONYMOUS = {
    isAnonymous: true,
    title: '海屿头显屏幕贴合良率提升穷奇',
    summary: '海屿示例生产的头显屏幕贴合后起泡，Haiyu Optics 求稳定的真空贴合工艺，欢迎院所提供思路。',
    problem:
      '青岛海屿示例科技有限公司的贴合线在真空度下降时屏幕边缘起泡，试过延长抽气时间，HAIYU OPTICS 希望气泡率不高于0.5%。',
    background: '海屿成立多年，是本地头显企业。',
    keywords: ['贴合', '海屿头显', '气泡'],
    scenes: ['海屿贴合线'],
    partnerConditions: '了解海屿产线者优先',
  };
  let published: DemandView;

  beforeAll(async () => {
    published = await publishDemand(stage, ANONYMOUS);
  });

  it('shows an alias and no name of the firm to whom it does not concern', async () => {
    for (const user of [null, unverified, cast.researcher, rival, otherManager, platformAdmin]) {
      const view = await read(user, published.id);
      expect(view).toMatchObject({ organisationId: null, regionLabel: null });
      expect(view.ownerLabel).toMatch(/^某.*企业$/u);
      expect(view.content.title).toContain('头显屏幕贴合良率提升穷奇');
      const shown = JSON.stringify(view);
      expect(FIRM.exec(shown)?.[0]).toBeUndefined();
      expect(shown).not.toContain(cast.firm);
    }
  });

  it('is open with its name to the firm, operators and the manager in charge', async () => {
    for (const user of [cast.firmUser, cast.operator, cast.manager]) {
      const view = await read(user, published.id);
      expect(view).toMatchObject({ organisationId: cast.firm, ownerLabel: '青岛海屿示例科技有限公司' });
      expect(view.content.title).toBe(ANONYMOUS.title);
    }
  });

  it('is found by its problem, not by the firm', async () => {
    expect(await finds(null, '穷奇', published.id)).toBe(true);
    for (const name of ['青岛海屿示例科技有限公司', '海屿', 'Haiyu', 'Haiyu Optics'])
      expect(await finds(null, name, published.id), name).toBe(false);
    const hit = (await search(null, `q=${encodeURIComponent('穷奇')}`)).hits.find((card) => card.id === published.id)!;
    expect(hit).toMatchObject({ regionLabel: null, orgType: null });
    expect(hit.ownerLabel).toMatch(/^某.*企业$/u);
    expect(JSON.stringify(hit)).not.toMatch(FIRM);
  });

  it('is not given away by filters, counts, suggestions or the front page', async () => {
    for (const query of [`owner=${cast.firm}`, 'region=370212']) {
      expect((await search(rival, `${query}&limit=50`)).hits.map((hit) => hit.id)).not.toContain(published.id);
    }
    const regions = (await search(null, `q=${encodeURIComponent('穷奇')}`)).facets.region ?? [];
    expect(regions.every((facet) => facet.count === 0)).toBe(true);
    const open = (await search(null, `owner=${cast.firm}&limit=50`)).total;
    expect(good<OrganisationView>(await t.call(null, 'GET', `/api/v1/organisations/${cast.firm}`)).counts.demands).toBe(
      open,
    );

    const suggested = good<{ items: { text: string }[] }>(
      await t.call(null, 'GET', `/api/v1/search/suggest?kind=demand&q=${encodeURIComponent('头显')}`),
    );
    expect(JSON.stringify(suggested.items)).not.toMatch(FIRM);
    const { latestDemands } = good<PublicOverview>(await t.call(null, 'GET', '/api/v1/public/overview'));
    const card = latestDemands.find((item) => item.id === published.id)!;
    expect(JSON.stringify(card)).not.toMatch(FIRM);
  });

  it('waits for triage without a manager knowing whose it is', async () => {
    const waiting = await moveDemand(
      stage,
      cast.firmUser,
      await draftDemand(stage, { ...ANONYMOUS, title: '海屿待分诊的匿名需求' }),
      'submit',
    );
    const { items } = good<{ items: DemandListItem[] }>(
      await t.call(otherManager, 'GET', '/api/v1/demands?scope=review&limit=100'),
    );
    expect(items.map((item) => item.id)).not.toContain(waiting.id);
    expect(JSON.stringify(items)).not.toMatch(/待分诊的匿名需求/u);
    expect(await status(otherManager, waiting.id)).toBe(404);
  });

  it('names scale, chain and district only when three firms fit', async () => {
    const few = await read(null, published.id);
    expect(few.ownerLabel).not.toContain('崂山');
    const organisations: string[] = [];
    for (const name of ['甲示例公司', '乙示例公司', '丙示例公司'])
      organisations.push(
        await t.makeOrganisation({ name, orgType: 'ENT', scale: 'M', chainCodes: ['MB'], regionCode: '370212' }),
      );
    const user = await t.makeUser(['enterpriseUser'], organisations[0], true);
    const demand = await publishDemand(
      stage,
      { isAnonymous: true, chainCodes: ['MB'], title: '三家企业之一的需求' },
      { user, organisationId: organisations[0]! },
    );
    expect((await read(null, demand.id)).ownerLabel).toMatch(/^某青岛市崂山区中型海洋生物医药企业$/u);
  });
});

describe('visibility', () => {
  it('ALLIANCE is for verified accounts', async () => {
    const published = await publishDemand(stage, { visibility: 'ALLIANCE', title: '联盟内可见的需求梼杌' });
    for (const user of [null, unverified]) {
      expect(await status(user, published.id)).toBe(404);
      expect(await finds(user, '梼杌', published.id)).toBe(false);
    }
    for (const user of [cast.researcher, rival, otherManager]) {
      expect((await read(user, published.id)).level).toBe('L1');
      expect(await finds(user, '梼杌', published.id)).toBe(true);
    }
    expect(
      good<PublicOverview>(await t.call(null, 'GET', '/api/v1/public/overview')).latestDemands.map((card) => card.id),
    ).not.toContain(published.id);
    const suggested = good<{ items: { text: string }[] }>(
      await t.call(null, 'GET', `/api/v1/search/suggest?kind=demand&q=${encodeURIComponent('梼')}`),
    );
    expect(suggested.items).toEqual([]);
  });

  it('INVITED is for the firm, curators and who was introduced', async () => {
    const published = await publishDemand(stage, { visibility: 'INVITED', title: '仅受邀可见的需求饕餮' });
    for (const user of [null, unverified, cast.researcher, cast.instituteAdmin, rival, platformAdmin])
      expect(await status(user, published.id)).toBe(404);
    for (const user of [null, cast.researcher, cast.operator, otherManager])
      expect(await finds(user, '饕餮', published.id)).toBe(false);
    expect((await read(otherManager, published.id)).level).toBe('L1');
    expect((await read(cast.operator, published.id)).level).toBe('STAFF');
    expect((await read(cast.firmUser, published.id)).level).toBe('OWNER');
    expect(await t.container.engine.listIds('public')).not.toContain(published.id);
    expect(await t.container.engine.listIds('matching')).toContain(published.id);
  });

  it('follows a change of the level', async () => {
    const published = await publishDemand(stage, { title: '将转为受邀的需求夔牛' });
    expect(await finds(null, '夔牛', published.id)).toBe(true);
    const edited = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', url(published.id), {
        version: published.version,
        content: { visibility: 'INVITED' },
      }),
    );
    const submitted = await moveDemand(stage, cast.firmUser, edited, 'submit');
    await moveDemand(stage, cast.operator, submitted, 'publish');
    expect(await finds(cast.researcher, '夔牛', published.id)).toBe(false);
    expect(await status(cast.researcher, published.id)).toBe(404);
  });
});

describe('tools of the form', () => {
  const TEXT =
    '需求背景：公司成立于2011年。\n需求内容：头显光学膜在高温高湿下脱层，希望剥离强度≥1.2 N/mm，预算80万元，2027年6月前完成，联系电话13800001234。';

  it('split a pasted text into suggestions that point into it', async () => {
    const { suggestions } = good<SplitTextResult>(
      await t.call(cast.firmUser, 'POST', '/api/v1/demands/split-text', { text: TEXT }),
    );
    const fields = suggestions.map((suggestion) => suggestion.field);
    expect(fields).toEqual(expect.arrayContaining(['problem', 'background', 'indicators']));
    for (const { start, end, confidence } of suggestions) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(TEXT.length);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(suggestions.find((suggestion) => suggestion.field === 'indicators')!.value).toMatchObject({
      comparator: 'GE',
      value: 1.2,
      unit: 'N/mm',
    });
  });

  it('say how clear a draft is, and that more makes it clearer', async () => {
    const clarity = async (content: object) =>
      good<{ total: number; parts: { key: string; weight: number }[] }>(
        await t.call(cast.firmUser, 'POST', '/api/v1/demands/clarity', content),
      );
    const empty = await clarity({});
    const full = await clarity(demandContent());
    expect(empty.total).toBeLessThan(20);
    expect(full.total).toBeGreaterThan(70);
    expect(full.parts.map((part) => part.key)).toEqual(['problem', 'scene', 'indicators', 'budget', 'deadline']);
    expect(full.parts.reduce((sum, part) => sum + part.weight, 0)).toBe(100);
  });

  it('are for people with an account, and take texts of bounded length', async () => {
    expect((await t.call(null, 'POST', '/api/v1/demands/split-text', { text: TEXT })).status).toBe(401);
    expect((await t.call(null, 'POST', '/api/v1/demands/clarity', {})).status).toBe(401);
    for (const body of [{}, { text: '' }, { text: '   ' }, { text: 5 }, { text: '字'.repeat(20_001) }])
      expect((await t.call(cast.firmUser, 'POST', '/api/v1/demands/split-text', body)).status).toBe(400);
    expect((await t.call(cast.firmUser, 'POST', '/api/v1/demands/clarity', { trl: 5, targetTrl: 'high' })).status).toBe(
      400,
    );
  });
});
