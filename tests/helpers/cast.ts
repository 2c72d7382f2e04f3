import type {
  AchievementContent,
  AchievementEvent,
  AchievementView,
} from '../../server/contracts/achievements.contract.ts';
import type { DemandContent, DemandEvent, DemandView } from '../../server/contracts/demands.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Team } from '../../server/modules/accounts/team.entity.ts';
import { achievementContent, cleared, demandContent } from './contents.ts';
import type { TestApp, TestUser } from './test-app.ts';

/** People and organisations that most tests need, all of them verified. */
export interface Cast {
  university: string;
  firm: string;
  teamId: string;
  researcher: TestUser;
  instituteAdmin: TestUser;
  firmUser: TestUser;
  operator: TestUser;
  /** Nobody publishes what they created or reviewed before, so there are two. */
  secondOperator: TestUser;
  manager: TestUser;
}

export const TEAM_CONTACT = { name: '测试团队联系人', mobile: '13900005678', email: 'team@institute.example' };

export async function makeCast(t: TestApp, firmFields: Parameters<TestApp['makeOrganisation']>[0] = {}): Promise<Cast> {
  const university = await t.makeOrganisation({ name: '岚湾示例大学' });
  const firm = await t.makeOrganisation({
    name: '青岛海屿示例科技有限公司',
    orgType: 'ENT',
    chainCodes: ['VR'],
    foreignControl: 'NONE',
    ...firmFields,
  });
  const researcher = await t.makeUser(['researcher'], university);
  const em = t.container.database.em.fork();
  const now = t.clock.now();
  const teamId = newId();
  em.create(Team, {
    id: teamId,
    code: 'TEM-2026-900001',
    name: '岚湾示例光学团队',
    organisationId: university,
    unitId: null,
    members: [{ name: '示例教授', titleLevel: 'SENIOR', role: '', isLeader: true, userId: researcher.id }],
    capacity: 12,
    hasCompany: false,
    companyOrgId: null,
    contactName: TEAM_CONTACT.name,
    contactMobile: TEAM_CONTACT.mobile,
    contactEmail: TEAM_CONTACT.email,
    sourceBatchId: null,
    sourceRow: null,
    createdAt: now,
    updatedAt: now,
    createdBy: researcher.id,
  });
  await em.flush();
  return {
    university,
    firm,
    teamId,
    researcher,
    instituteAdmin: await t.makeUser(['instituteAdmin'], university, true),
    firmUser: await t.makeUser(['enterpriseUser'], firm, true),
    operator: await t.makeUser(['operator']),
    secondOperator: await t.makeUser(['operator']),
    manager: await t.makeUser(['technologyManager']),
  };
}

/** The body of an answer that must have succeeded. */
export function good<T>(response: { status: number; body: never }): T {
  if (response.status >= 300) throw new Error(`unexpected ${response.status}: ${JSON.stringify(response.body)}`);
  return response.body;
}

/** What the helpers below take: an application with its cast. */
export interface Stage {
  t: TestApp;
  cast: Cast;
}

export const approval = { secrecyCheck: cleared, exportCheck: cleared, ownershipConfirmed: true };

export async function moveAchievement(
  { t }: Stage,
  user: TestUser,
  view: { id: string; version: number },
  event: AchievementEvent,
  extra: object = {},
): Promise<AchievementView> {
  return good(
    await t.call(user, 'POST', `/api/v1/achievements/${view.id}/transitions`, {
      version: view.version,
      event,
      ...extra,
    }),
  );
}

export async function draftAchievement(
  { t, cast }: Stage,
  over: Partial<AchievementContent> = {},
  user = cast.researcher,
): Promise<AchievementView> {
  return good(
    await t.call(user, 'POST', '/api/v1/achievements', {
      organisationId: cast.university,
      teamId: cast.teamId,
      content: achievementContent(over),
    }),
  );
}

/** Draft → submitted → approved by the institute → published, each step by whom it belongs to. */
export async function publishAchievement(
  stage: Stage,
  over: Partial<AchievementContent> = {},
): Promise<AchievementView> {
  const { cast } = stage;
  const draft = await draftAchievement(stage, over);
  const submitted = await moveAchievement(stage, cast.researcher, draft, 'submit');
  const approved = await moveAchievement(stage, cast.instituteAdmin, submitted, 'instituteApprove', approval);
  return moveAchievement(stage, cast.operator, approved, 'publish');
}

export async function moveDemand(
  { t }: Stage,
  user: TestUser,
  view: { id: string; version: number },
  event: DemandEvent,
  extra: object = {},
): Promise<DemandView> {
  return good(
    await t.call(user, 'POST', `/api/v1/demands/${view.id}/transitions`, { version: view.version, event, ...extra }),
  );
}

export async function draftDemand(
  { t, cast }: Stage,
  over: Partial<DemandContent> = {},
  user = cast.firmUser,
  organisationId = cast.firm,
): Promise<DemandView> {
  return good(await t.call(user, 'POST', '/api/v1/demands', { organisationId, content: demandContent(over) }));
}

/** Draft → submitted → in the hands of the manager → published. */
export async function publishDemand(
  stage: Stage,
  over: Partial<DemandContent> = {},
  by: { user?: TestUser; organisationId?: string } = {},
): Promise<DemandView> {
  const { cast } = stage;
  const user = by.user ?? cast.firmUser;
  const draft = await draftDemand(stage, over, user, by.organisationId ?? cast.firm);
  const submitted = await moveDemand(stage, user, draft, 'submit');
  const accepted = await moveDemand(stage, cast.operator, submitted, 'accept', { managerId: cast.manager.id });
  return moveDemand(stage, cast.operator, accepted, 'publish');
}

/** Like `settle`, but does not wait for jobs that gather changes for some seconds: they run at once. */
export async function settleAll(t: TestApp): Promise<void> {
  for (;;) {
    await t.settle();
    const { rows } = await t.container.database.executeSql(
      `update jobs.job set start_after = now() where state in ('created', 'retry') and start_after > now() returning id`,
    );
    if (rows.length === 0) return;
  }
}
