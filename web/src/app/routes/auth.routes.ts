import type { AppRoute } from '../../lib/access.ts';
import { paths } from '../../lib/paths.ts';

export const authRoutes: readonly AppRoute[] = [
  {
    path: paths.signIn(),
    title: 'common:nav.signIn',
    access: 'guest',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/sign-in.page.tsx'),
  },
  {
    path: paths.register,
    title: 'common:nav.register',
    access: 'guest',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/register.page.tsx'),
  },
  {
    path: paths.registerProfile,
    title: 'common:nav.registerProfile',
    access: 'signedIn',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/register-profile.page.tsx'),
  },
  {
    path: paths.forgotPassword,
    title: 'common:nav.forgotPassword',
    access: 'public',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/forgot-password.page.tsx'),
  },
  {
    path: paths.resetPassword,
    title: 'common:nav.resetPassword',
    access: 'public',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/reset-password.page.tsx'),
  },
  {
    path: paths.account,
    title: 'common:nav.account',
    access: 'signedIn',
    shell: 'public',
    namespaces: ['auth'],
    page: () => import('../../features/auth/account.page.tsx'),
  },
];
