import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { type Cast, good, makeCast, publishAchievement, publishDemand, settleAll } from '../helpers/cast.ts';
import { STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let film: DemandView;
let stranger: AchievementView;

const list = async () =>
  good<MatchListView>(await t.call(cast.manager, 'GET', `/api/v1/curation/demands/${film.id}`)).items;
const decide = async (id: string, action: string, extra: object = {}, user: TestUser = cast.manager) => {
  const { version } = (await list()).find((item) => item.id === id)!;
  return good<MatchView>(await t.call(user, 'POST', `/api/v1/matches/${id}/decisions`, { version, action, ...extra }));
};
const add = async () =>
  good<MatchView>(
    await t.call(cast.manager, 'POST', '/api/v1/matches', { demandId: film.id, achievementId: stranger.id, note: '' }),
  );
/** What a curator sees of a list, in its order. */
const seen = async () =>
  (await list()).map(({ id, status, isPinned, note, relevance, relevanceBy, reasonCodes }) => ({
    id,
    status,
    isPinned,
    note,
    relevance,
    relevanceBy,
    reasonCodes,
  }));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  const stage = { t, cast };
  for (const part of ['', '（二代）', '中试线'])
    await publishAchievement(stage, { ...STOCK.adhesive, title: `耐湿热光学压敏胶及贴合工艺${part}` });
  await publishAchievement(stage, STOCK.encapsulation);
  stranger = await publishAchievement(stage, STOCK.extraction);
  film = await publishDemand(stage);
  await settleAll(t);
});
afterAll(() => t.close());

describe('undo', () => {
  it('of a move gives the whole order back', async () => {
    const before = await seen();
    expect(before.length).toBeGreaterThan(2);
    const last = before.at(-1)!.id;
    await decide(last, 'MOVE', { position: 1 });
    expect((await seen())[0]!.id).toBe(last);
    await decide(last, 'UNDO');
    expect(await seen()).toEqual(before);
  });

  it('of an earlier move keeps what a colleague moved since', async () => {
    const order = (await seen()).map((item) => item.id);
    const [first, second] = order as [string, string];
    const last = order.at(-1)!;
    await decide(last, 'MOVE', { position: 1 });
    await decide(first, 'MOVE', { position: order.length }, cast.operator);
    await decide(last, 'UNDO');
    const after = (await seen()).map((item) => item.id);
    expect(after[0]).toBe(second);
    expect(after.indexOf(first)).toBeGreaterThan(after.indexOf(second));
    await decide(first, 'UNDO', {}, cast.operator);
    expect((await seen()).map((item) => item.id)).toEqual(order);
  });

  it('of a rejection keeps a note that was made before and a place that was given since', async () => {
    const [first, second] = (await seen()).map((item) => item.id) as [string, string];
    await decide(first, 'REJECT', { reasonCode: 'R01' });
    await decide(second, 'MOVE', { position: 2 });
    await decide(first, 'UNDO');
    expect((await seen()).find((item) => item.id === first)).toMatchObject({ status: 'SUGGESTED', reasonCodes: [] });
    await decide(second, 'UNDO');
    expect((await seen())[0]!.id).toBe(first);
  });

  it('of an addition takes the pair off the list, and it may be added again', async () => {
    const before = await seen();
    const added = await add();
    await decide(added.id, 'UNDO');
    expect(await seen()).toEqual(before);
    expect(await add()).toMatchObject({ id: added.id, status: 'SUGGESTED' });
    await decide(added.id, 'UNDO');
  });

  it('in turn gives every former state back after any sequence of decisions', async () => {
    const step = fc.record({
      action: fc.constantFrom('CONFIRM', 'REJECT', 'PIN', 'UNPIN', 'MOVE', 'NOTE', 'GRADE', 'ADD'),
      at: fc.nat(5),
      position: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const back: { id: string; before: Awaited<ReturnType<typeof seen>> }[] = [];
        for (const { action, at, position } of steps) {
          const before = await seen();
          const open = before.filter((item) => item.status === 'SUGGESTED' || item.status === 'CONFIRMED');
          const target = open[at % Math.max(1, open.length)];
          if (action === 'ADD') {
            const isThere = (await list()).some((item) => item.achievement.id === stranger.id);
            if (!isThere) back.push({ id: (await add()).id, before });
            continue;
          }
          if (!target || (action === 'CONFIRM' && target.status !== 'SUGGESTED')) continue;
          await decide(target.id, action, {
            ...(action === 'REJECT' ? { reasonCode: 'R02' } : {}),
            ...(action === 'MOVE' ? { position } : {}),
            ...(action === 'NOTE' ? { comment: `备注${position}` } : {}),
            ...(action === 'GRADE' ? { relevance: 1 + (position % 4) } : {}),
          });
          back.push({ id: target.id, before });
        }
        for (const { id, before } of back.reverse()) {
          await decide(id, 'UNDO');
          expect(await seen()).toEqual(before);
        }
      }),
      { numRuns: 3 },
    );
  });
});
