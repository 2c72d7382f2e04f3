import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { LabelPage, MatchListView, MatchView, QueuePage } from '../../server/contracts/matching.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { MODEL } from '../../server/modules/matching/engine/model.ts';
import {
  type Cast,
  draftAchievement,
  draftDemand,
  good,
  makeCast,
  publishAchievement,
  publishDemand,
  settleAll,
} from '../helpers/cast.ts';
import { LIFT, STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let otherManager: TestUser;
let adhesive: AchievementView;
let extraction: AchievementView;
let film: DemandView;
let lift: DemandView;

const list = async (id: string, user = cast.manager) =>
  good<MatchListView>(await t.call(user, 'GET', `/api/v1/curation/demands/${id}`));
const matchOf = async (demandId: string, achievementId: string) =>
  (await list(demandId)).items.find((item) => item.achievement.id === achievementId)!;
const decide = (user: TestUser | null, match: { id: string; version: number }, action: string, extra: object = {}) =>
  t.call(user, 'POST', `/api/v1/matches/${match.id}/decisions`, { version: match.version, action, ...extra });
const decided = async (match: { id: string; version: number }, action: string, extra: object = {}) =>
  good<MatchView>(await decide(cast.manager, match, action, extra));
const fields = (response: { body: never }) =>
  ((response.body as Problem).errors ?? []).map(({ path, code }) => `${path} ${code}`);
const queue = async (user: TestUser, query = '') =>
  good<QueuePage>(await t.call(user, 'GET', `/api/v1/curation/queue?limit=100&${query}`));

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t, { nameAliases: ['海屿'] });
  stage = { t, cast };
  otherManager = await t.makeUser(['technologyManager']);
  adhesive = await publishAchievement(stage, STOCK.adhesive);
  await publishAchievement(stage, STOCK.encapsulation);
  await publishAchievement(stage, STOCK.measuring);
  extraction = await publishAchievement(stage, STOCK.extraction);
  film = await publishDemand(stage);
  lift = await publishDemand(stage, LIFT);
  await settleAll(t);
});
afterAll(() => t.close());

