import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from '../../server/container.ts';
import type { Role } from '../../server/contracts/accounts.contract.ts';
import { AchievementContent } from '../../server/contracts/achievements.contract.ts';
import { DemandContent } from '../../server/contracts/demands.contract.ts';
import type { Em } from '../../server/db/database.ts';
import { type Actor, SYSTEM_ACTOR } from '../../server/kernel/actor.ts';
import { recordTransition } from '../../server/kernel/audit.ts';
import { addDays, addMonths, dayOf } from '../../server/kernel/clock.ts';
import { nextCodes } from '../../server/kernel/code.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Membership, Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Profile } from '../../server/modules/accounts/profile.entity.ts';
import { Team } from '../../server/modules/accounts/team.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { checkContent, ipNumbersOf } from '../../server/modules/achievements/achievements.content.ts';
import { aliasOf } from '../../server/modules/demands/alias.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { aliasFacts, checkDemandContent } from '../../server/modules/demands/demands.content.ts';
import { type DemoData, type DemoDemand, readDemoData } from './demo-data.ts';
import { type DemoIds, forgetProgress, keepProgress, progressOf } from './demo-progress.ts';
import { playDemoCuration } from './play-curation.ts';

export interface DemoAccount {
  email: string;
  name: string;
  label: string;
  roles: Role[];
  /** Key of the organisation and, for researchers, of the team that the person leads. */
  organisation?: string;
  team?: string;
  admin?: boolean;
}

/** One account a role, so that a newcomer can walk every desk. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { email: 'operator@demo.fanxing.example', name: '秦知远', label: '联盟秘书处', roles: ['operator'] },
  { email: 'operator2@demo.fanxing.example', name: '柏若舟', label: '联盟秘书处（复核）', roles: ['operator'] },
  { email: 'manager@demo.fanxing.example', name: '陆闻笛', label: '技术经理人', roles: ['technologyManager'] },
  {
    email: 'institute@demo.fanxing.example',
    name: '岑砚秋',
    label: '院所管理员',
    roles: ['instituteAdmin'],
    organisation: 'u-laobei',
    admin: true,
  },
  {
    email: 'researcher@demo.fanxing.example',
    name: '梁衡舟',
    label: '科研人员',
    roles: ['researcher'],
    organisation: 'u-laobei',
    team: 't-im-01',
  },
  {
    email: 'enterprise@demo.fanxing.example',
    name: '单砺',
    label: '企业用户',
    roles: ['enterpriseUser'],
    organisation: 'f-im-01',
    admin: true,
  },
  { email: 'admin@demo.fanxing.example', name: '舒望', label: '平台管理员', roles: ['platformAdmin'] },
];

const passwordFile = (container: Container): string => join(container.config.dataDir, 'demo-password');

/** The demo accounts' common password: made at random for each data folder, never a constant. */
export function demoPassword(container: Container): string | null {
  const file = passwordFile(container);
  // A disk that was full while it was written leaves an empty file.
  return (existsSync(file) && readFileSync(file, 'utf8').trim()) || null;
}

export async function demoAccountsNote(container: Container): Promise<string | null> {
  const password = demoPassword(container);
  if (!password) return null;
  const lines = DEMO_ACCOUNTS.map((account) => `    ${account.email.padEnd(36)}${account.label}`);
  return `\n  演示账号（口令均为 ${password}）：\n${lines.join('\n')}\n`;
}

/**
 * Loads the demo data when the database holds no organisation yet, and finishes a load that was cut off at any point.
 * @returns whether it did anything
 */
export async function loadDemoWhenEmpty(container: Container, say: (message: string) => void): Promise<boolean> {
  const em = container.database.em.fork() as Em;
  const isEmpty = (await em.count(Organisation, {})) === 0;
  // A start that was cut off early leaves the password file and no organisation: it goes on from there.
  const hasAccountsOfOthers = demoPassword(container) === null && (await em.count(Profile, {})) > 0;
  if (isEmpty && !hasAccountsOfOthers) {
    say('空数据库：正在载入演示数据 … Loading demo data …');
    const data = readDemoData();
    const userIds = await createAccounts(container);
    await em.transactional(async (tx) => {
      keepProgress(container, await store(tx as Em, container, data, userIds));
    });
    say(
      `  ${data.organisations.length} 个院所，${data.firms.length} 家企业，${data.teams.length} 个团队，${data.achievements.length} 项成果，${data.demands.length} 条需求`,
    );
  }
  const ids = progressOf(container);
  if (!ids || (isEmpty && hasAccountsOfOthers)) return false;
  await container.indexer.rebuild();
  say('正在计算匹配 … Computing matches …');
  for (const id of ids.openDemands) await container.matching.recompute('demand', id);
  await playDemoCuration(container, readDemoData(), ids);
  forgetProgress(container);
  return true;
}

