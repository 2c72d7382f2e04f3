// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { matchOf } from './curation-fixtures.ts';
import { type Call, person, problem, renderApp, serve } from './helpers/render-app.tsx';

type Introduction = NonNullable<MatchView['introduction']>;
const DAY_MS = 86_400_000;
/** A date in the time of the platform, UTC+8 all year. */
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS + DAY_MS / 3).toISOString().slice(0, 10);
const CONTACT = { name: '赵示例', mobile: '13800000000', email: 'zhao@example.edu.cn' };

function introduced(change: Partial<MatchView> = {}, introduction: Partial<Introduction> = {}): MatchView {
  return matchOf({
    id: 'm1',
    status: 'SENT',
    introduction: {
      sentAt: '2026-11-20T02:00:00Z',
      dueOn: inDays(9),
      demandAnswer: 'PENDING',
      achievementAnswer: 'PENDING',
      message: '建议先约一次线上沟通。',
      counterpartContact: null,
      declinedReason: null,
      exportQuestion: 'NONE',
      mySide: 'demand',
      ...introduction,
    },
    ...change,
  });
}

function server(match: MatchView, answer?: (call: Call) => { status?: number; body: unknown } | undefined): Call[] {
  return serve((call) => {
    if (call.path === '/api/v1/me') return { body: person('enterpriseUser') };
    if (call.path === '/api/v1/introductions')
      return { body: { items: call.query.get('state') === 'open' ? [match] : [], nextCursor: null } };
    if (call.path === '/api/v1/introductions/m1') return { body: match };
    return answer?.(call);
  });
}

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.setAttribute('open', '');
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.removeAttribute('open');
  };
});

describe('introductions of a firm', () => {
  it('lists what waits for an answer with the other side, the own demand and the days left', async () => {
    server(introduced());
    await renderApp('/desk/introductions');
    const link = await screen.findByRole('link', { name: '成果M1' });
    expect(link.getAttribute('href')).toBe('/desk/introductions/m1');
    const card = link.closest('li') as HTMLElement;
    expect(within(card).getByText('还有 9 天')).toBeTruthy();
    expect(within(card).getByText(/对应我的需求：/u).textContent).toContain('光学膜高湿脱层');
    fireEvent.click(screen.getByRole('button', { name: '已接通' }));
    expect(await screen.findByText('还没有接通的对接')).toBeTruthy();
  });

  it('explains why there are no contacts yet, and opens them when both have accepted', async () => {
    const calls = server(introduced({ status: 'ACCEPTED_ONE' }, { achievementAnswer: 'ACCEPTED' }), (call) =>
      call.path.endsWith('/answer')
        ? {
            body: introduced(
              { status: 'ACCEPTED_BOTH', version: 2 },
              { demandAnswer: 'ACCEPTED', achievementAnswer: 'ACCEPTED', counterpartContact: CONTACT },
            ),
          }
        : undefined,
    );
    await renderApp('/desk/introductions/m1');
    expect(await screen.findByText(/双方都同意后才开放联系方式/u)).toBeTruthy();
    expect(screen.queryByText(CONTACT.mobile)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '同意对接' }));
    const dialog = await screen.findByRole('dialog', { name: '同意对接？' });
    expect(within(dialog).getByText(/对方已同意。您同意后，双方立即看到/u)).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/answer'))).toBe(false);
    fireEvent.click(within(dialog).getByRole('button', { name: '同意对接' }));
    expect(await screen.findByRole('link', { name: CONTACT.mobile })).toBeTruthy();
    expect(calls.find((call) => call.path.endsWith('/answer'))?.body).toEqual({ version: 1, answer: 'ACCEPT' });
  });

  it('declines with a reason only, and with words when the reason is “other”', async () => {
    const calls = server(introduced(), (call) =>
      call.path.endsWith('/answer')
        ? {
            body: introduced({ status: 'DECLINED', version: 2 }, { demandAnswer: 'DECLINED', declinedReason: 'R99' }),
          }
        : undefined,
    );
    await renderApp('/desk/introductions/m1');
    fireEvent.click(await screen.findByRole('button', { name: '谢绝' }));
    const dialog = await screen.findByRole('dialog', { name: '谢绝这次对接' });
    const submit = within(dialog).getByRole('button', { name: '谢绝对接' });
    fireEvent.click(submit);
    expect(await within(dialog).findByText('请选择原因')).toBeTruthy();
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: 'R99' } });
    fireEvent.click(submit);
    expect(await within(dialog).findByText('选择“其他”时，请填写说明')).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/answer'))).toBe(false);
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '项目已暂停' } });
    fireEvent.click(submit);
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/answer'))?.body).toEqual({
        version: 1,
        answer: 'DECLINE',
        reasonCode: 'R99',
        comment: '项目已暂停',
      }),
    );
    expect(await screen.findByText('本次对接已被谢绝。原因：其他。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '同意对接' })).toBeNull();
  });

  it('cannot be answered after the date, by staff, or a second time', async () => {
    server(introduced({}, { dueOn: inDays(-2) }));
    const late = await renderApp('/desk/introductions/m1');
    await screen.findByText('为什么推荐');
    expect(screen.queryByRole('button', { name: '同意对接' })).toBeNull();
    late.unmount();

    server(introduced({}, { mySide: 'staff' }));
    const staff = await renderApp('/desk/introductions/m1');
    await screen.findByText('联系方式只向对接双方开放。');
    expect(screen.queryByRole('button', { name: '同意对接' })).toBeNull();
    staff.unmount();

    server(introduced({ status: 'ACCEPTED_ONE' }, { demandAnswer: 'ACCEPTED' }));
    await renderApp('/desk/introductions/m1');
    await screen.findByText('为什么推荐');
    expect(screen.queryByRole('button', { name: '同意对接' })).toBeNull();
  });

  it('shows the newer copy when the introduction changed in the meantime', async () => {
    server(introduced(), (call) =>
      call.path.endsWith('/answer')
        ? {
            status: 409,
            body: problem(409, 'VERSION_CONFLICT', {
              current: introduced(
                { status: 'DECLINED', version: 4 },
                { achievementAnswer: 'DECLINED', declinedReason: 'R08' },
              ),
            }),
          }
        : undefined,
    );
    await renderApp('/desk/introductions/m1');
    fireEvent.click(await screen.findByRole('button', { name: '同意对接' }));
    const dialog = await screen.findByRole('dialog', { name: '同意对接？' });
    fireEvent.click(within(dialog).getByRole('button', { name: '同意对接' }));
    expect(await screen.findByText('本次对接已被谢绝。原因：团队无档期。')).toBeTruthy();
    expect(await screen.findByText(/这条对接刚有变化/u)).toBeTruthy();
  });

  it('says how much of the evidence is held back, and shows none of it', async () => {
    const match = introduced();
    match.evidence = { ...match.evidence, hiddenCount: 2 };
    server(match);
    await renderApp('/desk/introductions/m1');
    expect(await screen.findByText(/另有 2 段依据涉及保密内容/u)).toBeTruthy();
    expect(screen.getAllByRole('blockquote')).toHaveLength(3);
  });
});