describe('a list', () => {
  it('is computed by a job, best first, with level, scores and the model that made it', async () => {
    const view = await list(film.id);
    expect(view).toMatchObject({
      state: 'READY',
      noCloseMatch: false,
      staffNoMatch: false,
      modelVersion: MODEL.version,
      subject: { kind: 'demand', id: film.id, code: film.code },
    });
    const [first, ...rest] = view.items;
    expect(first).toMatchObject({
      status: 'SUGGESTED',
      origin: 'SYSTEM',
      rank: 1,
      modelVersion: MODEL.version,
      achievement: { id: adhesive.id },
      introduction: null,
    });
    expect(first!.relevance).toBeGreaterThanOrEqual(3);
    for (const item of rest) {
      expect(item.relevance).toBeLessThan(first!.relevance);
      expect(item.relevanceScore).toBeLessThan(first!.relevanceScore);
    }
    expect(view.items.map((item) => item.rank)).toEqual(view.items.map((_, i) => i + 1));
    expect(view.items.map((item) => item.achievement.id)).not.toContain(extraction.id);
  });

  it('explains itself: wordings in both texts, indicators, factors that add up', async () => {
    const { evidence, feasibility } = (await list(film.id)).items[0]!;
    expect(evidence.terms.map((term) => term.term)).toContain('光学膜');
    for (const side of ['demand', 'achievement'] as const)
      expect(evidence.passages.filter((passage) => passage.side === side).length).toBeGreaterThan(0);
    for (const { text, spans } of evidence.passages) {
      expect(spans.length).toBeGreaterThan(0);
      for (const { start, end, term } of spans) expect(text.slice(start, end).toLowerCase()).toBe(term);
    }
    expect(evidence.indicators).toEqual([
      expect.objectContaining({
        name: '剥离强度',
        mandatory: true,
        status: 'met',
        required: expect.stringContaining('1.2'),
        offered: expect.stringContaining('1.4'),
      }),
    ]);
    expect(evidence.factors.reduce((sum, factor) => sum + factor.weight, 0)).toBe(100);
    expect(evidence.factors.reduce((sum, factor) => sum + factor.weight * factor.score, 0)).toBeCloseTo(feasibility, 1);
    for (const factor of evidence.factors) expect(factor.reason).toMatch(/\p{Script=Han}/u);
    expect(evidence.parts.length).toBeGreaterThan(3);
    expect(evidence.stop).toBeNull();
  });

  it('says honestly that nothing fits, with advice', async () => {
    const view = await list(lift.id);
    expect(view.noCloseMatch).toBe(true);
    expect(view.noCloseMatchReason).toMatch(/\p{Script=Han}/u);
    expect(view.advice.length).toBeGreaterThan(0);
    expect(view.items.filter((item) => item.relevance >= 3)).toEqual([]);
  });

  it('is for curators, of what was published', async () => {
    const path = `/api/v1/curation/demands/${film.id}`;
    expect((await t.call(null, 'GET', path)).status).toBe(401);
    const platformAdmin = await t.makeUser(['platformAdmin']);
    for (const user of [cast.researcher, cast.instituteAdmin, cast.firmUser, platformAdmin]) {
      expect((await t.call(user, 'GET', path)).status).toBe(403);
      expect((await t.call(user, 'GET', '/api/v1/curation/queue')).status).toBe(403);
      expect((await t.call(user, 'GET', '/api/v1/curation/labels')).status).toBe(403);
      expect((await t.call(user, 'POST', `${path}/recompute`)).status).toBe(403);
      expect((await t.call(user, 'POST', `${path}/no-match`, {})).status).toBe(403);
      expect((await t.call(user, 'POST', `${path}/send`, { matchIds: [newId()] })).status).toBe(403);
    }
    const draft = await draftDemand(stage);
    for (const id of [draft.id, newId()]) {
      expect((await t.call(cast.operator, 'GET', `/api/v1/curation/demands/${id}`)).status).toBe(404);
      expect((await t.call(cast.operator, 'POST', `/api/v1/curation/demands/${id}/recompute`)).status).toBe(404);
      expect((await t.call(cast.operator, 'POST', `/api/v1/curation/demands/${id}/no-match`, {})).status).toBe(404);
    }
    expect((await t.call(cast.operator, 'GET', '/api/v1/curation/demands/1')).status).toBe(400);
    expect((await t.call(cast.operator, 'POST', `/api/v1/curation/teams/${film.id}/recompute`)).status).toBe(400);
  });

  it('exists in the other direction: the demands that an achievement answers', async () => {
    const path = `/api/v1/matches/achievement/${adhesive.id}`;
    await t.call(cast.manager, 'GET', path);
    await settleAll(t);
    const view = good<MatchListView>(await t.call(cast.manager, 'GET', path));
    expect(view).toMatchObject({ state: 'READY', subject: { kind: 'achievement', id: adhesive.id } });
    expect(view.items[0]).toMatchObject({ demand: { id: film.id }, achievement: { id: adhesive.id } });
    // Nothing was introduced yet, so the owner sees none; nobody else sees that there is a list.
    expect(good<MatchListView>(await t.call(cast.researcher, 'GET', path)).items).toEqual([]);
    for (const user of [cast.firmUser, await t.makeUser(['researcher'], cast.university)])
      expect((await t.call(user, 'GET', path)).status).toBe(404);
    expect((await t.call(null, 'GET', path)).status).toBe(401);
    const draft = await draftAchievement(stage);
    expect((await t.call(cast.manager, 'GET', `/api/v1/matches/achievement/${draft.id}`)).status).toBe(404);
  });
});

