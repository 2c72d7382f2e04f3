// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Call, person, renderApp, serve } from './helpers/render-app.tsx';

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.setAttribute('open', '');
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.removeAttribute('open');
  };
});

describe('the registration', () => {
  it('names every wrong field, goes to the first, and forgives a field as soon as it is touched', async () => {
    const calls = serve((call) => (call.path === '/api/v1/me' ? { status: 401, body: {} } : undefined));
    await renderApp('/register');
    fireEvent.click(await screen.findByRole('button', { name: '下一步' }));
    const name = screen.getByRole('textbox', { name: '姓名' });
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('请填写正确的电子邮箱')).toBeTruthy();
    fireEvent.input(name, { target: { value: '林望舒' } });
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('false'));
    expect(screen.getByText('请填写正确的电子邮箱')).toBeTruthy();
    expect(calls.some((call) => call.path.includes('sign-up'))).toBe(false);
  });

  it('says at the field that an address has an account already', async () => {
    serve((call) => {
      if (call.path === '/api/v1/me') return { status: 401, body: {} };
      if (call.path.endsWith('/sign-up/email'))
        return {
          status: 422,
          body: { code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', message: 'User already exists.' },
        };
      return undefined;
    });
    await renderApp('/register');
    const email = await screen.findByRole('textbox', { name: '电子邮箱' });
    fireEvent.input(screen.getByRole('textbox', { name: '姓名' }), { target: { value: '林望舒' } });
    fireEvent.input(email, { target: { value: 'lin@example.cn' } });
    fireEvent.input(screen.getByLabelText('密码'), { target: { value: 'a long enough one' } });
    fireEvent.click(screen.getByRole('checkbox'));
    fireEvent.click(screen.getByRole('button', { name: '下一步' }));
    await waitFor(() => expect(email.getAttribute('aria-invalid')).toBe('true'));
    expect(document.getElementById(email.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent).toBe(
      '该邮箱已注册，可直接登录或找回密码。',
    );
    expect(document.activeElement).toBe(email);
  });

  it('takes a mobile number as people paste it', async () => {
    let isKnown = false;
    const calls = serve((call) => {
      if (call.path === '/api/v1/me') return { body: { ...person(...(isKnown ? ['enterpriseUser' as const] : [])) } };
      if (call.path === '/api/v1/me/profile') {
        isKnown = true;
        return { body: person('enterpriseUser') };
      }
      return { body: { items: [], nextCursor: null } };
    });
    await renderApp('/register/profile');
    fireEvent.click(await screen.findByRole('radio', { name: /企业用户/u }));
    fireEvent.change(screen.getByRole('combobox', { name: '所属单位' }), { target: { value: '青岛示例有限公司' } });
    fireEvent.input(screen.getByRole('textbox', { name: /手机号码/u }), { target: { value: '+86 138-0000-0001' } });
    fireEvent.click(screen.getByRole('checkbox', { name: /我已知悉并同意/u }));
    fireEvent.click(screen.getByRole('button', { name: '提交' }));
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/me/profile'))?.body).toMatchObject({ mobile: '13800000001' }),
    );
  });
});

describe('a new organisation', () => {
  it('goes to the first wrong field when it is saved too early', async () => {
    const calls = serve((call) =>
      call.path === '/api/v1/me' ? { body: person('operator') } : { body: { items: [], nextCursor: null } },
    );
    await renderApp('/staff/organisations');
    fireEvent.click(await screen.findByRole('button', { name: '新建单位' }));
    const sheet = await screen.findByRole('dialog', { name: '新建单位' });
    fireEvent.click(within(sheet).getByRole('button', { name: '保存' }));
    const name = within(sheet).getByRole('textbox', { name: /单位名称/u });
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(calls.some((call: Call) => call.method === 'POST')).toBe(false);
  });
});

describe('the contact of a team', () => {
  it('is checked before it is sent, in the words of a demand’s contact', async () => {
    const calls = serve((call) => {
      if (call.path === '/api/v1/me') return { body: person('researcher') };
      if (call.path === '/api/v1/teams') return { body: { items: [], nextCursor: null } };
      return undefined;
    });
    await renderApp('/desk/teams');
    fireEvent.click((await screen.findAllByRole('button', { name: /新建团队/u }))[0]!);
    const mobile = await screen.findByRole('textbox', { name: /手机/u });
    const email = screen.getByRole('textbox', { name: /邮箱/u });
    fireEvent.change(mobile, { target: { value: '0532-80000000' } });
    fireEvent.change(email, { target: { value: 'team.example' } });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText('手机号码格式不正确')).toBeTruthy();
    expect(screen.getByText('邮箱格式不正确')).toBeTruthy();
    fireEvent.change(mobile, { target: { value: '13900005678' } });
    fireEvent.change(email, { target: { value: 'team@institute.example' } });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(screen.queryByText('手机号码格式不正确')).toBeNull());
    expect(screen.queryByText('邮箱格式不正确')).toBeNull();
    expect(calls.some((call) => call.method === 'POST')).toBe(false);
  });
});
