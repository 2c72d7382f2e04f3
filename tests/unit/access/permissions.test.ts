import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../server/contracts/accounts.contract.ts';
import { type Actor, PUBLIC_ACTOR } from '../../../server/kernel/actor.ts';
import { NO_BONDS } from '../../../server/kernel/disclosure.ts';
import { mayAccount, mayOrganisation, mayTeam } from '../../../server/modules/accounts/accounts.access.ts';
import {
  type AchievementAction,
  type AchievementSubject,
  readLevel as achievementLevel,
  mayAchievement,
} from '../../../server/modules/achievements/achievements.access.ts';
import {
  type DemandAction,
  type DemandSubject,
  readLevel as demandLevel,
  mayDemand,
} from '../../../server/modules/demands/demands.access.ts';
import { mayImport } from '../../../server/modules/imports/imports.access.ts';
import { type MatchSubject, mayMatch } from '../../../server/modules/matching/matching.access.ts';

const ME = 'me';
const OWN = 'own-organisation';
const OTHER = 'other-organisation';
const actorOf = (...roles: Role[]): Actor => ({
  userId: ME,
  name: '我',
  roles,
  organisationIds: [OWN],
  adminOrganisationIds: [],
  isVerified: true,
});
/** The roles that the matrix of handbook section 2 gives rights to today; the later ones hold none. */
const LATER: readonly Role[] = ['expert', 'liaisonOfficer', 'govReviewer', 'investor', 'eventOrganiser', 'auditor'];

/** Roles that may do something, for the own and for another's record. */
function table<S>(may: (actor: Actor, subject: S) => boolean, own: S, other: S): { own: Role[]; other: Role[] } {
  return {
    own: ROLES.filter((role) => may(actorOf(role), own)),
    other: ROLES.filter((role) => may(actorOf(role), other)),
  };
}

describe('achievements: role × action × own or other', () => {
  const own: AchievementSubject = {
    status: 'DRAFT',
    organisationId: OWN,
    createdBy: ME,
    teamUserIds: [ME],
    firstReviewerId: null,
  };
  const ofInstitute: AchievementSubject = { ...own, createdBy: 'colleague', teamUserIds: [] };
  const other: AchievementSubject = { ...own, organisationId: OTHER, createdBy: 'stranger', teamUserIds: [] };
  const expected: Record<AchievementAction, { own: Role[]; institute: Role[]; other: Role[] }> = {
    create: {
      own: ['researcher', 'instituteAdmin', 'operator'],
      institute: ['researcher', 'instituteAdmin', 'operator'],
      other: ['operator'],
    },
    edit: {
      own: ['researcher', 'instituteAdmin', 'operator'],
      institute: ['instituteAdmin', 'operator'],
      other: ['operator'],
    },
    confirm: {
      own: ['researcher', 'instituteAdmin', 'operator'],
      institute: ['instituteAdmin', 'operator'],
      other: ['operator'],
    },
    submit: {
      own: ['researcher', 'instituteAdmin', 'operator'],
      institute: ['instituteAdmin', 'operator'],
      other: ['operator'],
    },
    instituteApprove: { own: [], institute: ['instituteAdmin'], other: [] },
    publish: { own: [], institute: ['operator'], other: ['operator'] },
    return: { own: ['operator'], institute: ['operator'], other: ['operator'] },
    reserve: { own: ['instituteAdmin'], institute: ['instituteAdmin'], other: [] },
    release: { own: ['instituteAdmin'], institute: ['instituteAdmin'], other: [] },
    transfer: { own: ['instituteAdmin', 'operator'], institute: ['instituteAdmin', 'operator'], other: ['operator'] },
    suspend: { own: ['instituteAdmin', 'operator'], institute: ['instituteAdmin', 'operator'], other: ['operator'] },
    resume: { own: ['instituteAdmin', 'operator'], institute: ['instituteAdmin', 'operator'], other: ['operator'] },
    archive: {
      own: ['researcher', 'instituteAdmin', 'operator'],
      institute: ['instituteAdmin', 'operator'],
      other: ['operator'],
    },
  };
  for (const [action, roles] of Object.entries(expected) as [
    AchievementAction,
    (typeof expected)[AchievementAction],
  ][]) {
    it(`${action}`, () => {
      const rows = table((actor, subject: AchievementSubject) => mayAchievement(actor, action, subject), own, other);
      expect(new Set(rows.own)).toEqual(new Set(roles.own));
      expect(new Set(rows.other)).toEqual(new Set(roles.other));
      expect(new Set(ROLES.filter((role) => mayAchievement(actorOf(role), action, ofInstitute)))).toEqual(
        new Set(roles.institute),
      );
      expect(mayAchievement(PUBLIC_ACTOR, action, own)).toBe(false);
    });
  }
  it('without an institute administrator two operators share the review', () => {
    const submitted: AchievementSubject = { ...other, status: 'SUBMITTED' };
    expect(mayAchievement(actorOf('operator'), 'instituteApprove', submitted, false)).toBe(true);
    expect(
      mayAchievement(
        actorOf('operator'),
        'publish',
        { ...submitted, status: 'INSTITUTE_OK', firstReviewerId: ME },
        false,
      ),
    ).toBe(false);
  });
  it('reading: nobody but owner and operator sees a draft; the public sees L0, verified readers L1, the accepted side L2', () => {
    for (const role of ROLES)
      expect(achievementLevel(actorOf(role), other, NO_BONDS)).toBe(role === 'operator' ? 'STAFF' : null);
    const open = { ...other, status: 'PUBLISHED' as const };
    expect(achievementLevel(PUBLIC_ACTOR, open, NO_BONDS)).toBe('L0');
    expect(achievementLevel(actorOf('enterpriseUser'), open, NO_BONDS)).toBe('L1');
    expect(achievementLevel(actorOf('enterpriseUser'), open, { ...NO_BONDS, isAccepted: true })).toBe('L2');
    expect(achievementLevel(actorOf('platformAdmin'), open, NO_BONDS)).toBe('L1');
    expect(achievementLevel(actorOf('technologyManager'), open, { ...NO_BONDS, isAssigned: true })).toBe('STAFF');
  });
});

