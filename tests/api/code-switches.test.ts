import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView } from '../../server/contracts/matching.contract.ts';
import type { OrganisationView } from '../../server/contracts/organisations.contract.ts';
import {
  type Cast,
  draftDemand,
  good,
  makeCast,
  moveDemand,
  publishAchievement,
  publishDemand,
  settleAll,
} from '../helpers/cast.ts';
import { achievementContent, demandContent } from '../helpers/contents.ts';
import { STOCK } from '../helpers/stock.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

interface Refusal {
  status: number;
  body: { errors?: { path: string; code: string; message: string }[] };
}

let t: TestApp;
let cast: Cast;
let admin: TestUser;

const turn = async (table: string, code: string, isActive: boolean) =>
  good(await t.call(admin, 'PATCH', `/api/v1/code-tables/${table}/${code}`, { isActive, reason: '测试停用' }));
/** With a code switched off, which is switched on again whatever happens. */
async function without(table: string, code: string, run: () => Promise<void>): Promise<void> {
  await turn(table, code, false);
  try {
    await run();
  } finally {
    await turn(table, code, true);
  }
}
const refused = (response: Refusal) => [
  response.status,
  ...(response.body.errors ?? []).map((error) => `${error.path} ${error.code}`),
];
const create = (content: object, headers = {}) =>
  t.call(cast.firmUser, 'POST', '/api/v1/demands', { organisationId: cast.firm, content }, headers);
const save = (view: DemandView, content: object) =>
  t.call(cast.firmUser, 'PATCH', `/api/v1/demands/${view.id}`, { version: view.version, content });

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  admin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('a code that is switched off', () => {
  it('is refused for a new demand, with the field named in both languages', async () => {
    await without('LAOSHAN_CHAIN', 'VR', async () => {
      const content = demandContent({ chainCodes: ['VR'] });
      expect(await create(content)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'content.chainCodes.0', code: 'code_off', message: '该代码已停用，请另选' }] },
      });
      expect(await create(content, { 'accept-language': 'en' })).toMatchObject({
        body: { errors: [{ message: 'This code is switched off; choose another' }] },
      });
      expect((await create(demandContent({ chainCodes: ['MB'] }))).status).toBe(201);
    });
    expect((await create(demandContent({ chainCodes: ['VR'] }))).status).toBe(201);
  });

  it('stays in a record that holds it until the field is changed', async () => {
    const published = await publishDemand({ t, cast }, { targetTrl: 8 });
    await without('TRL', '8', async () => {
      const edited = good<DemandView>(await save(published, { title: '题目改过而成熟度未动的需求' }));
      const submitted = await moveDemand({ t, cast }, cast.firmUser, edited, 'submit');
      expect(submitted.revision?.status).toBe('SUBMITTED');
      expect((await moveDemand({ t, cast }, cast.operator, submitted, 'publish')).content.targetTrl).toBe(8);
      const other = await draftDemand({ t, cast }, { targetTrl: 7, acceptMinTrl: 5 });
      expect(refused(await save(other, { targetTrl: 8 }))).toEqual([400, 'content.targetTrl code_off']);
    });
  });

  it('keeps a draft from being submitted, not from being saved', async () => {
    const draft = await draftDemand({ t, cast }, { cooperationModes: ['LICENSE', 'SERVICE'] });
    await without('COOP_MODE', 'SERVICE', async () => {
      const saved = good<DemandView>(await save(draft, { title: '草稿仍可保存的需求题目' }));
      const submit = { version: saved.version, event: 'submit' };
      const url = `/api/v1/demands/${draft.id}/transitions`;
      expect(refused(await t.call(cast.firmUser, 'POST', url, submit))).toEqual([
        400,
        'content.cooperationModes.1 code_off',
      ]);
      const changed = good<DemandView>(await save(saved, { cooperationModes: ['LICENSE'] }));
      await moveDemand({ t, cast }, cast.firmUser, changed, 'submit');
    });
  });

  it('is refused for achievements and organisations', async () => {
    const achievement = {
      organisationId: cast.university,
      teamId: cast.teamId,
      content: achievementContent({ chainCodes: ['MB'] }),
    };
    const organisation = good<OrganisationView>(
      await t.call(cast.firmUser, 'GET', `/api/v1/organisations/${cast.firm}`),
    );
    const describeFirm = (extra: object) =>
      t.call(cast.operator, 'PUT', `/api/v1/organisations/${cast.firm}`, {
        version: organisation.version,
        name: organisation.name,
        orgType: organisation.orgType,
        regionCode: organisation.regionCode,
        chainCodes: organisation.chainCodes,
        ...extra,
      });
    await without('LAOSHAN_CHAIN', 'MB', async () => {
      expect(refused(await t.call(cast.researcher, 'POST', '/api/v1/achievements', achievement))).toEqual([
        400,
        'content.chainCodes.0 code_off',
      ]);
      expect(refused(await describeFirm({ chainCodes: ['VR', 'MB'] }))).toEqual([400, 'chainCodes.1 code_off']);
      expect(
        refused(
          await t.call(cast.operator, 'POST', '/api/v1/organisations', {
            name: '新登记的示例单位',
            orgType: 'ENT',
            regionCode: '370212',
            chainCodes: ['MB'],
          }),
        ),
      ).toEqual([400, 'chainCodes.0 code_off']);
    });
    await without('LAOSHAN_CHAIN', 'VR', async () => good(await describeFirm({ address: '示例路1号' })));
  });

  it('is refused as a reason against a match', async () => {
    await publishAchievement({ t, cast }, STOCK.adhesive);
    const demand = await publishDemand({ t, cast });
    await settleAll(t);
    const url = `/api/v1/curation/demands/${demand.id}`;
    const match = good<MatchListView>(await t.call(cast.manager, 'GET', url)).items[0]!;
    const reject = (reasonCode: string) =>
      t.call(cast.manager, 'POST', `/api/v1/matches/${match.id}/decisions`, {
        version: match.version,
        action: 'REJECT',
        reasonCode,
      });
    await without('REJECT_REASON', 'R08', async () => {
      expect(refused(await reject('R08'))).toEqual([400, 'reasonCode code_off']);
      good(await reject('R01'));
    });
  });
});
