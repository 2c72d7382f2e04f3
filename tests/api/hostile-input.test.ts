import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { TeamView } from '../../server/contracts/organisations.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { type Cast, draftAchievement, draftDemand, good, makeCast } from '../helpers/cast.ts';
import { achievementContent, demandContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
/** Every right that there is, so that nothing but the input can be the reason of a refusal. */
let mighty: TestUser;
let rival: TestUser;
let demand: DemandView;
let achievement: AchievementView;
let writing: { method: 'POST'; url: string; hasBody: boolean }[];

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
  mighty = await t.makeUser(['operator', 'platformAdmin', 'enterpriseUser', 'researcher']);
  rival = await t.makeUser(['enterpriseUser', 'researcher'], await t.makeOrganisation({ orgType: 'ENT' }), true);
  const stage = { t, cast };
  demand = await draftDemand(stage);
  achievement = await draftAchievement(stage);
  const { paths } = (t.app as unknown as { swagger(): { paths: Record<string, Record<string, object>> } }).swagger();
  writing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'get')
      .map(([method, route]) => ({
        method: method.toUpperCase() as 'POST',
        url: path.replace('{kind}', 'demands').replace(/\{\w+\}/gu, newId()),
        hasBody: 'requestBody' in route,
      })),
  );
});
afterAll(() => t.close());

async function raw(
  user: TestUser | null,
  method: 'POST' | 'PATCH' | 'PUT',
  url: string,
  payload: string | Buffer,
  type = 'application/json',
) {
  const response = await t.app.inject({
    method,
    url,
    headers: { ...(user ? { cookie: user.cookie } : {}), 'content-type': type },
    payload,
  });
  return {
    status: response.statusCode,
    type: String(response.headers['content-type']),
    body: JSON.parse(response.body) as Problem,
  };
}
/** How many rows the program has written in all. */
async function rowCount(): Promise<number> {
  const tables = [
    'demand',
    'achievement',
    'team',
    'organisation',
    'transition',
    'record_version',
    'match',
    'membership',
  ];
  const counts = tables.map((table) => `(select count(*) from ${table})`).join(' + ');
  const { rows } = await t.container.database.executeSql(`select (${counts})::int as n`);
  return (rows[0] as { n: number }).n;
}

