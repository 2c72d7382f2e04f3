import { CompiledQuery } from 'kysely';
import type { SendReach, SideReach } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';

/** How one person is tied to a side of a match; `PENDING` waits for an administrator's word on the membership. */
export interface Tie {
  side: 'demand' | 'achievement';
  /** The demand or the achievement. */
  subjectId: string;
  userId: string;
  roles: readonly string[];
  tie: 'MEMBER' | 'PENDING' | 'AUTHOR' | 'TEAM';
}
/** The ways in which a person stands for a side. */
export type Standing = 'member' | 'admin' | 'author' | 'team';
export interface Party {
  userId: string;
  standing: readonly Standing[];
  /** Curators never answer for a side, even one they belong to (handbook section 2). */
  canAnswer: boolean;
  isMember: boolean;
}

const TIES = `
  with pair as (
    select demand_id, achievement_id from match where id = any($1) or (demand_id = $2 and status = 'CONFIRMED')
  ), side as (
    select 'demand' as side, d.id as subject_id, d.organisation_id, null::uuid as author, '[]'::jsonb as people
      from demand d where d.id = $2 or d.id in (select demand_id from pair)
    union all
    select 'achievement', a.id, a.organisation_id, a.created_by, coalesce(t.members::jsonb, '[]'::jsonb)
      from achievement a left join team t on t.id = a.team_id where a.id in (select achievement_id from pair)
  ), tie as (
    select side, subject_id, m.user_id, case m.state when 'ACTIVE' then 'MEMBER' else 'PENDING' end as tie
      from side s join membership m on m.organisation_id = s.organisation_id or m.unit_id = s.organisation_id
    union all
    select side, subject_id, author, 'AUTHOR' from side where author is not null
    union all
    select side, subject_id, (person ->> 'userId')::uuid, 'TEAM'
      from side, jsonb_array_elements(people) as person where person ->> 'userId' is not null
  )
  select side.side, side.subject_id as "subjectId", held."userId", held.roles, held.tie
    from side left join (
      select tie.subject_id, tie.user_id as "userId", p.roles, tie.tie
        from tie join profile p on p.id = tie.user_id and p.status = 'ACTIVE'
    ) held on held.subject_id = side.subject_id`;

type Row = Tie | (Pick<Tie, 'side' | 'subjectId'> & { userId: null });
const isTie = (row: Row): row is Tie => row.userId !== null;

/** Every side of the matches with the people tied to it; a side without anybody is one row without a person. */
async function sidesOf(em: Em, matchIds: readonly string[], demandId: string | null): Promise<Row[]> {
  const query = CompiledQuery.raw(TIES, [[...matchIds], demandId]);
  return (await em.getKysely<unknown>().executeQuery<Row>(query)).rows;
}

const isCuratorRole = (role: string): boolean => role === 'operator' || role === 'technologyManager';

/** Who of the people tied to a side is a party of it: the same rule as `isDemandSide` and `isAchievementSide`. */
export function partiesOf(ties: readonly Tie[]): Party[] {
  const byUser = Map.groupBy(ties, (tie) => tie.userId);
  return [...byUser].flatMap(([userId, own]) => {
    const { roles, side } = own[0]!;
    const has = (tie: Tie['tie']): boolean => own.some((each) => each.tie === tie);
    const is = (role: string): boolean => roles.includes(role);
    const standing: Standing[] =
      side === 'demand'
        ? has('MEMBER') && is('enterpriseUser')
          ? ['member']
          : []
        : [
            ...(has('MEMBER') && is('instituteAdmin') ? (['admin'] as const) : []),
            ...(has('AUTHOR') && is('researcher') ? (['author'] as const) : []),
            ...(has('TEAM') && is('researcher') ? (['team'] as const) : []),
          ];
    const canAnswer = !roles.some(isCuratorRole);
    return standing.length ? [{ userId, standing, canAnswer, isMember: has('MEMBER') }] : [];
  });
}

/** How many people can answer for a side, and how many wait to be admitted. */
export function reachOf(ties: readonly Tie[]): SideReach {
  const answering = partiesOf(ties).filter((party) => party.canAnswer);
  const count = (standing: Standing): number => answering.filter((party) => party.standing.includes(standing)).length;
  return {
    people: answering.length,
    members: count('member'),
    admins: count('admin'),
    authors: count('author'),
    team: count('team'),
    pending: new Set(ties.flatMap((tie) => (tie.tie === 'PENDING' ? [tie.userId] : []))).size,
  };
}

/** Both sides of the confirmed matches of a demand: who could answer an introduction today. One query. */
export async function reachOfDemand(em: Em, demandId: string): Promise<SendReach> {
  const bySubject = Map.groupBy(await sidesOf(em, [], demandId), (row) => row.subjectId);
  const { [demandId]: own = [], ...others } = Object.fromEntries(bySubject);
  return {
    demand: reachOf(own.filter(isTie)),
    achievements: Object.entries(others).map(([achievementId, rows]) => ({
      achievementId,
      ...reachOf(rows.filter(isTie)),
    })),
  };
}

/**
 * Who is told of a match on one side. Staff who entered the record for its owner are no party of it, whatever other
 * role they hold, unless they belong to the organisation.
 */
export async function recipientsOf(em: Em, matchId: string, side: 'demand' | 'achievement'): Promise<string[]> {
  const ties = (await sidesOf(em, [matchId], null)).filter(isTie).filter((tie) => tie.side === side);
  return partiesOf(ties).flatMap((party) => (party.canAnswer || party.isMember ? [party.userId] : []));
}
