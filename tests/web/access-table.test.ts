// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { ROLES, STAFF_ROLES } from '../../server/contracts/accounts.contract.ts';
import { accessTable } from '../../web/src/app/access-table.ts';
import { guard } from '../../web/src/app/router.tsx';
import { type AppRoute, landingOf, mayEnter, navOf } from '../../web/src/lib/access.ts';
import { NAMESPACES } from '../../web/src/lib/i18n.ts';
import { safeNext } from '../../web/src/lib/paths.ts';
import { meQuery } from '../../web/src/lib/session.ts';
import { person } from './helpers/render-app.tsx';

const route = (path: string, access: AppRoute['access'], group?: 'desk' | 'staff'): AppRoute => ({
  path,
  access,
  title: 'common:nav.home',
  shell: 'public',
  namespaces: [],
  page: () => Promise.reject(new Error('not opened in this test')),
  ...(group ? { nav: { group } } : {}),
});
const table = [
  route('/desk', ['researcher', 'operator'], 'desk'),
  route('/staff', ['operator'], 'staff'),
  route('/sign-in', 'guest'),
];

describe('access', () => {
  it.each([
    ['public', null, 'enter'],
    ['public', person('researcher'), 'enter'],
    ['guest', null, 'enter'],
    ['guest', person('researcher'), 'leave'],
    ['signedIn', null, 'signIn'],
    ['signedIn', person(), 'enter'],
    [['operator'], null, 'signIn'],
    [['operator'], person('researcher'), 'forbidden'],
    [['operator', 'researcher'], person('researcher'), 'enter'],
  ] as const)('%j', (access, me, expected) => {
    expect(mayEnter(access, me)).toBe(expected);
  });

  it('shows each role only its own entries and starts staff at the workbench', () => {
    expect(navOf(table, 'staff', person('researcher'))).toEqual([]);
    expect(landingOf(table, person('researcher'))).toBe('/desk');
    expect(landingOf(table, person('operator'))).toBe('/staff');
    expect(landingOf(table, null)).toBeNull();
    for (const role of STAFF_ROLES)
      expect(landingOf([route('/desk', 'signedIn', 'desk'), route('/staff', 'signedIn', 'staff')], person(role))).toBe(
        '/staff',
      );
    expect(
      landingOf([route('/staff', 'signedIn', 'staff'), route('/desk', 'signedIn', 'desk')], person('instituteAdmin')),
    ).toBe('/desk');
  });

  const open = async (entry: AppRoute, url: string, me: ReturnType<typeof person> | null) => {
    const queryClient = new QueryClient();
    queryClient.setQueryData(meQuery.queryKey, me);
    return guard(entry, queryClient, table)({ request: new Request(`http://localhost${url}`) });
  };
  it('sends a visitor to sign in and back again', async () => {
    const response = await open(table[1]!, '/staff?by=age', null);
    expect(response?.headers.get('location')).toBe('/sign-in?next=%2Fstaff%3Fby%3Dage');
  });
  it('sends a signed-in person from the sign-in page to the wanted page, never to another site', async () => {
    const guest = table[2]!;
    expect((await open(guest, '/sign-in?next=%2Fdesk%2Fdemands', person('researcher')))?.headers.get('location')).toBe(
      '/desk/demands',
    );
    expect((await open(guest, '/sign-in?next=%2F%2Fevil.example', person('researcher')))?.headers.get('location')).toBe(
      '/desk',
    );
    expect(safeNext('https://evil.example')).toBeNull();
    expect(safeNext('/\\evil.example')).toBeNull();
  });
  it('refuses a page of other roles with 403', async () => {
    await expect(open(table[1]!, '/staff', person('enterpriseUser'))).rejects.toMatchObject({ init: { status: 403 } });
  });
});

describe('the access table', () => {
  it('has each address once, known roles, known locale files', () => {
    const addresses = accessTable.map((entry) => entry.path);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const entry of accessTable) {
      expect(entry.path).toMatch(/^\//u);
      expect(entry.title).toMatch(/^\w+:/u);
      for (const namespace of entry.namespaces) expect(NAMESPACES).toContain(namespace);
      if (Array.isArray(entry.access)) for (const role of entry.access) expect(ROLES).toContain(role);
    }
  });
  it('opens nothing under /desk, /staff and /admin to visitors, and nothing of the staff to other roles', () => {
    // An institute's administrator may import the lists of the own institute, so that role is not among these.
    const others = person('researcher', 'enterpriseUser');
    for (const entry of accessTable) {
      if (/^\/(desk|staff|admin)/u.test(entry.path)) expect(mayEnter(entry.access, null), entry.path).toBe('signIn');
      if (/^\/(staff|admin)/u.test(entry.path)) expect(mayEnter(entry.access, others), entry.path).toBe('forbidden');
    }
  });
});