async function createAccounts(container: Container): Promise<Map<string, string>> {
  const password = demoPassword(container) ?? `fanxing-${randomBytes(5).toString('hex')}`;
  writeFileSync(passwordFile(container), `${password}\n`, { mode: 0o600 });
  const em = container.database.em.fork();
  const ids = new Map((await em.find(Profile, {})).map((profile) => [profile.email, profile.id]));
  for (const account of DEMO_ACCOUNTS) {
    if (ids.has(account.email)) continue;
    const { user } = await container.auth.api.signUpEmail({
      body: { email: account.email, password, name: account.name },
    });
    ids.set(account.email, user.id);
  }
  for (const account of DEMO_ACCOUNTS)
    await em.nativeUpdate(Profile, { id: ids.get(account.email)! }, { roles: account.roles });
  return ids;
}

async function store(em: Em, container: Container, data: DemoData, users: Map<string, string>): Promise<DemoIds> {
  const now = container.clock.now();
  const importer = staff(users, 'operator@demo.fanxing.example', '秦知远');
  const reviewer = staff(users, 'operator2@demo.fanxing.example', '柏若舟');
  const organisations = await storeOrganisations(em, data, now, importer);
  const teams = await storeTeams(em, data, organisations, users, now);
  for (const account of DEMO_ACCOUNTS) {
    const organisationId = account.organisation ? organisations.get(account.organisation) : undefined;
    if (organisationId)
      em.create(Membership, {
        id: newId(),
        userId: users.get(account.email)!,
        organisationId,
        unitId: null,
        membershipRole: account.admin ? 'admin' : 'member',
        state: 'ACTIVE',
        createdAt: now,
      });
  }
  await em.flush();
  const achievements = await storeAchievements(em, data, organisations, teams, now, importer, reviewer, users);
  const demands = await storeDemands(em, container, data, organisations, now, importer, reviewer, users);
  await em.flush();
  return {
    users,
    achievements,
    demands,
    openDemands: data.demands
      .filter((demand) => demand.status === 'PUBLISHED')
      .map((demand) => demands.get(demand.key)!),
  };
}

const staff = (users: Map<string, string>, email: string, name: string): Actor => ({
  ...SYSTEM_ACTOR,
  userId: users.get(email)!,
  name,
  roles: ['operator'],
});

async function storeOrganisations(em: Em, data: DemoData, now: Date, by: Actor): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const units = data.organisations.flatMap((org) =>
    (org.units ?? []).map((name) => ({ parent: org.key, name, regionCode: org.regionCode })),
  );
  const codes = await nextCodes(em, 'ORG', now, data.organisations.length + data.firms.length + units.length);
  const verification = {
    method: 'DOCUMENT' as const,
    by: by.userId!,
    at: now.toISOString(),
    expiresAt: addMonths(now, 24).toISOString(),
  };
  const base = {
    createdAt: now,
    updatedAt: now,
    createdBy: by.userId,
    sourceBatchId: null,
    sourceRow: null,
    status: 'ACTIVE' as const,
    isChainLeader: false,
  };
  for (const org of data.organisations) {
    const id = newId();
    ids.set(org.key, id);
    em.create(Organisation, {
      ...base,
      id,
      code: codes.shift()!,
      name: org.name,
      nameAliases: org.nameAliases ?? [],
      uscc: org.uscc,
      orgType: org.orgType,
      parentOrgId: null,
      regionCode: org.regionCode,
      address: org.address ?? null,
      industryCode: null,
      scale: null,
      qualifications: [],
      chainCodes: [],
      foreignControl: null,
      verification,
    });
  }
  await em.flush();
  for (const unit of units) {
    const id = newId();
    ids.set(`${unit.parent}/${unit.name}`, id);
    em.create(Organisation, {
      ...base,
      id,
      code: codes.shift()!,
      name: unit.name,
      nameAliases: [],
      uscc: null,
      orgType: 'UNIT',
      parentOrgId: ids.get(unit.parent)!,
      regionCode: unit.regionCode,
      address: null,
      industryCode: null,
      scale: null,
      qualifications: [],
      chainCodes: [],
      foreignControl: null,
      verification: null,
    });
  }
  for (const firm of data.firms) {
    const id = newId();
    ids.set(firm.key, id);
    em.create(Organisation, {
      ...base,
      id,
      code: codes.shift()!,
      name: firm.name,
      nameAliases: [],
      uscc: firm.uscc,
      orgType: 'ENT',
      parentOrgId: null,
      regionCode: firm.regionCode,
      address: firm.address ?? null,
      industryCode: firm.industryCode ?? null,
      scale: firm.scale ?? null,
      qualifications: firm.qualifications ?? [],
      chainCodes: firm.chainCodes ?? [],
      foreignControl: firm.foreignControl ?? 'NONE',
      verification,
    });
  }
  await em.flush();
  return ids;
}