describe('a decision', () => {
  it('to reject needs a reason, and words when the reason is “other”', async () => {
    const match = await matchOf(film.id, adhesive.id);
    expect(await decide(cast.manager, match, 'REJECT')).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED', errors: [{ path: 'reasonCode' }] },
    });
    expect(await decide(cast.manager, match, 'REJECT', { reasonCode: 'R99' })).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED', errors: [{ path: 'comment' }] },
    });
    expect(fields(await decide(cast.manager, match, 'REJECT', { reasonCode: 'R77' }))).toEqual([
      'reasonCode invalid_value',
    ]);
    const rejected = await decided(match, 'REJECT', { reasonCode: 'R99', comment: '企业要求改用机械固定' });
    expect(rejected).toMatchObject({ status: 'DISMISSED', reasonCodes: ['R99'] });
    const { items } = await list(film.id);
    expect(items.at(-1)!.id).toBe(match.id);

    const restored = await decided(rejected, 'UNDO');
    expect(restored).toMatchObject({ status: 'SUGGESTED', reasonCodes: [] });
    expect((await list(film.id)).items[0]!.id).toBe(match.id);
  });

  it('can be taken back one by one, and no further', async () => {
    let match = await matchOf(film.id, adhesive.id);
    match = await decided(match, 'NOTE', { comment: '先联系张老师' });
    match = await decided(match, 'GRADE', { relevance: 2 });
    match = await decided(match, 'CONFIRM');
    match = await decided(match, 'REJECT', { reasonCode: 'R04' });
    expect(match).toMatchObject({ status: 'DISMISSED', relevance: 2, note: '先联系张老师' });
    match = await decided(match, 'UNDO');
    expect(match).toMatchObject({ status: 'CONFIRMED', relevance: 2, reasonCodes: [] });
    match = await decided(match, 'UNDO');
    expect(match).toMatchObject({ status: 'SUGGESTED', relevance: 2 });
    match = await decided(match, 'UNDO');
    expect(match).toMatchObject({ relevance: 4, relevanceBy: null, note: '先联系张老师' });
    match = await decided(match, 'UNDO');
    expect(match.note).toBeNull();
    expect((await decide(cast.manager, match, 'UNDO')).status).toBe(404);
  });

  it('grades in the name of the curator', async () => {
    const match = await matchOf(film.id, adhesive.id);
    expect(fields(await decide(cast.manager, match, 'GRADE'))).toEqual(['relevance required']);
    expect((await decide(cast.manager, match, 'GRADE', { relevance: 5 })).status).toBe(400);
    const graded = await decided(match, 'GRADE', { relevance: 3 });
    expect(graded.relevance).toBe(3);
    expect(graded.relevanceBy).toMatch(/^用户/u);
    await decided(graded, 'UNDO');
  });

  it('pins and moves change the order, not the ranks', async () => {
    const added = good<MatchView>(
      await t.call(cast.manager, 'POST', '/api/v1/matches', {
        demandId: film.id,
        achievementId: extraction.id,
        note: '企业点名要看',
      }),
    );
    expect(added).toMatchObject({ origin: 'STAFF', status: 'SUGGESTED', note: '企业点名要看', rank: null });
    const order = async () => (await list(film.id)).items.map((item) => item.achievement.id);
    expect((await order()).at(-1)).toBe(extraction.id);
    const pinned = await decided(added, 'PIN');
    expect(pinned.isPinned).toBe(true);
    expect((await order())[0]).toBe(extraction.id);
    const unpinned = await decided(pinned, 'UNPIN');
    expect((await order()).at(-1)).toBe(extraction.id);
    expect(fields(await decide(cast.manager, unpinned, 'MOVE'))).toEqual(['position required']);
    const moved = await decided(unpinned, 'MOVE', { position: 2 });
    expect((await order())[1]).toBe(extraction.id);
    expect((await list(film.id)).items[0]).toMatchObject({ achievement: { id: adhesive.id }, rank: 1 });
    await decided(moved, 'MOVE', { position: 99 });
    expect((await order()).at(-1)).toBe(extraction.id);
  });

  it('on an old copy is refused with the newer one', async () => {
    const match = await matchOf(film.id, adhesive.id);
    const noted = await decided(match, 'NOTE', { comment: '先到的备注' });
    const late = await decide(cast.operator, match, 'REJECT', { reasonCode: 'R01' });
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'VERSION_CONFLICT',
        current: { id: match.id, version: noted.version, note: '先到的备注', status: 'SUGGESTED' },
      },
    });
    const answers = await Promise.all(
      ['R01', 'R02'].map((reasonCode) => decide(cast.manager, noted, 'REJECT', { reasonCode })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    await decided(await matchOf(film.id, adhesive.id), 'UNDO');
  });

  it('is refused in the wrong state, to the wrong people and for unknown matches', async () => {
    const match = await matchOf(film.id, adhesive.id);
    const confirmed = await decided(match, 'CONFIRM');
    expect(await decide(cast.manager, confirmed, 'CONFIRM')).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    });
    await decided(confirmed, 'UNDO');
    expect((await decide(null, match, 'CONFIRM')).status).toBe(401);
    for (const user of [cast.researcher, cast.firmUser, cast.instituteAdmin])
      expect((await decide(user, match, 'CONFIRM')).status).toBe(403);
    expect((await decide(cast.manager, { id: newId(), version: 1 }, 'CONFIRM')).status).toBe(404);
    expect(fields(await decide(cast.manager, match, 'BURN'))).toEqual(['action invalid_value']);
  });

  it('is kept as a label with the rank shown and the model', async () => {
    const match = await matchOf(film.id, adhesive.id);
    const rejected = await decided(match, 'REJECT', { reasonCode: 'R05' });
    await decided(rejected, 'UNDO');
    const page = good<z.infer<typeof LabelPage>>(await t.call(cast.operator, 'GET', '/api/v1/curation/labels?limit=2'));
    expect(page.items).toEqual([
      expect.objectContaining({ action: 'UNDO', matchId: match.id }),
      expect.objectContaining({
        action: 'REJECT_UNDONE',
        matchId: match.id,
        demandId: film.id,
        achievementId: adhesive.id,
        demandTitle: film.content.title,
        achievementTitle: adhesive.content.title,
        reasonCode: 'R05',
        rankShown: 1,
        modelVersion: MODEL.version,
      }),
    ]);
    expect(page.items[1]!.byName).toMatch(/^用户/u);
    const next = good<z.infer<typeof LabelPage>>(
      await t.call(cast.operator, 'GET', `/api/v1/curation/labels?limit=2&cursor=${page.nextCursor}`),
    );
    expect(next.items.map((item) => item.id)).not.toContain(page.items[1]!.id);
    const { rows } = await t.container.database.executeSql('select features from match_label where id = $1', [
      page.items[1]!.id,
    ]);
    expect(Object.keys((rows[0] as { features: object }).features)).toEqual(
      expect.arrayContaining(['coverage', 'problemTerms']),
    );
  });
});

