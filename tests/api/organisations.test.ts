import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { MemberView, OrganisationView } from '../../server/contracts/organisations.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { makeUscc } from '../../server/kernel/uscc.ts';
import { type Cast, good, makeCast } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

const CODE = makeUscc('91370212TEXT0001');
const OTHER_CODE = makeUscc('91370212TEXT0002');
const BASE = '/api/v1/organisations';
type Member = z.infer<typeof MemberView>;

let t: TestApp;
let cast: Cast;
let outsider: TestUser;

const fields = (over: object = {}) => ({
  name: '青岛新设示例有限公司',
  orgType: 'ENT',
  regionCode: '370212',
  foreignControl: 'NONE',
  ...over,
});
const get = async (user: TestUser | null, id: string) =>
  good<OrganisationView>(await t.call(user, 'GET', `${BASE}/${id}`));
const put = (user: TestUser | null, org: { id: string; version: number }, over: object = {}) =>
  t.call(user, 'PUT', `${BASE}/${org.id}`, { ...fields(), version: org.version, ...over });
const members = async (user: TestUser, id: string) =>
  good<{ items: Member[] }>(await t.call(user, 'GET', `${BASE}/${id}/members`)).items;
const decide = (user: TestUser | null, id: string, userId: string, decision: string) =>
  t.call(user, 'POST', `${BASE}/${id}/members/${userId}`, { decision });
const refusedField = (path: string, code?: string) => ({
  status: 400,
  body: { code: 'VALIDATION_FAILED', errors: [{ path, ...(code ? { code } : {}) }] },
});

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  outsider = await t.makeUser(['enterpriseUser'], await t.makeOrganisation({ orgType: 'ENT' }), true);
});
afterAll(() => t.close());

describe('a new organisation', () => {
  it('is unverified, run by who entered it, and its code stays among its people and staff', async () => {
    const founder = await t.makeUser(['enterpriseUser']);
    const made = good<OrganisationView>(
      await t.call(founder, 'POST', BASE, fields({ uscc: ` ${CODE.toLowerCase()} `, nameAliases: ['新设示例'] })),
    );
    expect(made).toMatchObject({ verification: null, canEdit: true, uscc: CODE, regionLabel: '青岛市崂山区' });
    expect(await members(founder, made.id)).toMatchObject([
      { userId: founder.id, membershipRole: 'admin', state: 'ACTIVE' },
    ]);
    for (const user of [null, outsider])
      expect(await get(user, made.id)).toMatchObject({ uscc: null, foreignControl: null, canEdit: false });
    expect(await get(cast.operator, made.id)).toMatchObject({ uscc: CODE, canEdit: true });
    expect((await t.call(founder, 'POST', BASE, fields({ name: '另一家示例公司', uscc: CODE }))).body).toMatchObject({
      code: 'DUPLICATE',
      errors: [{ path: 'uscc' }],
    });
    expect((await t.call(founder, 'POST', BASE, fields())).body).toMatchObject({
      code: 'DUPLICATE',
      errors: [{ path: 'name' }],
    });
  });

  it('is refused to the public, and field by field when something is wrong', async () => {
    expect((await t.call(null, 'POST', BASE, fields())).status).toBe(401);
    for (const [over, path, code] of [
      [{ name: '一' }, 'name', 'too_small'],
      [{ name: '长'.repeat(101) }, 'name', 'too_big'],
      [{ orgType: 'BANK' }, 'orgType', 'invalid_value'],
      [{ regionCode: '3702' }, 'regionCode', 'invalid_format'],
      [{ regionCode: '990000' }, 'regionCode', 'unknown_code'],
      [{ uscc: '91370212TEXT00017Z' }, 'uscc', 'uscc_symbol'],
      [{ uscc: `${CODE.slice(0, 17)}${CODE[17] === '1' ? '2' : '1'}` }, 'uscc', 'uscc_check'],
      [{ chainCodes: ['NOPE'] }, 'chainCodes.0', 'unknown_code'],
      [{ industryCode: '26' }, 'industryCode', 'unknown_code'],
      [{ qualifications: ['BEST'] }, 'qualifications.0', 'invalid_value'],
      [{ parentOrgId: 'x' }, 'parentOrgId', 'invalid_format'],
      [{ nameAliases: Array.from({ length: 11 }, (_, i) => `别名${i}`) }, 'nameAliases', 'too_big'],
    ] as const)
      expect([path, await t.call(outsider, 'POST', BASE, fields({ name: '有误示例公司', ...over }))]).toMatchObject([
        path,
        refusedField(path, code),
      ]);
    expect(good<{ items: object[] }>(await t.call(null, 'GET', `${BASE}?q=有误示例`)).items).toEqual([]);
  });

  it('of one person are few', async () => {
    const busy = await t.makeUser(['enterpriseUser']);
    for (let i = 1; i <= 5; i++) good(await t.call(busy, 'POST', BASE, fields({ name: `多家示例公司${i}` })));
    expect(await t.call(busy, 'POST', BASE, fields({ name: '多家示例公司6' }))).toMatchObject({ status: 403 });
  });
});

