import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { DemandListItem, DemandView } from '../../server/contracts/demands.contract.ts';
import type { SearchResponse } from '../../server/contracts/search.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { type Cast, draftDemand, good, makeCast, moveDemand, publishDemand } from '../helpers/cast.ts';
import { demandContent } from '../helpers/contents.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let stage: { t: TestApp; cast: Cast };
let otherFirm: string;
let rival: TestUser;
let otherManager: TestUser;
let platformAdmin: TestUser;

const url = (id: string, rest = '') => `/api/v1/demands/${id}${rest}`;
const fields = (response: { body: never }) =>
  ((response.body as Problem).errors ?? []).map(({ path, code }) => `${path} ${code}`);
const step = (user: TestUser | null, view: { id: string; version: number }, event: string, extra: object = {}) =>
  t.call(user, 'POST', url(view.id, '/transitions'), { version: view.version, event, ...extra });
const refused = async (user: TestUser, view: { id: string; version: number }, event: string, extra: object = {}) => {
  const response = await step(user, view, event, extra);
  return `${response.status} ${(response.body as Problem).code}`;
};
const read = async (user: TestUser | null, id: string) => good<DemandView>(await t.call(user, 'GET', url(id)));
const found = async (user: TestUser | null, text: string): Promise<string[]> => {
  await t.settle();
  return good<SearchResponse>(
    await t.call(user, 'GET', `/api/v1/search?kind=demand&q=${encodeURIComponent(text)}`),
  ).hits.map((hit) => hit.id);
};
/** A demand that the operator took in and gave to the manager. */
const inTriage = async (over: Parameters<typeof demandContent>[0] = {}) => {
  const submitted = await moveDemand(stage, cast.firmUser, await draftDemand(stage, over), 'submit');
  return moveDemand(stage, cast.operator, submitted, 'accept', { managerId: cast.manager.id });
};

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  stage = { t, cast };
  otherFirm = await t.makeOrganisation({ name: '青岛对手示例有限公司', orgType: 'ENT' });
  rival = await t.makeUser(['enterpriseUser'], otherFirm, true);
  otherManager = await t.makeUser(['technologyManager']);
  platformAdmin = await t.makeUser(['platformAdmin']);
});
afterAll(() => t.close());

