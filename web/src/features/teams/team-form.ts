import type { z } from 'zod';
import type { TeamInput, TeamMember, TeamView } from '../../../../server/contracts/organisations.contract.ts';

export type Member = z.infer<typeof TeamMember>;

export const newMember = (isLeader = false): Member => ({
  name: '',
  titleLevel: null,
  role: '',
  isLeader,
  userId: null,
});

export const newTeam = (organisationId: string): TeamInput => ({
  name: '',
  organisationId,
  unitId: null,
  members: [newMember(true)],
  capacity: null,
  hasCompany: false,
  companyOrgId: null,
  contactName: null,
  contactMobile: null,
  contactEmail: null,
});

export const teamInputOf = (team: TeamView): TeamInput => ({
  name: team.name,
  organisationId: team.organisationId,
  unitId: team.unitId,
  members: team.members,
  capacity: team.capacity,
  hasCompany: team.hasCompany,
  companyOrgId: team.companyOrgId,
  contactName: team.contact?.name || null,
  contactMobile: team.contact?.mobile || null,
  contactEmail: team.contact?.email || null,
});

/** One leader, always: making another the leader takes it from the former. */
export const withLeader = (members: readonly Member[], at: number): Member[] =>
  members.map((member, index) => ({ ...member, isLeader: index === at }));

/** Without the member; when the leader goes, the next first one leads. */
export function withoutMember(members: readonly Member[], at: number): Member[] {
  const rest = members.filter((_, index) => index !== at);
  return rest.some((member) => member.isLeader) ? rest : withLeader(rest, 0);
}

/** The order is the order of contribution. */
export function moveMember(members: readonly Member[], at: number, by: -1 | 1): Member[] {
  const to = at + by;
  const moved = members[at];
  if (!moved || to < 0 || to >= members.length) return [...members];
  const rest = members.filter((_, index) => index !== at);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
