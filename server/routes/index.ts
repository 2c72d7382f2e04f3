import { accountRoutes } from './accounts.routes.ts';
import { achievementRoutes } from './achievements.routes.ts';
import { adminRoutes } from './admin.routes.ts';
import { catalogueRoutes } from './catalogue.routes.ts';
import { demandRoutes } from './demands.routes.ts';
import { healthRoutes } from './health.routes.ts';
import { importRoutes } from './imports.routes.ts';
import { introductionRoutes } from './introductions.routes.ts';
import { matchingRoutes } from './matching.routes.ts';
import { organisationRoutes } from './organisations.routes.ts';
import type { Api } from './route.ts';

/** The visible list of everything under /api/v1. */
export async function registerRoutes(app: Api): Promise<void> {
  await app.register(healthRoutes);
  await app.register(
    async (api) => {
      for (const routes of [
        accountRoutes,
        organisationRoutes,
        achievementRoutes,
        demandRoutes,
        catalogueRoutes,
        matchingRoutes,
        introductionRoutes,
        importRoutes,
        adminRoutes,
      ])
        await api.register(routes as never);
    },
    { prefix: '/api/v1' },
  );
}
