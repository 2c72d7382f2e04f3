// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../server/contracts/accounts.contract.ts';
import type { ContactAccess } from '../../server/contracts/common.contract.ts';
import { person, problem, renderApp, serve } from './helpers/render-app.tsx';

const ID = '01900000-0000-7000-8000-000000000041';
const team = (contactAccess: ContactAccess) => ({
  id: ID,
  code: 'TEM-2026-000041',
  name: '示例光学团队',
  organisationId: ID,
  organisationName: '岚湾示例大学',
  unitId: null,
  unitName: null,
  members: [],
  membersWithheld: false,
  capacity: null,
  hasCompany: false,
  companyOrgId: null,
  contact: null,
  contactAccess,
  achievementCount: 1,
  canEdit: false,
  version: 1,
});

async function show(role: Role, access: ContactAccess, fails = false) {
  const calls = serve((call) => {
    const path = call.path.replace('/api/v1', '');
    if (path === '/me') return { body: person(role) };
    if (path === `/teams/${ID}`) return { body: team(access) };
    if (path === `/teams/${ID}/achievements`) return { body: { items: [] } };
    if (path === `/teams/${ID}/contact`)
      return fails
        ? { status: 404, body: problem(404, 'NOT_FOUND') }
        : { body: { name: '示例教授', mobile: '13900005678', email: '' } };
    return undefined;
  });
  await renderApp(`/teams/${ID}`);
  await screen.findByRole('heading', { level: 1, name: '示例光学团队' });
  return () => calls.filter((call) => call.path.endsWith('/contact'));
}

describe('a contact that staff may open', () => {
  it('is asked for once, at the press of a button', async () => {
    const looks = await show('operator', 'LOGGED');
    expect(looks()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '显示联系方式' }));
    const link = await screen.findByRole('link', { name: '13900005678' });
    expect(link.getAttribute('href')).toBe('tel:13900005678');
    expect(screen.getByText('本次查看已记录，请只用于本项工作。')).toBeTruthy();
    expect(screen.getByText('未填写')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '显示联系方式' })).toBeNull();
    expect(looks().map((call) => [call.method, call.body])).toEqual([['POST', {}]]);
  });

  it('wants a reason of the administrator before anything is sent', async () => {
    const looks = await show('platformAdmin', 'REASON');
    fireEvent.click(screen.getByRole('button', { name: '显示联系方式' }));
    expect(await screen.findByText('请写明查看原因，至少2个字')).toBeTruthy();
    expect(looks()).toEqual([]);
    fireEvent.change(screen.getByRole('textbox', { name: /查看原因/u }), { target: { value: ' 处理投诉 ' } });
    fireEvent.click(screen.getByRole('button', { name: '显示联系方式' }));
    await screen.findByRole('link', { name: '13900005678' });
    expect(looks().map((call) => call.body)).toEqual([{ reason: '处理投诉' }]);
  });

  it('says so when it is refused', async () => {
    await show('operator', 'LOGGED', true);
    fireEvent.click(screen.getByRole('button', { name: '显示联系方式' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('NOT_FOUND'));
    expect(screen.getByRole('button', { name: '显示联系方式' })).toBeTruthy();
  });

  it('is not offered to those who may not', async () => {
    await show('enterpriseUser', 'NONE');
    expect(screen.queryByRole('button', { name: '显示联系方式' })).toBeNull();
  });
});
