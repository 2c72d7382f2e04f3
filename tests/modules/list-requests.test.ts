import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Em } from '../../server/db/database.ts';
import type { Jobs } from '../../server/jobs/queue.ts';
import { newId } from '../../server/kernel/ids.ts';
import type { AchievementRecords } from '../../server/modules/achievements/index.ts';
import type { DemandRecords } from '../../server/modules/demands/index.ts';
import { createListRequests } from '../../server/modules/matching/list-requests.ts';
import { openLists, type Subject } from '../../server/modules/matching/lists.repository.ts';
import type { Scoring } from '../../server/modules/matching/scoring.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

let t: TestApp;
let em: Em;
/** Lists that a change asked for, and what the engine was asked. */
let wanted: string[];
let asked: string[];
const [demandA, demandB, near, far] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  const fork = t.container.database.em.fork() as Em;
  const lists = [near, far].map((id): Subject => ({ kind: 'achievement', id }));
  await openLists(fork, lists, 'leave', t.clock.now());
});
afterAll(() => t.close());
beforeEach(() => {
  em = t.container.database.em.fork() as Em;
  wanted = [];
  asked = [];
});

function requests(nearest: string[]) {
  const jobs = {
    enqueueMany: async (_em: Em, _name: string, subjects: readonly Subject[]) => {
      wanted.push(...subjects.map(({ kind, id }) => `${kind} ${id}`));
    },
  } as unknown as Jobs;
  const scoring = {
    near: async (_em: Em, kind: string, ids: readonly string[]) => {
      asked.push(...ids.map((id) => `${kind} ${id}`));
      return nearest;
    },
  } as unknown as Scoring;
  const demands = { openIds: async () => [demandA, demandB] } as unknown as DemandRecords;
  return createListRequests({ jobs, clock: t.clock, demands, achievements: {} as AchievementRecords, scoring });
}

describe('a change of records', () => {
  it('runs the own list of a demand, and only those lists of achievements that it may enter', async () => {
    await requests([near, newId()]).recordsChanged(em, 'demand', [demandA]);
    expect(asked).toEqual([`demand ${demandA}`]);
    expect(wanted.sort()).toEqual([`achievement ${near}`, `demand ${demandA}`].sort());
  });

  it('runs the lists of open demands that an achievement may enter, and its own', async () => {
    await requests([demandB, newId()]).recordsChanged(em, 'achievement', [near]);
    expect(wanted.sort()).toEqual([`achievement ${near}`, `demand ${demandB}`].sort());
  });

  it('of very many runs every list instead of asking for each', async () => {
    const many = Array.from({ length: 21 }, () => newId());
    await requests([]).recordsChanged(em, 'demand', many);
    expect(asked).toEqual([]);
    expect(wanted).toEqual(expect.arrayContaining([`achievement ${near}`, `achievement ${far}`, `demand ${many[20]}`]));
    wanted = [];
    await requests([]).recordsChanged(em, 'achievement', many);
    expect(wanted.sort()).toEqual([`demand ${demandA}`, `demand ${demandB}`].sort());
  });
});
