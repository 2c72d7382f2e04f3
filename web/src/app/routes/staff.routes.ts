import type { AppRoute } from '../../lib/access.ts';

/** Workbench of the staff and administration. */
export const staffRoutes: readonly AppRoute[] = [];
