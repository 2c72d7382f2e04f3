import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { encodeCursor } from '../../server/kernel/page.ts';
import { type Cast, draftAchievement, draftDemand, good, makeCast } from '../helpers/cast.ts';
import { achievementContent, demandContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';
import { uploadList } from '../helpers/upload.ts';

interface Parameter {
  name: string;
  in: string;
  schema: { type?: string };
}

let t: TestApp;
let cast: Cast;
let mighty: TestUser;
let lists: { url: string; parameters: Parameter[] }[];

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
  mighty = await t.makeUser(['operator', 'platformAdmin', 'enterpriseUser', 'researcher']);
  for (let i = 0; i < 3; i++) {
    await draftDemand({ t, cast }, { title: `第${i}条需求` });
    await draftAchievement({ t, cast }, { title: `第${i}项成果` });
  }
  const { id } = good<{ id: string }>(
    await uploadList(t, mighty, { bytes: Buffer.from('需求名称,企业名称\n漏油,青岛示例有限公司\n') }),
  );
  const { paths } = (t.app as unknown as { swagger(): { paths: Record<string, Record<string, object>> } }).swagger();
  lists = Object.entries(paths).flatMap(([path, methods]) => {
    const { parameters = [] } = (methods.get ?? {}) as { parameters?: Parameter[] };
    const query = parameters.filter((parameter) => parameter.in === 'query');
    return query.length ? [{ url: path.replace('{id}', id), parameters: query }] : [];
  });
});
afterAll(() => t.close());

const ask = async (url: string) => {
  const response = await t.app.inject({ method: 'GET', url, headers: { cookie: mighty.cookie } });
  return { status: response.statusCode, body: JSON.parse(response.body) as Problem & { items: { id: string }[] } };
};

describe('every query string', () => {
  it('is answered or refused by the name of what is wrong, never with a failure', async () => {
    expect(lists.length).toBeGreaterThan(10);
    const before = t.logged.length;
    const hostile = ['%00', '%ED%A0%80', "'%20or%201=1--", '-1', '1e9', 'NaN', 'x'.repeat(3000)];
    const wrong: string[] = [];
    for (const { url, parameters } of lists)
      for (const { name } of parameters) {
        const needed = url.endsWith('/suggest') && name !== 'q' ? '&q=a' : '';
        for (const query of [
          ...hostile.map((value) => `${name}=${value}${needed}`),
          `${name}=a&${name}=b${needed}`,
          `${name}[]=a${needed}`,
          `__proto__[${name}]=a${needed}`,
        ]) {
          const { status, body } = await ask(`${url}?${query}`);
          const isNamed = body.errors?.some((error) => error.path.split('.')[0] === name);
          if (status !== 200 && !(status === 400 && (isNamed || needed === '')) && status !== 404)
            wrong.push(`${url}?${query.slice(0, 60)}: ${status}`);
          if (status === 400 && query.startsWith(`${name}=`) && !isNamed)
            wrong.push(`${url}?${query.slice(0, 60)}: does not name ${name}`);
        }
      }
    expect(wrong).toEqual([]);
    expect(t.logged.slice(before).filter((line) => /"level":50/u.test(line))).toEqual([]);
  });

  it('asks for no more than a page', async () => {
    for (const { url } of lists.filter(({ parameters }) => parameters.some(({ name }) => name === 'limit')))
      for (const limit of ['0', '101', '1000000', '-5'])
        expect([url, await ask(`${url}?limit=${limit}`)]).toMatchObject([
          url,
          { status: 400, body: { errors: [{ path: 'limit' }] } },
        ]);
  });
});