describe('demands: role × action × own or other', () => {
  const own: DemandSubject = {
    status: 'DRAFT',
    organisationId: OWN,
    createdBy: 'colleague',
    managerId: ME,
    visibility: 'PUBLIC',
  };
  const other: DemandSubject = { ...own, organisationId: OTHER, managerId: 'someone' };
  const expected: Record<DemandAction, { own: Role[]; other: Role[] }> = {
    create: {
      own: ['enterpriseUser', 'technologyManager', 'operator'],
      other: ['technologyManager', 'operator'],
    },
    edit: { own: ['enterpriseUser', 'technologyManager', 'operator'], other: ['operator'] },
    confirm: { own: ['enterpriseUser', 'operator'], other: ['operator'] },
    submit: { own: ['enterpriseUser', 'operator'], other: ['operator'] },
    accept: { own: ['technologyManager', 'operator'], other: ['technologyManager', 'operator'] },
    refine: { own: ['technologyManager', 'operator'], other: ['operator'] },
    refined: { own: ['technologyManager', 'operator'], other: ['operator'] },
    publish: { own: ['operator'], other: ['operator'] },
    reject: { own: ['operator'], other: ['operator'] },
    close: { own: ['operator'], other: ['operator'] },
    withdraw: { own: ['enterpriseUser', 'operator'], other: ['operator'] },
    expire: { own: [], other: [] },
    extend: { own: ['enterpriseUser', 'operator'], other: ['operator'] },
  };
  for (const [action, roles] of Object.entries(expected) as [DemandAction, (typeof expected)[DemandAction]][]) {
    it(`${action}`, () => {
      const rows = table((actor, subject: DemandSubject) => mayDemand(actor, action, subject), own, other);
      expect(new Set(rows.own)).toEqual(new Set(roles.own));
      expect(new Set(rows.other)).toEqual(new Set(roles.other));
      expect(mayDemand(PUBLIC_ACTOR, action, own)).toBe(false);
    });
  }
  it('nobody publishes a demand that they created', () => {
    expect(mayDemand(actorOf('operator'), 'publish', { ...other, status: 'TRIAGE', createdBy: ME })).toBe(false);
  });
  it('reading by visibility and bonds', () => {
    const open = (visibility: DemandSubject['visibility']): DemandSubject => ({
      ...other,
      status: 'PUBLISHED',
      visibility,
    });
    const unverified = { ...actorOf('researcher'), isVerified: false };
    expect(demandLevel(PUBLIC_ACTOR, open('PUBLIC'), NO_BONDS)).toBe('L0');
    expect(demandLevel(unverified, open('ALLIANCE'), NO_BONDS)).toBeNull();
    expect(demandLevel(actorOf('researcher'), open('ALLIANCE'), NO_BONDS)).toBe('L1');
    expect(demandLevel(actorOf('researcher'), open('INVITED'), NO_BONDS)).toBeNull();
    expect(demandLevel(actorOf('researcher'), open('INVITED'), { ...NO_BONDS, isInvited: true })).toBe('L1');
    expect(demandLevel(actorOf('researcher'), open('INVITED'), { ...NO_BONDS, isAccepted: true })).toBe('L2');
    expect(demandLevel(actorOf('technologyManager'), open('INVITED'), NO_BONDS)).toBe('L1');
    expect(demandLevel(actorOf('technologyManager'), { ...open('INVITED'), managerId: ME }, NO_BONDS)).toBe('STAFF');
    expect(demandLevel(actorOf('platformAdmin'), open('INVITED'), NO_BONDS)).toBeNull();
    const waiting = { ...open('PUBLIC'), status: 'SUBMITTED' as const };
    expect(demandLevel(actorOf('technologyManager'), { ...waiting, isAnonymous: false }, NO_BONDS)).toBe('L1');
    expect(demandLevel(actorOf('technologyManager'), { ...waiting, isAnonymous: true }, NO_BONDS)).toBeNull();
    expect(demandLevel(actorOf('researcher'), { ...waiting, isAnonymous: false }, NO_BONDS)).toBeNull();
  });
});

