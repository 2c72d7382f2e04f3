import type { AppRoute } from '../../lib/access.ts';

export const authRoutes: readonly AppRoute[] = [];
