// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Membership } from '../../server/contracts/accounts.contract.ts';
import type { OrganisationView } from '../../server/contracts/organisations.contract.ts';
import { person, problem, renderApp, serve } from './helpers/render-app.tsx';

// jsdom has no dialogs.
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});

const ORG = '01900000-0000-7000-8000-0000000000b1';
const view: OrganisationView = {
  id: ORG,
  code: 'ORG-2026-000001',
  name: '青岛示例新建有限公司',
  nameAliases: [],
  uscc: null,
  usccWarning: null,
  orgType: 'ENT',
  parentOrgId: null,
  parentName: null,
  regionCode: '370212',
  regionLabel: '青岛市崂山区',
  address: null,
  industryCode: null,
  scale: null,
  qualifications: [],
  chainCodes: [],
  isChainLeader: false,
  foreignControl: null,
  verification: null,
  counts: { achievements: 0, demands: 0, teams: 0 },
  units: [],
  canEdit: true,
  version: 1,
  updatedAt: '2026-11-01T00:00:00Z',
};
const membership: Membership = {
  organisationId: ORG,
  organisationName: view.name,
  orgType: 'ENT',
  unitId: null,
  unitName: null,
  membershipRole: 'admin',
  state: 'ACTIVE',
};
const server = (now: () => OrganisationView, memberships = [membership]) =>
  serve(({ path, method, body }) => {
    if (path === '/api/v1/me') return { body: { ...person('enterpriseUser'), memberships } };
    if (path === `/api/v1/organisations/${ORG}/members`) return { body: { items: [] } };
    if (path !== `/api/v1/organisations/${ORG}`) return undefined;
    if (method === 'PUT' && (body as { name: string }).name === '重名单位')
      return {
        status: 409,
        body: problem(409, 'DUPLICATE', { errors: [{ path: 'name', code: 'duplicate', message: '名称已被使用' }] }),
      };
    return { body: method === 'PUT' ? { ...now(), ...(body as object), version: 2 } : now() };
  });

describe('the own organisation', () => {
  it('asks its administrator for the credit code, names a wrong one and keeps what was typed', async () => {
    const calls = server(() => view);
    await renderApp('/desk/organisation');
    expect(await screen.findByText(/请先填写统一社会信用代码/u)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '编辑' }));
    const form = within(await screen.findByRole('dialog'));
    const code = form.getByLabelText<HTMLInputElement>(/统一社会信用代码/u);
    fireEvent.change(code, { target: { value: '91370212TEXT00017X' } });
    fireEvent.blur(code);
    expect(await form.findByText('校验位不正确，请核对证照')).toBeTruthy();
    expect(code.value).toBe('91370212TEXT00017X');
    fireEvent.change(code, { target: { value: ' ９1370212text00017w ' } });
    fireEvent.blur(code);
    expect(code.value).toBe('91370212TEXT00017W');
    expect(form.getByText('校验通过')).toBeTruthy();
    expect(form.queryByText(/链主企业名单/u)).toBeNull();
    const name = form.getByLabelText<HTMLInputElement>(/单位名称/u);
    fireEvent.change(name, { target: { value: '重名单位' } });
    fireEvent.click(form.getByRole('button', { name: '保存' }));
    expect(await form.findByText('名称已被使用')).toBeTruthy();
    expect(name.value).toBe('重名单位');
    expect(code.value).toBe('91370212TEXT00017W');
    fireEvent.change(name, { target: { value: view.name } });
    fireEvent.click(form.getByRole('button', { name: '保存' }));
    await waitFor(() =>
      expect(calls.findLast((call) => call.method === 'PUT')?.body).toMatchObject({
        uscc: '91370212TEXT00017W',
        name: view.name,
        version: 1,
      }),
    );
  });

  it('shows a member the facts without a form, and a stranger the way in', async () => {
    server(() => ({ ...view, canEdit: false }));
    const first = await renderApp('/desk/organisation');
    expect(await screen.findByRole('heading', { name: view.name })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '编辑' })).toBeNull();
    first.unmount();
    server(() => view, [{ ...membership, state: 'PENDING' }]);
    await renderApp('/desk/organisation');
    expect(await screen.findByText('您还没有所属单位')).toBeTruthy();
  });
});
