import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };
export const base = (): string => inject('baseUrl');

/** Chromium as the test runner found it; quiet and without a sandbox when root runs it. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });

export const email = (who: string): string => `${who}@demo.fanxing.example`;

/** Signed-in sessions by account: sign-in itself is limited to a few tries a minute. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

/** A context at a width, signed in as a demo account (or nobody). */
export async function open(browser: Browser, who: string | null, viewport = WIDE): Promise<BrowserContext> {
  const known = who ? sessions.get(who) : undefined;
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    ...(known ? { storageState: known } : {}),
  });
  if (who && !known) {
    const response = await context.request.post(`${base()}/api/auth/sign-in/email`, {
      data: { email: email(who), password: inject('password') },
      headers: { origin: base() },
    });
    if (!response.ok()) throw new Error(`sign-in of ${who}: ${response.status()}`);
    sessions.set(who, await context.storageState());
  }
  return context;
}

export async function api<T>(context: BrowserContext, path: string): Promise<T> {
  const response = await context.request.get(`${base()}/api/v1${path}`);
  if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
  return (await response.json()) as T;
}

/** Serious and critical findings of axe on the page as it stands, in a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts; evaluating through the debugger is not one.
  await page.evaluate(axe.source);
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
    violations: { id: string; impact: string | null; nodes: { target: unknown[] }[] }[];
  };
  return results.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      (violation) =>
        `${violation.id} ${violation.nodes
          .slice(0, 3)
          .map((node) => node.target.join(' '))
          .join(' | ')}`,
    );
}
