import type { z } from 'zod';
import type { Contact, ContactRequest } from '../../contracts/common.contract.ts';
import type { TeamInput, TeamUpdate, TeamView } from '../../contracts/organisations.contract.ts';
import type { SearchCard } from '../../contracts/search.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, hasRole, isOperator } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import {
  type ContactFields,
  contactAccess,
  contactErrors,
  contactGround,
  withMaskedContact,
  withoutMasks,
} from '../../kernel/contact.ts';
import { contactOf, openContact } from '../../kernel/contact-access.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { containing, decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { mayTeam } from './accounts.access.ts';
import { Organisation } from './organisation.entity.ts';
import { Profile } from './profile.entity.ts';
import { Team } from './team.entity.ts';

export interface TeamFacts {
  id: string;
  name: string;
  organisationId: string;
  capacity: number | null;
  contact: Contact | null;
  memberUserIds: string[];
}

export interface TeamsDeps {
  em: () => Em;
  clock: Clock;
  countByTeam: (em: Em, ids: string[]) => Promise<Map<string, number>>;
  /** Published achievements of a team as public cards, newest first. */
  cardsOfTeam: (em: Em, id: string) => Promise<SearchCard[]>;
  /** Of these teams, those that the technology manager works for. */
  teamsInCharge: (em: Em, actor: Actor, ids: readonly string[]) => Promise<Set<string>>;
}

const subjectOf = (team: Team) => ({
  organisationId: team.organisationId,
  createdBy: team.createdBy ?? null,
  memberUserIds: team.members.flatMap((member) => (member.userId ? [member.userId] : [])),
});

/** In full for those who belong to the team, masked for the operator, closed for all others. */
function contactFor(actor: Actor, team: Team): Contact | null {
  const subject = subjectOf(team);
  if (mayTeam(actor, 'readContact', subject)) return contactOf(team);
  const { contactName, contactMobile, contactEmail } = team;
  return isOperator(actor) ? contactOf(withMaskedContact({ contactName, contactMobile, contactEmail })) : null;
}

/** Members as the reader may see them (handbook section 7, L1). */
function membersFor(actor: Actor, team: Team): Pick<TeamView, 'members' | 'membersWithheld'> {
  const subject = subjectOf(team);
  if (mayTeam(actor, 'edit', subject)) return { members: team.members, membersWithheld: false };
  if (!mayTeam(actor, 'readMembers', subject)) return { members: [], membersWithheld: true };
  return { members: team.members.map((member) => ({ ...member, userId: null })), membersWithheld: false };
}

/** On what ground the actor may open the contact; those who belong to the team read it without. */
const groundFor = (actor: Actor, team: Team, inCharge: ReadonlySet<string>) =>
  mayTeam(actor, 'readContact', subjectOf(team)) ? null : contactGround(actor, inCharge.has(team.id));

