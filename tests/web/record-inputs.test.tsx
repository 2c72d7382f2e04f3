// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { TeamView } from '../../server/contracts/organisations.contract.ts';
import { formatDate } from '../../web/src/lib/format.ts';
import { listOf, matchOf } from './curation-fixtures.ts';
import { type Call, person, renderApp, type Server, serve } from './helpers/render-app.tsx';

// jsdom has neither dialogs nor scrolling.
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => undefined;
});

const ID = '01900000-0000-7000-8000-0000000000a1';
const ORG = '01900000-0000-7000-8000-0000000000b1';
const OTHER = '01900000-0000-7000-8000-0000000000b2';
const common = {
  id: ID,
  version: 3,
  level: 'OWNER',
  organisationId: ORG,
  regionLabel: '青岛市崂山区',
  withheld: [],
  revision: null,
  missing: [],
  canEdit: true,
  source: null,
  publishedAt: null,
  confirmedAt: null,
  staleAt: null,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
};
const achievement = (content: AchievementView['content'], over: Partial<AchievementView> = {}): AchievementView =>
  ({
    ...common,
    code: 'ACH-2026-000001',
    status: 'DRAFT',
    organisationName: '岚湾示例大学',
    teamId: null,
    teamName: null,
    content,
    allowedEvents: ['submit'],
    ...over,
  }) as AchievementView;

const OTHER_ORG = { id: OTHER, name: '青屿人工智能研究院', regionLabel: '青岛市崂山区' };
const organisations = ({ path, query }: Call) => {
  if (path === '/api/v1/organisations')
    return {
      body: { items: '青屿人工智能研究院'.includes(query.get('q') ?? '-') ? [OTHER_ORG] : [], nextCursor: null },
    };
  if (path === `/api/v1/organisations/${OTHER}`) return { body: OTHER_ORG };
  return undefined;
};

/** A server that keeps one achievement and takes patches of its content. */
function keeping(
  start: AchievementView,
  more: Server = () => undefined,
): { server: Server; view: () => AchievementView } {
  let view = start;
  return {
    view: () => view,
    server: (call) => {
      if (call.path === '/api/v1/me') return { body: person('researcher') };
      if (call.path === `/api/v1/achievements/${ID}` && call.method === 'PATCH') {
        const { content } = call.body as { content: AchievementView['content'] };
        view = { ...view, version: view.version + 1, content: { ...view.content, ...content } };
        return { body: view };
      }
      if (call.path === `/api/v1/achievements/${ID}`) return { body: view };
      return more(call) ?? organisations(call);
    },
  };
}
const saved = (calls: readonly Call[]) =>
  Object.assign(
    {},
    ...calls.filter((call) => call.method === 'PATCH').map((call) => (call.body as { content: object }).content),
  ) as Record<string, unknown>;