describe('a new draft', () => {
  it('is made by the firm, and for it by operators and managers', async () => {
    for (const user of [cast.firmUser, cast.operator]) {
      const view = await draftDemand(stage, {}, user);
      expect(view).toMatchObject({
        status: 'DRAFT',
        version: 1,
        organisationId: cast.firm,
        missing: [],
        canEdit: true,
        managerId: null,
      });
      expect(view.code).toMatch(/^DEM-2026-\d{6}$/u);
    }
    const ofManager = await draftDemand(stage, {}, cast.manager);
    expect(ofManager).toMatchObject({ level: 'STAFF', managerId: cast.manager.id, canEdit: true });
  });

  it('is refused to everybody else', async () => {
    const body = { organisationId: cast.firm, content: demandContent() };
    expect((await t.call(null, 'POST', '/api/v1/demands', body)).status).toBe(401);
    // Liaison officers get their rights together with their module.
    const officer = await t.makeUser(['liaisonOfficer']);
    for (const user of [cast.researcher, cast.instituteAdmin, platformAdmin, officer])
      expect((await t.call(user, 'POST', '/api/v1/demands', body)).status).toBe(403);
    expect(fields(await t.call(rival, 'POST', '/api/v1/demands', body))).toEqual(['organisationId not_member']);
    expect(
      fields(await t.call(cast.operator, 'POST', '/api/v1/demands', { ...body, organisationId: newId() })),
    ).toEqual(['organisationId not_found']);
  });

  it('may be empty, but may not hold what is wrong', async () => {
    const empty = good<DemandView>(
      await t.call(cast.firmUser, 'POST', '/api/v1/demands', { organisationId: cast.firm, content: {} }),
    );
    expect(empty.missing.map((item) => item.field)).toEqual(
      expect.arrayContaining(['title', 'problem', 'indicators', 'budgetMode', 'visibility']),
    );
    const wrong: [Record<string, unknown>, string][] = [
      [{ hti: '4' }, 'content.hti unknown_code'],
      [{ chainCodes: ['ZZ'] }, 'content.chainCodes.0 unknown_code'],
      [{ industryCodes: ['39'] }, 'content.industryCodes.0 unknown_code'],
      [{ budgetMin: 900000, budgetMax: 600000 }, 'content.budgetMax range_reversed'],
      [{ budgetMin: -1 }, 'content.budgetMin too_small'],
      [{ targetTrl: 5, acceptMinTrl: 8 }, 'content.acceptMinTrl trl_order'],
      [{ neededBy: '2025-12-31' }, 'content.neededBy date_past'],
      [{ deadlineAnswer: '2026-02-30' }, 'content.deadlineAnswer invalid_format'],
      [{ partnerConditions: '仅限岚湾示例大学团队承接' }, 'content.partnerConditions conditions_name_supplier'],
      [{ contactMobile: '0532-80000000' }, 'content.contactMobile mobile'],
      [{ visibility: 'SECRET' }, 'content.visibility invalid_value'],
      [{ problem: '字'.repeat(5001) }, 'content.problem too_big'],
      [{ keywords: ['一'.repeat(31)] }, 'content.keywords.0 too_big'],
    ];
    for (const [content, expected] of wrong) {
      const response = await t.call(cast.firmUser, 'POST', '/api/v1/demands', { organisationId: cast.firm, content });
      expect(response.status, expected).toBe(400);
      expect(fields(response)).toEqual([expected]);
    }
  });

  it('made twice with one key is one demand', async () => {
    const headers = { 'idempotency-key': 'demand-key-0001' };
    const body = { organisationId: cast.firm, content: { title: '重复提交的需求' } };
    const first = good<DemandView>(await t.call(cast.firmUser, 'POST', '/api/v1/demands', body, headers));
    expect(good<DemandView>(await t.call(cast.firmUser, 'POST', '/api/v1/demands', body, headers)).id).toBe(first.id);
    expect(
      await t.call(cast.firmUser, 'POST', '/api/v1/demands', { ...body, content: { title: '换了内容' } }, headers),
    ).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_CONFLICT' } });
  });

  it('is saved by version', async () => {
    const draft = await draftDemand(stage);
    const saved = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', url(draft.id), {
        version: draft.version,
        content: { title: '先保存的需求名称' },
      }),
    );
    expect(saved.content).toMatchObject({ title: '先保存的需求名称', problem: draft.content.problem });
    const late = await t.call(cast.operator, 'PATCH', url(draft.id), {
      version: draft.version,
      content: { title: '后保存的需求名称' },
    });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', current: { version: saved.version, content: { title: '先保存的需求名称' } } },
    });
    for (const user of [rival, cast.researcher, cast.manager, platformAdmin])
      expect((await t.call(user, 'PATCH', url(draft.id), { version: saved.version, content: {} })).status).toBe(404);
  });
});