describe('a change', () => {
  let org: OrganisationView;
  beforeAll(async () => {
    org = good(await t.call(cast.operator, 'POST', BASE, fields({ name: '待改示例公司', uscc: OTHER_CODE })));
  });

  it('of the name or code takes the verification away; of the address it does not', async () => {
    const verified = good<OrganisationView>(
      await t.call(cast.operator, 'POST', `${BASE}/${org.id}/verify`, { version: org.version, method: 'DOCUMENT' }),
    );
    expect(verified.verification).toMatchObject({ method: 'DOCUMENT', at: t.clock.now().toISOString() });
    const same = { name: '待改示例公司', uscc: OTHER_CODE };
    const moved = good<OrganisationView>(await put(cast.operator, verified, { ...same, address: '示例路1号' }));
    expect(moved).toMatchObject({ address: '示例路1号', verification: { method: 'DOCUMENT' } });
    org = good<OrganisationView>(await put(cast.operator, moved, { ...same, name: '已改示例公司' }));
    expect(org).toMatchObject({ name: '已改示例公司', verification: null });
  });

  it('of a stale copy gets the newer one; of others’ organisations is not possible', async () => {
    expect(await put(cast.operator, { id: org.id, version: org.version - 1 })).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', current: { id: org.id, version: org.version } },
    });
    for (const user of [outsider, cast.researcher, cast.manager, cast.firmUser])
      expect((await put(user, org, { name: '抢改示例公司' })).status).toBe(404);
    expect((await put(null, org)).status).toBe(401);
    expect((await put(cast.operator, { id: newId(), version: 1 })).status).toBe(404);
    expect((await get(null, org.id)).name).toBe('已改示例公司');
  });

  it('cannot put an organisation below a foreign one, an unknown one or itself', async () => {
    const own = good<OrganisationView>(await t.call(cast.firmUser, 'GET', `${BASE}/${cast.firm}`));
    for (const parentOrgId of [cast.university, newId(), own.id])
      expect([parentOrgId, await put(cast.firmUser, own, { name: own.name, parentOrgId })]).toMatchObject([
        parentOrgId,
        refusedField('parentOrgId', 'not_found'),
      ]);
    expect(await get(null, cast.firm)).toMatchObject({ parentOrgId: null, version: own.version });
  });
});

describe('units of an institute', () => {
  it('are added by its administrator and staff, found below it, and carry no code of their own', async () => {
    const unit = (over: object) => ({ ...fields(), orgType: 'UNIT', parentOrgId: cast.university, ...over });
    const made = good<OrganisationView>(
      await t.call(cast.instituteAdmin, 'POST', BASE, unit({ name: '光学示例学院' })),
    );
    expect(made).toMatchObject({ parentOrgId: cast.university, parentName: '岚湾示例大学' });
    good(await t.call(cast.operator, 'POST', BASE, unit({ name: '材料示例学院' })));
    expect((await get(null, cast.university)).units.map(({ name }) => name).sort()).toEqual(
      ['光学示例学院', '材料示例学院'].sort(),
    );
    const below = good<{ items: OrganisationView[] }>(
      await t.call(null, 'GET', `${BASE}?parentOrgId=${cast.university}`),
    );
    expect(below.items).toHaveLength(2);
    const top = good<{ items: OrganisationView[] }>(await t.call(null, 'GET', `${BASE}?q=示例学院`));
    expect(top.items).toEqual([]);
    expect(await t.call(cast.instituteAdmin, 'POST', BASE, unit({ name: '重码示例学院', uscc: CODE }))).toMatchObject(
      refusedField('uscc'),
    );
    for (const user of [outsider, cast.researcher])
      expect((await t.call(user, 'POST', BASE, unit({ name: '外来示例学院' }))).status).toBe(404);
    expect((await t.call(cast.instituteAdmin, 'POST', BASE, unit({ name: '光学示例学院' }))).status).toBe(409);
  });
});

