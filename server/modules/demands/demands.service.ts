import type { z } from 'zod';
import type { TransitionView } from '../../contracts/common.contract.ts';
import { missingOfDemand, missingOfImportedDemand } from '../../contracts/completeness.ts';
import {
  type BulkDemandTransition,
  DEMAND_EVENTS,
  type DemandContent,
  type DemandCreate,
  type DemandEvent,
  type DemandListItem,
  type DemandQuery,
  type DemandTransition,
  type DemandUpdate,
  type DemandView,
} from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, hasRole, isOperator } from '../../kernel/actor.ts';
import { RecordVersion, Transition } from '../../kernel/audit.entity.ts';
import { presentTransition, recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import type { Bonds } from '../../kernel/disclosure.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, type Page, toPage } from '../../kernel/page.ts';
import { mergeContent } from '../../kernel/record-content.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { checkTexts, type Finding, linesOf } from '../../kernel/text-check.ts';
import type { Accounts, OrganisationFacts, OrganisationsService } from '../accounts/index.ts';
import { aliasOf, namesOfFirm } from './alias.ts';
import { clarityOf } from './clarity.ts';
import { Demand } from './demand.entity.ts';
import { type DemandSubject, isManagerOf, mayDemand, readLevel } from './demands.access.ts';
import { aliasFacts, checkDemandContent } from './demands.content.ts';
import { createImportedDemands } from './demands.imported.ts';
import { presentDemand, presentDemandItem } from './demands.presenter.ts';
import { DEMAND_EDIT_AS_REVISION, DEMAND_EDIT_IN_PLACE, demandTransitionOf } from './demands.states.ts';

export interface DemandsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  organisations: OrganisationsService;
  accounts: Accounts;
  /** Bonds between the reader and a demand, from the matching module. */
  bonds: (em: Em, actor: Actor, demandId: string) => Promise<Bonds>;
  notifyOwner: (
    em: Em,
    demand: { id: string; organisationId: string; title: string },
    event: DemandEvent,
    comment: string,
  ) => Promise<void>;
}

const TEXT_FIELDS = ['title', 'summary', 'background', 'problem', 'partnerConditions'] as const;
/** Shortest answer window in days (handbook 3.6). */
const SHORTEST_WINDOW = 15;

export const subjectOfDemand = (row: Demand): DemandSubject => ({
  status: row.status,
  organisationId: row.organisationId,
  createdBy: row.createdBy ?? null,
  managerId: row.managerId ?? null,
  visibility: row.content.visibility ?? 'INVITED',
  isAnonymous: Boolean(row.content.isAnonymous),
});

export const firmNamesOf = (org: OrganisationFacts | undefined): string[] =>
  org ? namesOfFirm(org.name, org.aliases) : [];