describe('matches', () => {
  const base: MatchSubject = {
    managerId: null,
    demandOrganisationId: OTHER,
    achievementOrganisationId: OTHER,
    achievementCreatedBy: 'x',
    teamUserIds: [],
    isIntroduced: true,
  };
  const mine: MatchSubject = {
    ...base,
    demandOrganisationId: OWN,
    achievementOrganisationId: OWN,
    achievementCreatedBy: ME,
  };
  it('curators curate, parties answer once they were introduced', () => {
    expect(ROLES.filter((role) => mayMatch(actorOf(role), 'curate', base))).toEqual(['technologyManager', 'operator']);
    expect(ROLES.filter((role) => mayMatch(actorOf(role), 'answer', mine))).toEqual([
      'enterpriseUser',
      'researcher',
      'instituteAdmin',
    ]);
    expect(ROLES.filter((role) => mayMatch(actorOf(role), 'answer', base))).toEqual([]);
    expect(ROLES.filter((role) => mayMatch(actorOf(role), 'answer', { ...mine, isIntroduced: false }))).toEqual([]);
    expect(ROLES.filter((role) => mayMatch(actorOf(role), 'read', base))).toEqual(['technologyManager', 'operator']);
    expect(mayMatch(actorOf('technologyManager'), 'send', { ...base, managerId: 'another' })).toBe(false);
  });
});

describe('accounts, organisations, teams, imports', () => {
  it('accounts belong to the platform administrator, who cannot change the own', () => {
    expect(ROLES.filter((role) => mayAccount(actorOf(role), 'list'))).toEqual(['platformAdmin']);
    expect(mayAccount(actorOf('platformAdmin'), 'update', { id: ME })).toBe(false);
    expect(mayAccount(actorOf('platformAdmin'), 'update', { id: 'else' })).toBe(true);
  });
  it('organisations are verified by operators and run by their administrators', () => {
    const org = { id: OWN, parentOrgId: null, orgType: 'UNIV' as const };
    expect(ROLES.filter((role) => mayOrganisation(actorOf(role), 'verify', org))).toEqual(['operator']);
    expect(ROLES.filter((role) => mayOrganisation(actorOf(role), 'edit', org))).toEqual(['operator']);
    expect(mayOrganisation({ ...actorOf('researcher'), adminOrganisationIds: [OWN] }, 'edit', org)).toBe(true);
  });
  it('teams and imports', () => {
    const team = { organisationId: OTHER, createdBy: 'x', memberUserIds: [] };
    expect(ROLES.filter((role) => mayTeam(actorOf(role), 'edit', team))).toEqual(['operator']);
    expect(ROLES.filter((role) => mayTeam(actorOf(role), 'readContact', team))).toEqual([]);
    // Who entered a team from a list of others is none of its people.
    const entered = { ...team, createdBy: ME };
    expect(mayTeam(actorOf('operator'), 'readContact', entered)).toBe(false);
    expect(mayTeam(actorOf('researcher'), 'readContact', entered)).toBe(true);
    // Nothing of it is published: only those who curate, and the own institute, know of it.
    expect(ROLES.filter((role) => mayTeam(actorOf(role), 'read', team)).sort()).toEqual([
      'operator',
      'technologyManager',
    ]);
    expect(ROLES.every((role) => mayTeam(actorOf(role), 'read', { ...team, organisationId: OWN }))).toBe(true);
    expect(mayTeam(PUBLIC_ACTOR, 'read', team)).toBe(false);
    expect(mayTeam(PUBLIC_ACTOR, 'read', { ...team, isPublic: true })).toBe(true);
    expect(mayTeam(PUBLIC_ACTOR, 'readMembers', { ...team, isPublic: true })).toBe(false);
    expect(
      ROLES.filter((role) =>
        mayImport(actorOf(role), { target: 'demand', defaultOrganisationId: OWN, createdBy: null }),
      ),
    ).toEqual(['operator']);
  });
  it('the roles of later modules hold no right to write', () => {
    for (const role of LATER) {
      const subject: AchievementSubject = {
        status: 'SUBMITTED',
        organisationId: OWN,
        createdBy: ME,
        teamUserIds: [ME],
      };
      expect(mayAchievement(actorOf(role), 'edit', subject)).toBe(false);
      expect(
        mayMatch(actorOf(role), 'curate', {
          managerId: null,
          demandOrganisationId: OWN,
          achievementOrganisationId: OWN,
          achievementCreatedBy: ME,
          teamUserIds: [ME],
          isIntroduced: true,
        }),
      ).toBe(false);
    }
  });
});