async function storeTeams(
  em: Em,
  data: DemoData,
  organisations: Map<string, string>,
  users: Map<string, string>,
  now: Date,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const codes = await nextCodes(em, 'TEM', now, data.teams.length);
  for (const [i, team] of data.teams.entries()) {
    const id = newId();
    ids.set(team.key, id);
    const account = DEMO_ACCOUNTS.find((candidate) => candidate.team === team.key);
    em.create(Team, {
      id,
      code: codes[i]!,
      name: team.name,
      organisationId: organisations.get(team.org)!,
      unitId: team.unit ? (organisations.get(`${team.org}/${team.unit}`) ?? null) : null,
      members: [
        {
          name: team.leader.name,
          titleLevel: team.leader.titleLevel ?? null,
          role: '团队负责人',
          isLeader: true,
          userId: account ? users.get(account.email)! : null,
        },
        ...(team.members ?? []).map((member) => ({
          name: member.name,
          titleLevel: member.titleLevel ?? null,
          role: member.role ?? '',
          isLeader: false,
          userId: null,
        })),
      ],
      capacity: team.capacity ?? null,
      hasCompany: team.hasCompany ?? false,
      companyOrgId: null,
      contactName: team.leader.name,
      contactMobile: `1380000${String(5000 + i).padStart(4, '0')}`,
      contactEmail: `${team.key}@team.fanxing.example`,
      sourceBatchId: null,
      sourceRow: null,
      createdAt: now,
      updatedAt: now,
      createdBy: account ? users.get(account.email)! : null,
    });
  }
  await em.flush();
  return ids;
}

async function storeAchievements(
  em: Em,
  data: DemoData,
  organisations: Map<string, string>,
  teams: Map<string, string>,
  now: Date,
  importer: Actor,
  reviewer: Actor,
  users: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const codes = await nextCodes(em, 'ACH', now, data.achievements.length);
  const orgOfTeam = new Map(data.teams.map((team) => [team.key, team.org]));
  const nameOf = new Map(data.organisations.map((org) => [org.key, org.name]));
  for (const [i, item] of data.achievements.entries()) {
    const {
      key,
      team,
      coOwners,
      status,
      confirmedDaysAgo,
      quality: _quality,
      duplicateOf: _duplicateOf,
      ...raw
    } = item;
    const id = newId();
    ids.set(key, id);
    const cleared = {
      result: 'CLEARED' as const,
      person: '科研院',
      date: dayOf(addDays(now, -(confirmedDaysAgo ?? 0) - 10)),
      document: '科技成果公开审查表',
    };
    const content = checkContent(
      AchievementContent.parse({
        ...raw,
        confidential: raw.confidential ?? undefined,
        ip: (raw.ip ?? []).map((right) => ({
          ...right,
          holders: right.holders ?? [team, ...(coOwners ?? [])].flatMap((k) => nameOf.get(orgOfTeam.get(k) ?? k) ?? []),
        })),
        coOwnerOrgIds: (coOwners ?? []).flatMap((org) => organisations.get(org) ?? []),
        ...(raw.levelClaim && raw.levelClaim !== 'NOT_EVALUATED'
          ? { levelClaimDocument: raw.levelClaimDocument ?? '科技成果评价报告' }
          : {}),
        secrecyCheck: cleared,
        exportCheck: { ...cleared, document: '出口管制自查表' },
      }),
      now,
    );
    const at = addDays(now, -(confirmedDaysAgo ?? 30));
    const published = ['PUBLISHED', 'RESERVED', 'TRANSFERRED', 'SUSPENDED'].includes(status);
    const account = DEMO_ACCOUNTS.find((candidate) => candidate.team === team);
    const createdBy = account ? users.get(account.email)! : importer.userId;
    em.create(Achievement, {
      id,
      code: codes[i]!,
      status: status as Achievement['status'],
      organisationId: organisations.get(orgOfTeam.get(team)!)!,
      teamId: teams.get(team) ?? null,
      title: content.title ?? '',
      content,
      revision: null,
      ipNumbers: ipNumbersOf(content),
      publishedAt: published ? at : null,
      confirmedAt: published ? at : null,
      reservedUntil: null,
      reservedForDemandId: null,
      sourceBatchId: null,
      sourceRow: null,
      createdAt: addDays(at, -12),
      updatedAt: at,
      createdBy,
    });
    recordTransition(em, importer, addDays(at, -12), {
      entity: 'achievement',
      entityId: id,
      from: '',
      to: 'DRAFT',
      event: 'create',
      content,
    });
    if (published)
      recordTransition(em, reviewer, at, {
        entity: 'achievement',
        entityId: id,
        from: 'INSTITUTE_OK',
        to: 'PUBLISHED',
        event: 'publish',
        content,
      });
  }
  await em.flush();
  return ids;
}

