import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, base, launch, NARROW, open, seriousFindings, WIDE } from './browser.ts';

interface Search {
  hits: { id: string }[];
}
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Pages by the account that uses them; ids are filled in from the data. */
const PAGES: Record<string, string[]> = {
  '': [
    '/',
    '/achievements?q=主轴',
    '/demands',
    '/organisations',
    '/achievements/:achievement',
    '/demands/:demand',
    '/organisations/:organisation',
    '/teams/:team',
    '/sign-in',
    '/register',
    '/forgot-password',
    '/no-such-page',
  ],
  researcher: [
    '/desk',
    '/desk/achievements',
    '/desk/achievements/new',
    '/desk/achievements/:mine/edit?step=maturity',
    '/desk/achievements/:mine/edit?step=rights',
    '/desk/achievements/:mine/matches',
    '/desk/organisation',
    '/desk/introductions',
    '/desk/notifications',
    '/account',
  ],
  enterprise: [
    '/desk',
    '/desk/demands',
    '/desk/demands/new',
    '/desk/demands/:posed/matches',
    '/desk/organisation',
    '/desk/introductions',
  ],
  institute: ['/desk', '/desk/review', '/desk/teams'],
  manager: ['/desk', '/desk/demands', '/staff/curation?by=owner', '/staff/review'],
  operator: [
    '/desk',
    '/staff/curation',
    '/staff/imports',
    '/staff/review',
    '/staff/organisations',
    '/staff/organisations/:organisation',
  ],
  admin: ['/desk', '/admin/accounts', '/admin/code-tables', '/admin/search'],
};

for (const [who, paths] of Object.entries(PAGES)) {
  describe(who || 'visitor', () => {
    it.each([
      ['1440 px', WIDE],
      ['390 px', NARROW],
    ])(
      'pages at %s: content, no error, nothing wider than the screen, axe finds nothing serious',
      async (_name, viewport) => {
        const context = await open(browser, who || null, viewport);
        const [achievement, demand, organisation] = await Promise.all(
          ['achievement', 'demand', 'organisation'].map(
            async (kind) => (await api<Search>(context, `/search?kind=${kind}&limit=1`)).hits[0]!.id,
          ),
        );
        const first = async (path: string) =>
          (await api<{ items: { id: string }[] }>(context, path)).items[0]?.id ?? '';
        const ids: Record<string, string> = {
          achievement: achievement!,
          demand: demand!,
          organisation: organisation!,
          team: who
            ? ''
            : ((await api<{ teamId: string | null }>(context, `/achievements/${achievement}`)).teamId ?? ''),
          mine: who === 'researcher' ? await first('/achievements?limit=1') : '',
          posed: who === 'enterprise' ? await first('/demands?limit=1') : '',
        };
        const page = await context.newPage();
        const broken: string[] = [];
        page.on('pageerror', (error) => broken.push(`${page.url()} ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error' && !/40[14]/u.test(message.text()))
            broken.push(`${page.url()} ${message.text()}`);
        });
        // Whoever is signed in may read everything that their pages ask for.
        page.on('response', (response) => {
          if (who && response.status() >= 400 && response.url().includes('/api/'))
            broken.push(`${page.url()} ${response.status()} ${response.url()}`);
        });
        for (const path of paths) {
          const filled = path.replace(/:(\w+)/gu, (_, name: string) => ids[name]!);
          await page.goto(base() + filled, { waitUntil: 'networkidle' });
          await page.locator('h1').first().waitFor({ timeout: 15_000 });
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth),
            `${path} is wider than the screen`,
          ).toBeLessThanOrEqual(viewport.width + 1);
          expect(await seriousFindings(page), path).toEqual([]);
        }
        expect(broken).toEqual([]);
        await context.close();
      },
    );
  });
}
