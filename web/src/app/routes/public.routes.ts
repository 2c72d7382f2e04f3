import type { AppRoute } from '../../lib/access.ts';
import { paths } from '../../lib/paths.ts';

export const publicRoutes: readonly AppRoute[] = [
  {
    path: paths.home,
    title: 'common:nav.home',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/home.page.tsx'),
  },
  {
    path: paths.achievements,
    title: 'common:nav.achievements',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/achievements.page.tsx'),
    nav: { group: 'top' },
  },
  {
    path: paths.demands,
    title: 'common:nav.demands',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/demands.page.tsx'),
    nav: { group: 'top' },
  },
  {
    path: paths.organisations,
    title: 'common:nav.organisations',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/organisations.page.tsx'),
    nav: { group: 'top' },
  },
  {
    path: paths.achievement(':id'),
    title: 'common:nav.achievement',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/achievement.page.tsx'),
  },
  {
    path: paths.demand(':id'),
    title: 'common:nav.demand',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/demand.page.tsx'),
  },
  {
    path: paths.organisation(':id'),
    title: 'common:nav.organisation',
    access: 'public',
    shell: 'public',
    namespaces: ['public'],
    page: () => import('../../features/public/organisation.page.tsx'),
  },
];
