import { CompiledQuery } from 'kysely';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type Bonds, NO_BONDS } from '../../kernel/disclosure.ts';
import { ACCEPTED, EXPORT_IS_OPEN } from './export-question.ts';

/** Statuses in which the other side was introduced. */
export const INTRODUCED = [
  'SENT',
  'ACCEPTED_ONE',
  'ACCEPTED_BOTH',
  'DECLINED',
  'LAPSED',
  'MEETING',
  'NEGOTIATING',
  'CONVERTED',
  'ENDED',
] as const;
export { ACCEPTED };

interface BondRow {
  invited: boolean;
  accepted: boolean;
  assigned: boolean;
}

const ask = async (em: Em, sql: string, values: unknown[]): Promise<Bonds> => {
  const row = (await em.getKysely<unknown>().executeQuery<BondRow>(CompiledQuery.raw(sql, values))).rows[0];
  return row ? { isInvited: row.invited, isAccepted: row.accepted, isAssigned: row.assigned } : NO_BONDS;
};

/**
 * What binds the reader to a demand: introductions of achievements the reader owns (as creator, team member or
 * administrator of the institute), and being the manager in charge.
 */
export async function bondsToDemand(em: Em, actor: Actor, demandId: string): Promise<Bonds> {
  if (!actor.userId) return NO_BONDS;
  return ask(
    em,
    `select coalesce(bool_or(m.sent_at is not null and m.status = any($3)), false) as invited,
       coalesce(bool_or(m.sent_at is not null and m.status = any($4) and ${EXPORT_IS_OPEN}), false) as accepted,
       exists (select 1 from demand d where d.id = $1 and d.manager_id = $2) as assigned
     from match m join demand md on md.id = m.demand_id join organisation o on o.id = md.organisation_id
     join achievement a on a.id = m.achievement_id left join team t on t.id = a.team_id
     where m.demand_id = $1 and (a.created_by = $2 or t.members @> jsonb_build_array(jsonb_build_object('userId', $2::text))
       or ($5 and a.organisation_id = any($6)))`,
    [
      demandId,
      actor.userId,
      [...INTRODUCED],
      [...ACCEPTED],
      actor.roles.includes('instituteAdmin'),
      [...actor.organisationIds],
    ],
  );
}

/** What binds the reader to an achievement: introductions of it to a demand of the reader's firm, or managing such a demand. */
export async function bondsToAchievement(em: Em, actor: Actor, achievementId: string): Promise<Bonds> {
  if (!actor.userId) return NO_BONDS;
  return ask(
    em,
    `select coalesce(bool_or(m.sent_at is not null and m.status = any($3) and d.organisation_id = any($5)), false) as invited,
       coalesce(bool_or(m.sent_at is not null and m.status = any($4) and d.organisation_id = any($5) and ${EXPORT_IS_OPEN}), false) as accepted,
       coalesce(bool_or(d.manager_id = $2), false) as assigned
     from match m join demand d on d.id = m.demand_id join organisation o on o.id = d.organisation_id where m.achievement_id = $1`,
    [
      achievementId,
      actor.userId,
      [...INTRODUCED],
      [...ACCEPTED],
      actor.roles.includes('enterpriseUser') ? [...actor.organisationIds] : [],
    ],
  );
}

/** Of these teams, those with an achievement that is matched with a demand in the reader's charge. */
export async function teamsInCharge(em: Em, actor: Actor, teamIds: readonly string[]): Promise<Set<string>> {
  if (!actor.userId || !actor.roles.includes('technologyManager') || teamIds.length === 0) return new Set();
  const { rows } = await em.getKysely<unknown>().executeQuery<{ id: string }>(
    CompiledQuery.raw(
      `select distinct a.team_id as id from match m join demand d on d.id = m.demand_id join achievement a on a.id = m.achievement_id
       where d.manager_id = $1 and a.team_id = any($2)`,
      [actor.userId, [...teamIds]],
    ),
  );
  return new Set(rows.map((row) => row.id));
}