describe('the export question of a foreign-controlled firm', () => {
  const waiting = (introduction: Partial<Introduction>) =>
    introduced(
      { status: 'ACCEPTED_BOTH' },
      { demandAnswer: 'ACCEPTED', achievementAnswer: 'ACCEPTED', exportQuestion: 'OPEN', ...introduction },
    );

  it('tells the sides why contacts wait', async () => {
    server(waiting({}));
    await renderApp('/desk/introductions/m1');
    expect(await screen.findByText(/联盟完成出口管制核查后开放联系方式/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '可以开放' })).toBeNull();
  });

  it('is answered by an operator with grounds', async () => {
    const match = waiting({ mySide: 'staff' });
    const calls = serve((call) => {
      if (call.path === '/api/v1/me') return { body: person('operator') };
      if (call.path === '/api/v1/introductions/m1/export-answer')
        return { body: waiting({ mySide: 'staff', exportQuestion: 'CLEARED' }) };
      if (call.path === '/api/v1/introductions/m1') return { body: match };
      return undefined;
    });
    await renderApp('/desk/introductions/m1');
    fireEvent.click(await screen.findByRole('button', { name: '可以开放' }));
    expect(await screen.findByText('请写明依据')).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/export-answer'))).toBe(false);
    fireEvent.change(screen.getByLabelText('依据'), { target: { value: '经核查不在目录内' } });
    fireEvent.click(screen.getByRole('button', { name: '可以开放' }));
    expect(await screen.findByText('已核查，可以开放')).toBeTruthy();
    expect(calls.find((call) => call.path.endsWith('/export-answer'))?.body).toEqual({
      version: match.version,
      result: 'CLEARED',
      comment: '经核查不在目录内',
    });
  });
});
