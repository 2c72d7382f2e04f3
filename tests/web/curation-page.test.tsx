// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MatchListView, MatchView, SendReach, SideReach } from '../../server/contracts/matching.contract.ts';
import { listOf, matchOf } from './curation-fixtures.ts';
import { type Answer, type Call, person, problem, renderApp, serve } from './helpers/render-app.tsx';

const queueItem = (demandId: string, title: string) => ({
  demandId,
  code: 'DEM-2026-000001',
  title,
  ownerLabel: '某虚拟现实企业',
  chainCodes: ['VR'],
  publishedAt: '2026-11-10T00:00:00Z',
  ageDays: 12,
  budgetMax: 800_000,
  urgency: 'HIGH',
  clarity: 78,
  suggested: 3,
  confirmed: 0,
  bestRelevance: 4,
  noCloseMatch: false,
  listState: 'READY',
  managerName: null,
});
const demandOf = (id: string, title: string) => ({
  id,
  code: 'DEM-2026-000001',
  status: 'PUBLISHED',
  version: 1,
  level: 'STAFF',
  organisationId: null,
  ownerLabel: '某虚拟现实企业',
  regionLabel: null,
  content: { title, problem: '高湿环境下边缘脱层。', isAnonymous: true },
  withheld: [],
  revision: null,
  clarity: { total: 78, parts: [] },
  missing: [],
  managerId: null,
  managerName: null,
  allowedEvents: [],
  canEdit: false,
  source: null,
  publishedAt: null,
  confirmedAt: null,
  staleAt: null,
  createdAt: '2026-11-10T00:00:00Z',
  updatedAt: '2026-11-10T00:00:00Z',
});

interface World {
  lists: Record<string, MatchListView>;
  reach: SendReach;
  decide: (match: MatchView, body: { action: string; reasonCode?: string }) => Answer;
}
const raised = (match: MatchView, change: Partial<MatchView>): Answer => ({
  body: { ...match, version: match.version + 1, ...change },
});

const nobody = { people: 0, members: 0, admins: 0, authors: 0, team: 0, pending: 0 };
const reachOf = (achievement: Partial<SideReach> = { people: 2, admins: 1, authors: 1 }): SendReach => ({
  demand: { ...nobody, people: 3, members: 3 },
  achievements: [{ achievementId: 'ach-a', ...nobody, ...achievement }],
});

/** The queue of two demands; decisions are taken as `decide` says. */
function workbench(change: Partial<World> = {}): Call[] {
  const lists = change.lists ?? {
    d1: listOf(['a', 'b', 'c'].map((id) => matchOf({ id }))),
    d2: listOf([], {
      subject: { kind: 'demand', id: 'd2', code: 'DEM-2026-000002', title: '注塑件缺陷识别', version: 1 },
      noCloseMatch: true,
      noCloseMatchReason: '最接近的候选为 2 级，低于值得约谈的 3 级。',
      advice: ['补充至少一项可测量的必达指标。'],
    }),
  };
  const decide: World['decide'] =
    change.decide ??
    ((match, { action, reasonCode }) =>
      raised(match, {
        status: action === 'CONFIRM' ? 'CONFIRMED' : action === 'REJECT' ? 'DISMISSED' : 'SUGGESTED',
        reasonCodes: reasonCode ? [reasonCode] : [],
      }));
  const api = '/api/v1';
  return serve((call) => {
    if (call.path === `${api}/me`) return { body: person('operator') };
    if (call.path === `${api}/curation/queue`)
      return {
        body: {
          items: [queueItem('d1', '光学膜高湿脱层'), queueItem('d2', '注塑件缺陷识别')],
          nextCursor: null,
          total: 2,
          counts: { open: 2, shortlisted: 5, none: 7, done: 9 },
        },
      };
    if (call.path === `${api}/curation/demands/d1/reach`) return { body: change.reach ?? reachOf() };
    const list = /\/curation\/demands\/(\w+)$/u.exec(call.path)?.[1];
    if (list && lists[list]) return { body: lists[list] };
    const demand = /\/demands\/(\w+)$/u.exec(call.path)?.[1];
    if (demand) return { body: demandOf(demand, demand === 'd1' ? '光学膜高湿脱层' : '注塑件缺陷识别') };
    const decided = /\/matches\/(\w+)\/decisions$/u.exec(call.path)?.[1];
    const match = lists.d1?.items.find((item) => item.id === decided);
    if (!match || !lists.d1) return undefined;
    const answer = decide(match, call.body as { action: string });
    if (!answer.status)
      lists.d1.items = lists.d1.items.map((item) => (item === match ? (answer.body as MatchView) : item));
    return answer;
  });
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const title = (name: string) => screen.findByRole('button', { name });
const isOpen = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-expanded') === 'true';
const decisions = (calls: Call[]) =>
  calls.filter((call) => call.path.endsWith('/decisions')).map((call) => call.body as { action: string });

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.setAttribute('open', '');
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.removeAttribute('open');
  };
});

