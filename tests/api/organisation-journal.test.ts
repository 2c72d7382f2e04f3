import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationView } from '../../server/contracts/organisations.contract.ts';
import { Transition } from '../../server/kernel/audit.entity.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Membership } from '../../server/modules/accounts/organisation.entity.ts';
import { good } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let firm: string;
let admin: TestUser;
let operator: TestUser;

const url = (rest: string) => `/api/v1/organisations/${firm}${rest}`;
const journal = async (event: string): Promise<string[]> => {
  const em = t.container.database.em.fork();
  const rows = await em.find(Transition, { entity: 'organisation', entityId: firm, event });
  return rows.map((row) => `${row.fromState} → ${row.toState}`).sort();
};

beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  firm = await t.makeOrganisation({ orgType: 'ENT', uscc: '91370212MA3C00000X', verification: null });
  admin = await t.makeUser(['enterpriseUser'], firm, true);
  operator = await t.makeUser(['operator']);
});
afterAll(() => t.close());

describe('what is written down about an organisation', () => {
  it('says from which state a member was moved', async () => {
    const newcomer = await t.makeUser(['enterpriseUser']);
    const em = t.container.database.em.fork();
    const waiting = {
      organisationId: firm,
      unitId: null,
      membershipRole: 'member' as const,
      state: 'PENDING' as const,
    };
    em.create(Membership, { ...waiting, id: newId(), userId: newcomer.id, createdAt: t.clock.now() });
    await em.flush();
    for (const decision of ['ADMIT', 'REMOVE'])
      good(await t.call(admin, 'POST', url(`/members/${newcomer.id}`), { decision }));
    expect(await journal('decideMember')).toEqual(['ACTIVE → REMOVE', 'PENDING → ADMIT']);
  });

  it('tells a first verification from a renewal', async () => {
    for (let i = 0; i < 2; i += 1) {
      const { version } = good<OrganisationView>(await t.call(operator, 'GET', url('')));
      good(await t.call(operator, 'POST', url('/verify'), { version, method: 'DOCUMENT', months: 12, note: '' }));
    }
    expect(await journal('verify')).toEqual(['UNVERIFIED → VERIFIED', 'VERIFIED → VERIFIED']);
  });
});
