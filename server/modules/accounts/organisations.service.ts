import type { z } from 'zod';
import type {
  MemberDecision,
  OrganisationInput,
  OrganisationQuery,
  OrganisationUpdate,
  OrganisationVerify,
  OrganisationView,
} from '../../contracts/organisations.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, isOperator } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addMonths, type Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { AppError, invalid, notFound, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { checkUscc } from '../../kernel/uscc.ts';
import { mayOrganisation } from './accounts.access.ts';
import { resolveActor } from './actor.resolver.ts';
import { Membership, Organisation } from './organisation.entity.ts';
import { assertCodes, assertParent, normalUscc, subjectOf } from './organisations.rules.ts';
import { Profile } from './profile.entity.ts';
import { Team } from './team.entity.ts';

export interface OrganisationFacts {
  id: string;
  name: string;
  aliases: string[];
  orgType: string;
  regionCode: string;
  chainCodes: string[];
  scale: string | null;
  foreignControl: string | null;
  isVerified: boolean;
}

export interface OrganisationsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  /** Counts of published records an organisation owns, by the modules that hold them. */
  countRecords: (em: Em, ids: string[]) => Promise<Map<string, { achievements: number; demands: number }>>;
}

export function createOrganisationsService({ em: getEm, jobs, clock, countRecords }: OrganisationsDeps) {
  async function assertUnique(
    em: Em,
    uscc: string | null,
    name: string,
    parentOrgId: string | null,
    exceptId?: string,
  ): Promise<void> {
    const others = { ...(exceptId ? { id: { $ne: exceptId } } : {}), status: 'ACTIVE' as const };
    if (uscc && (await em.count(Organisation, { ...others, uscc })) > 0)
      throw new AppError('DUPLICATE', { fields: [{ path: 'uscc', code: 'duplicate' }] });
    if ((await em.count(Organisation, { ...others, name, parentOrgId })) > 0)
      throw new AppError('DUPLICATE', { fields: [{ path: 'name', code: 'duplicate' }] });
  }

  async function views(em: Em, actor: Actor, organisations: readonly Organisation[]): Promise<OrganisationView[]> {
    const ids = organisations.map((org) => org.id);
    const [units, counts, teams] = await Promise.all([
      em.find(Organisation, { parentOrgId: { $in: ids }, status: 'ACTIVE' }, { orderBy: { name: 'asc' } }),
      countRecords(em, ids),
      em.find(Team, { organisationId: { $in: ids } }, { fields: ['id', 'organisationId'] }),
    ]);
    const parents = await em.find(Organisation, {
      id: { $in: organisations.map((org) => org.parentOrgId).filter((id) => id != null) },
    });
    return organisations.map((org) => {
      const privy = mayOrganisation(actor, 'readPrivate', subjectOf(org));
      const usccCheck = org.uscc ? checkUscc(org.uscc) : null;
      const count = counts.get(org.id);
      return {
        id: org.id,
        code: org.code,
        name: org.name,
        nameAliases: org.nameAliases,
        uscc: privy ? (org.uscc ?? null) : null,
        usccWarning: privy && usccCheck?.ok && usccCheck.warnings.length ? usccCheck.warnings[0]! : null,
        orgType: org.orgType,
        parentOrgId: org.parentOrgId ?? null,
        parentName: parents.find((parent) => parent.id === org.parentOrgId)?.name ?? null,
        regionCode: org.regionCode,
        regionLabel: regionLabel(org.regionCode),
        address: org.address ?? null,
        industryCode: org.industryCode ?? null,
        scale: org.scale ?? null,
        qualifications: org.qualifications as OrganisationView['qualifications'],
        chainCodes: org.chainCodes,
        isChainLeader: org.isChainLeader,
        foreignControl: privy ? (org.foreignControl ?? null) : null,
        verification: org.verification
          ? { method: org.verification.method, at: org.verification.at, expiresAt: org.verification.expiresAt }
          : null,
        counts: {
          achievements: count?.achievements ?? 0,
          demands: count?.demands ?? 0,
          teams: teams.filter((team) => team.organisationId === org.id).length,
        },
        units: units.filter((unit) => unit.parentOrgId === org.id).map((unit) => ({ id: unit.id, name: unit.name })),
        canEdit: mayOrganisation(actor, 'edit', subjectOf(org)),
        version: org.version,
        updatedAt: org.updatedAt.toISOString(),
      };
    });
  }

  /** The actor with the memberships of this moment: who entered an organisation runs it at once. */
  const current = async (em: Em, actor: Actor): Promise<Actor> =>
    actor.userId ? ((await resolveActor(em, actor.userId, clock.now())) ?? actor) : actor;

  const load = async (em: Em, id: string): Promise<Organisation> =>
    orNotFound(await em.findOne(Organisation, { id, status: 'ACTIVE' }));

  return {
    async list(actor: Actor, query: z.infer<typeof OrganisationQuery>): Promise<Page<OrganisationView>> {
      const em = getEm();
      const cursor = decodeCursor(query.cursor);
      const where: Record<string, unknown>[] = [{ status: 'ACTIVE' }];
      if (query.orgType) where.push({ orgType: query.orgType });
      if (query.parentOrgId) where.push({ parentOrgId: query.parentOrgId });
      else where.push({ parentOrgId: null });
      if (query.q) where.push({ $or: [{ name: { $like: `%${escapeLike(query.q)}%` } }, { code: query.q }] });
      if (query.verified) where.push({ verification: query.verified === 'true' ? { $ne: null } : null });
      if (cursor) where.push({ $or: [{ name: { $gt: cursor.key } }, { name: cursor.key, id: { $gt: cursor.id } }] });
      const rows = await em.find(
        Organisation,
        { $and: where },
        { orderBy: [{ name: 'asc' }, { id: 'asc' }], limit: query.limit + 1 },
      );
      const cut = toPage(rows, query.limit, (org) => ({ key: org.name, id: org.id }));
      return { items: await views(em, actor, cut.items), nextCursor: cut.nextCursor };
    },

    async get(actor: Actor, id: string): Promise<OrganisationView> {
      const em = getEm();
      return (await views(em, actor, [await load(em, id)]))[0]!;
    },

    async create(actor: Actor, input: z.infer<typeof OrganisationInput>): Promise<OrganisationView> {
      if (!mayOrganisation(actor, 'create')) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => {
        const parent = input.parentOrgId ? await load(tx as Em, input.parentOrgId) : null;
        if (parent && !mayOrganisation(actor, 'addUnit', subjectOf(parent))) throw notFound();
        if (!parent && !isOperator(actor) && actor.organisationIds.length >= 5) throw new AppError('FORBIDDEN');
        assertCodes(input);
        const uscc = normalUscc(input);
        await assertUnique(tx as Em, uscc, input.name, input.parentOrgId);
        const now = clock.now();
        const org = tx.create(Organisation, {
          ...input,
          uscc,
          id: newId(now.getTime()),
          code: await nextCode(tx as Em, 'ORG', now),
          isChainLeader: isOperator(actor) && input.isChainLeader === true,
          verification: null,
          status: 'ACTIVE',
          sourceBatchId: null,
          sourceRow: null,
          createdAt: now,
          updatedAt: now,
          createdBy: actor.userId,
        });
        await tx.flush();
        // Who enters a new organisation runs it until staff decide otherwise.
        if (!parent && !isOperator(actor) && actor.userId)
          tx.create(Membership, {
            id: newId(),
            userId: actor.userId,
            organisationId: org.id,
            unitId: null,
            membershipRole: 'admin',
            state: 'ACTIVE',
            createdAt: now,
          });
        await jobs.enqueue(tx as Em, 'index-record', { kind: 'organisation', id: org.id });
        return org.id;
      });
      em.clear();
      return (await views(em, await current(em, actor), [await load(em, id)]))[0]!;
    },

    async update(actor: Actor, id: string, input: z.infer<typeof OrganisationUpdate>): Promise<OrganisationView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const org = await load(tx as Em, id);
        if (!mayOrganisation(actor, 'edit', subjectOf(org))) throw notFound();
        if (org.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: (await views(tx as Em, actor, [org]))[0] });
        const { version: _version, isChainLeader = org.isChainLeader, ...fields } = input;
        // By the list of the district, which the operators keep.
        if (isChainLeader !== org.isChainLeader && !isOperator(actor)) throw new AppError('FORBIDDEN');
        assertCodes(input);
        await assertParent(tx as Em, actor, org, input.parentOrgId);
        const uscc = normalUscc({ ...input, uscc: input.uscc ?? null });
        await assertUnique(tx as Em, uscc, input.name, input.parentOrgId, id);
        // A changed name or code has to be verified anew.
        const stillVerified = org.name === input.name && org.uscc === uscc;
        Object.assign(org, fields, {
          uscc,
          isChainLeader,
          updatedAt: clock.now(),
          ...(stillVerified ? {} : { verification: null }),
        });
        await jobs.enqueue(tx as Em, 'index-record', { kind: 'organisation', id });
      });
      em.clear();
      return (await views(em, actor, [await load(em, id)]))[0]!;
    },

    async verify(actor: Actor, id: string, input: z.infer<typeof OrganisationVerify>): Promise<OrganisationView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const org = await load(tx as Em, id);
        if (!mayOrganisation(actor, 'verify')) throw new AppError('FORBIDDEN');
        if (org.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: (await views(tx as Em, actor, [org]))[0] });
        if (!org.uscc && org.orgType !== 'UNIT')
          throw new AppError('INCOMPLETE', { fields: [{ path: 'uscc', code: 'required' }] });
        const now = clock.now();
        org.verification = {
          method: input.method,
          by: actor.userId ?? '',
          at: now.toISOString(),
          expiresAt: addMonths(now, input.months).toISOString(),
        };
        org.updatedAt = now;
        recordTransition(tx as Em, actor, now, {
          entity: 'organisation',
          entityId: id,
          from: 'UNVERIFIED',
          to: 'VERIFIED',
          event: 'verify',
          content: { name: org.name, uscc: org.uscc },
          comment: input.note,
        });
        await jobs.enqueue(tx as Em, 'index-record', { kind: 'organisation', id });
      });
      em.clear();
      return (await views(em, actor, [await load(em, id)]))[0]!;
    },

    async members(actor: Actor, id: string) {
      const em = getEm();
      const org = await load(em, id);
      if (!mayOrganisation(actor, 'manageMembers', subjectOf(org))) throw notFound();
      const memberships = await em.find(Membership, { organisationId: id }, { orderBy: { createdAt: 'asc' } });
      const profiles = await em.find(Profile, { id: { $in: memberships.map((m) => m.userId) } });
      return {
        items: memberships.flatMap((membership) => {
          const profile = profiles.find((candidate) => candidate.id === membership.userId);
          return profile
            ? [
                {
                  userId: profile.id,
                  name: profile.name,
                  email: profile.email,
                  unitId: membership.unitId ?? null,
                  membershipRole: membership.membershipRole,
                  state: membership.state,
                  since: membership.createdAt.toISOString(),
                },
              ]
            : [];
        }),
      };
    },

    async decideMember(actor: Actor, id: string, userId: string, { decision }: z.infer<typeof MemberDecision>) {
      const em = getEm();
      await em.transactional(async (tx) => {
        const org = await load(tx as Em, id);
        if (!mayOrganisation(actor, 'manageMembers', subjectOf(org))) throw notFound();
        const membership = orNotFound(await tx.findOne(Membership, { organisationId: id, userId }));
        if (userId === actor.userId && !isOperator(actor)) throw new AppError('OWN_ITEM');
        if (decision === 'ADMIT') membership.state = 'ACTIVE';
        else if (decision === 'MAKE_ADMIN') membership.membershipRole = 'admin';
        else if (decision === 'MAKE_MEMBER') membership.membershipRole = 'member';
        else tx.remove(membership);
        recordTransition(tx as Em, actor, clock.now(), {
          entity: 'organisation',
          entityId: id,
          from: membership.state,
          to: decision,
          event: 'decideMember',
          content: { userId },
        });
      });
      em.clear();
      return this.members(actor, id);
    },

    /** Facts that other modules need of organisations (name, region, chain); ids that do not exist are left out. */
    async facts(em: Em, ids: readonly string[]): Promise<Map<string, OrganisationFacts>> {
      const rows = ids.length ? await em.find(Organisation, { id: { $in: [...new Set(ids)] } }) : [];
      const now = clock.now().getTime();
      return new Map(
        rows.map((org) => [
          org.id,
          {
            id: org.id,
            name: org.name,
            aliases: org.nameAliases,
            orgType: org.orgType,
            regionCode: org.regionCode,
            chainCodes: org.chainCodes,
            scale: org.scale ?? null,
            foreignControl: org.foreignControl ?? null,
            isVerified: org.verification != null && new Date(org.verification.expiresAt).getTime() > now,
          },
        ]),
      );
    },

    /** How many active firms would carry the same alias: for anonymous demands (handbook section 7). */
    async countFirms(
      em: Em,
      filter: { scale?: string | null; chainCode?: string | null; regionCode?: string | null },
    ): Promise<number> {
      const where: Record<string, unknown> = { orgType: 'ENT', status: 'ACTIVE' };
      if (filter.scale) where.scale = filter.scale;
      if (filter.regionCode) where.regionCode = filter.regionCode;
      if (filter.chainCode) where.chainCodes = { $contains: [filter.chainCode] };
      return em.count(Organisation, where);
    },

    /** Finds by code, then name, then alias; makes an unverified record otherwise (import). */
    async findOrCreate(
      em: Em,
      actor: Actor,
      input: {
        name: string;
        uscc?: string | null;
        orgType: 'ENT' | 'UNIV' | 'INST' | 'OTHER' | 'HOSP' | 'NRDI';
        regionCode?: string;
        batchId?: string;
        row?: number;
      },
    ): Promise<string> {
      const checked = input.uscc ? checkUscc(input.uscc) : null;
      const uscc = checked?.ok ? checked.normal : null;
      const byCode = uscc ? await em.findOne(Organisation, { uscc, status: 'ACTIVE' }) : null;
      const found =
        byCode ??
        (await em.findOne(Organisation, { name: input.name, parentOrgId: null, status: 'ACTIVE' })) ??
        (await em.findOne(Organisation, {
          nameAliases: { $contains: [input.name] },
          parentOrgId: null,
          status: 'ACTIVE',
        } as never));
      if (found) return found.id;
      const now = clock.now();
      const org = em.create(Organisation, {
        id: newId(now.getTime()),
        code: await nextCode(em, 'ORG', now),
        name: input.name,
        nameAliases: [],
        uscc,
        orgType: input.orgType,
        parentOrgId: null,
        regionCode: input.regionCode ?? '370200',
        address: null,
        industryCode: null,
        scale: null,
        qualifications: [],
        chainCodes: [],
        isChainLeader: false,
        foreignControl: null,
        verification: null,
        status: 'ACTIVE',
        sourceBatchId: input.batchId ?? null,
        sourceRow: input.row ?? null,
        createdAt: now,
        updatedAt: now,
        createdBy: actor.userId,
      });
      await em.flush();
      await jobs.enqueue(em, 'index-record', { kind: 'organisation', id: org.id });
      return org.id;
    },

    /** @throws AppError VALIDATION_FAILED on `path` when no active organisation has this id */
    async assertActive(id: string | null | undefined, path: string): Promise<void> {
      if (id && !(await getEm().findOne(Organisation, { id, status: 'ACTIVE' }))) throw invalid(path, 'not_found');
    },
    async load(em: Em, id: string): Promise<Organisation | null> {
      return em.findOne(Organisation, { id, status: 'ACTIVE' });
    },
    async allIds(em: Em): Promise<string[]> {
      return (await em.find(Organisation, { status: 'ACTIVE' }, { fields: ['id'] })).map((org) => org.id);
    },
  };
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/gu, (c) => `\\${c}`);

export type OrganisationsService = ReturnType<typeof createOrganisationsService>;