describe('verification', () => {
  it('is the operator’s, needs a code, and names what is malformed', async () => {
    const bare = await t.makeOrganisation({ orgType: 'ENT', uscc: null, verification: null });
    const verify = (user: TestUser | null, id: string, body: object) =>
      t.call(user, 'POST', `${BASE}/${id}/verify`, { version: 1, method: 'DOCUMENT', ...body });
    for (const user of [outsider, cast.instituteAdmin, cast.manager])
      expect((await verify(user, bare, {})).status).toBe(403);
    expect((await verify(null, bare, {})).status).toBe(401);
    expect(await verify(cast.operator, bare, {})).toMatchObject({
      status: 422,
      body: { code: 'INCOMPLETE', errors: [{ path: 'uscc', code: 'required' }] },
    });
    for (const [body, path] of [
      [{ method: 'GUESS' }, 'method'],
      [{ months: 37 }, 'months'],
      [{ note: '长'.repeat(301) }, 'note'],
      [{ version: 0 }, 'version'],
      [{ version: '1' }, 'version'],
    ] as const)
      expect([path, await verify(cast.operator, bare, body)]).toMatchObject([path, refusedField(path)]);
    expect((await verify(cast.operator, bare, { version: 9 })).status).toBe(409);
    expect((await verify(cast.operator, newId(), {})).status).toBe(404);
  });

  it('ends on its day, and with it what its people read', async () => {
    const id = await t.makeOrganisation({ orgType: 'ENT', uscc: makeUscc('91370212TEXT0003'), verification: null });
    const person = await t.makeUser(['enterpriseUser'], id);
    const isVerified = async () => good<{ isVerified: boolean }>(await t.call(person, 'GET', '/api/v1/me')).isVerified;
    expect(await isVerified()).toBe(false);
    good(await t.call(cast.operator, 'POST', `${BASE}/${id}/verify`, { version: 1, method: 'STAFF_CALL', months: 1 }));
    expect(await isVerified()).toBe(true);
    t.clock.advanceDays(32);
    expect(await isVerified()).toBe(false);
  });
});

describe('members', () => {
  it('wait for a word of the administrator, who then makes, unmakes and removes', async () => {
    const newcomer = await t.makeUser(['researcher']);
    good(await t.call(newcomer, 'POST', '/api/v1/me/profile', { role: 'researcher', organisationId: cast.university }));
    const state = async () =>
      (await members(cast.instituteAdmin, cast.university)).find((m) => m.userId === newcomer.id);
    expect(await state()).toMatchObject({ state: 'PENDING', membershipRole: 'member' });
    for (const [decision, expected] of [
      ['ADMIT', { state: 'ACTIVE', membershipRole: 'member' }],
      ['MAKE_ADMIN', { state: 'ACTIVE', membershipRole: 'admin' }],
      ['MAKE_MEMBER', { state: 'ACTIVE', membershipRole: 'member' }],
    ] as const) {
      good(await decide(cast.instituteAdmin, cast.university, newcomer.id, decision));
      expect(await state()).toMatchObject(expected);
    }
    good(await decide(cast.operator, cast.university, newcomer.id, 'REMOVE'));
    expect(await state()).toBeUndefined();
    expect((await decide(cast.operator, cast.university, newcomer.id, 'ADMIT')).status).toBe(404);
  });

  it('are no matter of others, of oneself, or of words that mean nothing', async () => {
    for (const user of [outsider, cast.researcher, cast.manager]) {
      expect((await t.call(user, 'GET', `${BASE}/${cast.university}/members`)).status).toBe(404);
      expect((await decide(user, cast.university, cast.researcher.id, 'REMOVE')).status).toBe(404);
    }
    expect((await t.call(null, 'GET', `${BASE}/${cast.university}/members`)).status).toBe(401);
    expect((await decide(null, cast.university, cast.researcher.id, 'REMOVE')).status).toBe(401);
    expect(await decide(cast.instituteAdmin, cast.university, cast.instituteAdmin.id, 'REMOVE')).toMatchObject({
      status: 403,
      body: { code: 'OWN_ITEM' },
    });
    expect(await decide(cast.instituteAdmin, cast.university, cast.researcher.id, 'PROMOTE')).toMatchObject(
      refusedField('decision'),
    );
    expect(await decide(cast.instituteAdmin, cast.university, 'me', 'REMOVE')).toMatchObject(refusedField('userId'));
    expect((await decide(cast.instituteAdmin, cast.university, outsider.id, 'ADMIT')).status).toBe(404);
    expect((await members(cast.instituteAdmin, cast.university)).length).toBe(2);
  });
});

describe('the list', () => {
  it('filters, pages in order and takes search words literally', async () => {
    const list = async (query: string) =>
      good<{ items: OrganisationView[]; nextCursor: string | null }>(await t.call(null, 'GET', `${BASE}?${query}`));
    const all = (await list('limit=100')).items.map(({ name }) => name);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=4&cursor=${cursor}`);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(all);
    expect((await list('orgType=UNIV')).items.every(({ orgType }) => orgType === 'UNIV')).toBe(true);
    expect((await list('verified=false')).items.every(({ verification }) => verification === null)).toBe(true);
    expect((await list(`q=${encodeURIComponent('%')}`)).items).toEqual([]);
    expect((await list(`q=${encodeURIComponent('海屿')}`)).items).toHaveLength(1);
    for (const [query, path] of [
      ['orgType=BANK', 'orgType'],
      ['verified=maybe', 'verified'],
      ['parentOrgId=1', 'parentOrgId'],
      ['q=a&q=b', 'q'],
    ] as const)
      expect([query, await t.call(null, 'GET', `${BASE}?${query}`)]).toMatchObject([query, refusedField(path)]);
    expect((await t.call(null, 'GET', `${BASE}/${newId()}`)).status).toBe(404);
    expect(await t.call(null, 'GET', `${BASE}/1`)).toMatchObject(refusedField('id'));
  });
});
