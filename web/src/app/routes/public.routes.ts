import type { AppRoute } from '../../lib/access.ts';

export const publicRoutes: readonly AppRoute[] = [];
