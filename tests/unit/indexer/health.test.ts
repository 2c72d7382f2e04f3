import { describe, expect, it } from 'vitest';
import { createHealthService } from '../../../server/indexer/health.service.ts';

const check = (database: boolean, search: 'ready' | 'building' | 'broken', jobs: boolean) =>
  createHealthService({
    database: {
      executeSql: () => (database ? Promise.resolve({ rows: [] }) : Promise.reject(new Error('gone'))),
    } as never,
    engine: { health: async () => ({ status: search }) } as never,
    jobs: { isRunning: () => jobs },
    version: '1.2.3',
  }).check();

describe('whether the process can serve', () => {
  it('is said of each part by itself', async () => {
    expect(await check(true, 'ready', true)).toEqual({ status: 'ready', database: true, search: 'ready', jobs: true });
    expect(await check(true, 'building', true)).toMatchObject({ status: 'degraded', search: 'building', jobs: true });
    expect(await check(true, 'ready', false)).toMatchObject({ status: 'degraded', database: true, jobs: false });
    expect(await check(false, 'ready', true)).toMatchObject({ status: 'degraded', database: false, jobs: false });
  });
});
