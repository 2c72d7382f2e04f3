import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrganisationView } from '../../server/contracts/organisations.contract.ts';
import { type Cast, good, makeCast } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;

const get = async () =>
  good<OrganisationView>(await t.call(cast.operator, 'GET', `/api/v1/organisations/${cast.firm}`));
const put = async (user: TestUser, change: object) => {
  const { name, nameAliases, orgType, regionCode, chainCodes, foreignControl, scale, version } = await get();
  const body = { name, nameAliases, orgType, regionCode, chainCodes, foreignControl, scale, version, ...change };
  return t.call(user, 'PUT', `/api/v1/organisations/${cast.firm}`, body);
};

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  cast = await makeCast(t);
});
afterAll(() => t.close());

it('is set by operators only, and stays when a form leaves it out', async () => {
  expect((await put(cast.firmUser, { isChainLeader: true })).status).toBe(403);
  expect((await put(cast.manager, { isChainLeader: true })).status).toBe(404);
  expect((await get()).isChainLeader).toBe(false);
  expect(good<OrganisationView>(await put(cast.operator, { isChainLeader: true })).isChainLeader).toBe(true);
  expect(good<OrganisationView>(await put(cast.firmUser, { address: '示例路1号' }))).toMatchObject({
    isChainLeader: true,
    address: '示例路1号',
  });
  // Repeating what stands is no change.
  good(await put(cast.firmUser, { isChainLeader: true }));
  expect((await put(cast.firmUser, { isChainLeader: false })).status).toBe(403);
  expect((await put(cast.operator, { isChainLeader: '是' })).status).toBe(400);
  expect(good<OrganisationView>(await put(cast.operator, { isChainLeader: false })).isChainLeader).toBe(false);
});

it('is not given to oneself with a new organisation', async () => {
  const fresh = await t.makeUser([]);
  const made = good<OrganisationView>(
    await t.call(fresh, 'POST', '/api/v1/organisations', {
      name: '青岛示例自荐科技有限公司',
      orgType: 'ENT',
      regionCode: '370212',
      isChainLeader: true,
    }),
  );
  expect(made.isChainLeader).toBe(false);
});
