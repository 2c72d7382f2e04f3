import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { type Cast, good, makeCast, publishAchievement, publishDemand, settleAll } from '../helpers/cast.ts';
import { LIFT, STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

const HAN = /\p{Script=Han}/u;
let t: TestApp;
let cast: Cast;
let film: DemandView;
let lift: DemandView;

const list = async (id: string, language: string) =>
  good<MatchListView>(
    await t.call(cast.manager, 'GET', `/api/v1/curation/demands/${id}`, undefined, { 'accept-language': language }),
  );
/** Sentences of the engine; names and values in them are the parties' own words. */
const sentences = ({ evidence }: MatchView): string[] => [
  ...evidence.factors.flatMap((factor) => [factor.label, factor.reason]),
  ...evidence.parts.map((part) => part.label),
];

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  const stage = { t, cast };
  await publishAchievement(stage, STOCK.adhesive);
  await publishAchievement(stage, STOCK.encapsulation);
  film = await publishDemand(stage);
  lift = await publishDemand(stage, LIFT);
  await settleAll(t);
});
afterAll(() => t.close());

describe('reasons of a match', () => {
  it('come in the language that the page asks for', async () => {
    const english = (await list(film.id, 'en-US')).items[0]!;
    const chinese = (await list(film.id, 'zh-CN')).items[0]!;
    expect(sentences(english).length).toBeGreaterThan(10);
    for (const sentence of sentences(english)) expect(sentence).not.toMatch(HAN);
    for (const sentence of sentences(chinese)) expect(sentence).toMatch(HAN);
    expect(english.evidence.indicators[0]!.reason).toContain('required');
    expect(chinese.evidence.indicators[0]!.reason).toContain('要求');
  });

  it('are Chinese for whoever asks for nothing or for another language', async () => {
    for (const language of ['', 'fr-FR, en;q=0.5'])
      for (const sentence of sentences((await list(film.id, language)).items[0]!)) expect(sentence).toMatch(HAN);
  });

  it('say “no close match yet” and what would help in both languages', async () => {
    const english = await list(lift.id, 'en');
    expect([english.noCloseMatchReason, ...english.advice].join(' ')).not.toMatch(HAN);
    expect(english.advice.length).toBeGreaterThan(0);
    good(await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${lift.id}/no-match`, {}));
    expect((await list(lift.id, 'en')).noCloseMatchReason).toMatch(/confirmed/u);
    expect((await list(lift.id, 'zh-CN')).noCloseMatchReason).toMatch(/已确认/u);
  });

  it('come in the language of each reader of an introduction', async () => {
    const match = (await list(film.id, 'zh-CN')).items[0]!;
    const confirmed = good<MatchView>(
      await t.call(cast.manager, 'POST', `/api/v1/matches/${match.id}/decisions`, {
        version: match.version,
        action: 'CONFIRM',
      }),
    );
    good(await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${film.id}/send`, { matchIds: [confirmed.id] }));
    const path = `/api/v1/introductions/${match.id}`;
    for (const user of [cast.firmUser, cast.researcher]) {
      const english = good<MatchView>(await t.call(user, 'GET', path, undefined, { 'accept-language': 'en' }));
      for (const sentence of sentences(english)) expect(sentence).not.toMatch(HAN);
      for (const sentence of sentences(good<MatchView>(await t.call(user, 'GET', path)))) expect(sentence).toMatch(HAN);
    }
  });
});