describe('a body that is none', () => {
  it('is refused by every writing route, with a problem document and nothing written', async () => {
    expect(writing.length).toBeGreaterThan(30);
    const before = await rowCount();
    const wrong: string[] = [];
    for (const { method, url, hasBody } of writing.filter(({ url }) => !/\/imports$/u.test(url))) {
      const tries: [string, string, string, number[]][] = [
        ['broken JSON', '{"version":1,', 'application/json', [400]],
        ['another kind', '<version>1</version>', 'application/xml', [415]],
        ['prototype', '{"version":1,"__proto__":{"roles":["operator"]}}', 'application/json', [400]],
        ['constructor', '{"constructor":{"prototype":{"roles":["operator"]}}}', 'application/json', [400]],
        ...(hasBody
          ? ([
              ['nothing', '', 'application/json', [400]],
              ['null', 'null', 'application/json', [400]],
              ['a list', '[]', 'application/json', [400]],
              ['a text', '"version"', 'application/json', [400]],
              ['plain text', 'version=1', 'text/plain', [400, 415]],
            ] as [string, string, string, number[]][])
          : []),
      ];
      for (const [what, payload, type, statuses] of tries) {
        const answer = await raw(mighty, method, url, payload, type);
        if (
          !statuses.includes(answer.status) ||
          answer.body.status !== answer.status ||
          !/problem\+json/u.test(answer.type) ||
          !answer.body.requestId ||
          !/\p{Script=Han}/u.test(answer.body.detail)
        )
          wrong.push(`${method} ${url} ${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
    expect(wrong).toEqual([]);
    const large = JSON.stringify({ comment: 'x'.repeat(600 * 1024) });
    // Files have a limit of their own.
    const json = writing.filter(({ url }) => !/\/imports$/u.test(url));
    for (const { method, url } of json.filter((_, i) => i % 8 === 0))
      expect([url, await raw(mighty, method, url, large)]).toMatchObject([
        url,
        { status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } },
      ]);
    expect(await rowCount()).toBe(before);
    expect(({} as { roles?: unknown }).roles).toBeUndefined();
  });
});

describe('a field of the wrong kind', () => {
  const cases: [string, () => string, () => object, object, string][] = [];
  const demandCase = (content: object, path: string) =>
    cases.push(['demand', () => '/api/v1/demands', () => ({ organisationId: cast.firm }), { content }, path]);
  const achievementCase = (content: object, path: string) =>
    cases.push([
      'achievement',
      () => '/api/v1/achievements',
      () => ({ organisationId: cast.university }),
      { content },
      path,
    ]);
  demandCase({ title: 5 }, 'content.title');
  demandCase({ title: '长'.repeat(61) }, 'content.title');
  demandCase({ problem: '长'.repeat(5001) }, 'content.problem');
  demandCase({ chainCodes: ['NOPE'] }, 'content.chainCodes.0');
  demandCase({ chainCodes: 'VR' }, 'content.chainCodes');
  demandCase({ hti: '999' }, 'content.hti');
  demandCase({ industryCodes: ['<b>'] }, 'content.industryCodes.0');
  demandCase({ demandKind: 'MIRACLE' }, 'content.demandKind');
  demandCase({ keywords: Array.from({ length: 11 }, (_, i) => `词${i}`) }, 'content.keywords');
  demandCase({ keywords: [''] }, 'content.keywords.0');
  demandCase({ budgetMin: -1 }, 'content.budgetMin');
  demandCase({ budgetMin: 1e13 }, 'content.budgetMin');
  demandCase({ budgetMin: 0.001 }, 'content.budgetMin');
  demandCase({ budgetMin: '100' }, 'content.budgetMin');
  demandCase({ budgetMin: 9, budgetMax: 8 }, 'content.budgetMax');
  demandCase({ deadlineAnswer: '2027-02-30' }, 'content.deadlineAnswer');
  demandCase({ isAnonymous: 'yes' }, 'content.isAnonymous');
  demandCase({ contactMobile: '110' }, 'content.contactMobile');
  demandCase({ contactName: '一\n二' }, 'content.contactName');
  demandCase({ indicators: [{ name: '强度', comparator: 'ABOUT', value: 1 }] }, 'content.indicators.0.comparator');
  demandCase({ indicators: [{ name: '强度', comparator: 'GE', value: 'x' }] }, 'content.indicators.0.value');
  demandCase(
    { indicators: [{ name: '强度', comparator: 'BETWEEN', value: 2, value2: 1 }] },
    'content.indicators.0.value2',
  );
  achievementCase({ trl: 10 }, 'content.trl');
  achievementCase({ trl: 1.5 }, 'content.trl');
  achievementCase({ completionDate: '2025-13' }, 'content.completionDate');
  achievementCase({ coOwnerOrgIds: ['x'] }, 'content.coOwnerOrgIds.0');
  achievementCase({ ip: [{ ipType: 'INV' }] }, 'content.ip.0.legalStatus');
  achievementCase({ equityPct: 101 }, 'content.equityPct');

  it('is named, and nothing is kept', async () => {
    const before = await rowCount();
    for (const [kind, url, owner, over, path] of cases) {
      const user = kind === 'demand' ? cast.firmUser : cast.researcher;
      const { status, body } = await t.call(user, 'POST', url(), { ...owner(), ...over });
      const problem = body as Problem;
      expect([path, status, problem.code]).toEqual([path, 400, 'VALIDATION_FAILED']);
      expect(problem.errors?.map((error) => error.path)).toContain(path);
      expect(problem.errors?.every(({ message }) => message.length > 2)).toBe(true);
    }
    // A number that JSON can write and no column can hold.
    const huge = `{"organisationId":"${cast.firm}","content":{"budgetMin":1e999}}`;
    expect(await raw(cast.firmUser, 'POST', '/api/v1/demands', huge)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'content.budgetMin' }] },
    });
    expect(await rowCount()).toBe(before);
  });
});

describe('texts', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the sign of a template is what is tried
  const ODD = "\u202eabc\u202c a\u200bb <script>alert(1)</script> '); drop table demand; -- {{7*7}} ${x} \u{1F9EA}é";

  it('come back as they were typed, whatever they look like', async () => {
    const saved = await draftDemand({ t, cast }, { problem: ODD, keywords: ['<b>粗</b>', "o'k", 'a\u200bb'] });
    const read = good<DemandView>(await t.call(cast.firmUser, 'GET', `/api/v1/demands/${saved.id}`));
    expect(read.content).toMatchObject({ problem: ODD, keywords: ['<b>粗</b>', "o'k", 'a\u200bb'] });
    const answer = await t.call(cast.firmUser, 'GET', `/api/v1/demands/${saved.id}`);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(answer.headers['content-type']).toMatch(/^application\/json/u);
  });

  it('lose the characters that no database holds, by one rule in every form', async () => {
    const NASTY = '含\u0000空\u0008字\ud800符';
    const CLEAN = '含空字\ufffd符';
    const made = await draftDemand({ t, cast }, {});
    const changed = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', `/api/v1/demands/${made.id}`, {
        version: made.version,
        content: { title: NASTY, problem: `${NASTY}\n第二行\t制表`, scenes: [NASTY], contactName: NASTY },
      }),
    );
    expect(changed.content).toMatchObject({
      title: CLEAN,
      problem: `${CLEAN}\n第二行\t制表`,
      scenes: [CLEAN],
      contactName: CLEAN,
    });
    const team = { organisationId: cast.university, members: [{ name: NASTY, isLeader: true }] };
    expect(
      good<TeamView>(await t.call(cast.researcher, 'POST', '/api/v1/teams', { ...team, name: `${NASTY}团队` })),
    ).toMatchObject({ name: `${CLEAN}团队`, members: [{ name: CLEAN }] });
    const record = await draftAchievement({ t, cast }, { title: NASTY, trlEvidence: NASTY });
    expect(record.content).toMatchObject({ title: CLEAN, trlEvidence: CLEAN });
    expect(
      good<{ name: string }>(
        await t.call(rival, 'POST', '/api/v1/organisations', {
          name: `${NASTY}公司`,
          orgType: 'ENT',
          regionCode: '370212',
          address: NASTY,
        }),
      ),
    ).toMatchObject({ name: `${CLEAN}公司`, address: CLEAN });
    good(
      await t
        .call(cast.firmUser, 'POST', `/api/v1/demands/${changed.id}/transitions`, {
          version: changed.version,
          event: 'withdraw',
          comment: NASTY,
        })
        .then((answer) => (answer.status === 409 ? { status: 200, body: {} as never } : answer)),
    );
    for (const [url, body] of [
      ['/api/v1/demands/split-text', { text: `${NASTY}，预算50万元` }],
      ['/api/v1/demands/clarity', demandContent({ title: CLEAN, problem: NASTY })],
    ] as const)
      expect([url, (await t.call(cast.firmUser, 'POST', url, body)).status]).toEqual([url, 200]);
    // Only control characters: nothing is left, so the field is empty.
    expect(
      await t.call(cast.researcher, 'POST', '/api/v1/teams', { ...team, name: '\u0000\u0001\u0002' }),
    ).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } });
    const account = { email: 'nul@test.example', password: 'long-enough-password', name: `张\u0000三` };
    const signUp = await t.app.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      headers: { 'content-type': 'application/json', origin: 'http://localhost' },
      payload: JSON.stringify(account),
    });
    expect(signUp.statusCode).toBeLessThan(500);
  });
});

describe('ids', () => {
  it('of other parties are unknown', async () => {
    const version = 1;
    const tries: ['GET' | 'POST' | 'PATCH' | 'PUT', string, object?][] = [
      ['GET', `/api/v1/demands/${demand.id}`],
      ['GET', `/api/v1/demands/${demand.id}/history`],
      ['GET', `/api/v1/demands/${demand.id}/text-check`],
      ['PATCH', `/api/v1/demands/${demand.id}`, { version, content: { title: '抢改' } }],
      ['POST', `/api/v1/demands/${demand.id}/transitions`, { version, event: 'submit' }],
      ['POST', `/api/v1/demands/${demand.id}/confirm`],
      ['GET', `/api/v1/achievements/${achievement.id}`],
      ['GET', `/api/v1/achievements/${achievement.id}/history`],
      ['PATCH', `/api/v1/achievements/${achievement.id}`, { version, content: { title: '抢改' } }],
      ['POST', `/api/v1/achievements/${achievement.id}/transitions`, { version, event: 'submit' }],
      ['POST', `/api/v1/achievements/${achievement.id}/confirm`],
      ['GET', `/api/v1/matches/achievement/${achievement.id}`],
      [
        'PUT',
        `/api/v1/teams/${cast.teamId}`,
        { version, name: '抢改', organisationId: cast.university, members: [{ name: '某', isLeader: true }] },
      ],
    ];
    for (const [method, url, body] of tries)
      expect([url, (await t.call(rival, method, url, body)).status]).toEqual([url, 404]);
    const bulk = await t.call(rival, 'POST', '/api/v1/demands/bulk-transitions', {
      items: [{ id: demand.id, version }],
      transition: { event: 'submit' },
    });
    expect(bulk.body).toMatchObject({ results: [{ id: demand.id, ok: false, code: 'NOT_FOUND' }] });
    expect(good<DemandView>(await t.call(cast.firmUser, 'GET', `/api/v1/demands/${demand.id}`)).version).toBe(
      demand.version,
    );
  });

  it('that a form sends along must be the sender’s to use', async () => {
    const otherTeam = good<TeamView>(
      await t.call(cast.operator, 'POST', '/api/v1/teams', {
        name: '他人团队',
        organisationId: cast.firm,
        members: [{ name: '某', isLeader: true }],
      }),
    );
    const team = { name: '试探团队', organisationId: cast.university, members: [{ name: '某', isLeader: true }] };
    const tries: [TestUser, string, object, string][] = [
      [cast.firmUser, '/api/v1/demands', { organisationId: cast.university, content: {} }, 'organisationId'],
      [cast.researcher, '/api/v1/achievements', { organisationId: cast.firm, content: {} }, 'organisationId'],
      [
        cast.researcher,
        '/api/v1/achievements',
        { organisationId: cast.university, teamId: otherTeam.id, content: {} },
        'teamId',
      ],
      [
        cast.researcher,
        '/api/v1/achievements',
        { organisationId: cast.university, teamId: newId(), content: {} },
        'teamId',
      ],
      [cast.researcher, '/api/v1/teams', { ...team, organisationId: cast.firm }, 'organisationId'],
      [cast.operator, '/api/v1/teams', { ...team, organisationId: newId() }, 'organisationId'],
      [cast.researcher, '/api/v1/teams', { ...team, unitId: cast.firm }, 'unitId'],
      [cast.researcher, '/api/v1/teams', { ...team, unitId: newId() }, 'unitId'],
      [cast.researcher, '/api/v1/teams', { ...team, companyOrgId: newId() }, 'companyOrgId'],
      [
        cast.researcher,
        '/api/v1/teams',
        { ...team, members: [{ name: '某', isLeader: true, userId: newId() }] },
        'members.0.userId',
      ],
      [cast.operator, '/api/v1/matches', { demandId: demand.id, achievementId: achievement.id }, 'demandId'],
      [cast.operator, '/api/v1/matches', { demandId: newId(), achievementId: newId() }, 'demandId'],
      [rival, '/api/v1/me/profile', { role: 'researcher', organisationId: newId() }, 'organisationId'],
    ];
    for (const [user, url, body, path] of tries)
      expect([path, await t.call(user, 'POST', url, body)]).toMatchObject([
        path,
        { status: 400, body: { code: 'VALIDATION_FAILED', errors: [{ path }] } },
      ]);
    const own = good<AchievementView>(
      await t.call(cast.researcher, 'PATCH', `/api/v1/achievements/${achievement.id}`, {
        version: achievement.version,
        content: achievementContent(),
      }),
    );
    expect(
      (
        await t.call(cast.researcher, 'PATCH', `/api/v1/achievements/${achievement.id}`, {
          version: own.version,
          teamId: otherTeam.id,
          content: {},
        })
      ).status,
    ).toBe(400);
  });

  it('that are none get 400 or 404, on every address of the table', async () => {
    const wrong: string[] = [];
    const { paths } = (t.app as unknown as { swagger(): { paths: Record<string, Record<string, object>> } }).swagger();
    for (const [path, methods] of Object.entries(paths).filter(([path]) => path.includes('{')))
      for (const method of Object.keys(methods))
        for (const id of ['1', 'null', '%00', '..%2f..', "'%20or%20true", 'x'.repeat(300), '%ED%A0%80']) {
          const response = await t.app.inject({
            method: method.toUpperCase() as 'GET',
            url: path.replace(/\{\w+\}/gu, id),
            headers: { cookie: mighty.cookie },
            ...(method === 'get' ? {} : { payload: {} }),
          });
          if (
            ![400, 404].includes(response.statusCode) ||
            !/problem\+json/u.test(String(response.headers['content-type']))
          )
            wrong.push(`${method} ${path} ${id.slice(0, 20)}: ${response.statusCode} ${response.body}`);
        }
    expect(wrong).toEqual([]);
  });
});