describe('a pair added by hand', () => {
  it('is scored like the others, once', async () => {
    const body = { demandId: lift.id, achievementId: extraction.id, note: '领导交办' };
    const headers = { 'idempotency-key': 'pair-by-hand-1' };
    const added = good<MatchView>(await t.call(cast.operator, 'POST', '/api/v1/matches', body, headers));
    expect(added).toMatchObject({ origin: 'STAFF', status: 'SUGGESTED', modelVersion: MODEL.version });
    expect(added.relevance).toBeLessThanOrEqual(2);
    expect(added.evidence.factors.length).toBeGreaterThan(0);
    expect(good<MatchView>(await t.call(cast.operator, 'POST', '/api/v1/matches', body, headers)).id).toBe(added.id);
    const again = await t.call(cast.operator, 'POST', '/api/v1/matches', body);
    expect(again).toMatchObject({ status: 409, body: { code: 'DUPLICATE', current: { id: added.id } } });
    const suggested = await t.call(cast.operator, 'POST', '/api/v1/matches', {
      demandId: film.id,
      achievementId: adhesive.id,
    });
    expect(suggested).toMatchObject({ status: 409, body: { code: 'DUPLICATE' } });
  });

  it('takes published records only, from curators only', async () => {
    const draft = await draftAchievement(stage);
    const demandDraft = await draftDemand(stage);
    for (const [body, path] of [
      [{ demandId: newId(), achievementId: adhesive.id }, 'demandId not_found'],
      [{ demandId: film.id, achievementId: newId() }, 'achievementId not_found'],
      [{ demandId: film.id, achievementId: draft.id }, 'achievementId not_found'],
      [{ demandId: demandDraft.id, achievementId: adhesive.id }, 'demandId not_found'],
      [{ demandId: film.id }, 'achievementId required'],
    ] as const)
      expect(fields(await t.call(cast.manager, 'POST', '/api/v1/matches', body))).toEqual([path]);
    for (const user of [cast.researcher, cast.firmUser, cast.instituteAdmin])
      expect(
        (await t.call(user, 'POST', '/api/v1/matches', { demandId: film.id, achievementId: extraction.id })).status,
      ).toBe(403);
    expect(
      (await t.call(null, 'POST', '/api/v1/matches', { demandId: film.id, achievementId: extraction.id })).status,
    ).toBe(401);
  });
});

describe('the queue', () => {
  it('sorts, filters and counts the open demands', async () => {
    const all = await queue(cast.operator);
    expect(all.items.map((item) => item.demandId)).toContain(film.id);
    expect(all.counts.open).toBe(all.total);
    expect(all.items.find((item) => item.demandId === film.id)).toMatchObject({
      title: film.content.title,
      chainCodes: ['VR'],
      listState: 'READY',
      confirmed: 0,
      bestRelevance: 4,
    });
    expect((await queue(cast.operator, 'chain=MB')).items.map((item) => item.demandId)).not.toContain(film.id);
    expect((await queue(cast.operator, `organisationId=${cast.firm}`)).items.map((item) => item.demandId)).toContain(
      film.id,
    );
    expect((await queue(cast.operator, `organisationId=${newId()}`)).items).toEqual([]);
    expect((await queue(cast.manager, 'assigned=me')).items.map((item) => item.demandId)).toContain(film.id);
    expect((await queue(otherManager, 'assigned=me')).items).toEqual([]);
    for (const query of ['by=luck', 'state=gone', 'limit=0', 'cursor=bm90aGluZw'])
      expect((await t.call(cast.operator, 'GET', `/api/v1/curation/queue?${query}`)).status).toBe(400);
  });

  it('moves a demand on as it is decided', async () => {
    const state = async (name: string) =>
      (await queue(cast.manager, `state=${name}`)).items.map((item) => item.demandId);
    const confirmed = await decided(await matchOf(film.id, adhesive.id), 'CONFIRM');
    expect(await state('shortlisted')).toContain(film.id);
    expect(await state('open')).not.toContain(film.id);
    await decided(confirmed, 'UNDO');
    expect(await state('open')).toContain(film.id);
  });
});
