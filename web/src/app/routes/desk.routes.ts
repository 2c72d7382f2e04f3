import type { AppRoute } from '../../lib/access.ts';

/** Desks and wizards of researchers, institutes and firms. */
export const deskRoutes: readonly AppRoute[] = [];