describe('the curation workbench', () => {
  it('opens the first demand of the queue with its candidates, levels and marked words', async () => {
    workbench();
    const { router } = await renderApp('/staff/curation');
    await waitFor(() => expect(router.state.location.pathname).toBe('/staff/curation/d1'));
    await title('成果A');
    expect(isOpen('成果A')).toBe(true);
    expect(isOpen('成果B')).toBe(false);
    const demand = screen.getByRole('region', { name: '需求' });
    await waitFor(() => expect(within(demand).getByText('脱层').tagName).toBe('MARK'));
    const candidates = screen.getByRole('region', { name: '候选成果' });
    expect(within(candidates).getAllByText('较强相关').length).toBeGreaterThan(0);
    expect(within(candidates).getByRole('row', { name: /剥离强度.*满足/u })).toBeTruthy();
    expect(within(candidates).getByText('双方在同一区。')).toBeTruthy();
  });

  it('confirms by a, rejects by r and a digit, and takes back by u; the next one is in hand each time', async () => {
    const calls = workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('a');
    await waitFor(() => expect(isOpen('成果B')).toBe(true));
    expect(document.activeElement?.textContent).toBe('成果B');
    press('r');
    await screen.findByRole('button', { name: /指标不达标/u });
    press('3');
    await waitFor(() => expect(isOpen('成果C')).toBe(true));
    await waitFor(() => expect(decisions(calls)).toHaveLength(2));
    expect(decisions(calls)).toEqual([
      { version: 1, action: 'CONFIRM' },
      { version: 1, action: 'REJECT', reasonCode: 'R03' },
    ]);
    press('u');
    await waitFor(() => expect(decisions(calls).at(-1)).toEqual({ version: 2, action: 'UNDO' }));
    await waitFor(() => expect(isOpen('成果B')).toBe(true));
  });

  it('counts every state with one call and names the manager of each demand', async () => {
    const calls = workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    for (const name of ['待复核2', '待推送5', '暂无合适7', '已推送9']) await screen.findByRole('button', { name });
    expect(screen.getAllByText('未分派技术经理人')).toHaveLength(2);
    expect(
      calls.filter((call) => call.path.endsWith('/curation/queue') && call.query.get('limit') === '1'),
    ).toHaveLength(1);
  });

  it('sets demands of one owner or one chain under a heading when that is the order', async () => {
    workbench();
    await renderApp('/staff/curation/d1?by=owner');
    await title('成果A');
    const owner = screen.getByRole('region', { name: '某虚拟现实企业' });
    expect(within(owner).getByRole('heading', { name: '某虚拟现实企业 2' })).toBeTruthy();
    expect(within(owner).getAllByRole('listitem')).toHaveLength(2);
    fireEvent.change(screen.getByRole('combobox', { name: '排序' }), { target: { value: 'chain' } });
    expect(await screen.findByRole('heading', { name: '虚拟现实 2' })).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: '排序' }), { target: { value: 'age' } });
    await waitFor(() => expect(screen.queryByRole('heading', { name: '虚拟现实 2' })).toBeNull());
  });

  it('says when every candidate is decided, with the ways on', async () => {
    workbench({ lists: { d1: listOf([matchOf({ id: 'a' }), matchOf({ id: 'b' })]) } });
    const { router } = await renderApp('/staff/curation');
    await title('成果A');
    press('a');
    await waitFor(() => expect(isOpen('成果B')).toBe(true));
    expect(screen.queryByRole('region', { name: '本条需求已全部复核' })).toBeNull();
    press('r');
    await screen.findByRole('button', { name: /指标不达标/u });
    press('3');
    const done = await screen.findByRole('region', { name: '本条需求已全部复核' });
    expect(done.textContent).toContain('通过 1 项，剔除 1 项');
    await waitFor(() => expect(document.activeElement).toBe(done));
    expect(within(done).getByRole('button', { name: /推送短名单/u })).toBeTruthy();
    fireEvent.click(within(done).getByRole('button', { name: /下一条需求/u }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/staff/curation/d2'));
  });

  it('leaves the grading by Escape, with the focus back on the card', async () => {
    const calls = workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('g');
    await waitFor(() => expect(document.activeElement?.closest('fieldset')).toBeTruthy());
    press('Escape');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('成果A'));
    expect(decisions(calls)).toEqual([]);
  });

  it('opens the search for another achievement with the cursor in its field', async () => {
    workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('/');
    const field = await screen.findByRole('textbox', { name: '检索成果' });
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('asks for words before it rejects as other', async () => {
    const calls = workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('r');
    await screen.findByRole('button', { name: /指标不达标/u });
    press('x');
    const field = await screen.findByRole('textbox', { name: '补充说明' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(decisions(calls)).toEqual([]);
    fireEvent.change(field, { target: { value: '已在另一项目中合作' } });
    fireEvent.click(screen.getByRole('button', { name: '以“其他”剔除' }));
    await waitFor(() =>
      expect(decisions(calls)).toEqual([
        { version: 1, action: 'REJECT', reasonCode: 'R99', comment: '已在另一项目中合作' },
      ]),
    );
  });

  it('shows the newer copy when a colleague was faster', async () => {
    workbench({
      decide: (match) => ({
        status: 409,
        body: problem(409, 'VERSION_CONFLICT', {
          current: { ...match, version: 9, note: '已与团队通过电话', isPinned: true },
        }),
      }),
      lists: { d1: listOf([matchOf({ id: 'a' })]) },
    });
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('a');
    expect(await screen.findByText(/您的决定没有保存/u)).toBeTruthy();
    expect(await screen.findByText(/已被他人修改，现在显示的是最新内容|刚被他人修改/u)).toBeTruthy();
  });

  it('goes to the next demand by n and says honestly that nothing fits', async () => {
    workbench();
    const { router } = await renderApp('/staff/curation/d1');
    await title('成果A');
    press('n');
    await waitFor(() => expect(router.state.location.pathname).toBe('/staff/curation/d2'));
    const none = await screen.findByRole('region', { name: '暂无合适成果' });
    expect(within(none).getByText(/低于值得约谈的 3 级/u)).toBeTruthy();
    expect(within(none).getByText('补充至少一项可测量的必达指标。')).toBeTruthy();
  });

  it('never acts on letters typed into a field, nor once the keys are switched off', async () => {
    const calls = workbench();
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('e');
    const note = await screen.findByRole('textbox', { name: '工作备注' });
    fireEvent.keyDown(note, { key: 'a' });
    fireEvent.keyDown(note, { key: 'Escape' });
    fireEvent.click(screen.getByRole('checkbox', { name: '启用单键快捷键' }));
    (document.activeElement as HTMLElement | null)?.blur();
    press('a');
    press('j');
    expect(decisions(calls)).toEqual([]);
    expect(isOpen('成果A')).toBe(true);
    fireEvent.click(screen.getByRole('checkbox', { name: '启用单键快捷键' }));
  });

  it('does not carry a message begun for one demand over to the next', async () => {
    workbench({
      lists: {
        d1: listOf([matchOf({ id: 'a', status: 'CONFIRMED' })]),
        d2: listOf([matchOf({ id: 'b', status: 'CONFIRMED' })], {
          subject: { kind: 'demand', id: 'd2', code: 'DEM-2026-000002', title: '注塑件缺陷识别', version: 1 },
        }),
      },
    });
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('s');
    const words = () =>
      within(screen.getByRole('dialog', { name: '推送短名单' })).getByRole<HTMLTextAreaElement>('textbox', {
        name: /给双方的话/u,
      });
    await screen.findByRole('dialog', { name: '推送短名单' });
    fireEvent.change(words(), { target: { value: '只给第一家的话' } });
    fireEvent.click(screen.getByRole('button', { name: '取消' }));
    press('n');
    await title('成果B');
    press('s');
    await screen.findByRole('dialog', { name: '推送短名单' });
    expect(words().value).toBe('');
  });

  it('sends the confirmed ones and says who will be told', async () => {
    const calls = workbench({
      lists: { d1: listOf([matchOf({ id: 'a', status: 'CONFIRMED' }), matchOf({ id: 'b' })]) },
    });
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('s');
    const dialog = await screen.findByRole('dialog', { name: '推送短名单' });
    expect(await within(dialog).findByText('3 人可答复（企业成员 3）')).toBeTruthy();
    const told = within(dialog)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(told).toEqual([
      '需求方：某虚拟现实企业，收到 1 项成果 3 人可答复（企业成员 3）',
      '成果方：示例大学，收到本需求 2 人可答复（院所管理员 1，成果填报人 1）',
    ]);
    expect(within(dialog).queryByText(/无人可答复/u)).toBeNull();
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: /答复期限/u }), { target: { value: '2' } });
    const submit = within(dialog).getByRole<HTMLButtonElement>('button', { name: '推送 1 项' });
    expect(submit.disabled).toBe(true);
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: /答复期限/u }), { target: { value: '7' } });
    fireEvent.click(submit);
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/send'))?.body).toEqual({
        matchIds: ['a'],
        dueInDays: 7,
        message: '',
      }),
    );
  });

  it('names a side that nobody answers for, has the invitation ready, and sends only when that is confirmed', async () => {
    const match = matchOf({ id: 'a', status: 'CONFIRMED' });
    match.achievement.organisationId = 'org-1';
    const calls = workbench({ lists: { d1: listOf([match]) }, reach: reachOf({ pending: 1 }) });
    await renderApp('/staff/curation/d1');
    await title('成果A');
    press('s');
    const dialog = await screen.findByRole('dialog', { name: '推送短名单' });
    const note = await within(dialog).findByRole('region', { name: '示例大学' });
    expect(within(note).getByText('示例大学还没有可以答复对接的账号')).toBeTruthy();
    expect(within(note).getByText(/已有 1 人申请加入/u)).toBeTruthy();
    const text = within(note).getByRole<HTMLTextAreaElement>('textbox', { name: /邀请文字/u }).value;
    expect(text).toContain(`${window.location.origin}/register`);
    expect(text).toContain('所属单位填写“示例大学”');
    expect(text).not.toMatch(/虚拟现实|脱层/u);
    const submit = within(dialog).getByRole<HTMLButtonElement>('button', { name: '推送 1 项' });
    expect(submit.disabled).toBe(true);
    fireEvent.click(within(dialog).getByRole('checkbox', { name: /我知道示例大学目前无人可答复/u }));
    fireEvent.click(submit);
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/send'))?.body).toEqual({
        matchIds: ['a'],
        dueInDays: 14,
        message: '',
        unreachedAccepted: true,
      }),
    );
  });
});
