import type { AppRoute } from '../../lib/access.ts';
import { paths } from '../../lib/paths.ts';

/** Workbench of the staff and administration. */
export const staffRoutes: readonly AppRoute[] = [
  {
    path: paths.staffCuration,
    title: 'common:nav.curation',
    access: ['technologyManager', 'operator'],
    shell: 'work',
    namespaces: ['curation', 'introductions'],
    page: () => import('../../features/curation/curation.page.tsx'),
    nav: { group: 'staff' },
  },
  {
    path: paths.staffCurationDemand(':id'),
    title: 'common:nav.curation',
    access: ['technologyManager', 'operator'],
    shell: 'work',
    namespaces: ['curation', 'introductions'],
    page: () => import('../../features/curation/curation.page.tsx'),
  },
  {
    path: paths.staffImports,
    title: 'common:nav.staffImports',
    access: ['operator', 'instituteAdmin'],
    shell: 'work',
    namespaces: ['imports'],
    page: () => import('../../features/imports/imports.page.tsx'),
    nav: { group: 'staff' },
  },
  {
    path: paths.staffImport(':id'),
    title: 'common:nav.staffImports',
    access: ['operator', 'instituteAdmin'],
    shell: 'work',
    namespaces: ['imports', 'desk', 'achievements', 'demands'],
    page: () => import('../../features/imports/import.page.tsx'),
  },
  {
    path: paths.staffReview,
    title: 'common:nav.staffReview',
    access: ['operator', 'technologyManager'],
    shell: 'work',
    namespaces: ['desk', 'review', 'achievements', 'demands'],
    page: () => import('../../features/review/review.page.tsx'),
    nav: { group: 'staff' },
  },
];
