import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandListItem, DemandView } from '../../server/contracts/demands.contract.ts';
import type { SearchResponse } from '../../server/contracts/search.contract.ts';
import { SYSTEM_ACTOR } from '../../server/kernel/actor.ts';
import { newId } from '../../server/kernel/ids.ts';
import { type Cast, draftDemand, good, makeCast, moveDemand, publishDemand } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let otherFirm: string;
let rival: TestUser;
let otherManager: TestUser;
let platformAdmin: TestUser;

const url = (id: string, rest = '') => `/api/v1/demands/${id}${rest}`;
const fields = (response: { body: never }) =>
  ((response.body as Problem).errors ?? []).map(({ path, code }) => `${path} ${code}`);
const step = (user: TestUser | null, view: { id: string; version: number }, event: string, extra: object = {}) =>
  t.call(user, 'POST', url(view.id, '/transitions'), { version: view.version, event, ...extra });
const refused = async (user: TestUser, view: { id: string; version: number }, event: string, extra: object = {}) => {
  const response = await step(user, view, event, extra);
  return `${response.status} ${(response.body as Problem).code}`;
};
const read = async (user: TestUser | null, id: string) => good<DemandView>(await t.call(user, 'GET', url(id)));
const found = async (user: TestUser | null, text: string): Promise<string[]> => {
  await t.settle();
  return good<SearchResponse>(
    await t.call(user, 'GET', `/api/v1/search?kind=demand&q=${encodeURIComponent(text)}`),
  ).hits.map((hit) => hit.id);
};
beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
  otherFirm = await t.makeOrganisation({ name: '青岛对手示例有限公司', orgType: 'ENT' });
  rival = await t.makeUser(['enterpriseUser'], otherFirm, true);
  otherManager = await t.makeUser(['technologyManager']);
  platformAdmin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('lists, ids and bulk steps', () => {
  it('show the firm its own, the manager what is assigned or open', async () => {
    const draft = await draftDemand(stage, { title: '本企业的需求草稿' });
    const ids = async (user: TestUser, query: string) =>
      good<{ items: DemandListItem[] }>(await t.call(user, 'GET', `/api/v1/demands?limit=100&${query}`)).items.map(
        (item) => item.id,
      );
    const colleague = await t.makeUser(['enterpriseUser'], cast.firm);
    expect(await ids(colleague, 'scope=mine')).toContain(draft.id);
    expect(await ids(rival, 'scope=mine')).not.toContain(draft.id);
    expect(await ids(cast.operator, `scope=all&q=${draft.code}`)).toEqual([draft.id]);
    const submitted = await moveDemand(stage, cast.firmUser, draft, 'submit');
    expect(await ids(otherManager, 'scope=review')).toContain(submitted.id);
    for (const user of [cast.firmUser, cast.researcher, platformAdmin])
      expect((await t.call(user, 'GET', '/api/v1/demands?scope=review')).status).toBe(403);
    expect((await t.call(cast.manager, 'GET', '/api/v1/demands?scope=all')).status).toBe(403);
    expect((await t.call(null, 'GET', '/api/v1/demands')).status).toBe(401);
    for (const query of ['scope=some', 'limit=0', 'cursor=bm90aGluZw', 'status=NEW'])
      expect((await t.call(cast.firmUser, 'GET', `/api/v1/demands?${query}`)).status).toBe(400);
  });

  it('answer a forged id with 404 and what is no id with 400', async () => {
    const draft = await draftDemand(stage);
    const routes: ['GET' | 'POST' | 'PATCH', string, object | undefined][] = [
      ['GET', '', undefined],
      ['PATCH', '', { version: 1, content: {} }],
      ['POST', '/transitions', { version: 1, event: 'submit' }],
      ['POST', '/confirm', undefined],
      ['GET', '/history', undefined],
      ['GET', '/text-check', undefined],
    ];
    for (const [method, rest, body] of routes) {
      for (const user of [rival, cast.researcher, cast.manager, platformAdmin])
        expect((await t.call(user, method, url(draft.id, rest), body)).status, rest).toBe(404);
      expect((await t.call(cast.firmUser, method, url(newId(), rest), body)).status).toBe(404);
      expect((await t.call(cast.firmUser, method, url('1', rest), body)).status).toBe(400);
    }
  });

  it('take several demands one by one', async () => {
    const first = await moveDemand(stage, cast.firmUser, await draftDemand(stage), 'submit');
    const second = await draftDemand(stage);
    const { results } = good<{ results: { ok: boolean; code: string | null }[] }>(
      await t.call(cast.operator, 'POST', '/api/v1/demands/bulk-transitions', {
        items: [first, second, { id: newId(), version: 1 }].map(({ id, version }) => ({ id, version })),
        transition: { event: 'accept', managerId: cast.manager.id },
      }),
    );
    expect(results.map(({ ok, code }) => `${ok} ${code}`)).toEqual([
      'true null',
      'false STATE_CONFLICT',
      'false NOT_FOUND',
    ]);
    expect((await read(cast.manager, first.id)).status).toBe('TRIAGE');
    expect(
      (
        await t.call(cast.operator, 'POST', '/api/v1/demands/bulk-transitions', {
          items: [],
          transition: { event: 'accept' },
        })
      ).status,
    ).toBe(400);
  });

  it('confirm that a demand still stands', async () => {
    const published = await publishDemand(stage, { title: '仍然有效的需求' });
    expect((await t.call(rival, 'POST', url(published.id, '/confirm'))).status).toBe(404);
    expect((await t.call(cast.manager, 'POST', url(published.id, '/confirm'))).status).toBe(404);
    const confirmed = good<DemandView>(await t.call(cast.firmUser, 'POST', url(published.id, '/confirm')));
    expect(confirmed.confirmedAt).toBe(t.clock.now().toISOString());
    const { items } = good<{ items: { event: string }[] }>(
      await t.call(cast.firmUser, 'GET', url(published.id, '/history')),
    );
    expect(items.at(-1)!.event).toBe('confirm');
    expect((await t.call(cast.firmUser, 'POST', url((await draftDemand(stage)).id, '/confirm'))).status).toBe(409);
  });
});

