import type { ComponentType } from 'react';
import type { Me, Role } from '../../../server/contracts/accounts.contract.ts';
import type { Namespace } from './i18n.ts';

/** `guest`: only while signed out. A list of roles: any one of them. The server decides again at every call. */
export type Access = 'public' | 'guest' | 'signedIn' | readonly Role[];

export interface AppRoute {
  /** Absolute pattern, such as `/achievements/:id`. */
  path: string;
  /** Locale key with namespace, such as `common:nav.achievements`: title of the tab and of the menu entry. */
  title: string;
  access: Access;
  /** `public`: header and footer, no antd. `work`: side menu, antd with our theme. */
  shell: 'public' | 'work';
  /** Locale files the page needs besides `common`. */
  namespaces: readonly Namespace[];
  page: () => Promise<{ default: ComponentType }>;
  nav?: { group: NavGroup; icon?: ComponentType };
}
export type NavGroup = 'top' | 'desk' | 'staff' | 'admin';

export type Entry = 'enter' | 'signIn' | 'leave' | 'forbidden';

export function mayEnter(access: Access, me: Pick<Me, 'roles'> | null): Entry {
  if (access === 'public') return 'enter';
  if (access === 'guest') return me ? 'leave' : 'enter';
  if (!me) return 'signIn';
  if (access === 'signedIn') return 'enter';
  return access.some((role) => me.roles.includes(role)) ? 'enter' : 'forbidden';
}

/** Entries of one menu group that the person may open, in the order of the table. */
export function navOf(routes: readonly AppRoute[], group: NavGroup, me: Pick<Me, 'roles'> | null): AppRoute[] {
  return routes.filter((route) => route.nav?.group === group && mayEnter(route.access, me) === 'enter');
}

/** As `STAFF_ROLES` of the contract, repeated here because importing its value would load all schemas with the first page. */
const STAFF: readonly Role[] = ['technologyManager', 'operator', 'platformAdmin'];

/** Where a person starts after signing in: staff at their workbench, others at their desk. */
export function landingOf(routes: readonly AppRoute[], me: Pick<Me, 'roles'> | null): string | null {
  if (!me) return null;
  const isStaff = me.roles.some((role) => STAFF.includes(role));
  for (const group of isStaff ? (['staff', 'admin', 'desk'] as const) : (['desk', 'staff'] as const)) {
    const first = navOf(routes, group, me)[0];
    if (first) return first.path;
  }
  return null;
}
