import type { AppRoute } from '../../lib/access.ts';
import { paths } from '../../lib/paths.ts';

/** Desks and wizards of researchers, institutes and firms. */
export const deskRoutes: readonly AppRoute[] = [
  {
    path: paths.deskIntroductions,
    title: 'common:nav.introductions',
    access: ['enterpriseUser', 'researcher', 'instituteAdmin'],
    shell: 'work',
    namespaces: ['introductions'],
    page: () => import('../../features/introductions/introductions.page.tsx'),
    nav: { group: 'desk' },
  },
  {
    path: paths.deskIntroduction(':id'),
    title: 'common:nav.introductions',
    access: 'signedIn',
    shell: 'work',
    namespaces: ['introductions'],
    page: () => import('../../features/introductions/introduction.page.tsx'),
  },
];
