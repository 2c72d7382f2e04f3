import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../server/contracts/accounts.contract.ts';
import { ACHIEVEMENT_STATUSES } from '../../../server/contracts/achievements.contract.ts';
import { DEMAND_STATUSES } from '../../../server/contracts/demands.contract.ts';
import { type Actor, PUBLIC_ACTOR } from '../../../server/kernel/actor.ts';
import { NO_BONDS } from '../../../server/kernel/disclosure.ts';
import {
  mayOrganisation,
  mayTeam,
  type OrganisationAction,
  type TeamAction,
} from '../../../server/modules/accounts/accounts.access.ts';
import {
  type AchievementSubject,
  readLevel as readAchievement,
} from '../../../server/modules/achievements/achievements.access.ts';
import {
  type DemandSubject,
  mayDemand,
  readLevel as readDemand,
} from '../../../server/modules/demands/demands.access.ts';
import { mayImport } from '../../../server/modules/imports/imports.access.ts';
import { type MatchAction, type MatchSubject, mayMatch } from '../../../server/modules/matching/matching.access.ts';

const ME = 'me';
const OWN = 'own-organisation';
const OTHER = 'other-organisation';
const actorOf = (role: Role, more: Partial<Actor> = {}): Actor => ({
  userId: ME,
  name: '我',
  roles: [role],
  organisationIds: [OWN],
  adminOrganisationIds: [],
  isVerified: true,
  ...more,
});
const who = (rule: (actor: Actor) => boolean): Role[] => ROLES.filter((role) => rule(actorOf(role)));
/** Level by role, roles of one level written together; `-` is "does not exist for you". */
const levels = (read: (actor: Actor) => string | null): string =>
  Object.entries(Object.groupBy(ROLES, (role) => read(actorOf(role)) ?? '-'))
    .filter(([level]) => level !== 'L1' && level !== '-')
    .map(([level, roles]) => `${level}: ${roles!.join(' ')}`)
    .sort()
    .join('; ');
const lowest = (read: (actor: Actor) => string | null): string => read(actorOf('investor')) ?? '-';

describe('reading an achievement: role × state × own, institute or other', () => {
  const other: AchievementSubject = {
    status: 'DRAFT',
    organisationId: OTHER,
    createdBy: 'stranger',
    teamUserIds: [],
    firstReviewerId: null,
  };
  const institute = { ...other, organisationId: OWN };
  const OPEN = new Set(['PUBLISHED', 'RESERVED', 'TRANSFERRED']);
  for (const status of ACHIEVEMENT_STATUSES)
    it(status, () => {
      const isOpen = OPEN.has(status);
      const read = (subject: AchievementSubject) => (actor: Actor) =>
        readAchievement(actor, { ...subject, status }, NO_BONDS);
      expect(levels(read(other))).toBe('STAFF: operator');
      expect(lowest(read(other))).toBe(isOpen ? 'L1' : '-');
      expect(levels(read(institute))).toBe('OWNER: instituteAdmin; STAFF: operator');
      for (const mine of [
        { ...other, createdBy: ME },
        { ...other, teamUserIds: [ME] },
      ])
        expect(levels(read(mine))).toBe('OWNER: researcher instituteAdmin; STAFF: operator');
      expect(read(other)(PUBLIC_ACTOR)).toBe(isOpen ? 'L0' : null);
      expect(read(other)(actorOf('enterpriseUser', { isVerified: false }))).toBe(isOpen ? 'L0' : null);
    });
});

describe('reading a demand: role × state × own, assigned or other', () => {
  const other: DemandSubject = {
    status: 'DRAFT',
    organisationId: OTHER,
    createdBy: 'stranger',
    managerId: null,
    visibility: 'PUBLIC',
    isAnonymous: true,
  };
  const OPEN = new Set(['PUBLISHED', 'SELECTING', 'AGREED', 'CONTRACTED', 'SOLVED']);
  for (const status of DEMAND_STATUSES)
    it(status, () => {
      const isOpen = OPEN.has(status);
      const read = (subject: DemandSubject) => (actor: Actor) => readDemand(actor, { ...subject, status }, NO_BONDS);
      expect(levels(read(other))).toBe('STAFF: operator');
      expect(lowest(read(other))).toBe(isOpen ? 'L1' : '-');
      expect(levels(read({ ...other, organisationId: OWN }))).toBe('OWNER: enterpriseUser; STAFF: operator');
      expect(levels(read({ ...other, managerId: ME }))).toBe('STAFF: technologyManager operator');
      expect(read(other)(PUBLIC_ACTOR)).toBe(isOpen ? 'L0' : null);
      for (const visibility of ['ALLIANCE', 'INVITED'] as const)
        expect(read({ ...other, visibility })(PUBLIC_ACTOR)).toBeNull();
      expect(read({ ...other, visibility: 'INVITED' })(actorOf('researcher'))).toBeNull();
    });
  it('is edited by the firm as a draft, by the manager in charge while it is refined', () => {
    const edit = (status: DemandSubject['status'], over: Partial<DemandSubject>) =>
      who((actor) => mayDemand(actor, 'edit', { ...other, status, ...over }));
    expect(edit('DRAFT', { organisationId: OWN })).toEqual(['enterpriseUser', 'operator']);
    expect(edit('REFINING', { organisationId: OWN })).toEqual(['operator']);
    expect(edit('REFINING', { managerId: ME })).toEqual(['technologyManager', 'operator']);
    expect(edit('PUBLISHED', { managerId: ME })).toEqual(['operator']);
  });
});

