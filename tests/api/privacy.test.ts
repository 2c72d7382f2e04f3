import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { good } from '../helpers/cast.ts';
import { HIDDEN_FIRM, type Planted, plantSecrets, SECRETS, type Secret, SHARED_WORD } from '../helpers/secrets.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

interface Parameter {
  name: string;
  in: string;
  schema: { enum?: string[]; anyOf?: { enum?: string[] }[] };
}
interface Answer {
  url: string;
  status: number;
  text: string;
}

let t: TestApp;
let p: Planted;
/** Every GET route of the API with what the description says of its parameters. */
let routes: { path: string; parameters: Parameter[] }[];

beforeAll(async () => {
  t = await makeTestApp();
  p = await plantSecrets(t);
  const { paths } = (t.app as unknown as { swagger(): { paths: Record<string, Record<string, object>> } }).swagger();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    methods.get ? [{ path, parameters: (methods.get as { parameters?: Parameter[] }).parameters ?? [] }] : [],
  );
}, 240_000);
afterAll(() => t.close());

/** Ids that stand for `{id}`, by what the path begins with; a path not foreseen here gets every one of them. */
function idsFor(path: string): string[] {
  const known: Record<string, string[]> = {
    '/api/v1/demands/': [p.demand.id, p.anonymous.id],
    '/api/v1/curation/demands/': [p.demand.id, p.anonymous.id],
    '/api/v1/achievements/': [p.achievement.id],
    '/api/v1/matches/achievement/': [p.achievement.id],
    '/api/v1/introductions/': [p.match.id, p.anonymousMatch.id, p.rejected.id],
    '/api/v1/imports/': [p.batch.id],
    '/api/v1/organisations/': [p.cast.firm, p.cast.university, p.hiddenFirm],
    '/api/v1/teams/': [p.cast.teamId],
  };
  return Object.entries(known).find(([start]) => path.startsWith(start))?.[1] ?? Object.values(known).flat();
}

/** Parameters that order or narrow a list and show nothing that the list itself does not. */
const NARROWING = new Set(['sort', 'by', 'status', 'orgType']);

/** All addresses of the route table: each id, and each choice of each parameter that changes what is shown. */
function addresses(): string[] {
  return routes.flatMap(({ path, parameters }) => {
    const filled = path.includes('{') ? [...new Set(idsFor(path).map((id) => path.replace(/\{\w+\}/gu, id)))] : [path];
    const choices = parameters
      .filter((parameter) => parameter.in === 'query' && !NARROWING.has(parameter.name))
      .flatMap(({ name, schema }) =>
        (schema.enum ?? schema.anyOf?.flatMap((part) => part.enum ?? []) ?? []).map((value) => `${name}=${value}`),
      );
    const needed = path.endsWith('/suggest') ? 'q=光学' : '';
    return filled.flatMap((url) =>
      ['', ...choices].map((choice) => {
        const query = [needed, choice].filter(Boolean).join('&');
        return query ? `${url}?${encodeURI(query)}` : url;
      }),
    );
  });
}

async function walk(user: TestUser | null): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const url of addresses()) {
    const response = await t.app.inject({ method: 'GET', url, headers: user ? { cookie: user.cookie } : {} });
    answers.push({
      url,
      status: response.statusCode,
      text: `${JSON.stringify(response.headers)}\n${response.body}`,
    });
  }
  return answers;
}

const said = (answers: readonly Answer[], sign: string): string[] =>
  answers.filter(({ text }) => text.includes(sign)).map(({ url }) => url);
/** Where an answer that speaks of demands names the hidden firm; firms and the accounts of their people are listed. */
const namesFirm = (answers: readonly Answer[]): string[] =>
  answers
    .filter(({ url }) => !/\/organisations|\/accounts|kind=organisation|^\/docs/u.test(url))
    .filter(({ text }) => HIDDEN_FIRM.test(text) || text.includes(p.hiddenFirm))
    .map(({ url }) => url);

const NAMES = Object.keys(SECRETS) as Secret[];
const STAFF: Secret[] = ['demandConfidential', 'achievementConfidential', 'staffNote'];
/** What each reader may find before anybody accepted; nothing else of the list may appear. */
const READERS: { name: string; user: () => TestUser | null; may: readonly Secret[]; firm: boolean }[] = [
  { name: 'the public', user: () => null, may: [], firm: false },
  { name: 'an account that nobody verified', user: () => p.unverified, may: [], firm: false },
  { name: 'another enterprise', user: () => p.rival, may: [], firm: false },
  { name: 'another researcher', user: () => p.stranger, may: [], firm: false },
  { name: 'the platform administrator', user: () => p.platformAdmin, may: [], firm: false },
  {
    name: 'the firm of the demand',
    user: () => p.cast.firmUser,
    may: ['demandConfidential', 'demandContact'],
    firm: false,
  },
  {
    name: 'the researcher of the achievement',
    user: () => p.cast.researcher,
    may: ['achievementConfidential', 'testMethod', 'teamContact'],
    firm: false,
  },
  { name: 'the anonymous firm', user: () => p.hiddenUser, may: [], firm: true },
  { name: 'a technology manager in charge of neither', user: () => p.otherManager, may: STAFF, firm: false },
  {
    name: 'the technology manager in charge',
    user: () => p.cast.manager,
    may: [...STAFF, 'demandContact', 'testMethod'],
    firm: true,
  },
  {
    name: 'the operator',
    user: () => p.cast.operator,
    may: [...STAFF, 'demandContact', 'testMethod', 'teamContact', 'importedCell'],
    firm: true,
  },
];

