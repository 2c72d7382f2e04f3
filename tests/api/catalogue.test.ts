import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PublicOverview, SearchResponse, SuggestResponse } from '../../server/contracts/search.contract.ts';
import { type Cast, good, makeCast, publishAchievement, publishDemand, type Stage } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

interface Problem {
  code: string;
  errors: { path: string; code: string; message: string }[];
}

let t: TestApp;
let cast: Cast;
let stage: Stage;
let achievementId: string;

const search = async (user: TestUser | null, query: Record<string, string>) =>
  SearchResponse.parse(
    good<unknown>(await t.call(user, 'GET', `/api/v1/search?${new URLSearchParams(query).toString()}`)),
  );
const refused = async (path: string): Promise<Problem> => {
  const response = await t.call(null, 'GET', path);
  expect(response.status, path).toBe(400);
  return response.body;
};

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
  achievementId = (await publishAchievement(stage, { title: '近眼显示光波导检测示例装置', hti: '101' })).id;
  await publishDemand(stage);
  await t.settle();
});
afterAll(() => t.close());

describe('search', () => {
  it('answers visitors and accounts alike with cards of the contract', async () => {
    for (const user of [null, cast.firmUser]) {
      const answer = await search(user, { q: '光波导检测', kind: 'achievement' });
      expect(answer.total).toBe(1);
      const [hit] = answer.hits;
      expect(hit).toMatchObject({ id: achievementId, title: '近眼显示光波导检测示例装置', kind: 'achievement' });
      const { start, end } = hit!.titleSpans[0]!;
      expect(hit!.title.slice(start, end)).toBe('光波导检测');
      expect(Object.values(hit!.parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(hit!.score, 3);
    }
  });

  it('counts facets exactly, without the choice made in the facet itself', async () => {
    await publishAchievement(stage, { title: '第二个示例成果', hti: '102' });
    await t.settle();
    const { facets, total } = await search(null, { hti: '101' });
    expect(total).toBe(1);
    expect(Object.fromEntries(facets.hti!.map(({ value, count }) => [value, count]))).toMatchObject({
      '101': 1,
      '102': 1,
    });
  });

  it('says that nothing was found, and pages beyond the end are empty', async () => {
    expect((await search(null, { q: '不存在的词语组合' })).hits).toEqual([]);
    expect(await search(null, { offset: '500' })).toMatchObject({ hits: [], total: 2 });
  });

  it('shows the new text of a card as soon as its record changed', async () => {
    const title = async () => (await search(null, { q: '光波导检测' })).hits[0]?.title;
    expect(await title()).toBe('近眼显示光波导检测示例装置');
    await t.container.database.executeSql(`update achievement set title = '光波导检测示例装置二代' where id = $1`, [
      achievementId,
    ]);
    await t.container.indexer.indexRecords('achievement', [achievementId]);
    expect(await title()).toBe('光波导检测示例装置二代');
  });

  it('names the parameter that it cannot read', async () => {
    for (const [query, field] of [
      ['kind=people', 'kind'],
      ['limit=1000', 'limit'],
      ['offset=-1', 'offset'],
      ['trlMin=12', 'trlMin'],
      ['priceMax=cheap', 'priceMax'],
      ['publishedFrom=2026-13-01', 'publishedFrom'],
      ['sort=best', 'sort'],
      [`q=${'长'.repeat(501)}`, 'q'],
    ])
      expect((await refused(`/api/v1/search?${query}`)).errors[0]).toMatchObject({ path: field });
  });
});

describe('suggestions and overview', () => {
  it('completes what is typed, and asks for a text', async () => {
    const answer = SuggestResponse.parse(
      good<unknown>(await t.call(null, 'GET', `/api/v1/search/suggest?q=${encodeURIComponent('光波')}`)),
    );
    expect(answer.items.length).toBeGreaterThan(0);
    expect((await refused('/api/v1/search/suggest')).errors[0]).toMatchObject({ path: 'q', code: 'required' });
  });

  it('counts what is there', async () => {
    const overview = PublicOverview.parse(good<unknown>(await t.call(null, 'GET', '/api/v1/public/overview')));
    expect(overview.counts).toMatchObject({ achievements: 2, demands: 1, teams: 1, introductions: 0 });
    expect(overview.latestAchievements.map(({ id }) => id)).toContain(achievementId);
  });
});

describe('every answer', () => {
  it('carries the headers that protect browsers', async () => {
    for (const path of ['/api/v1/search', '/healthz', '/api/v1/no-such-route']) {
      const { headers } = await t.call(null, 'GET', path);
      expect(headers['content-security-policy'], path).toMatch(/default-src 'self'.*frame-ancestors 'none'/u);
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['x-request-id'], path).toBeTruthy();
    }
  });
});