describe('matches: role × action × own or other', () => {
  const other: MatchSubject = {
    managerId: 'another',
    demandOrganisationId: OTHER,
    achievementOrganisationId: OTHER,
    achievementCreatedBy: 'stranger',
    teamUserIds: [],
    isIntroduced: true,
  };
  const own = {
    ...other,
    demandOrganisationId: OWN,
    achievementOrganisationId: OWN,
    achievementCreatedBy: ME,
    managerId: ME,
  };
  const parties: Role[] = ['enterpriseUser', 'researcher', 'instituteAdmin'];
  const curators: Role[] = ['technologyManager', 'operator'];
  const TABLE: Record<MatchAction, { own: Role[]; other: Role[]; before: Role[] }> = {
    curate: { own: curators, other: curators, before: curators },
    send: { own: curators, other: ['operator'], before: curators },
    read: { own: [...parties, ...curators], other: curators, before: curators },
    answer: { own: parties, other: [], before: [] },
    answerExport: { own: ['operator'], other: ['operator'], before: [] },
    feedback: { own: ['enterpriseUser'], other: [], before: [] },
  };
  for (const [action, expected] of Object.entries(TABLE) as [MatchAction, (typeof TABLE)[MatchAction]][])
    it(action, () => {
      const may = (subject: MatchSubject) => new Set(who((actor) => mayMatch(actor, action, subject)));
      expect(may(own)).toEqual(new Set(expected.own));
      expect(may(other)).toEqual(new Set(expected.other));
      expect(may({ ...own, isIntroduced: false })).toEqual(new Set(expected.before));
      expect(mayMatch(PUBLIC_ACTOR, action, own)).toBe(false);
    });
});

describe('organisations and teams: role × action × own or other', () => {
  const everybody = [...ROLES];
  const ORGANISATIONS: Record<OrganisationAction, { own: Role[]; other: Role[]; admin: Role[] }> = {
    read: { own: everybody, other: everybody, admin: everybody },
    readPrivate: { own: everybody, other: ['technologyManager', 'operator'], admin: everybody },
    create: { own: everybody, other: everybody, admin: everybody },
    edit: { own: ['operator'], other: ['operator'], admin: everybody },
    verify: { own: ['operator'], other: ['operator'], admin: ['operator'] },
    manageMembers: { own: ['operator'], other: ['operator'], admin: everybody },
    addUnit: { own: ['operator'], other: ['operator'], admin: everybody },
  };
  for (const [action, expected] of Object.entries(ORGANISATIONS) as [
    OrganisationAction,
    (typeof ORGANISATIONS)[OrganisationAction],
  ][])
    it(`organisation: ${action}`, () => {
      const org = (id: string) => ({ id, parentOrgId: null, orgType: 'UNIV' as const });
      const sorted = (roles: readonly Role[]) => [...roles].sort();
      expect(sorted(who((actor) => mayOrganisation(actor, action, org(OWN))))).toEqual(sorted(expected.own));
      expect(sorted(who((actor) => mayOrganisation(actor, action, org(OTHER))))).toEqual(sorted(expected.other));
      const asAdmin = ROLES.filter((role) =>
        mayOrganisation(actorOf(role, { adminOrganisationIds: [OWN] }), action, org(OWN)),
      );
      expect(sorted(asAdmin)).toEqual(sorted(expected.admin));
      expect(mayOrganisation(PUBLIC_ACTOR, action, org(OWN))).toBe(action === 'read');
    });

  const TEAMS: Record<TeamAction, { member: Role[]; institute: Role[]; other: Role[] }> = {
    read: { member: everybody, institute: everybody, other: ['technologyManager', 'operator'] },
    readMembers: { member: everybody, institute: everybody, other: everybody },
    readContact: { member: everybody, institute: ['instituteAdmin'], other: [] },
    create: {
      member: ['operator'],
      institute: ['researcher', 'instituteAdmin', 'operator'],
      other: ['operator'],
    },
    edit: { member: everybody, institute: ['instituteAdmin', 'operator'], other: ['operator'] },
  };
  for (const [action, expected] of Object.entries(TEAMS) as [TeamAction, (typeof TEAMS)[TeamAction]][])
    it(`team: ${action}`, () => {
      const other = { organisationId: OTHER, createdBy: 'stranger', memberUserIds: [] };
      const may = (subject: typeof other & { memberUserIds: readonly string[] }) =>
        who((actor) => mayTeam(actor, action, subject)).sort();
      expect(may({ ...other, memberUserIds: [ME] as never[] })).toEqual([...expected.member].sort());
      expect(may({ ...other, organisationId: OWN })).toEqual([...expected.institute].sort());
      expect(may(other)).toEqual([...expected.other].sort());
      expect(mayTeam(PUBLIC_ACTOR, action, other)).toBe(false);
    });
});

describe('imports: role × kind of list × own or other institution', () => {
  const may = (target: 'achievement' | 'demand', defaultOrganisationId: string | null) =>
    ROLES.filter((role) =>
      mayImport(actorOf(role, { adminOrganisationIds: [OWN] }), { target, defaultOrganisationId, createdBy: null }),
    );
  it('operators import any list, an institute its own achievements', () => {
    expect(may('achievement', OWN).sort()).toEqual(['instituteAdmin', 'operator']);
    for (const [target, organisation] of [
      ['achievement', OTHER],
      ['achievement', null],
      ['demand', OWN],
      ['demand', OTHER],
    ] as const)
      expect([target, organisation, may(target, organisation)]).toEqual([target, organisation, ['operator']]);
  });
});
