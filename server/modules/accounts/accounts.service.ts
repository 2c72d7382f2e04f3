import type { z } from 'zod';
import type {
  AccountQuery,
  AccountUpdate,
  AccountView,
  ConsentWithdrawal,
  Me,
  Membership as MembershipView,
  RegisterProfile,
} from '../../contracts/accounts.contract.ts';
import { CONSENT_VERSION } from '../../contracts/accounts.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, PUBLIC_ACTOR } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, invalid, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { containing, decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { mayAccount } from './accounts.access.ts';
import { hasWithdrawn, withdrawConsent } from './accounts.consent.ts';
import { resolveActor } from './actor.resolver.ts';
import { type Auth, resetLinksInHand } from './auth.ts';
import { Membership, Organisation } from './organisation.entity.ts';
import type { OrganisationsService } from './organisations.service.ts';
import { Profile } from './profile.entity.ts';

export interface AccountsDeps {
  em: () => Em;
  auth: Auth;
  clock: Clock;
  organisations: OrganisationsService;
  countUnread: (em: Em, userId: string) => Promise<number>;
  /** Somebody got a role that they had not. */
  onRoleGained: (em: Em, userId: string) => Promise<void>;
}

const HOUR_MS = 3_600_000;

export function createAccountsService({
  em: getEm,
  auth,
  clock,
  organisations,
  countUnread,
  onRoleGained,
}: AccountsDeps) {
  async function memberships(em: Em, userIds: readonly string[]): Promise<Map<string, MembershipView[]>> {
    const rows = await em.find(Membership, { userId: { $in: [...userIds] } });
    const ids = rows.flatMap((row) => [row.organisationId, ...(row.unitId ? [row.unitId] : [])]);
    const orgs = new Map((await em.find(Organisation, { id: { $in: ids } })).map((org) => [org.id, org]));
    const result = new Map<string, MembershipView[]>();
    for (const row of rows) {
      const org = orgs.get(row.organisationId);
      if (!org) continue;
      const list = result.get(row.userId) ?? [];
      list.push({
        organisationId: org.id,
        organisationName: org.name,
        orgType: org.orgType,
        unitId: row.unitId ?? null,
        unitName: row.unitId ? (orgs.get(row.unitId)?.name ?? null) : null,
        membershipRole: row.membershipRole,
        state: row.state,
      });
      result.set(row.userId, list);
    }
    return result;
  }

  const view = (profile: Profile, rows: MembershipView[]): AccountView => ({
    id: profile.id,
    name: profile.name,
    email: profile.email,
    roles: profile.roles,
    memberships: rows,
    status: profile.status,
    createdAt: profile.createdAt.toISOString(),
    lastSignInAt: profile.lastSignInAt?.toISOString() ?? null,
    version: profile.version,
    resetRequestedAt: profile.resetRequestedAt?.toISOString() ?? null,
  });

  return {
    /** The actor behind a request's cookies; the public when there is no live session. */
    async actorOf(headers: Headers): Promise<Actor> {
      const session = await auth.api.getSession({ headers });
      if (!session) return PUBLIC_ACTOR;
      return (await resolveActor(getEm(), session.user.id, clock.now())) ?? PUBLIC_ACTOR;
    },

    /** The actor of an account by id: command line, background work and tests. */
    async actorById(userId: string): Promise<Actor> {
      return orNotFound(await resolveActor(getEm(), userId, clock.now()));
    },

    /** The actor of an account as the caller's transaction sees it; null for one that may not act. */
    async actorIn(em: Em, userId: string): Promise<Actor | null> {
      const profile = await em.findOne(Profile, { id: userId });
      return profile?.status === 'ACTIVE' ? resolveActor(em, userId, clock.now()) : null;
    },

    async me(actor: Actor): Promise<Me> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const profile = orNotFound(await em.findOne(Profile, { id: actor.userId }));
      return {
        id: profile.id,
        name: profile.name,
        email: profile.email,
        emailVerified: false,
        roles: profile.roles,
        memberships: (await memberships(em, [profile.id])).get(profile.id) ?? [],
        isVerified: actor.isVerified,
        consents: profile.consents,
        unreadNotifications: await countUnread(em, profile.id),
      };
    },

    /** Second step of the registration: who the person is and where the person belongs. Memberships wait for an admin's word. */
    async completeProfile(actor: Actor, input: z.infer<typeof RegisterProfile>): Promise<Me> {
      const { userId } = actor;
      if (!userId) throw new AppError('UNAUTHENTICATED');
      if (!input.organisationId && !input.organisationName) throw invalid('organisationName', 'required');
      const em = getEm();
      // Who has a role has agreed before, or was entered by staff.
      if (actor.roles.length === 0 && !input.consent) throw invalid('consent', 'consent_required');
      let organisationId = input.organisationId ?? null;
      if (!organisationId && input.organisationName) {
        const existing = await em.findOne(Organisation, {
          name: input.organisationName,
          parentOrgId: null,
          status: 'ACTIVE',
        });
        organisationId = existing?.id ?? null;
      }
      if (!organisationId) {
        const guess = {
          name: input.organisationName!,
          nameAliases: [],
          uscc: null,
          orgType: input.role === 'enterpriseUser' ? ('ENT' as const) : ('OTHER' as const),
          parentOrgId: null,
          regionCode: '370212',
          address: null,
          industryCode: null,
          scale: null,
          qualifications: [],
          chainCodes: [],
          foreignControl: input.role === 'enterpriseUser' ? ('NONE' as const) : null,
        };
        const created = await organisations.create(actor, guess, false);
        organisationId = created.id;
      }
      await em.transactional(async (tx) => {
        const profile = orNotFound(await tx.findOne(Profile, { id: userId }));
        if (!(await tx.findOne(Organisation, { id: organisationId!, status: 'ACTIVE' })))
          throw invalid('organisationId', 'not_found');
        if (!profile.roles.length) profile.roles = [input.role === 'instituteAdmin' ? 'researcher' : input.role];
        if (input.mobile) profile.mobile = input.mobile;
        if (input.consent)
          profile.consents = [
            ...profile.consents,
            { purpose: 'ACCOUNT', version: CONSENT_VERSION, givenAt: clock.now().toISOString(), withdrawnAt: null },
          ];
        profile.updatedAt = clock.now();
        if (!(await tx.findOne(Membership, { userId, organisationId: organisationId! })))
          tx.create(Membership, {
            id: newId(),
            userId,
            organisationId: organisationId!,
            unitId: null,
            membershipRole: 'member',
            state: 'PENDING',
            createdAt: clock.now(),
          });
      });
      em.clear();
      return this.me((await resolveActor(em, userId, clock.now()))!);
    },

    /** Takes the own consent back, with all that rests on it. @throws AppError STATE_CONFLICT */
    async withdrawConsent(actor: Actor, input: z.infer<typeof ConsentWithdrawal>): Promise<Me> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      await withdrawConsent(em, actor, clock, input);
      em.clear();
      return this.me((await resolveActor(em, actor.userId, clock.now()))!);
    },

    async list(actor: Actor, query: z.infer<typeof AccountQuery>): Promise<Page<AccountView>> {
      if (!mayAccount(actor, query.role === 'technologyManager' ? 'listManagers' : 'list'))
        throw new AppError('FORBIDDEN');
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const where: Record<string, unknown>[] = [];
      if (query.q) {
        const like = containing(query.q);
        where.push({ $or: [{ name: { $like: like } }, { email: { $like: like } }] });
      }
      if (query.role) where.push({ roles: { $contains: [query.role] } });
      if (query.status) where.push({ status: query.status });
      if (cursor) where.push({ $or: [{ email: { $gt: cursor.key } }, { email: cursor.key, id: { $gt: cursor.id } }] });
      const rows = await em.find(Profile, where.length ? { $and: where } : {}, {
        orderBy: [{ email: 'asc' }, { id: 'asc' }],
        limit: query.limit + 1,
      });
      const cut = toPage(rows, query.limit, (row) => ({ key: row.email, id: row.id }));
      const map = await memberships(
        em,
        cut.items.map((row) => row.id),
      );
      return { items: cut.items.map((row) => view(row, map.get(row.id) ?? [])), nextCursor: cut.nextCursor };
    },

    async update(actor: Actor, id: string, input: z.infer<typeof AccountUpdate>): Promise<AccountView> {
      if (!mayAccount(actor, 'list')) throw new AppError('FORBIDDEN');
      if (!mayAccount(actor, 'update', { id })) throw new AppError('OWN_ITEM');
      const em = getEm();
      await em.transactional(async (tx) => {
        const profile = orNotFound(await tx.findOne(Profile, { id }));
        if (profile.version !== input.version)
          throw new AppError('VERSION_CONFLICT', {
            current: view(profile, (await memberships(tx as Em, [id])).get(id) ?? []),
          });
        const before = { roles: profile.roles, status: profile.status };
        if (input.roles) profile.roles = [...new Set(input.roles)];
        if (input.status) profile.status = input.status;
        profile.updatedAt = clock.now();
        recordTransition(tx as Em, actor, clock.now(), {
          entity: 'account',
          entityId: id,
          from: before.status,
          to: profile.status,
          event: 'update',
          content: { roles: profile.roles, status: profile.status },
          comment: input.reason,
          extra: { rolesBefore: before.roles, rolesAfter: profile.roles },
        });
        if (profile.status === 'ACTIVE' && profile.roles.some((role) => !before.roles.includes(role)))
          await onRoleGained(tx as Em, id);
      });
      if (input.status === 'SUSPENDED')
        await em.getConnection().execute('delete from auth_session where "userId" = ?', [id]);
      em.clear();
      const profile = (await em.findOne(Profile, { id }))!;
      return view(profile, (await memberships(em, [id])).get(id) ?? []);
    },

    /** A one-time link to set a new password, for platforms without a mail server. @throws AppError NOT_FOUND, FORBIDDEN */
    async issueResetLink(actor: Actor, id: string): Promise<{ url: string; expiresAt: string }> {
      if (!mayAccount(actor, 'issueResetLink')) throw new AppError('FORBIDDEN');
      const em = getEm();
      const profile = orNotFound(await em.findOne(Profile, { id }));
      const url = await new Promise<string>((resolve, reject) => {
        resetLinksInHand.set(id, resolve);
        auth.api
          .requestPasswordReset({ body: { email: profile.email, redirectTo: '/reset-password' } })
          .then(() => setTimeout(() => reject(new AppError('INTERNAL')), 5_000).unref(), reject);
      }).finally(() => resetLinksInHand.delete(id));
      profile.resetRequestedAt = null;
      profile.updatedAt = clock.now();
      recordTransition(em, actor, clock.now(), {
        entity: 'account',
        entityId: id,
        from: profile.status,
        to: profile.status,
        event: 'issueResetLink',
        content: {},
      });
      await em.flush();
      return { url, expiresAt: new Date(clock.now().getTime() + HOUR_MS).toISOString() };
    },

    handleAuth: (request: Request): Promise<Response> => auth.handler(request),

    async namesOf(em: Em, ids: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
      const known = [...new Set(ids.filter((id): id is string => id != null))];
      const rows = known.length ? await em.find(Profile, { id: { $in: known } }) : [];
      return new Map(rows.map((row) => [row.id, row.name]));
    },

    /** How to reach people, for records whose team or firm named no contact. */
    async contactsOf(
      em: Em,
      ids: readonly (string | null | undefined)[],
    ): Promise<Map<string, { name: string; mobile: string; email: string }>> {
      const known = [...new Set(ids.filter((id): id is string => id != null))];
      const rows = known.length ? await em.find(Profile, { id: { $in: known } }) : [];
      return new Map(
        rows
          .filter((row) => !hasWithdrawn(row))
          .map(({ id, name, mobile, email }) => [id, { name, mobile: mobile ?? '', email }]),
      );
    },

    /** Active members of an organisation and its units, for notices. */
    async memberIds(em: Em, organisationId: string): Promise<string[]> {
      const rows = await em.find(Membership, { organisationId, state: 'ACTIVE' });
      return rows.map((row) => row.userId);
    },
    /** Institute admins of an organisation: who takes the first step of its reviews. */
    async adminsOfInstitute(em: Em, organisationId: string): Promise<string[]> {
      const members = await this.memberIds(em, organisationId);
      const admins = await this.idsWithRole(em, 'instituteAdmin');
      return admins.filter((id) => members.includes(id));
    },
    async emailOf(em: Em, userId: string): Promise<string | null> {
      const profile = await em.findOne(Profile, { id: userId });
      return profile && !hasWithdrawn(profile) ? profile.email : null;
    },
    async idsWithRole(em: Em, role: string): Promise<string[]> {
      const rows = await em.find(Profile, { roles: { $contains: [role] }, status: 'ACTIVE' } as never, {
        fields: ['id'],
      });
      return rows.map((row) => (row as { id: string }).id);
    },
  };
}
export type AccountsService = ReturnType<typeof createAccountsService>;
