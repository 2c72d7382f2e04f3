import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import { type Cast, draftDemand, good, makeCast, moveDemand } from '../helpers/cast.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
});
afterAll(() => t.close());

it('a manager reads what waits without its private part, takes it on, and then reads all', async () => {
  const stage = { t, cast };
  const draft = await draftDemand(stage, { confidential: '不公开的工艺窗口' });
  const submitted = await moveDemand(stage, cast.firmUser, draft, 'submit');
  const path = `/api/v1/demands/${submitted.id}`;
  const waiting = good<DemandView>(await t.call(cast.manager, 'GET', path));
  expect(waiting).toMatchObject({ status: 'SUBMITTED', level: 'L1' });
  expect(waiting.allowedEvents).toContain('accept');
  expect(JSON.stringify(waiting)).not.toContain('不公开的工艺窗口');
  expect((await t.call(cast.researcher, 'GET', path)).status).toBe(404);
  await moveDemand(stage, cast.manager, waiting, 'accept', { managerId: cast.manager.id });
  const taken = good<DemandView>(await t.call(cast.manager, 'GET', path));
  expect(taken).toMatchObject({ status: 'TRIAGE', level: 'STAFF', managerId: cast.manager.id });
  expect(taken.content.confidential).toBe('不公开的工艺窗口');
  const otherManager = await t.makeUser(['technologyManager']);
  expect((await t.call(otherManager, 'GET', path)).status).toBe(404);
});
