import type { z } from 'zod';
import type {
  AchievementContent,
  AchievementCreate,
  AchievementTransition,
  AchievementUpdate,
  AchievementView,
} from '../../contracts/achievements.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, hasRole } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { assertCodesOn } from '../../kernel/code-switches.ts';
import type { Bonds, ReadLevel } from '../../kernel/disclosure.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import { createRecordImports, type ImportedRecord } from '../../kernel/record-imports.ts';
import { createRecordUseCases } from '../../kernel/record-use-cases.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { canBeEdited, newRow } from '../../kernel/reviewed-record.ts';
import { type OrganisationsService, readOffCodes, type TeamFacts, type TeamsService } from '../accounts/index.ts';
import { Achievement } from './achievement.entity.ts';
import { type AchievementSubject, mayAchievement, readLevel } from './achievements.access.ts';
import { ACHIEVEMENT_RECORDS, findingsOf, newAchievementColumns } from './achievements.kind.ts';
import { createAchievementList } from './achievements.list.ts';
import { presentAchievement } from './achievements.presenter.ts';
import { assertCoOwners } from './achievements.references.ts';
import { type AchievementReviewDeps, createAchievementReview, firstReviewer } from './achievements.review.ts';

export interface AchievementsDeps
  extends Pick<AchievementReviewDeps, 'hasInstituteAdmin' | 'mayReadDemand' | 'notifyOwner'> {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  organisations: OrganisationsService;
  teams: TeamsService;
  /** Bonds between the reader and a record, from the matching module. */
  bonds: (em: Em, actor: Actor, achievementId: string) => Promise<Bonds>;
}

interface ImportedAchievement extends ImportedRecord<AchievementContent> {
  teamId: string | null;
}
interface Loaded {
  row: Achievement;
  team: TeamFacts | undefined;
  subject: AchievementSubject;
  level: ReadLevel;
}

/** Everything people do with achievements: writing, review, publication, renewal. */
export function createAchievementsService(deps: AchievementsDeps) {
  const { em: getEm, jobs, clock, organisations, teams, bonds } = deps;

  async function load(em: Em, actor: Actor, id: string): Promise<Loaded> {
    const row = await em.findOne(Achievement, { id });
    if (!row) throw notFound();
    const team = row.teamId ? (await teams.facts(em, [row.teamId])).get(row.teamId) : undefined;
    const subject: AchievementSubject = {
      status: row.status,
      organisationId: row.organisationId,
      createdBy: row.createdBy ?? null,
      teamUserIds: team?.memberUserIds ?? [],
      firstReviewerId: await firstReviewer(em, id),
    };
    const level = readLevel(actor, subject, await bonds(em, actor, id));
    if (!level) throw notFound();
    return { row, team, subject, level };
  }

  async function view(em: Em, actor: Actor, id: string): Promise<AchievementView> {
    const { row, team, subject, level } = await load(em, actor, id);
    const org = (await organisations.facts(em, [row.organisationId])).get(row.organisationId);
    return presentAchievement(row, {
      level,
      organisationName: org?.name ?? '',
      regionLabel: org ? regionLabel(org.regionCode) : '',
      teamName: team?.name ?? null,
      allowedEvents: await review.allowedEvents(em, actor, row, subject),
      canEdit: canBeEdited(ACHIEVEMENT_RECORDS, row) && mayAchievement(actor, 'edit', subject),
    });
  }

  const touchedMany = (em: Em, ids: readonly string[]) =>
    jobs.enqueueMany(
      em,
      'index-record',
      ids.map((id) => ({ kind: 'achievement' as const, id })),
    );
  const touched = (em: Em, id: string) => jobs.enqueue(em, 'index-record', { kind: 'achievement', id });
  const review = createAchievementReview({
    clock,
    organisations,
    hasInstituteAdmin: deps.hasInstituteAdmin,
    mayReadDemand: deps.mayReadDemand,
    notifyOwner: deps.notifyOwner,
    touched,
  });

  async function createIn(em: Em, actor: Actor, input: z.infer<typeof AchievementCreate>): Promise<string> {
    const { organisationId, teamId } = input;
    const probe = { status: 'DRAFT' as const, organisationId, createdBy: actor.userId, teamUserIds: [] };
    if (!mayAchievement(actor, 'create', probe))
      throw hasRole(actor, 'researcher', 'instituteAdmin')
        ? invalid('organisationId', 'not_member')
        : new AppError('FORBIDDEN');
    if (!(await organisations.load(em, organisationId))) throw invalid('organisationId', 'not_found');
    const now = clock.now();
    const content = ACHIEVEMENT_RECORDS.check(input.content, now);
    assertCodesOn(content, null, await readOffCodes(em), 'content.');
    await assertTeam(em, teamId, organisationId);
    await assertCoOwners(em, organisations, content);
    const code = await nextCode(em, 'ACH', now);
    const row = em.create(Achievement, {
      ...newRow(actor, now, { code, status: 'DRAFT' as const, organisationId, content }),
      ...newAchievementColumns(teamId, content),
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
  }

  async function assertTeam(em: Em, teamId: string | null, organisationId: string): Promise<void> {
    if (!teamId) return;
    const team = (await teams.facts(em, [teamId])).get(teamId);
    if (!team || team.organisationId !== organisationId) throw invalid('teamId', 'not_found');
  }

  return {
    list: createAchievementList({ em: getEm, clock, organisations, teams }),

    async create(actor: Actor, input: z.infer<typeof AchievementCreate>): Promise<AchievementView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => createIn(tx as Em, actor, input));
      em.clear();
      return view(em, actor, id);
    },

    ...createRecordUseCases({
      em: getEm,
      clock,
      kind: ACHIEVEMENT_RECORDS,
      load,
      view,
      may: (actor, action, { subject }: Loaded) => mayAchievement(actor, action, subject),
      async editColumns(em, row, { teamId, content }: z.infer<typeof AchievementUpdate>) {
        await assertCoOwners(em, organisations, content);
        if (teamId === undefined) return;
        await assertTeam(em, teamId, row.organisationId);
        row.teamId = teamId;
      },
      move: (em, actor, loaded: Loaded, input: z.infer<typeof AchievementTransition>) =>
        review.move(em, actor, loaded, input),
      findings: findingsOf,
      offCodes: readOffCodes,
      touched,
    }),

    ...createRecordImports({
      clock,
      kind: ACHIEVEMENT_RECORDS,
      columns: ({ teamId }: ImportedAchievement, content) => newAchievementColumns(teamId, content),
      touched: touchedMany,
      offCodes: readOffCodes,
    }),
  };
}

export type AchievementsService = ReturnType<typeof createAchievementsService>;
