// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SearchCard } from '../../server/contracts/search.contract.ts';
import { type Call, person, problem, renderApp, serve } from './helpers/render-app.tsx';

const card = (over: Partial<SearchCard>): SearchCard => ({
  id: '01900000-0000-7000-8000-00000000000a',
  kind: 'achievement',
  code: 'ACH-2026-000001',
  title: '褐藻岩藻多糖膜分离工艺',
  titleSpans: [{ start: 2, end: 6 }],
  snippet: '用膜分离代替醇沉。',
  snippetSpans: [],
  ownerLabel: '滨海理工大学',
  regionLabel: '崂山区',
  hti: '202',
  chainCodes: ['MB'],
  trl: 7,
  cooperationModes: ['LICENSE'],
  priceLabel: { mode: 'RANGE', min: 500_000, max: 800_000 },
  deadlineAnswer: null,
  orgType: null,
  publishedAt: '2026-11-01T00:00:00Z',
  isStale: false,
  score: 1,
  parts: {},
  ...over,
});
const found = (hits: SearchCard[], total = hits.length) => ({
  hits,
  total,
  facets: { chain: [{ value: 'MB', label: '海洋生物医药', count: total }] },
  understood: { corrected: null, glosses: [], synonyms: ['褐藻糖胶'] },
  tookMs: 0.7,
});
const visitor = (answer: (call: Call) => { status?: number; body: unknown } | undefined) =>
  serve((call) => (call.path === '/api/v1/me' ? { status: 401, body: problem(401, 'UNAUTHENTICATED') } : answer(call)));

describe('list of achievements', () => {
  it('shows hits with the found words marked, price, readiness, and what was understood', async () => {
    visitor((call) => (call.path === '/api/v1/search' ? { body: found([card({})], 1) } : undefined));
    await renderApp('/achievements?q=岩藻多糖');
    const hit = await screen.findByRole('article');
    expect(within(hit).getByText('岩藻多糖').tagName).toBe('MARK');
    expect(within(hit).getByText('50–80 万元')).toBeTruthy();
    expect(within(hit).getByText(/TRL 7/u)).toBeTruthy();
    expect(screen.getByText(/褐藻糖胶/u)).toBeTruthy();
  });

  it('asks anew with a facet that is ticked and keeps it in the address', async () => {
    const calls = visitor((call) => (call.path === '/api/v1/search' ? { body: found([card({})], 1) } : undefined));
    const { router } = await renderApp('/achievements');
    fireEvent.click(await screen.findByRole('checkbox', { name: /海洋生物医药/u }));
    await waitFor(() => expect(router.state.location.search).toBe('?chain=MB'));
    await waitFor(() =>
      expect(calls.some((call) => call.path === '/api/v1/search' && call.query.get('chain') === 'MB')).toBe(true),
    );
  });

  it('says that nothing fits and offers a way on', async () => {
    visitor((call) => (call.path === '/api/v1/search' ? { body: found([], 0) } : undefined));
    await renderApp('/achievements?q=x');
    expect(await screen.findByText('没有找到符合条件的内容')).toBeTruthy();
    expect(screen.getByRole('link', { name: '发布为技术需求' })).toBeTruthy();
  });

  it('shows a failure with the request id and tries again', async () => {
    let fails = true;
    visitor((call) =>
      call.path === '/api/v1/search'
        ? fails
          ? { status: 503, body: problem(503, 'SEARCH_UNAVAILABLE') }
          : { body: found([card({})]) }
        : undefined,
    );
    await renderApp('/achievements');
    expect(await screen.findByText(/req-42/u)).toBeTruthy();
    fails = false;
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByRole('article')).toBeTruthy();
  });
});

describe('other addresses', () => {
  it('names a hidden or missing record as not found, without the words of the server', async () => {
    visitor(() => undefined);
    await renderApp('/achievements/01900000-0000-7000-8000-0000000000ff');
    expect(await screen.findByRole('heading', { level: 1, name: '没有找到这一页' })).toBeTruthy();
  });
  it('has its own page for addresses that do not exist', async () => {
    visitor(() => undefined);
    await renderApp('/nowhere');
    expect(await screen.findByRole('heading', { level: 1, name: '没有找到这一页' })).toBeTruthy();
    expect(document.title).toContain('繁星汇');
  });
});

describe('sign-in', () => {
  it('checks before sending, shows a refusal in words, then goes to the wanted page', async () => {
    let isIn = false;
    const calls = serve((call) => {
      if (call.path === '/api/v1/me')
        return isIn ? { body: person('researcher') } : { status: 401, body: problem(401, 'UNAUTHENTICATED') };
      if (call.path !== '/api/auth/sign-in/email') return undefined;
      isIn = (call.body as { password: string }).password === 'right password';
      return isIn
        ? { body: {} }
        : { status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' } };
    });
    const { router } = await renderApp('/sign-in?next=/account');
    fireEvent.click(await screen.findByRole('button', { name: '登录' }));
    expect(await screen.findByText('请填写正确的电子邮箱')).toBeTruthy();
    expect(calls.some((call) => call.path.includes('sign-in'))).toBe(false);

    fireEvent.change(screen.getByLabelText('电子邮箱'), { target: { value: 'Lin@Example.cn ' } });
    fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'wrong' } });
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText('邮箱或密码不正确。')).toBeTruthy();

    fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'right password' } });
    fireEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/account'));
    expect(calls.findLast((call) => call.path.includes('sign-in'))?.body).toMatchObject({
      email: 'lin@example.cn',
      rememberMe: true,
    });
    expect(await screen.findByRole('button', { name: '林望舒的账号菜单' })).toBeTruthy();
  });
});
