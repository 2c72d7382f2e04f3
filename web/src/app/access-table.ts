import type { AppRoute } from '../lib/access.ts';
import { authRoutes } from './routes/auth.routes.ts';
import { deskRoutes } from './routes/desk.routes.ts';
import { publicRoutes } from './routes/public.routes.ts';
import { staffRoutes } from './routes/staff.routes.ts';

/** Every page with its address, who may open it and where it stands in the menus. The order is the order of the menus. */
export const accessTable: readonly AppRoute[] = [...publicRoutes, ...authRoutes, ...deskRoutes, ...staffRoutes];
