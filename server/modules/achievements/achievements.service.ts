import type { z } from 'zod';
import type {
  AchievementContent,
  AchievementCreate,
  AchievementEvent,
  AchievementListItem,
  AchievementQuery,
  AchievementTransition,
  AchievementUpdate,
  AchievementView,
  BulkAchievementTransition,
} from '../../contracts/achievements.contract.ts';
import { ACHIEVEMENT_EVENTS } from '../../contracts/achievements.contract.ts';
import type { TransitionView } from '../../contracts/common.contract.ts';
import { missingOfAchievement, missingOfImportedAchievement } from '../../contracts/completeness.ts';
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
import type { OrganisationsService, TeamFacts, TeamsService } from '../accounts/index.ts';
import { Achievement } from './achievement.entity.ts';
import { type AchievementSubject, mayAchievement, readLevel } from './achievements.access.ts';
import { checkContent, ipNumbersOf } from './achievements.content.ts';
import { createImportedAchievements } from './achievements.imported.ts';
import { presentAchievement, presentAchievementItem } from './achievements.presenter.ts';
import { assertCoOwners, assertHolders } from './achievements.references.ts';
import { EDIT_AS_REVISION, EDIT_IN_PLACE, REVIEW_EVENTS, transitionOf } from './achievements.states.ts';

export interface AchievementsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  organisations: OrganisationsService;
  teams: TeamsService;
  /** Bonds between the reader and a record, from the matching module. */
  bonds: (em: Em, actor: Actor, achievementId: string) => Promise<Bonds>;
  /** Whether somebody besides the author can take the first step for the institute. */
  hasInstituteAdmin: (em: Em, organisationId: string, authorId: string | null) => Promise<boolean>;
  /** Whether the actor may know of a demand that a reservation names. */
  mayReadDemand: (actor: Actor, demandId: string) => Promise<boolean>;
  notifyOwner: (
    em: Em,
    achievement: { id: string; createdBy: string | null; title: string },
    event: AchievementEvent,
    comment: string,
  ) => Promise<void>;
}

const TEXT_FIELDS = ['title', 'summary', 'description', 'trlEvidence', 'levelClaimDocument'] as const;