describe('a walk over all that can be read', () => {
  it('sees the whole route table', () => {
    expect(routes.length).toBeGreaterThan(28);
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/api/v1/demands/{id}', '/api/v1/introductions', '/api/v1/search', '/readyz']),
    );
  });

  for (const { name, user, may, firm } of READERS)
    it(`${name} reads ${may.length ? may.join(', ') : 'nothing private'}${firm ? ' and knows the firm' : ''}`, async () => {
      const answers = await walk(user());
      expect(answers.filter(({ status }) => status >= 500).map(({ url }) => url)).toEqual([]);
      const found = Object.fromEntries(
        NAMES.map((secret) => [secret, said(answers, SECRETS[secret])] as const).filter(([, urls]) => urls.length),
      );
      // Names those that leaked, with where; and those that should have been there, with nothing.
      expect(Object.keys(found).sort(), JSON.stringify(found, null, 1)).toEqual([...may].sort());
      const named = namesFirm(answers);
      if (firm) expect(named.length).toBeGreaterThan(0);
      else expect(named).toEqual([]);
    });

  it('nobody finds a record by its private words or an anonymous demand by its firm', async () => {
    const search = async (query: Record<string, string>) =>
      good<{ total: number }>(
        await t.call(null, 'GET', `/api/v1/search?${new URLSearchParams({ kind: 'demand', ...query })}`),
      ).total;
    expect(await search({ q: '光学膜' })).toBe(2);
    expect(await search({ owner: p.cast.firm })).toBe(1);
    const hidden: [string, string][] = [
      ['q', SECRETS.demandConfidential],
      ['q', SHARED_WORD],
      ['q', '麤岛'],
      ['owner', p.hiddenFirm],
    ];
    for (const [key, value] of hidden) expect([value, await search({ [key]: value })]).toEqual([value, 0]);
  });
});

describe('the other side of a match', () => {
  const seen = async (user: TestUser, id: string) =>
    JSON.stringify(good(await t.call(user, 'GET', `/api/v1/introductions/${id}`)));

  it('learns nothing from the explanation before both accept, not even a word that both keep private', async () => {
    for (const user of [p.cast.firmUser, p.cast.researcher])
      expect(JSON.stringify(JSON.parse(await seen(user, p.match.id)).evidence.terms)).not.toContain(SHARED_WORD);
    const staff = good<MatchView>(await t.call(p.cast.manager, 'GET', `/api/v1/introductions/${p.match.id}`));
    expect(JSON.stringify(staff.evidence)).toContain(SECRETS.demandConfidential);
    expect(JSON.stringify(staff.evidence)).toContain(SHARED_WORD);
  });

  it('reads the reason of a refusal, never the words that went with it', async () => {
    const refused = await t.call(p.cast.researcher, 'POST', `/api/v1/introductions/${p.anonymousMatch.id}/answer`, {
      version: p.anonymousMatch.version,
      answer: 'DECLINE',
      reasonCode: 'R08',
      comment: `私下原因${SECRETS.declineComment}`,
    });
    good(refused);
    for (const user of [p.hiddenUser, p.rival, null])
      expect(said(await walk(user), SECRETS.declineComment)).toEqual([]);
    expect(await seen(p.hiddenUser, p.anonymousMatch.id)).toContain('R08');
    expect(HIDDEN_FIRM.exec(await seen(p.cast.researcher, p.anonymousMatch.id))).toBeNull();
  });

  it('opens to both when both accept, and to nobody else', async () => {
    const one = good<MatchView>(
      await t.call(p.cast.firmUser, 'POST', `/api/v1/introductions/${p.match.id}/answer`, {
        version: p.match.version,
        answer: 'ACCEPT',
      }),
    );
    good(
      await t.call(p.cast.researcher, 'POST', `/api/v1/introductions/${p.match.id}/answer`, {
        version: one.version,
        answer: 'ACCEPT',
      }),
    );
    const firm = await walk(p.cast.firmUser);
    for (const secret of ['achievementConfidential', 'teamContact', 'testMethod'] as const)
      expect([secret, said(firm, SECRETS[secret]).length > 0]).toEqual([secret, true]);
    const researcher = await walk(p.cast.researcher);
    for (const secret of ['demandConfidential', 'demandContact'] as const)
      expect([secret, said(researcher, SECRETS[secret]).length > 0]).toEqual([secret, true]);
    for (const answers of [firm, researcher])
      for (const secret of ['staffNote', 'rejectComment', 'verifyNote', 'importedCell'] as const)
        expect(said(answers, SECRETS[secret])).toEqual([]);
    for (const user of [p.rival, p.hiddenUser]) {
      const answers = await walk(user);
      for (const secret of NAMES) expect([secret, said(answers, SECRETS[secret])]).toEqual([secret, []]);
    }
  }, 240_000);
});