describe('the answer window', () => {
  // Moves the clock, so it comes last.
  it('closes by the calendar and is extended once', async () => {
    const published = await publishDemand(stage, { title: '窗口将到期的需求貔貅', deadlineAnswer: '2026-12-10' });
    const later = await publishDemand(stage, { title: '窗口更晚的需求', deadlineAnswer: '2027-05-31' });
    t.clock.advanceDays(17);
    expect(await t.container.services.demands.expireOverdue(SYSTEM_ACTOR)).not.toContain(published.id);
    t.clock.advanceDays(1);
    const expired = await t.container.services.demands.expireOverdue(SYSTEM_ACTOR);
    expect(expired).toContain(published.id);
    expect(expired).not.toContain(later.id);
    expect(await t.container.services.demands.expireOverdue(SYSTEM_ACTOR)).toEqual([]);
    expect(await found(null, '貔貅')).not.toContain(published.id);
    expect((await t.call(null, 'GET', url(published.id))).status).toBe(404);

    const view = await read(cast.firmUser, published.id);
    expect(view).toMatchObject({ status: 'EXPIRED', allowedEvents: expect.arrayContaining(['extend']) });
    expect(fields(await step(cast.firmUser, view, 'extend'))).toEqual(['deadlineAnswer required']);
    expect(fields(await step(cast.firmUser, view, 'extend', { deadlineAnswer: '2026-12-11' }))).toEqual([
      'deadlineAnswer date_past',
    ]);
    expect(await refused(cast.manager, view, 'extend', { deadlineAnswer: '2027-02-28' })).toBe('403 FORBIDDEN');
    const extended = await moveDemand(stage, cast.firmUser, view, 'extend', { deadlineAnswer: '2027-02-28' });
    expect(extended).toMatchObject({ status: 'PUBLISHED', content: { deadlineAnswer: '2027-02-28' } });
    expect(extended.allowedEvents).not.toContain('extend');
    expect(await refused(cast.firmUser, extended, 'extend', { deadlineAnswer: '2027-03-31' })).toBe(
      '409 STATE_CONFLICT',
    );
    expect(await found(null, '貔貅')).toContain(published.id);
  });
});