describe('triage and refining', () => {
  it('submitting needs a complete and clean text', async () => {
    const bare = good<DemandView>(
      await t.call(cast.firmUser, 'POST', '/api/v1/demands', {
        organisationId: cast.firm,
        content: { title: '只有题目的需求' },
      }),
    );
    const incomplete = await step(cast.firmUser, bare, 'submit');
    expect(incomplete).toMatchObject({ status: 422, body: { code: 'INCOMPLETE' } });
    expect(fields(incomplete).map((line) => line.split(' ')[0])).toEqual(
      bare.missing.map((item) => `content.${item.field}`),
    );

    const soft = await draftDemand(stage, { indicators: [{ ...demandContent().indicators![0]!, mandatory: false }] });
    expect(fields(await step(cast.firmUser, soft, 'submit'))).toEqual(['content.indicators measurable_mandatory']);

    const blocked = await draftDemand(stage, {
      background: '欢迎联系我们，邮箱 boss@firm.example，电话 0532-80001234。',
    });
    const response = await step(cast.firmUser, blocked, 'submit');
    expect(response).toMatchObject({ status: 422, body: { code: 'TEXT_BLOCKED' } });
    expect(fields(response)).toEqual(['content.background contact_mail', 'content.background contact_phone']);
    const { items } = good<{ items: { code: string }[] }>(
      await t.call(cast.firmUser, 'GET', url(blocked.id, '/text-check')),
    );
    expect(items.map((item) => item.code)).toEqual(['CONTACT_MAIL', 'CONTACT_PHONE']);
  });

  it('a manager takes a demand on, or is given it', async () => {
    const one = await moveDemand(stage, cast.firmUser, await draftDemand(stage), 'submit');
    expect(await refused(cast.firmUser, one, 'accept')).toBe('403 FORBIDDEN');
    expect(fields(await step(cast.operator, one, 'accept', { managerId: cast.firmUser.id }))).toEqual([
      'managerId not_found',
    ]);
    const given = await moveDemand(stage, cast.operator, one, 'accept', { managerId: cast.manager.id });
    expect(given).toMatchObject({ status: 'TRIAGE', managerId: cast.manager.id });
    const assigned = good<{ items: DemandListItem[] }>(
      await t.call(cast.manager, 'GET', '/api/v1/demands?scope=assigned&limit=100'),
    ).items;
    expect(assigned.map((item) => item.id)).toContain(one.id);
    expect((await t.call(otherManager, 'GET', url(one.id))).status).toBe(404);
  });

  it('refining is done by the manager, with the consent of the firm', async () => {
    const triage = await inTriage();
    expect(await refused(cast.manager, triage, 'refine')).toBe('422 REASON_REQUIRED');
    expect((await step(otherManager, triage, 'refine', { comment: '不是我负责的' })).status).toBe(404);
    const refining = await moveDemand(stage, cast.manager, triage, 'refine', {
      comment: '指标需要量化',
      interviewOn: '2026-11-25',
    });
    expect(refining).toMatchObject({ status: 'REFINING', canEdit: true });
    expect(
      (
        await t.call(cast.firmUser, 'PATCH', url(refining.id), {
          version: refining.version,
          content: { title: '企业此时不能改' },
        })
      ).status,
    ).toBe(404);
    const sharpened = good<DemandView>(
      await t.call(cast.manager, 'PATCH', url(refining.id), {
        version: refining.version,
        content: { title: '凝练之后的需求名称' },
      }),
    );
    expect(fields(await step(cast.manager, sharpened, 'refined'))).toEqual(['firmConsent required']);
    expect((await step(cast.manager, sharpened, 'refined', { firmConsent: false })).status).toBe(422);
    const back = await moveDemand(stage, cast.manager, sharpened, 'refined', { firmConsent: true });
    expect(back).toMatchObject({ status: 'TRIAGE', content: { title: '凝练之后的需求名称' } });
    const { items } = good<{ items: { event: string; comment: string | null }[] }>(
      await t.call(cast.firmUser, 'GET', url(back.id, '/history')),
    );
    expect(items.map((item) => item.event)).toEqual(['create', 'submit', 'accept', 'refine', 'refined']);
  });

  it('rejecting, closing and withdrawing need a reason and end the demand', async () => {
    const [a, b, c] = [await inTriage(), await inTriage(), await inTriage()];
    for (const [user, view, event, status] of [
      [cast.operator, a, 'reject', 'REJECTED'],
      [cast.operator, b, 'close', 'CLOSED'],
      [cast.firmUser, c, 'withdraw', 'WITHDRAWN'],
    ] as const) {
      expect(await refused(user, view, event)).toBe('422 REASON_REQUIRED');
      expect(await refused(cast.manager, view, event, { comment: '不由经理人决定' })).toBe('403 FORBIDDEN');
      const done = await moveDemand(stage, user, view, event, { comment: '写明原因' });
      expect(done).toMatchObject({ status, allowedEvents: [], canEdit: false });
    }
  });

  it('what the machine does not list is refused', async () => {
    const draft = await draftDemand(stage);
    for (const event of ['accept', 'refine', 'refined', 'publish', 'reject', 'expire', 'extend'])
      expect(await refused(cast.operator, draft, event, { comment: '不行' }), event).toBe('409 STATE_CONFLICT');
    const published = await publishDemand(stage, { title: '不能由人标为过期' });
    expect(await refused(cast.operator, published, 'expire')).toBe('403 FORBIDDEN');
    expect(fields(await step(cast.operator, draft, 'explode'))).toEqual(['event invalid_value']);
    expect((await step(null, draft, 'submit')).status).toBe(401);
  });
});

