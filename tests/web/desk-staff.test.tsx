// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Answer, type Call, person, problem, renderApp, serve } from './helpers/render-app.tsx';

const many = (count: number, nextCursor: string | null = null): Answer => ({
  body: { items: Array.from({ length: count }, (_, index) => ({ id: `${index}`, state: 'PARSED' })), nextCursor },
});
const counts = { open: 56, shortlisted: 3, none: 1, done: 5 };

/** A desk with the given answers; whatever is not named is an empty list. */
function desk(role: Parameters<typeof person>[0], answers: Record<string, Answer> = {}): Call[] {
  return serve((call) => {
    const path = call.path.replace('/api/v1', '');
    if (path === '/me') return { body: person(role) };
    if (answers[path]) return answers[path];
    if (path === '/curation/queue') return { body: { items: [], nextCursor: null, total: 56, counts } };
    if (path === '/admin/search')
      return {
        body: {
          engine: 'embedded',
          status: 'ready',
          detail: null,
          indexes: [],
          rebuild: { running: false, done: 0, total: 0, startedAt: null },
          jobs: [{ queue: 'index-record', waiting: 0, active: 0, failed: 0 }],
        },
      };
    return many(0);
  });
}
const tile = (name: string) => screen.findByRole('link', { name: new RegExp(name, 'u') });

describe('the desk of the staff', () => {
  it('shows the secretariat what waits at each place, with the way there', async () => {
    const calls = desk('operator', { '/achievements': many(4), '/demands': many(100, 'next'), '/imports': many(2) });
    await renderApp('/desk');
    expect((await tile('待复核的匹配')).textContent).toContain('56');
    expect((await tile('待推送的短名单')).getAttribute('href')).toBe('/staff/curation?assigned=all&state=shortlisted');
    expect((await tile('待处理的需求')).textContent).toContain('100+');
    expect((await tile('待平台审核的成果')).textContent).toContain('4');
    expect((await tile('待核对的导入清单')).textContent).toContain('2');
    expect((await tile('待核验的单位')).textContent).toContain('单位均已核验');
    expect(screen.getByText('检索引擎运行正常。')).toBeTruthy();
    expect(screen.queryByText('没有需要处理的事项。')).toBeNull();
    expect(calls.find((call) => call.path.endsWith('/achievements'))?.query.get('status')).toBe('INSTITUTE_OK');
  });

  it('asks a manager only for what is assigned to them, and for nothing they may not read', async () => {
    const calls = desk('technologyManager');
    await renderApp('/desk');
    const panel = await screen.findByRole('region', { name: '待处理' });
    expect((await within(panel).findAllByRole('link')).map((link) => link.getAttribute('href'))).toEqual([
      '/staff/review?kind=demands',
      '/staff/curation?assigned=me',
      '/staff/curation?assigned=me&state=shortlisted',
    ]);
    expect(calls.find((call) => call.path.endsWith('/curation/queue'))?.query.get('assigned')).toBe('me');
    expect(calls.map((call) => call.path)).not.toContain('/api/v1/imports');
    expect(calls.map((call) => call.path)).not.toContain('/api/v1/admin/search');
  });

  it('tells the administrator of failed jobs', async () => {
    desk('platformAdmin', {
      '/admin/search': {
        body: {
          engine: 'embedded',
          status: 'broken',
          detail: null,
          indexes: [],
          rebuild: { running: false, done: 0, total: 0, startedAt: null },
          jobs: [
            { queue: 'index-record', waiting: 0, active: 0, failed: 2 },
            { queue: 'send-mail', waiting: 0, active: 0, failed: 1 },
          ],
        },
      },
    });
    await renderApp('/desk');
    expect(await screen.findByText('检索引擎异常，请尽快处理。有 3 个后台任务失败。')).toBeTruthy();
    expect(screen.getByRole('link', { name: '查看检索引擎' }).getAttribute('href')).toBe('/admin/search');
  });

  it('says that the figures could not be loaded', async () => {
    desk('operator', { '/curation/queue': { status: 500, body: problem(500, 'INTERNAL') } });
    await renderApp('/desk');
    const panel = await screen.findByRole('region', { name: '待处理' });
    expect(await within(panel).findByRole('button', { name: '重试' })).toBeTruthy();
  });
});
