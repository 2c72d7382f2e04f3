import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, base, launch, open } from './browser.ts';

interface Queue {
  items: { demandId: string; title: string }[];
}
interface List {
  items: { id: string; status: string; demand: { organisationId: string | null } }[];
}
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('journeys', () => {
  it('a visitor searches, filters and reads what is public', async () => {
    const context = await open(browser, null);
    const page = await context.newPage();
    await page.goto(base(), { waitUntil: 'networkidle' });
    await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('主轴热误差');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/achievements/u);
    const first = page.locator('main a[href^="/achievements/"]').first();
    await first.waitFor();
    await first.click();
    await page.waitForURL(/\/achievements\/[0-9a-f-]{36}/u);
    await page.locator('h1').waitFor();
    await page
      .getByText(/登录|认证/u)
      .first()
      .waitFor();
    await context.close();
  });

  it('a curator works the queue by keyboard: confirm, undo, reject with a reason', async () => {
    const context = await open(browser, 'operator');
    const { items } = await api<Queue>(context, '/curation/queue?state=open&limit=1');
    const demandId = items[0]!.demandId;
    const page = await context.newPage();
    await page.goto(`${base()}/staff/curation/${demandId}`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: /通过/u }).first().waitFor();
    const statusOf = async () =>
      (await api<List>(context, `/curation/demands/${demandId}`)).items.map((item) => item.status);
    const before = await statusOf();
    expect(before[0]).toBe('SUGGESTED');
    await page.keyboard.press('a');
    await expect.poll(statusOf, { timeout: 15_000 }).toContain('CONFIRMED');
    await page.keyboard.press('u');
    await expect
      .poll(async () => (await statusOf()).filter((status) => status === 'CONFIRMED').length, { timeout: 15_000 })
      .toBe(0);
    await page.keyboard.press('r');
    await page.keyboard.press('1');
    await expect.poll(statusOf, { timeout: 15_000 }).toContain('DISMISSED');
    await page.keyboard.press('u');
    await expect
      .poll(async () => (await statusOf()).filter((status) => status === 'DISMISSED').length, { timeout: 15_000 })
      .toBe(before.filter((status) => status === 'DISMISSED').length);
    await context.close();
  });

  it('both sides read an introduction; the firm accepts and sees no contact before the other side does', async () => {
    const firm = await open(browser, 'enterprise');
    const { items } = await api<{ items: { id: string; status: string }[] }>(firm, '/introductions?state=all');
    expect(items.length).toBeGreaterThan(0);
    const page = await firm.newPage();
    await page.goto(`${base()}/desk/introductions/${items[0]!.id}`, { waitUntil: 'networkidle' });
    const contact = page.getByText(/1380000\d{4}/u).first();
    if (items[0]!.status === 'ACCEPTED_BOTH') await contact.waitFor();
    else {
      await page
        .getByText(/双方.{0,6}(同意|接受)/u)
        .first()
        .waitFor();
      expect(await contact.count()).toBe(0);
    }
    await firm.close();
  });

  it('an operator imports a list and sees each row with its raw cell', async () => {
    const context = await open(browser, 'operator');
    const csv =
      '需求名称,企业名称,需求内容,预算(万元)\n低温密封件脆裂问题攻关,青岛示例密封有限公司,零下四十度启动时密封圈开裂漏油，换过三种橡胶仍不行。,50-80\n,青岛示例密封有限公司,没有名称的一行,面议\n';
    const upload = await context.request.post(`${base()}/api/v1/imports`, {
      multipart: {
        target: 'demand',
        sender: '示例商会',
        file: { name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
      },
    });
    expect(upload.status()).toBe(201);
    const batch = (await upload.json()) as { id: string; version: number };
    const mapping = await api<{ columns: { index: number; field: string | null }[] }>(
      context,
      `/imports/${batch.id}/mapping`,
    );
    const mapped = await context.request.put(`${base()}/api/v1/imports/${batch.id}/mapping`, {
      data: {
        columns: mapping.columns.map(({ index, field }) => ({ index, field })),
        version: batch.version,
        remember: true,
      },
    });
    expect(mapped.status()).toBe(200);
    const state = async () => (await api<{ state: string }>(context, `/imports/${batch.id}`)).state;
    await expect.poll(state, { timeout: 30_000 }).toBe('PARSED');
    const page = await context.newPage();
    await page.goto(`${base()}/staff/imports/${batch.id}`, { waitUntil: 'networkidle' });
    await page.getByText('青岛示例密封有限公司').first().waitFor();
    await page.getByText('清单.csv').first().waitFor();
    await context.close();
  });
});