describe('the form of an achievement', () => {
  it('lets an optional choice be emptied, and keeps a required one', async () => {
    const { server } = keeping(achievement({ title: '示例成果', attribute: 'ORIGINAL', achievementClass: 'APPLIED' }));
    const calls = serve(server);
    await renderApp(`/desk/achievements/${ID}/edit`);
    const select = await screen.findByLabelText<HTMLSelectElement>(/成果属性/u);
    expect(select.value).toBe('ORIGINAL');
    fireEvent.change(select, { target: { value: '' } });
    await waitFor(() => expect(saved(calls)).toEqual({ attribute: null }), { timeout: 5000 });
    expect(select.value).toBe('');
  });

  it('takes the level of the Qingdao scale as a number, and gives it up again', async () => {
    const { server } = keeping(achievement({ title: '示例成果' }));
    const calls = serve(server);
    await renderApp(`/desk/achievements/${ID}/edit?step=maturity`);
    const select = await screen.findByLabelText<HTMLSelectElement>(/青岛市成熟度等级/u);
    fireEvent.change(select, { target: { value: '11' } });
    await waitFor(() => expect(saved(calls).maturityLocal).toBe(11), { timeout: 5000 });
    fireEvent.change(select, { target: { value: '' } });
    await waitFor(() => expect(saved(calls).maturityLocal).toBeNull(), { timeout: 5000 });
  });

  it('finds co-owners by name and takes them out again', async () => {
    const { server } = keeping(achievement({ title: '示例成果' }));
    const calls = serve(server);
    await renderApp(`/desk/achievements/${ID}/edit?step=rights`);
    const input = await screen.findByRole('searchbox', { name: /共有单位/u });
    fireEvent.change(input, { target: { value: '没有的单位' } });
    expect(await screen.findByText(/没有找到该单位/u)).toBeTruthy();
    fireEvent.change(input, { target: { value: '青屿' } });
    fireEvent.click(await screen.findByRole('button', { name: /青屿人工智能研究院/u }));
    await waitFor(() => expect(saved(calls).coOwnerOrgIds).toEqual([OTHER]), { timeout: 5000 });
    fireEvent.click(await screen.findByRole('button', { name: '删除 青屿人工智能研究院' }));
    await waitFor(() => expect(saved(calls).coOwnerOrgIds).toEqual([]), { timeout: 5000 });
  });

  it('asks for dates of a right that can be, and keeps back those that cannot', async () => {
    const right = {
      ipType: 'INV',
      number: null,
      normalNumber: null,
      title: '一种示例方法',
      holders: [],
      inventors: [],
      legalStatus: 'GRANTED',
      filingDate: '2020-03-01',
      grantDate: null,
      expiryDate: null,
      encumbrances: ['NONE'],
      note: '',
    } as const;
    const { server } = keeping(
      achievement({ title: '示例成果', ip: [{ ...right, encumbrances: ['NONE'], holders: [], inventors: [] }] }),
    );
    const calls = serve(server);
    await renderApp(`/desk/achievements/${ID}/edit?step=rights`);
    const granted = await screen.findByLabelText('授权日');
    fireEvent.change(granted, { target: { value: '2019-01-01' } });
    expect(await screen.findByText('授权日不能早于申请日', {}, { timeout: 5000 })).toBeTruthy();
    expect(saved(calls)).toEqual({});
    fireEvent.change(granted, { target: { value: '2022-01-01' } });
    fireEvent.change(screen.getByLabelText('届满日'), { target: { value: '2040-03-01' } });
    await waitFor(
      () => expect(saved(calls).ip).toMatchObject([{ grantDate: '2022-01-01', expiryDate: '2040-03-01' }]),
      { timeout: 5000 },
    );
  });
});

describe('the indicators of a demand', () => {
  it('take a weight from 0 to 1 and name another one', async () => {
    const indicator = {
      name: '剥离强度',
      comparator: 'GE',
      value: 1.2,
      value2: null,
      textValue: null,
      unit: 'N/mm',
      condition: '',
      mandatory: true,
      weight: null,
      currentValue: null,
      testMethod: '',
    };
    const view = {
      ...common,
      code: 'DEM-2026-000001',
      status: 'DRAFT',
      ownerLabel: '示例企业',
      managerId: null,
      managerName: null,
      allowedEvents: ['submit'],
      clarity: { total: 10, parts: [] },
      content: { title: '示例需求', indicators: [indicator] },
    } as unknown as DemandView;
    const calls = serve(({ path, method, body }) => {
      if (path === '/api/v1/me') return { body: person('enterpriseUser') };
      if (path !== `/api/v1/demands/${ID}`) return undefined;
      const content = method === 'PATCH' ? (body as { content: object }).content : {};
      return { body: { ...view, content: { ...view.content, ...content } } };
    });
    await renderApp(`/desk/demands/${ID}/edit?step=indicators`);
    const weight = await screen.findByLabelText('权重');
    fireEvent.change(weight, { target: { value: '3' } });
    expect(await screen.findByText('请填写 0 到 1 之间的数', {}, { timeout: 5000 })).toBeTruthy();
    expect(saved(calls)).toEqual({});
    fireEvent.change(weight, { target: { value: '0.3' } });
    await waitFor(() => expect(saved(calls).indicators).toMatchObject([{ weight: 0.3 }]), { timeout: 5000 });
  });
});

