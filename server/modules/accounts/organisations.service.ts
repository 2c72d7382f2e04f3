import type { z } from 'zod';
import type {
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
import { assertCodesOn } from '../../kernel/code-switches.ts';
import { AppError, notFound, orNotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { containing, decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { mayOrganisation } from './accounts.access.ts';
import { resolveActor } from './actor.resolver.ts';
import { readOffCodes } from './code-tables.service.ts';
import { Membership, Organisation } from './organisation.entity.ts';
import { createOrganisationLookup } from './organisations.lookup.ts';
import { createOrganisationMembers } from './organisations.members.ts';
import { assertCodes, assertParent, normalUscc, subjectOf } from './organisations.rules.ts';
import { type CountRecords, createOrganisationViews } from './organisations.views.ts';

export interface OrganisationsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  countRecords: CountRecords;
  /** A membership has become active. */
  onAdmitted: (em: Em, userId: string) => Promise<void>;
}

/** Organisations: entering, describing and verifying them; members and what other modules ask have files of their own. */
export function createOrganisationsService({ em: getEm, jobs, clock, countRecords, onAdmitted }: OrganisationsDeps) {
  const views = createOrganisationViews(countRecords);

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
      if (query.q) where.push({ $or: [{ name: { $like: containing(query.q) } }, { code: query.q }] });
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

    /** @param isChosen false when its codes are the platform's own guess, as with a name typed at registration */
    async create(actor: Actor, input: z.infer<typeof OrganisationInput>, isChosen = true): Promise<OrganisationView> {
      if (!mayOrganisation(actor, 'create')) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => {
        const parent = input.parentOrgId ? await load(tx as Em, input.parentOrgId) : null;
        if (parent && !mayOrganisation(actor, 'addUnit', subjectOf(parent))) throw notFound();
        if (!parent && !isOperator(actor) && actor.organisationIds.length >= 5) throw new AppError('FORBIDDEN');
        assertCodes(input);
        if (isChosen) assertCodesOn(input, null, await readOffCodes(tx as Em));
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
        assertCodesOn(input, org, await readOffCodes(tx as Em));
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
        const verifiedBefore = org.verification != null;
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
          from: verifiedBefore ? 'VERIFIED' : 'UNVERIFIED',
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

    ...createOrganisationMembers({ em: getEm, clock, onAdmitted }),
    ...createOrganisationLookup({ em: getEm, jobs, clock }),
  };
}

export type OrganisationsService = ReturnType<typeof createOrganisationsService>;