describe('publishing', () => {
  it('needs an answer window of fifteen days', async () => {
    const short = await inTriage({ deadlineAnswer: '2026-12-07' });
    const response = await step(cast.operator, short, 'publish');
    expect(response.status).toBe(400);
    expect((response.body as Problem).errors).toEqual([
      { path: 'content.deadlineAnswer', code: 'window_too_short', message: '答题截止日期距发布至少15天' },
    ]);
    const enough = await inTriage({ deadlineAnswer: '2026-12-08', title: '刚好十五天的需求' });
    expect((await moveDemand(stage, cast.operator, enough, 'publish')).status).toBe('PUBLISHED');
  });

  it('is for operators, not for the one who wrote the demand', async () => {
    const triage = await inTriage();
    expect(await refused(cast.manager, triage, 'publish')).toBe('403 FORBIDDEN');
    expect(await refused(cast.firmUser, triage, 'publish')).toBe('403 OWN_ITEM');
    const own = await moveDemand(stage, cast.operator, await draftDemand(stage, {}, cast.operator), 'submit');
    const accepted = await moveDemand(stage, cast.operator, own, 'accept', { managerId: cast.manager.id });
    expect(await refused(cast.operator, accepted, 'publish')).toBe('403 OWN_ITEM');
    expect((await moveDemand(stage, cast.secondOperator, accepted, 'publish')).status).toBe('PUBLISHED');
  });

  it('brings the demand into the search, closing takes it out', async () => {
    const published = await publishDemand(stage, { title: '检索得到的需求麒麟' });
    expect(await found(null, '麒麟')).toContain(published.id);
    await moveDemand(stage, cast.operator, published, 'close', { comment: '企业已停产' });
    expect(await found(null, '麒麟')).not.toContain(published.id);
    expect((await t.call(null, 'GET', url(published.id))).status).toBe(404);
  });
});

describe('an edit of a published demand', () => {
  it('stays beside it until an operator publishes it', async () => {
    const published = await publishDemand(stage, { title: '修订前的需求螭吻' });
    const edited = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', url(published.id), {
        version: published.version,
        content: { title: '修订后的需求狻猊' },
      }),
    );
    const submitted = await moveDemand(stage, cast.firmUser, edited, 'submit');
    expect(submitted).toMatchObject({
      status: 'PUBLISHED',
      canEdit: false,
      content: { title: '修订前的需求螭吻' },
      revision: { status: 'SUBMITTED', content: { title: '修订后的需求狻猊' } },
    });
    for (const user of [null, rival]) expect(JSON.stringify(await read(user, published.id))).not.toContain('狻猊');
    expect(await found(null, '狻猊')).not.toContain(published.id);
    const waiting = good<{ items: DemandListItem[] }>(
      await t.call(cast.operator, 'GET', '/api/v1/demands?scope=review&limit=100'),
    ).items;
    expect(waiting.find((item) => item.id === published.id)).toMatchObject({ revisionStatus: 'SUBMITTED' });

    const done = await moveDemand(stage, cast.operator, submitted, 'publish');
    expect(done).toMatchObject({
      status: 'PUBLISHED',
      content: { title: '修订后的需求狻猊' },
      revision: null,
      publishedAt: published.publishedAt,
    });
    expect(await found(null, '狻猊')).toContain(published.id);
    expect(await found(null, '螭吻')).not.toContain(published.id);
  });

  it('can be refused with a reason and stays a draft', async () => {
    const published = await publishDemand(stage, { title: '修订被退的需求' });
    const edited = good<DemandView>(
      await t.call(cast.firmUser, 'PATCH', url(published.id), {
        version: published.version,
        content: { urgency: 'LOW' },
      }),
    );
    const submitted = await moveDemand(stage, cast.firmUser, edited, 'submit');
    const refusedRevision = await moveDemand(stage, cast.operator, submitted, 'reject', { comment: '与原需求不符' });
    expect(refusedRevision).toMatchObject({
      status: 'PUBLISHED',
      content: { urgency: 'HIGH' },
      revision: { status: 'DRAFT', content: { urgency: 'LOW' } },
      canEdit: true,
    });
  });
});
