import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, data, type LoaderFunctionArgs, type RouteObject, redirect } from 'react-router';
import { type AppRoute, landingOf, mayEnter } from '../lib/access.ts';
import { loadNamespaces } from '../lib/i18n.ts';
import { paths, safeNext } from '../lib/paths.ts';
import { meQuery } from '../lib/session.ts';
import { accessTable } from './access-table.ts';
import { PublicLayout } from './layouts/public-layout.tsx';
import { RootLayout } from './layouts/root-layout.tsx';
import { NotFoundPage, RouteErrorPage } from './route-error.page.tsx';

/** Decides from the access table before a page is shown. Public pages never wait for the session. */
export function guard(route: AppRoute, queryClient: QueryClient, routes: readonly AppRoute[] = accessTable) {
  return async ({ request }: Pick<LoaderFunctionArgs, 'request'>): Promise<Response | null> => {
    if (route.access === 'public') return null;
    const me = await queryClient.ensureQueryData(meQuery);
    const url = new URL(request.url);
    switch (mayEnter(route.access, me)) {
      case 'enter':
        return null;
      case 'leave':
        return redirect(safeNext(url.searchParams.get('next')) ?? landingOf(routes, me) ?? paths.home);
      case 'signIn':
        return redirect(paths.signIn(url.pathname + url.search));
      case 'forbidden':
        throw data(null, { status: 403 });
    }
  };
}

function toRouteObject(route: AppRoute, queryClient: QueryClient): RouteObject {
  return {
    path: route.path,
    loader: guard(route, queryClient),
    // A search or a filter in the address is the page's own business: the guard need not ask again.
    shouldRevalidate: ({ currentUrl, nextUrl }) =>
      currentUrl.pathname !== nextUrl.pathname || currentUrl.href === nextUrl.href,
    lazy: async () => {
      const [page] = await Promise.all([route.page(), loadNamespaces(route.namespaces)]);
      return { Component: page.default };
    },
  };
}

/** While the first page's code arrives. */
const Blank = () => null;

export function createRoutes(queryClient: QueryClient, table: readonly AppRoute[] = accessTable): RouteObject[] {
  const pages = (shell: AppRoute['shell']): RouteObject[] =>
    table.filter((route) => route.shell === shell).map((route) => toRouteObject(route, queryClient));
  return [
    {
      Component: RootLayout,
      ErrorBoundary: RouteErrorPage,
      HydrateFallback: Blank,
      children: [
        {
          Component: PublicLayout,
          children: [
            { ErrorBoundary: RouteErrorPage, children: [...pages('public'), { path: '*', Component: NotFoundPage }] },
          ],
        },
        {
          lazy: async () => ({ Component: (await import('./layouts/work-layout.tsx')).WorkLayout }),
          children: [{ ErrorBoundary: RouteErrorPage, children: pages('work') }],
        },
      ],
    },
  ];
}

export const createRouter = (queryClient: QueryClient) => createBrowserRouter(createRoutes(queryClient));