export function createAchievementsService(deps: AchievementsDeps) {
  const { em: getEm, jobs, clock, organisations, teams, bonds } = deps;

  const subjectOf = (
    row: Achievement,
    team: TeamFacts | undefined,
    firstReviewerId: string | null = null,
  ): AchievementSubject => ({
    status: row.status,
    organisationId: row.organisationId,
    createdBy: row.createdBy ?? null,
    teamUserIds: team?.memberUserIds ?? [],
    firstReviewerId,
  });

  async function firstReviewer(em: Em, id: string): Promise<string | null> {
    const row = await em.findOne(
      Transition,
      { entity: 'achievement', entityId: id, event: 'instituteApprove' },
      { orderBy: { at: 'desc' } },
    );
    return row?.actorId ?? null;
  }

  async function load(em: Em, actor: Actor, id: string) {
    const row = await em.findOne(Achievement, { id });
    if (!row) throw notFound();
    const team = row.teamId ? (await teams.facts(em, [row.teamId])).get(row.teamId) : undefined;
    const subject = subjectOf(row, team, await firstReviewer(em, id));
    const level = readLevel(actor, subject, await bonds(em, actor, id));
    if (!level) throw notFound();
    return { row, team, subject, level };
  }

  async function allowedEvents(
    em: Em,
    actor: Actor,
    row: Achievement,
    subject: AchievementSubject,
  ): Promise<AchievementEvent[]> {
    if (!actor.userId) return [];
    const hasAdmin = await deps.hasInstituteAdmin(em, row.organisationId, authorFor(row, 'instituteApprove'));
    return ACHIEVEMENT_EVENTS.filter((event) => {
      const status = statusFor(row, event);
      return (
        status !== null &&
        transitionOf(status, event) !== null &&
        mayAchievement(actor, event, { ...subject, status, createdBy: authorFor(row, event) }, hasAdmin)
      );
    });
  }

  async function view(em: Em, actor: Actor, id: string): Promise<AchievementView> {
    const { row, team, subject, level } = await load(em, actor, id);
    const org = (await organisations.facts(em, [row.organisationId])).get(row.organisationId);
    return presentAchievement(row, {
      level,
      organisationName: org?.name ?? '',
      regionLabel: org ? regionLabel(org.regionCode) : '',
      teamName: team?.name ?? null,
      allowedEvents: await allowedEvents(em, actor, row, subject),
      canEdit: canEdit(row) && mayAchievement(actor, 'edit', subject),
    });
  }

  async function touched(em: Em, id: string): Promise<void> {
    await jobs.enqueue(em, 'index-record', { kind: 'achievement', id });
  }

  const service = {
    async list(actor: Actor, query: z.infer<typeof AchievementQuery>): Promise<Page<AchievementListItem>> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const cursor = decodeCursor(query.cursor, 'time');
      const where: Record<string, unknown>[] = [];
      if (query.scope === 'all' || (query.scope === 'review' && isOperator(actor))) {
        if (!isOperator(actor)) throw new AppError('FORBIDDEN');
      } else if (query.scope === 'mine') {
        const ownTeams = await ownTeamIds(actor);
        where.push({ $or: [{ createdBy: actor.userId }, ...(ownTeams.length ? [{ teamId: { $in: ownTeams } }] : [])] });
      } else {
        if (!hasRole(actor, 'instituteAdmin')) throw new AppError('FORBIDDEN');
        where.push({ organisationId: { $in: [...actor.organisationIds] } });
      }
      if (query.scope === 'review') {
        const waiting = isOperator(actor) ? ['INSTITUTE_OK', 'SUBMITTED'] : ['SUBMITTED'];
        where.push({ $or: [{ status: { $in: waiting } }, ...waiting.map((status) => ({ revision: { status } }))] });
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
      const rows = await em.find(Achievement, where.length ? { $and: where } : {}, {
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        limit: query.limit + 1,
      });
      const cut = toPage(rows, query.limit, (row) => ({ key: row.updatedAt.toISOString(), id: row.id }));
      const orgs = await organisations.facts(
        em,
        cut.items.map((row) => row.organisationId),
      );
      const teamFacts = await teams.facts(
        em,
        cut.items.map((row) => row.teamId),
      );
      return {
        items: cut.items.map((row) =>
          presentAchievementItem(
            row,
            {
              organisationName: orgs.get(row.organisationId)?.name ?? '',
              teamName: row.teamId ? (teamFacts.get(row.teamId)?.name ?? null) : null,
            },
            clock.now(),
          ),
        ),
        nextCursor: cut.nextCursor,
      };
    },

    async get(actor: Actor, id: string): Promise<AchievementView> {
      return view(getEm(), actor, id);
    },

    async create(actor: Actor, input: z.infer<typeof AchievementCreate>): Promise<AchievementView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => service.createIn(tx as Em, actor, input));
      em.clear();
      return view(em, actor, id);
    },

    /** Creates a draft inside the caller's transaction; returns its id. */
    async createIn(em: Em, actor: Actor, input: z.infer<typeof AchievementCreate>): Promise<string> {
      const probe = {
        status: 'DRAFT' as const,
        organisationId: input.organisationId,
        createdBy: actor.userId,
        teamUserIds: [],
      };
      if (!mayAchievement(actor, 'create', probe))
        throw hasRole(actor, 'researcher', 'instituteAdmin')
          ? invalid('organisationId', 'not_member')
          : new AppError('FORBIDDEN');
      if (!(await organisations.load(em, input.organisationId))) throw invalid('organisationId', 'not_found');
      const content = checkContent(input.content, clock.now());
      await assertTeam(em, input.teamId, input.organisationId);
      await assertCoOwners(em, organisations, content);
      const now = clock.now();
      const row = em.create(Achievement, {
        id: newId(now.getTime()),
        code: await nextCode(em, 'ACH', now),
        status: 'DRAFT',
        organisationId: input.organisationId,
        teamId: input.teamId,
        title: content.title ?? '',
        content,
        revision: null,
        ipNumbers: ipNumbersOf(content),
        publishedAt: null,
        confirmedAt: null,
        reservedUntil: null,
        reservedForDemandId: null,
        sourceBatchId: null,
        sourceRow: null,
        createdAt: now,
        updatedAt: now,
        createdBy: actor.userId,
      });
      recordTransition(em, actor, now, {
        entity: 'achievement',
        entityId: row.id,
        from: '',
        to: 'DRAFT',
        event: 'create',
        content,
      });
      await em.flush();
      return row.id;
    },

    ...createImportedAchievements({ jobs, clock }),

    /** One event on several records; each answers for itself, so that one refusal leaves the others done. */
    async transitionMany(actor: Actor, input: z.infer<typeof BulkAchievementTransition>) {
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

    async update(actor: Actor, id: string, input: z.infer<typeof AchievementUpdate>): Promise<AchievementView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (!mayAchievement(actor, 'edit', subject)) throw notFound();
        if (row.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, actor, id) });
        if (!canEdit(row)) throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        await assertCoOwners(tx as Em, organisations, input.content);
        if (input.teamId !== undefined) {
          await assertTeam(tx as Em, input.teamId, row.organisationId);
          row.teamId = input.teamId;
        }
        if (EDIT_IN_PLACE.includes(row.status)) {
          row.content = checkContent(mergeContent(row.content, input.content), now);
          row.title = row.content.title ?? '';
          row.ipNumbers = ipNumbersOf(row.content);
        } else {
          const base = row.revision?.content ?? row.content;
          row.revision = {
            status: 'DRAFT',
            content: checkContent(mergeContent(base, input.content), now),
            by: actor.userId,
            updatedAt: now.toISOString(),
          };
        }
        row.updatedAt = now;
      });
      em.clear();
      return view(em, actor, id);
    },

    async transition(actor: Actor, id: string, input: z.infer<typeof AchievementTransition>): Promise<AchievementView> {
      const em = getEm();
      if (input.demandId && !(await deps.mayReadDemand(actor, input.demandId))) throw invalid('demandId', 'not_found');
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (row.version !== input.version)
          throw new AppError('VERSION_CONFLICT', { current: await view(tx as Em, actor, id) });
        const { event } = input;
        const status = statusFor(row, event);
        const rule = status ? transitionOf(status, event) : null;
        if (!rule || !status) throw new AppError('STATE_CONFLICT');
        const guarded = { ...subject, status, createdBy: authorFor(row, event) };
        const hasAdmin = await deps.hasInstituteAdmin(tx as Em, row.organisationId, guarded.createdBy);
        if (!mayAchievement(actor, event, guarded, hasAdmin))
          throw new AppError(
            guarded.createdBy === actor.userId && (event === 'publish' || event === 'instituteApprove')
              ? 'OWN_ITEM'
              : 'FORBIDDEN',
          );
        if (rule.needsReason && !input.comment && !input.reasonCode)
          throw new AppError('REASON_REQUIRED', { fields: [{ path: 'comment', code: 'required' }] });
        const now = clock.now();
        const onRevision = row.revision !== null && REVIEW_EVENTS.includes(event) && row.status !== 'DRAFT';
        const content = onRevision ? row.revision!.content : row.content;
        guardEvent(event, input, content, now, row.sourceBatchId != null);
        if (event === 'submit' || event === 'publish')
          await assertHolders(tx as Em, organisations, row.organisationId, content);
        if (event === 'instituteApprove')
          Object.assign(content, { secrecyCheck: input.secrecyCheck, exportCheck: input.exportCheck });
        if (onRevision) applyToRevision(tx as Em, actor, row, rule.to, now);
        else applyToRecord(row, event, rule.to, input, now);
        if (!onRevision) row.content = { ...content };
        row.updatedAt = now;
        recordTransition(tx as Em, actor, now, {
          entity: 'achievement',
          entityId: id,
          from: status,
          to: rule.to,
          event,
          content,
          reasonCode: input.reasonCode,
          comment: input.comment,
          extra: {
            ...(onRevision ? { revision: true } : {}),
            ...(input.until ? { until: input.until } : {}),
            ...(input.demandId ? { demandId: input.demandId } : {}),
          },
        });
        if (event !== 'submit')
          await deps.notifyOwner(
            tx as Em,
            { id, createdBy: row.createdBy ?? null, title: row.title },
            event,
            input.comment,
          );
        await touched(tx as Em, id);
      });
      em.clear();
      return view(em, actor, id);
    },

    /** "Still valid?": the owner confirms, and the record counts as fresh for another twelve months. */
    async confirm(actor: Actor, id: string): Promise<AchievementView> {
      const em = getEm();
      await em.transactional(async (tx) => {
        const { row, subject } = await load(tx as Em, actor, id);
        if (!mayAchievement(actor, 'confirm', subject)) throw notFound();
        if (!EDIT_AS_REVISION.includes(row.status)) throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        row.confirmedAt = now;
        row.updatedAt = now;
        recordTransition(tx as Em, actor, now, {
          entity: 'achievement',
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
      const rows = await em.find(Transition, { entity: 'achievement', entityId: id }, { orderBy: { at: 'asc' } });
      return { items: rows.map(presentTransition) };
    },

    async textFindings(actor: Actor, id: string): Promise<{ items: Finding[] }> {
      const { row, level } = await load(getEm(), actor, id);
      if (level !== 'OWNER' && level !== 'STAFF') throw notFound();
      return { items: findingsOf(row.revision?.content ?? row.content) };
    },
  };

  async function ownTeamIds(actor: Actor): Promise<string[]> {
    const page = await teams.list(actor, { mine: true, limit: 100 });
    return page.items
      .filter((team) => team.members.some((member) => member.userId === actor.userId))
      .map((team) => team.id);
  }

  async function assertTeam(em: Em, teamId: string | null, organisationId: string): Promise<void> {
    if (!teamId) return;
    const team = (await teams.facts(em, [teamId])).get(teamId);
    if (!team || team.organisationId !== organisationId) throw invalid('teamId', 'not_found');
  }
  return service;
}

/** The status an event starts from: that of the revision for review events of a published record. */
function statusFor(row: Achievement, event: AchievementEvent): Achievement['status'] | null {
  if (!REVIEW_EVENTS.includes(event) || !EDIT_AS_REVISION.includes(row.status)) return row.status;
  return row.revision ? row.revision.status : null;
}

/** Who made what is being reviewed. */
const authorFor = (row: Achievement, event: AchievementEvent): string | null =>
  (REVIEW_EVENTS.includes(event) && row.revision ? row.revision.by : row.createdBy) ?? null;

const canEdit = (row: Achievement): boolean =>
  EDIT_IN_PLACE.includes(row.status) ||
  (EDIT_AS_REVISION.includes(row.status) && (row.revision === null || row.revision?.status === 'DRAFT'));

export const findingsOf = (content: AchievementContent): Finding[] =>
  checkTexts({
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, content[field]])),
    keywords: linesOf(content.keywords),
    scenes: linesOf(content.scenes),
    indicators: linesOf(content.indicators?.map((i) => [i.name, i.textValue, i.unit, i.condition, i.testMethod])),
    ip: linesOf(content.ip?.map((right) => [right.title, ...right.holders, right.note])),
  });

