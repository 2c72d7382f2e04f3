import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, vi } from 'vitest';
import type { Me, Role } from '../../../server/contracts/accounts.contract.ts';
import { createRoutes } from '../../../web/src/app/router.tsx';
import { ConfirmHost } from '../../../web/src/components/dialog.tsx';
import { ToastHost } from '../../../web/src/components/toasts.tsx';
import type { AppRoute } from '../../../web/src/lib/access.ts';
import { startI18n } from '../../../web/src/lib/i18n.ts';
import { createQueryClient } from '../../../web/src/lib/query-client.ts';

// Pages load their code on demand; a busy machine may take its time.
configure({ asyncUtilTimeout: 45_000 });

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}
export type Answer = { status?: number; body: unknown };
export type Server = (call: Call) => Answer | undefined;

/** Answers the calls of a page; what the test does not foresee is a 404 problem. Returns the calls made. */
export function serve(server: Server): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    const url = new URL(input, 'http://localhost');
    const call: Call = {
      method: init?.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
    };
    calls.push(call);
    const answer = server(call) ?? { status: 404, body: problem(404, 'NOT_FOUND') };
    return new Response(JSON.stringify(answer.body), {
      status: answer.status ?? 200,
      headers: { 'content-type': 'application/json' },
    });
  });
  return calls;
}

export const problem = (status: number, code: string, extra: object = {}) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: `detail of ${code}`,
  requestId: 'req-42',
  ...extra,
});

export const person = (...roles: Role[]): Me => ({
  id: '01900000-0000-7000-8000-000000000001',
  name: '林望舒',
  email: 'lin@example.cn',
  emailVerified: false,
  roles,
  memberships: [],
  isVerified: true,
  consents: [],
  unreadNotifications: 0,
});

/** Renders the real routes, guards and layouts at an address. */
export async function renderApp(address: string, table?: readonly AppRoute[]) {
  await startI18n('zh-CN');
  // jsdom draws nothing; the river of stars then stays away by itself.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const queryClient = createQueryClient({ onSessionLost: () => undefined });
  queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } });
  const router = createMemoryRouter(createRoutes(queryClient, table), { initialEntries: [address] });
  const view = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastHost />
      <ConfirmHost />
    </QueryClientProvider>,
  );
  return { ...view, router, queryClient };
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