export function createDemandsService(deps: DemandsDeps) {
  const { em: getEm, jobs, clock, organisations, accounts, bonds } = deps;

  async function load(em: Em, actor: Actor, id: string) {
    const row = await em.findOne(Demand, { id });
    if (!row) throw notFound();
    const subject = subjectOfDemand(row);
    const level = readLevel(actor, subject, await bonds(em, actor, id));
    if (!level) throw notFound();
    return { row, subject, level };
  }

  const statusFor = (row: Demand, event: DemandEvent): Demand['status'] | null => {
    if (!(DEMAND_EDIT_AS_REVISION.includes(row.status) && row.revision)) return row.status;
    if (event === 'submit') return row.revision.status;
    // A submitted revision waits for the operator's word like a new demand in triage.
    if ((event === 'publish' || event === 'reject') && row.revision.status === 'SUBMITTED') return 'TRIAGE';
    return row.status;
  };
  const onRevision = (row: Demand, event: DemandEvent): boolean => statusFor(row, event) !== row.status;

  /** Who wrote what the event is about: the revision's author while one is under review. */
  const authorFor = (row: Demand, event: DemandEvent): string | null =>
    (onRevision(row, event) ? row.revision?.by : row.createdBy) ?? null;

  const allowedEvents = (actor: Actor, row: Demand): DemandEvent[] =>
    DEMAND_EVENTS.filter((event) => {
      const status = statusFor(row, event);
      return (
        status !== null &&
        demandTransitionOf(status, event) !== null &&
        mayDemand(actor, event, { ...subjectOfDemand(row), status, createdBy: authorFor(row, event) }) &&
        (event !== 'extend' || !row.extendedOnce)
      );
    });

  const canEdit = (row: Demand): boolean =>
    DEMAND_EDIT_IN_PLACE.includes(row.status) ||
    (DEMAND_EDIT_AS_REVISION.includes(row.status) && (row.revision === null || row.revision?.status === 'DRAFT'));

  async function view(em: Em, actor: Actor, id: string): Promise<DemandView> {
    const { row, subject, level } = await load(em, actor, id);
    const org = (await organisations.facts(em, [row.organisationId])).get(row.organisationId);
    const names = await accounts.namesOf(em, [row.managerId]);
    const privy = level === 'OWNER' || level === 'STAFF';
    return presentDemand(row, {
      level,
      organisationName: org?.name ?? '',
      firmNames: firmNamesOf(org),
      regionLabel: org ? regionLabel(org.regionCode) : null,
      managerName: row.managerId ? (names.get(row.managerId) ?? null) : null,
      clarity: clarityOf(privy ? (row.revision?.content ?? row.content) : row.content, dayOf(clock.now())),
      allowedEvents: allowedEvents(actor, row),
      canEdit: canEdit(row) && mayDemand(actor, 'edit', subject),
    });
  }

  const touched = (em: Em, id: string) => jobs.enqueue(em, 'index-record', { kind: 'demand', id });

  const service = {
    async list(actor: Actor, query: z.infer<typeof DemandQuery>): Promise<Page<DemandListItem>> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const cursor = decodeCursor(query.cursor, 'time');
      const where: Record<string, unknown>[] = [];
      if (query.scope === 'mine') {
        where.push({
          $or: [
            { createdBy: actor.userId },
            ...(hasRole(actor, 'enterpriseUser') ? [{ organisationId: { $in: [...actor.organisationIds] } }] : []),
          ],
        });
      } else if (query.scope === 'assigned') {
        where.push({ managerId: actor.userId });
      } else {
        if (!isOperator(actor) && !(query.scope === 'review' && hasRole(actor, 'technologyManager')))
          throw new AppError('FORBIDDEN');
        if (query.scope === 'review') {
          const mine = isOperator(actor)
            ? {}
            : { $or: [{ managerId: actor.userId }, { status: 'SUBMITTED', content: { isAnonymous: { $ne: true } } }] };
          where.push({
            $and: [
              {
                $or: [{ status: { $in: ['SUBMITTED', 'TRIAGE', 'REFINING'] } }, { revision: { status: 'SUBMITTED' } }],
              },
              mine,
            ],
          });
        }
      }
      if (query.status) where.push({ status: query.status });
      if (query.q)
        where.push({
          $or: [{ title: { $like: `%${query.q.replace(/[\\%_]/gu, (c) => `\\${c}`)}%` } }, { code: query.q }],
        });
      if (query.stale) where.push({ status: 'PUBLISHED', confirmedAt: { $lt: addDays(clock.now(), -365) } });
      if (cursor)
        where.push({
          $or: [
            { updatedAt: { $lt: new Date(cursor.key) } },
            { updatedAt: new Date(cursor.key), id: { $lt: cursor.id } },
          ],
        });
      const rows = await em.find(Demand, where.length ? { $and: where } : {}, {
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        limit: query.limit + 1,
      });
      const cut = toPage(rows, query.limit, (row) => ({ key: row.updatedAt.toISOString(), id: row.id }));
      const orgs = await organisations.facts(
        em,
        cut.items.map((row) => row.organisationId),
      );
      const names = await accounts.namesOf(
        em,
        cut.items.map((row) => row.managerId),
      );
      const today = dayOf(clock.now());
      return {
        items: cut.items.map((row) => {
          const org = orgs.get(row.organisationId);
          const own = row.createdBy === actor.userId ? 'OWNER' : null;
          return presentDemandItem(
            row,
            {
              level:
                own ??
                readLevel(actor, subjectOfDemand(row), {
                  isInvited: false,
                  isAccepted: false,
                  isAssigned: isManagerOf(actor, subjectOfDemand(row)),
                }) ??
                'L0',
              organisationName: org?.name ?? '',
              firmNames: firmNamesOf(org),
              managerName: row.managerId ? (names.get(row.managerId) ?? null) : null,
              clarity: clarityOf(row.revision?.content ?? row.content, today).total,
            },
            clock.now(),
          );
        }),
        nextCursor: cut.nextCursor,
      };
    },

    get: (actor: Actor, id: string): Promise<DemandView> => view(getEm(), actor, id),

    async create(actor: Actor, input: z.infer<typeof DemandCreate>): Promise<DemandView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => service.createIn(tx as Em, actor, input));
      em.clear();
      return view(em, actor, id);
    },

    /** Creates a draft inside the caller's transaction; returns its id. */
    async createIn(em: Em, actor: Actor, input: z.infer<typeof DemandCreate>): Promise<string> {
      const managerId = hasRole(actor, 'technologyManager') && !isOperator(actor) ? actor.userId : null;
      const probe: DemandSubject = {
        status: 'DRAFT',
        organisationId: input.organisationId,
        createdBy: actor.userId,
        managerId,
        visibility: 'INVITED',
      };
      if (!mayDemand(actor, 'create', probe))
        throw hasRole(actor, 'enterpriseUser') ? invalid('organisationId', 'not_member') : new AppError('FORBIDDEN');
      if (!(await organisations.load(em, input.organisationId))) throw invalid('organisationId', 'not_found');
      const now = clock.now();
      const content = checkDemandContent(input.content, now);
      const row = em.create(Demand, {
        id: newId(now.getTime()),
        code: await nextCode(em, 'DEM', now),
        status: 'DRAFT',
        organisationId: input.organisationId,
        managerId,
        title: content.title ?? '',
        content,
        revision: null,
        publicAlias: null,
        publishedAt: null,
        confirmedAt: null,
        extendedOnce: false,
        sourceBatchId: null,
        sourceRow: null,
        createdAt: now,
        updatedAt: now,
        createdBy: actor.userId,
      });
      recordTransition(em, actor, now, {
        entity: 'demand',
        entityId: row.id,
        from: '',
        to: 'DRAFT',
        event: 'create',
        content,
      });
      await em.flush();
      return row.id;
    },

    ...createImportedDemands({ jobs, clock }),

    /** One event on several demands; each answers for itself. */
    async transitionMany(actor: Actor, input: z.infer<typeof BulkDemandTransition>) {
      const results = [];
      for (const { id, version } of input.items) {
        try {
          await service.transition(actor, id, { ...input.transition, version });
          results.push({ id, ok: true as const, code: null, message: null });
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          results.push({
            id,
            ok: false as const,
            code: error.code as string,
            message: error.detail[actor.language ?? 'zh'],
          });
        }
        getEm().clear();
      }
      return { results };
    },

    async update(actor: Actor, id: string, input: z.infer<typeof DemandUpdate>): Promise<DemandView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (!mayDemand(actor, 'edit', subject)) throw notFound();
        if (row.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, actor, id) });
        if (!canEdit(row)) throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        if (DEMAND_EDIT_IN_PLACE.includes(row.status)) {
          row.content = checkDemandContent(mergeContent(row.content, input.content), now);
          row.title = row.content.title ?? '';
        } else {
          const base = row.revision?.content ?? row.content;
          row.revision = {
            status: 'DRAFT',
            content: checkDemandContent(mergeContent(base, input.content), now),
            by: actor.userId,
            updatedAt: now.toISOString(),
          };
        }
        row.updatedAt = now;
      });
      em.clear();
      return view(em, actor, id);
    },

    async transition(actor: Actor, id: string, input: z.infer<typeof DemandTransition>): Promise<DemandView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (row.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, actor, id) });
        await move(tx as Em, actor, row, subject, input);
      });
      em.clear();
      return view(em, actor, id);
    },

    /** "Still valid?": the firm confirms. */
    async confirm(actor: Actor, id: string): Promise<DemandView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (!mayDemand(actor, 'confirm', subject)) throw notFound();
        if (row.status !== 'PUBLISHED') throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        row.confirmedAt = now;
        row.updatedAt = now;
        recordTransition(tx as Em, actor, now, {
          entity: 'demand',
          entityId: id,
          from: row.status,
          to: row.status,
          event: 'confirm',
          content: row.content,
        });
        await touched(tx as Em, id);
      });
      em.clear();
      return view(em, actor, id);
    },

    async history(actor: Actor, id: string): Promise<{ items: TransitionView[] }> {
      const em = getEm();
      const { level } = await load(em, actor, id);
      if (level !== 'OWNER' && level !== 'STAFF') throw notFound();
      const rows = await em.find(Transition, { entity: 'demand', entityId: id }, { orderBy: { at: 'asc' } });
      return { items: rows.map(presentTransition) };
    },

    async textFindings(actor: Actor, id: string): Promise<{ items: Finding[] }> {
      const { row, level } = await load(getEm(), actor, id);
      if (level !== 'OWNER' && level !== 'STAFF') throw notFound();
      return { items: findingsOf(row.revision?.content ?? row.content) };
    },

    /** Housekeeping: published demands whose answer window has closed become EXPIRED. Returns their ids. */
    async expireOverdue(actor: Actor): Promise<string[]> {
      const em = getEm();
      const today = dayOf(clock.now());
      const rows = await em.find(Demand, { status: 'PUBLISHED' });
      const due = rows.filter((row) => row.content.deadlineAnswer && row.content.deadlineAnswer < today);
      for (const { id } of due) {
        await em.transactional(async (tx) => {
          const row = await tx.findOne(Demand, { id, status: 'PUBLISHED' });
          if (!row) return;
          row.status = 'EXPIRED';
          row.updatedAt = clock.now();
          recordTransition(tx as Em, actor, clock.now(), {
            entity: 'demand',
            entityId: id,
            from: 'PUBLISHED',
            to: 'EXPIRED',
            event: 'expire',
            content: row.content,
          });
          await deps.notifyOwner(tx as Em, row, 'expire', '');
          await touched(tx as Em, id);
        });
      }
      return due.map((row) => row.id);
    },
  };

  async function move(
    em: Em,
    actor: Actor,
    row: Demand,
    subject: DemandSubject,
    input: z.infer<typeof DemandTransition>,
  ): Promise<void> {
    const { event } = input;
    const status = statusFor(row, event);
    const rule = status ? demandTransitionOf(status, event) : null;
    if (!rule || !status) throw new AppError('STATE_CONFLICT');
    const revision = onRevision(row, event);
    const author = authorFor(row, event);
    if (!mayDemand(actor, event, { ...subject, status, createdBy: author }))
      throw new AppError(event === 'publish' && author === actor.userId ? 'OWN_ITEM' : 'FORBIDDEN');
    if (rule.needsReason && !input.comment && !input.reasonCode)
      throw new AppError('REASON_REQUIRED', { fields: [{ path: 'comment', code: 'required' }] });
    const now = clock.now();
    const content = revision ? row.revision!.content : row.content;
    await guard(em, event, input, content, now, row);
    if (revision) {
      if (event === 'publish') {
        em.create(RecordVersion, {
          id: newId(),
          entity: 'demand',
          entityId: row.id,
          content: row.content as Record<string, unknown>,
          replacedAt: now,
          replacedBy: actor.userId,
        });
        row.content = content;
        row.title = content.title ?? row.title;
        row.revision = null;
        row.confirmedAt = now;
        row.publicAlias = content.isAnonymous ? await makeAlias(em, row) : null;
      } else {
        row.revision = {
          ...row.revision!,
          status: event === 'submit' ? 'SUBMITTED' : 'DRAFT',
          updatedAt: now.toISOString(),
        };
      }
    } else {
      row.status = rule.to;
      if (event === 'accept') row.managerId = input.managerId ?? row.managerId ?? actor.userId;
      if (event === 'publish') {
        row.publishedAt = now;
        row.confirmedAt = now;
        row.publicAlias = content.isAnonymous ? await makeAlias(em, row) : null;
      }
      if (event === 'extend') {
        row.content = { ...row.content, deadlineAnswer: input.deadlineAnswer };
        row.extendedOnce = true;
      }
    }
    row.updatedAt = now;
    recordTransition(em, actor, now, {
      entity: 'demand',
      entityId: row.id,
      from: status,
      to: rule.to,
      event,
      content,
      reasonCode: input.reasonCode,
      comment: input.comment,
      extra: {
        ...(revision ? { revision: true } : {}),
        ...(input.interviewOn ? { interviewOn: input.interviewOn } : {}),
        ...(event === 'accept' ? { managerId: row.managerId } : {}),
      },
    });
    if (event !== 'submit') await deps.notifyOwner(em, row, event, input.comment);
    await touched(em, row.id);
  }

  async function makeAlias(em: Em, row: Demand): Promise<string> {
    const org = (await organisations.facts(em, [row.organisationId])).get(row.organisationId);
    const facts = aliasFacts(org, row.content.chainCodes?.[0] ?? null);
    return aliasOf(facts.labels, (use) =>
      organisations.countFirms(em, {
        scale: use.scale ? facts.scale : null,
        chainCode: use.chain ? facts.chainCode : null,
        regionCode: use.district ? facts.regionCode : null,
      }),
    );
  }

  async function guard(
    em: Em,
    event: DemandEvent,
    input: z.infer<typeof DemandTransition>,
    content: DemandContent,
    now: Date,
    row: Demand,
  ): Promise<void> {
    if (event === 'submit' || event === 'publish') {
      const missing = row.sourceBatchId != null ? missingOfImportedDemand(content) : missingOfDemand(content);
      if (missing.length)
        throw new AppError('INCOMPLETE', {
          fields: missing.map((item) => ({ path: `content.${item.field}`, code: item.message })),
        });
      const blocked = findingsOf(content).filter((finding) => finding.level === 'BLOCK');
      if (blocked.length)
        throw new AppError('TEXT_BLOCKED', {
          fields: blocked.map((finding) => ({ path: `content.${finding.field}`, code: finding.code.toLowerCase() })),
        });
    }
    if (
      event === 'publish' &&
      content.deadlineAnswer != null &&
      content.deadlineAnswer < dayOf(addDays(now, SHORTEST_WINDOW)) &&
      row.status !== 'PUBLISHED'
    )
      throw invalid('content.deadlineAnswer', 'window_too_short');
    if (event === 'accept' && input.managerId) {
      const managers = await accounts.idsWithRole(em, 'technologyManager');
      if (!managers.includes(input.managerId)) throw invalid('managerId', 'not_found');
    }
    if (event === 'refined' && !input.firmConsent)
      throw new AppError('INCOMPLETE', { fields: [{ path: 'firmConsent', code: 'required' }] });
    if (event === 'extend') {
      if (row.extendedOnce) throw new AppError('STATE_CONFLICT');
      if (!input.deadlineAnswer) throw invalid('deadlineAnswer', 'required');
      if (input.deadlineAnswer <= dayOf(now)) throw invalid('deadlineAnswer', 'date_past');
      if (input.deadlineAnswer <= (content.deadlineAnswer ?? '')) throw invalid('deadlineAnswer', 'too_early');
    }
  }
  return service;
}

export const findingsOf = (content: DemandContent): Finding[] =>
  checkTexts({
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, content[field]])),
    keywords: linesOf(content.keywords),
    scenes: linesOf(content.scenes),
    indicators: linesOf(content.indicators?.map((i) => [i.name, i.textValue, i.unit, i.condition, i.testMethod])),
  });

export type DemandsService = ReturnType<typeof createDemandsService>;