function guardEvent(
  event: AchievementEvent,
  input: z.infer<typeof AchievementTransition>,
  content: AchievementContent,
  now: Date,
  isImported: boolean,
): void {
  if (event === 'submit' || event === 'publish') {
    const missing = isImported ? missingOfImportedAchievement(content) : missingOfAchievement(content);
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
  if (event === 'instituteApprove') {
    const fields = [
      ...(input.ownershipConfirmed ? [] : [{ path: 'ownershipConfirmed', code: 'required' }]),
      ...(input.secrecyCheck?.result === 'CLEARED' ? [] : [{ path: 'secrecyCheck', code: 'required' }]),
      ...(input.exportCheck ? [] : [{ path: 'exportCheck', code: 'required' }]),
    ];
    if (fields.length) throw new AppError('INCOMPLETE', { fields });
  }
  if (event === 'reserve') {
    if (!input.until) throw invalid('until', 'required');
    if (input.until < dayOf(now)) throw invalid('until', 'date_past');
    if (input.until > dayOf(addDays(now, 90))) throw invalid('until', 'too_long');
  }
}

function applyToRecord(
  row: Achievement,
  event: AchievementEvent,
  to: Achievement['status'],
  input: z.infer<typeof AchievementTransition>,
  now: Date,
): void {
  row.status = to;
  if (event === 'publish') {
    row.publishedAt = now;
    row.confirmedAt = now;
  }
  if (event === 'reserve') {
    row.reservedUntil = input.until ?? null;
    row.reservedForDemandId = input.demandId ?? null;
  }
  if (event === 'release') {
    row.reservedUntil = null;
    row.reservedForDemandId = null;
  }
}

function applyToRevision(em: Em, actor: Actor, row: Achievement, to: Achievement['status'], now: Date): void {
  if (to !== 'PUBLISHED') {
    row.revision = {
      ...row.revision!,
      status: to as 'DRAFT' | 'SUBMITTED' | 'INSTITUTE_OK',
      updatedAt: now.toISOString(),
    };
    return;
  }
  em.create(RecordVersion, {
    id: newId(),
    entity: 'achievement',
    entityId: row.id,
    content: row.content as Record<string, unknown>,
    replacedAt: now,
    replacedBy: actor.userId,
  });
  row.content = row.revision!.content;
  row.title = row.content.title ?? row.title;
  row.ipNumbers = ipNumbersOf(row.content);
  row.revision = null;
  row.confirmedAt = now;
}

export type AchievementsService = ReturnType<typeof createAchievementsService>;