/** First sentences of the problem, which a firm shows to everybody. */
function openingOf(problem: string | undefined): string {
  let opening = '';
  for (const sentence of (problem ?? '').split(/(?<=[。！？；])/u)) {
    if (opening && opening.length + sentence.length > 120) break;
    opening += sentence;
  }
  return opening.slice(0, 300);
}

async function storeDemands(
  em: Em,
  container: Container,
  data: DemoData,
  organisations: Map<string, string>,
  now: Date,
  importer: Actor,
  reviewer: Actor,
  users: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const codes = await nextCodes(em, 'DEM', now, data.demands.length);
  const manager = users.get('manager@demo.fanxing.example')!;
  const facts = await container.services.organisations.facts(em, [...organisations.values()]);
  for (const [i, item] of data.demands.entries()) {
    const {
      key,
      firm,
      status,
      deadlineInDays,
      neededInMonths,
      publishedDaysAgo,
      expected: _expected,
      quality: _quality,
      duplicateOf: _duplicateOf,
      ...raw
    } = item as DemoDemand;
    const id = newId();
    ids.set(key, id);
    const contact = data.firms.find((candidate) => candidate.key === firm)!.contact;
    const content = checkDemandContent(
      DemandContent.parse({
        ...raw,
        partnerConditions: raw.partnerConditions ?? undefined,
        confidential: raw.confidential ?? undefined,
        summary: raw.summary ?? openingOf(raw.problem),
        deadlineAnswer: dayOf(addDays(now, deadlineInDays)),
        neededBy: neededInMonths == null ? null : dayOf(addMonths(now, neededInMonths)),
        contactName: contact.name,
        contactMobile: contact.mobile,
        contactEmail: contact.email,
      }),
      now,
    );
    const organisationId = organisations.get(firm)!;
    const published = status === 'PUBLISHED';
    const at = addDays(now, -(publishedDaysAgo ?? 10));
    const org = facts.get(organisationId);
    const alias = aliasFacts(org, content.chainCodes?.[0] ?? null);
    const account = DEMO_ACCOUNTS.find((candidate) => candidate.organisation === firm);
    em.create(Demand, {
      id,
      code: codes[i]!,
      status: status as Demand['status'],
      organisationId,
      managerId: ['DRAFT', 'SUBMITTED'].includes(status) || i % 3 === 2 ? null : manager,
      title: content.title ?? '',
      content,
      revision: null,
      publicAlias: content.isAnonymous
        ? await aliasOf(alias.labels, (use) =>
            container.services.organisations.countFirms(em, {
              scale: use.scale ? alias.scale : null,
              chainCode: use.chain ? alias.chainCode : null,
              regionCode: use.district ? alias.regionCode : null,
            }),
          )
        : null,
      publishedAt: published ? at : null,
      confirmedAt: published ? at : null,
      extendedOnce: false,
      sourceBatchId: null,
      sourceRow: null,
      createdAt: addDays(at, -5),
      updatedAt: at,
      createdBy: account ? users.get(account.email)! : importer.userId,
    });
    recordTransition(em, importer, addDays(at, -5), {
      entity: 'demand',
      entityId: id,
      from: '',
      to: 'DRAFT',
      event: 'create',
      content,
    });
    if (published)
      recordTransition(em, reviewer, at, {
        entity: 'demand',
        entityId: id,
        from: 'TRIAGE',
        to: 'PUBLISHED',
        event: 'publish',
        content,
      });
  }
  return ids;
}