describe('reserving an achievement', () => {
  it('asks for the demand and a date within ninety days', async () => {
    const match = matchOf({ id: ID });
    const calls = serve(({ path, method }) => {
      if (path === '/api/v1/me') return { body: person('researcher') };
      if (path === `/api/v1/matches/achievement/${ID}`) return { body: listOf([match]) };
      if (path.startsWith(`/api/v1/achievements/${ID}`) && (method === 'GET' || method === 'POST'))
        return path.endsWith(ID) || method === 'POST'
          ? { body: achievement({ title: '示例成果' }, { status: 'PUBLISHED', allowedEvents: ['reserve'] }) }
          : { body: { items: [] } };
      return undefined;
    });
    await renderApp(`/desk/achievements/${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: '洽谈锁定' }));
    const dialog = within(await screen.findByRole('dialog'));
    const demand = dialog.getByLabelText<HTMLSelectElement>(/为哪条需求锁定/u);
    await waitFor(() => expect(demand.disabled).toBe(false));
    fireEvent.change(demand, { target: { value: match.demand.id } });
    fireEvent.change(dialog.getByLabelText(/锁定至/u), {
      target: { value: formatDate(Date.now() + 120 * 86_400_000) },
    });
    fireEvent.click(dialog.getByRole('button', { name: '确定' }));
    expect(await dialog.findByText(/请选择 .* 之间的日期/u)).toBeTruthy();
    const until = formatDate(Date.now() + 30 * 86_400_000);
    fireEvent.change(dialog.getByLabelText(/锁定至/u), { target: { value: until } });
    fireEvent.click(dialog.getByRole('button', { name: '确定' }));
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/transitions'))?.body).toMatchObject({
        event: 'reserve',
        until,
        demandId: match.demand.id,
      }),
    );
  });
});

describe('the form of a team', () => {
  it('asks for the company when there is one, and drops it with it', async () => {
    const team: TeamView = {
      id: ID,
      code: 'TEM-2026-000001',
      name: '示例光学团队',
      organisationId: ORG,
      organisationName: '岚湾示例大学',
      unitId: null,
      unitName: null,
      members: [{ name: '示例教授', titleLevel: null, role: '', isLeader: true, userId: null }],
      membersWithheld: false,
      capacity: null,
      hasCompany: false,
      companyOrgId: null,
      contact: null,
      contactAccess: 'NONE',
      achievementCount: 0,
      canEdit: true,
      version: 1,
    };
    const calls = serve((call) => {
      if (call.path === '/api/v1/me') return { body: person('researcher') };
      if (call.path === '/api/v1/teams') return { body: { items: [team], nextCursor: null } };
      if (call.path === `/api/v1/teams/${ID}`) return { body: team };
      if (call.path === `/api/v1/organisations/${ORG}`) return { body: { id: ORG, name: '岚湾示例大学', units: [] } };
      return organisations(call);
    });
    await renderApp(`/desk/teams?edit=${ID}`);
    const has = await screen.findByLabelText('团队已成立公司');
    expect(screen.queryByRole('searchbox', { name: /团队公司/u })).toBeNull();
    fireEvent.click(has);
    fireEvent.change(await screen.findByRole('searchbox', { name: /团队公司/u }), { target: { value: '青屿' } });
    fireEvent.click(await screen.findByRole('button', { name: /青屿人工智能研究院/u }));
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    const put = () => calls.find((call) => call.method === 'PUT')?.body;
    await waitFor(() => expect(put()).toMatchObject({ hasCompany: true, companyOrgId: OTHER }));
  });
});