export function createTeamsService({ em: getEm, clock, countByTeam, cardsOfTeam, teamsInCharge }: TeamsDeps) {
  async function views(em: Em, actor: Actor, teams: readonly Team[]): Promise<TeamView[]> {
    const orgIds = teams.flatMap((team) => [team.organisationId, ...(team.unitId ? [team.unitId] : [])]);
    const orgs = new Map((await em.find(Organisation, { id: { $in: orgIds } })).map((org) => [org.id, org.name]));
    const counts = await countByTeam(
      em,
      teams.map((team) => team.id),
    );
    const inCharge = await teamsInCharge(
      em,
      actor,
      teams.map((team) => team.id),
    );
    return teams.map((team) => ({
      id: team.id,
      code: team.code,
      name: team.name,
      organisationId: team.organisationId,
      organisationName: orgs.get(team.organisationId) ?? '',
      unitId: team.unitId ?? null,
      unitName: team.unitId ? (orgs.get(team.unitId) ?? null) : null,
      ...membersFor(actor, team),
      capacity: team.capacity ?? null,
      hasCompany: team.hasCompany,
      companyOrgId: team.companyOrgId ?? null,
      contact: contactFor(actor, team),
      contactAccess: contactAccess(groundFor(actor, team, inCharge), contactOf(team) !== null),
      achievementCount: counts.get(team.id) ?? 0,
      canEdit: mayTeam(actor, 'edit', subjectOf(team)),
      version: team.version,
    }));
  }

  const load = async (em: Em, id: string): Promise<Team> => orNotFound(await em.findOne(Team, { id }));

  function checkLeader(input: z.infer<typeof TeamInput>): void {
    if (input.members.filter((member) => member.isLeader).length !== 1) throw invalid('members', 'one_leader');
  }

  function checkContact(contact: ContactFields): void {
    const fields = contactErrors(contact);
    if (fields.length) throw new AppError('VALIDATION_FAILED', { fields });
  }

  /** Ids that a form sends along must be what they say. @throws AppError VALIDATION_FAILED that names the field */
  async function assertIds(em: Em, input: z.infer<typeof TeamInput>, organisationId: string): Promise<void> {
    const active = { status: 'ACTIVE' as const };
    if (input.unitId && !(await em.findOne(Organisation, { ...active, id: input.unitId, parentOrgId: organisationId })))
      throw invalid('unitId', 'not_found');
    if (input.companyOrgId && !(await em.findOne(Organisation, { ...active, id: input.companyOrgId })))
      throw invalid('companyOrgId', 'not_found');
    const userIds = input.members.flatMap((member) => (member.userId ? [member.userId] : []));
    const known = new Set((await em.find(Profile, { id: { $in: userIds } })).map((profile) => profile.id));
    const stranger = input.members.findIndex((member) => member.userId && !known.has(member.userId));
    if (stranger >= 0) throw invalid(`members.${stranger}.userId`, 'not_found');
  }

  return {
    async list(
      actor: Actor,
      query: {
        organisationId?: string | undefined;
        q?: string | undefined;
        mine?: boolean;
        cursor?: string | undefined;
        limit: number;
      },
    ): Promise<Page<TeamView>> {
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const where: Record<string, unknown>[] = [];
      if (query.organisationId) where.push({ organisationId: query.organisationId });
      if (query.mine) where.push({ organisationId: { $in: [...actor.organisationIds] } });
      if (query.q) where.push({ name: { $like: containing(query.q) } });
      if (cursor) where.push({ $or: [{ name: { $gt: cursor.key } }, { name: cursor.key, id: { $gt: cursor.id } }] });
      const rows = await em.find(Team, where.length ? { $and: where } : {}, {
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        limit: query.limit + 1,
      });
      const cut = toPage(rows, query.limit, (team) => ({ key: team.name, id: team.id }));
      return { items: await views(em, actor, cut.items), nextCursor: cut.nextCursor };
    },

    /** @throws AppError NOT_FOUND for the public while nothing of the team is published */
    async get(actor: Actor, id: string): Promise<TeamView> {
      const em = getEm();
      const team = await load(em, id);
      const view = (await views(em, actor, [team]))[0]!;
      if (!mayTeam(actor, 'read', { ...subjectOf(team), isPublic: view.achievementCount > 0 })) throw notFound();
      return view;
    },

    async achievements(actor: Actor, id: string): Promise<{ items: SearchCard[] }> {
      await this.get(actor, id);
      return { items: await cardsOfTeam(getEm(), id) };
    },

    /** The contact in full for staff, each look written down. @throws AppError NOT_FOUND, REASON_REQUIRED */
    async openContact(actor: Actor, id: string, { reason }: ContactRequest): Promise<Contact> {
      await this.get(actor, id);
      return getEm().transactional(async (inner) => {
        const tx = inner as Em;
        const team = await load(tx, id);
        const ground = groundFor(actor, team, await teamsInCharge(tx, actor, [id]));
        const contact = contactOf(team);
        return openContact(tx, actor, clock.now(), { subject: 'team', subjectId: id, ground, reason, contact });
      });
    },

    async create(actor: Actor, input: z.infer<typeof TeamInput>): Promise<TeamView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      if (!hasRole(actor, 'researcher', 'instituteAdmin') && !isOperator(actor)) throw new AppError('FORBIDDEN');
      if (!mayTeam(actor, 'create', { organisationId: input.organisationId, createdBy: null, memberUserIds: [] }))
        throw invalid('organisationId', 'not_member');
      checkLeader(input);
      checkContact(input);
      const em = getEm();
      const id = await em.transactional(async (tx) => {
        if (!(await tx.findOne(Organisation, { id: input.organisationId, status: 'ACTIVE' })))
          throw invalid('organisationId', 'not_found');
        await assertIds(tx as Em, input, input.organisationId);
        const now = clock.now();
        const team = tx.create(Team, {
          ...input,
          id: newId(now.getTime()),
          code: await nextCode(tx as Em, 'TEM', now),
          createdAt: now,
          updatedAt: now,
          createdBy: actor.userId,
          sourceBatchId: null,
          sourceRow: null,
        });
        return team.id;
      });
      em.clear();
      return this.get(actor, id);
    },

    async update(actor: Actor, id: string, input: z.infer<typeof TeamUpdate>): Promise<TeamView> {
      checkLeader(input);
      const em = getEm();
      await em.transactional(async (tx) => {
        const team = await load(tx as Em, id);
        if (!mayTeam(actor, 'edit', subjectOf(team))) throw notFound();
        if (team.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: (await views(tx as Em, actor, [team]))[0] });
        const { version: _version, organisationId: _organisationId, ...fields } = input;
        await assertIds(tx as Em, input, team.organisationId);
        // Operators read the contact masked, and the form sends back what it was given.
        const changes = withoutMasks(fields, team);
        checkContact(changes);
        Object.assign(team, changes, { updatedAt: clock.now() });
      });
      em.clear();
      return this.get(actor, id);
    },

    async facts(em: Em, ids: readonly (string | null | undefined)[]): Promise<Map<string, TeamFacts>> {
      const known = [...new Set(ids.filter((id): id is string => id != null))];
      const rows = known.length ? await em.find(Team, { id: { $in: known } }) : [];
      return new Map(
        rows.map((team) => [
          team.id,
          {
            id: team.id,
            name: team.name,
            organisationId: team.organisationId,
            capacity: team.capacity ?? null,
            contact: contactOf(team),
            memberUserIds: subjectOf(team).memberUserIds,
          },
        ]),
      );
    },

    /** Teams that an account is a member of. */
    async idsOfMember(em: Em, userId: string): Promise<string[]> {
      const rows = await em.find(Team, { members: { $contains: [{ userId }] } } as never, { fields: ['id'] });
      return rows.map((team) => team.id);
    },

    /** Finds a team of an organisation by name, or makes it (import). */
    async findOrCreate(
      em: Em,
      actor: Actor,
      input: {
        name: string;
        organisationId: string;
        leader?: string | null;
        members?: string[];
        mobile?: string | null;
        email?: string | null;
        contactName?: string | null;
        batchId?: string;
        row?: number;
      },
    ): Promise<string> {
      const found = await em.findOne(Team, { name: input.name, organisationId: input.organisationId });
      if (found) return found.id;
      const now = clock.now();
      const names = [...new Set([...(input.leader ? [input.leader] : []), ...(input.members ?? [])])];
      const team = em.create(Team, {
        id: newId(now.getTime()),
        code: await nextCode(em, 'TEM', now),
        name: input.name,
        organisationId: input.organisationId,
        unitId: null,
        members: names.map((name) => ({
          name,
          titleLevel: null,
          role: '',
          isLeader: name === input.leader,
          userId: null,
        })),
        capacity: null,
        hasCompany: false,
        companyOrgId: null,
        contactName: input.contactName ?? input.leader ?? null,
        contactMobile: input.mobile ?? null,
        contactEmail: input.email ?? null,
        sourceBatchId: input.batchId ?? null,
        sourceRow: input.row ?? null,
        createdAt: now,
        updatedAt: now,
        createdBy: actor.userId,
      });
      await em.flush();
      return team.id;
    },

    async countAll(em: Em): Promise<number> {
      return em.count(Team, {});
    },
  };
}
export type TeamsService = ReturnType<typeof createTeamsService>;
