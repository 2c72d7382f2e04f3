import { describe, expect, it } from 'vitest';
import type { Role } from '../../../server/contracts/accounts.contract.ts';
import type { Actor } from '../../../server/kernel/actor.ts';
import { type MatchSubject, mayMatch } from '../../../server/modules/matching/matching.access.ts';
import { partiesOf, reachOf, type Tie } from '../../../server/modules/matching/reach.ts';

const ROLES: readonly Role[] = [
  'enterpriseUser',
  'researcher',
  'instituteAdmin',
  'technologyManager',
  'operator',
  'platformAdmin',
];
const roleSets: Role[][] = [[], ...ROLES.map((role) => [role]), ...ROLES.map((role): Role[] => [role, 'operator'])];
const TIES: readonly Tie['tie'][] = ['MEMBER', 'PENDING', 'AUTHOR', 'TEAM'];
const tieSets = [...TIES.map((tie) => [tie]), ['MEMBER', 'AUTHOR'], ['PENDING', 'TEAM']] as Tie['tie'][][];
const tie = (side: Tie['side'], userId: string, roles: readonly string[], kind: Tie['tie']): Tie => ({
  side,
  subjectId: 'subject',
  userId,
  roles,
  tie: kind,
});

describe('who can answer for a side', () => {
  it.each(['demand', 'achievement'] as const)('is who the access rule lets answer: %s', (side) => {
    let answering = 0;
    for (const roles of roleSets)
      for (const kinds of tieSets) {
        // A demand knows members only.
        if (side === 'demand' && kinds.some((kind) => kind === 'AUTHOR' || kind === 'TEAM')) continue;
        const actor: Actor = {
          userId: 'u',
          name: '',
          roles,
          organisationIds: kinds.includes('MEMBER') ? ['own'] : [],
          adminOrganisationIds: [],
          isVerified: true,
        };
        const subject: MatchSubject = {
          managerId: null,
          demandOrganisationId: side === 'demand' ? 'own' : 'other',
          achievementOrganisationId: side === 'achievement' ? 'own' : 'other',
          achievementCreatedBy: kinds.includes('AUTHOR') ? 'u' : null,
          teamUserIds: kinds.includes('TEAM') ? ['u'] : [],
          isIntroduced: true,
        };
        const reach = reachOf(kinds.map((kind) => tie(side, 'u', roles, kind)));
        expect([roles, kinds, reach.people]).toEqual([roles, kinds, mayMatch(actor, 'answer', subject) ? 1 : 0]);
        answering += reach.people;
      }
    expect(answering).toBeGreaterThan(0);
  });

  it('counts a person once, however they are tied, and those who wait apart', () => {
    expect(
      reachOf([
        tie('achievement', 'a', ['researcher'], 'AUTHOR'),
        tie('achievement', 'a', ['researcher'], 'TEAM'),
        tie('achievement', 'b', ['instituteAdmin'], 'MEMBER'),
        tie('achievement', 'c', ['researcher'], 'PENDING'),
      ]),
    ).toEqual({ people: 2, members: 0, admins: 1, authors: 1, team: 1, pending: 1 });
  });

  it('keeps apart who answers and who is staff', () => {
    expect(partiesOf([tie('achievement', 's', ['operator', 'researcher'], 'AUTHOR')])).toEqual([
      { userId: 's', standing: ['author'], canAnswer: false, isMember: false },
    ]);
  });
});
