// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Consent, Role } from '../../server/contracts/accounts.contract.ts';
import { person, renderApp, serve } from './helpers/render-app.tsx';

const GIVEN: Consent = {
  purpose: 'ACCOUNT',
  version: '2026-11',
  givenAt: '2026-11-20T02:00:00Z',
  withdrawnAt: null,
};

// jsdom has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

async function show(role: Role, consents: Consent[]) {
  let mine = { ...person(role), consents };
  const calls = serve((call) => {
    if (call.path === '/api/v1/me') return { body: mine };
    if (call.path === '/api/v1/me/consents/withdraw') {
      const withdrawnAt = '2026-11-23T02:00:00Z';
      mine = { ...mine, roles: [], consents: mine.consents.map((consent) => ({ ...consent, withdrawnAt })) };
      return { body: mine };
    }
    return undefined;
  });
  await renderApp('/account');
  const panel = await screen.findByRole('region', { name: '个人信息处理的同意' });
  return { panel, sent: () => calls.filter((call) => call.path.endsWith('/withdraw')).map((call) => call.body) };
}

describe('the consent on the account page', () => {
  it('is shown with purpose, version and date, and withdrawn after a question that says what follows', async () => {
    const { panel, sent } = await show('enterpriseUser', [GIVEN]);
    expect(panel.textContent).toContain('开通账号、核验身份和供需对接');
    expect(panel.textContent).toContain('2026-11');
    fireEvent.click(within(panel).getByRole('button', { name: '撤回同意' }));
    const question = await screen.findByText('撤回个人信息处理的同意？');
    const dialog = question.closest('dialog')!;
    expect(dialog.textContent).toContain('不再把您的联系方式提供给对接方');
    expect(sent()).toEqual([]);
    fireEvent.click(within(dialog).getByText('撤回同意', { selector: 'button' }));
    await waitFor(() => expect(panel.textContent).toContain('撤回时间'));
    expect(sent()).toEqual([{ purpose: 'ACCOUNT' }]);
    expect(within(panel).queryByRole('button', { name: '撤回同意' })).toBeNull();
  });

  it('is not withdrawn by staff', async () => {
    const { panel } = await show('operator', [GIVEN]);
    expect(within(panel).queryByRole('button')).toBeNull();
    expect(panel.textContent).toContain('先由平台管理员收回工作角色');
  });

  it('says when there is none', async () => {
    const { panel } = await show('enterpriseUser', []);
    expect(panel.textContent).toContain('您没有在本平台登记过同意');
  });
});
