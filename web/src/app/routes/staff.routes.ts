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
];