describe('cursors', () => {
  it('that were forged, cut or made by another list never fail and never show more than the list', async () => {
    const now = t.clock.now().toISOString();
    const forged = [
      'x',
      Buffer.from('null').toString('base64url'),
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from('{"0":"a","1":"b"}').toString('base64url'),
      encodeCursor({ key: 'a', id: 'b' }),
      encodeCursor({ key: now, id: "' or true --" }),
      encodeCursor({ key: 'a\u0000b', id: newId() }),
      encodeCursor({ key: '\ud800', id: newId() }),
      encodeCursor({ key: '-271821-04-20T00:00:00.000Z', id: newId() }),
      encodeCursor({ key: '999999999999', id: newId() }),
      encodeCursor({ key: 'NaN', id: newId() }),
      encodeCursor({ key: '', id: newId() }),
      encodeCursor({ key: '', id: '' }),
      encodeCursor({ key: '1', id: '' }),
      encodeCursor({ key: '-1', id: newId() }),
      encodeCursor({ key: '岚湾示例大学', id: newId() }),
      encodeCursor({ key: now, id: newId() }),
    ];
    const wrong: string[] = [];
    for (const { url } of lists.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))) {
      const all = new Set((await ask(`${url}?limit=50`)).body.items.map((item) => item.id));
      for (const cursor of forged) {
        const { status, body } = await ask(`${url}?cursor=${cursor}`);
        if (status === 200) {
          if (body.items.some((item) => !all.has(item.id))) wrong.push(`${url} ${cursor}: shows others`);
        } else if (status !== 400 || body.errors?.[0]?.path !== 'cursor') wrong.push(`${url} ${cursor}: ${status}`);
      }
      for (const cursor of ['x', encodeCursor({ key: now, id: "' or true --" })])
        expect([url, (await ask(`${url}?cursor=${cursor}`)).status]).toEqual([url, 400]);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the same submit twice', () => {
  const count = async (table: string) =>
    ((await t.container.database.executeSql(`select count(*)::int as n from ${table}`)).rows[0] as { n: number }).n;
  const post = (user: TestUser, url: string, body: unknown, key: string) =>
    t.call(user, 'POST', url, body, { 'idempotency-key': key });

  it('makes one record and answers alike', async () => {
    const bodies: [string, string, TestUser, object][] = [
      ['demand', '/api/v1/demands', cast.firmUser, { organisationId: cast.firm, content: demandContent() }],
      [
        'achievement',
        '/api/v1/achievements',
        cast.researcher,
        { organisationId: cast.university, content: achievementContent() },
      ],
      [
        'team',
        '/api/v1/teams',
        cast.researcher,
        { name: '重复团队', organisationId: cast.university, members: [{ name: '某', isLeader: true }] },
      ],
      [
        'organisation',
        '/api/v1/organisations',
        cast.operator,
        { name: '重复示例公司', orgType: 'ENT', regionCode: '370212' },
      ],
    ];
    for (const [table, url, user, body] of bodies) {
      const before = await count(table);
      const key = `key-of-${table}`;
      const first = await post(user, url, body, key);
      expect([table, first.status]).toEqual([table, 201]);
      const second = await post(user, url, body, key);
      expect([second.status, second.body]).toEqual([201, first.body]);
      expect(await count(table)).toBe(before + 1);
      expect(await post(user, url, { ...body, organisationId: newId(), name: '另一名称' }, key)).toMatchObject({
        status: 409,
        body: { code: 'IDEMPOTENCY_CONFLICT' },
      });
      expect(await count(table)).toBe(before + 1);
    }
  });

  it('at the same moment makes one record as well', async () => {
    const before = await count('demand');
    const body = { organisationId: cast.firm, content: { title: '同时提交' } };
    const answers = await Promise.all([1, 2, 3].map(() => post(cast.firmUser, '/api/v1/demands', body, 'same-moment')));
    expect(await count('demand')).toBe(before + 1);
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => (body as DemandView).id);
    expect(new Set(made).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(answer).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_CONFLICT' } });
  });

  it('of others, or after a refusal, is a new one; a key too short or too long is refused', async () => {
    const body = { organisationId: cast.firm, content: { title: '同一提交编号' } };
    const mine = good<DemandView>(await post(cast.firmUser, '/api/v1/demands', body, 'shared-key-1'));
    const theirs = good<DemandView>(await post(cast.operator, '/api/v1/demands', body, 'shared-key-1'));
    expect(theirs.id).not.toBe(mine.id);
    const bad = { organisationId: cast.university, content: {} };
    expect((await post(cast.firmUser, '/api/v1/demands', bad, 'failed-key-1')).status).toBe(400);
    expect((await post(cast.firmUser, '/api/v1/demands', body, 'failed-key-1')).status).toBe(201);
    for (const key of ['short', 'x'.repeat(101)])
      expect(await post(cast.firmUser, '/api/v1/demands', body, key)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'idempotency-key' }] },
      });
  });
});

describe('a stale copy', () => {
  it('is refused with the newer one; of two at the same moment one wins', async () => {
    const demand = await draftDemand({ t, cast }, { title: '两人同改' });
    const url = `/api/v1/demands/${demand.id}`;
    const patch = (title: string, version: number) =>
      t.call(cast.firmUser, 'PATCH', url, { version, content: { title } });
    const answers = await Promise.all([patch('甲改', demand.version), patch('乙改', demand.version)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = good<DemandView>(await t.call(cast.firmUser, 'GET', url));
    const lost = answers.find(({ status }) => status === 409)!.body as Problem;
    expect(lost).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await patch('丙改', demand.version)).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', current: { version: kept.version, content: { title: kept.content.title } } },
    });
    for (const event of ['submit', 'withdraw'])
      expect(
        await t.call(cast.firmUser, 'POST', `${url}/transitions`, { version: demand.version, event }),
      ).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } });
    expect(good<DemandView>(await t.call(cast.firmUser, 'GET', url))).toMatchObject({
      status: 'DRAFT',
      version: kept.version,
    });
  });
});
