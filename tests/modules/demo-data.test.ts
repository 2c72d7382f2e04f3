import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDemoData } from '../../scripts/seed/demo-data.ts';
import { loadDemoWhenEmpty } from '../../scripts/seed/load-demo.ts';
import type { Container } from '../../server/container.ts';
import { Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp({ workers: false });
});
afterAll(() => t.close());

describe('demo data whose loading is cut off', () => {
  it('is finished by the next start, and loaded once', async () => {
    const asked: string[] = [];
    const withMatching = (recompute: (kind: 'demand' | 'achievement', id: string) => Promise<void>): Container => ({
      ...t.container,
      indexer: { ...t.container.indexer, rebuild: async () => true },
      matching: { ...t.container.matching, recompute },
    });
    const dying = withMatching(async (_kind, id) => {
      if (asked.push(id) === 3) throw new Error('killed');
    });
    await expect(loadDemoWhenEmpty(dying, () => undefined)).rejects.toThrow('killed');
    const mark = join(t.container.config.dataDir, 'demo-unfinished.json');
    expect(existsSync(mark)).toBe(true);

    asked.length = 0;
    const whole = withMatching(async (_kind, id) => {
      asked.push(id);
    });
    expect(await loadDemoWhenEmpty(whole, () => undefined)).toBe(true);
    const em = t.container.database.em.fork();
    const open = await em.find(Demand, { status: 'PUBLISHED' });
    expect(asked.toSorted()).toEqual(open.map((demand) => demand.id).toSorted());
    expect(existsSync(mark)).toBe(false);

    asked.length = 0;
    expect(await loadDemoWhenEmpty(whole, () => undefined)).toBe(false);
    expect(asked).toEqual([]);
    const { organisations, firms } = readDemoData();
    expect(await em.count(Organisation, { orgType: { $ne: 'UNIT' } })).toBe(organisations.length + firms.length);
  });
});
