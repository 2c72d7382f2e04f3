import type { z } from 'zod';
import type { DemandCreate, DemandTransition, DemandView } from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { type Actor, hasRole, isOperator } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { type Clock, dayOf } from '../../kernel/clock.ts';
import { nextCode } from '../../kernel/code.ts';
import { assertCodesOn } from '../../kernel/code-switches.ts';
import type { Bonds, ReadLevel } from '../../kernel/disclosure.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import { createRecordImports } from '../../kernel/record-imports.ts';
import { createRecordUseCases } from '../../kernel/record-use-cases.ts';
import { regionLabel } from '../../kernel/regions.ts';
import { canBeEdited, newRow } from '../../kernel/reviewed-record.ts';
import { type Accounts, type OrganisationsService, readOffCodes } from '../accounts/index.ts';
import { clarityOf } from './clarity.ts';
import { Demand } from './demand.entity.ts';
import { type DemandSubject, mayDemand, readLevel } from './demands.access.ts';
import { createDemandContact, groundFor } from './demands.contact.ts';
import { createDemandExpiry } from './demands.expiry.ts';
import { DEMAND_RECORDS, findingsOf, firmNamesOf, newDemandColumns, subjectOfDemand } from './demands.kind.ts';
import { createDemandList } from './demands.list.ts';
import { presentDemand } from './demands.presenter.ts';
import { allowedDemandEvents, createDemandReview, type NotifyFirm } from './demands.review.ts';

export interface DemandsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  organisations: OrganisationsService;
  accounts: Accounts;
  /** Bonds between the reader and a demand, from the matching module. */
  bonds: (em: Em, actor: Actor, demandId: string) => Promise<Bonds>;
  notifyOwner: NotifyFirm;
}

interface Loaded {
  row: Demand;
  subject: DemandSubject;
  level: ReadLevel;
}

/** Everything people do with demands: writing, review, publication, renewal. */
export function createDemandsService(deps: DemandsDeps) {
  const { em: getEm, jobs, clock, organisations, accounts, bonds, notifyOwner } = deps;

  async function load(em: Em, actor: Actor, id: string): Promise<Loaded> {
    const row = await em.findOne(Demand, { id });
    if (!row) throw notFound();
    const subject = subjectOfDemand(row);
    const level = readLevel(actor, subject, await bonds(em, actor, id));
    if (!level) throw notFound();
    return { row, subject, level };
  }

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
      allowedEvents: allowedDemandEvents(actor, row),
      canEdit: canBeEdited(DEMAND_RECORDS, row) && mayDemand(actor, 'edit', subject),
      contactGround: groundFor(actor, { subject, level }),
    });
  }

  const touchedMany = (em: Em, ids: readonly string[]) =>
    jobs.enqueueMany(
      em,
      'index-record',
      ids.map((id) => ({ kind: 'demand' as const, id })),
    );
  const touched = (em: Em, id: string) => jobs.enqueue(em, 'index-record', { kind: 'demand', id });
  const review = createDemandReview({ clock, organisations, accounts, notifyOwner, touched });

  async function createIn(em: Em, actor: Actor, input: z.infer<typeof DemandCreate>): Promise<string> {
    const { organisationId } = input;
    const managerId = hasRole(actor, 'technologyManager') && !isOperator(actor) ? actor.userId : null;
    const probe: DemandSubject = {
      status: 'DRAFT',
      organisationId,
      createdBy: actor.userId,
      managerId,
      visibility: 'INVITED',
    };
    if (!mayDemand(actor, 'create', probe))
      throw hasRole(actor, 'enterpriseUser') ? invalid('organisationId', 'not_member') : new AppError('FORBIDDEN');
    if (!(await organisations.load(em, organisationId))) throw invalid('organisationId', 'not_found');
    const now = clock.now();
    const content = DEMAND_RECORDS.check(input.content, now);
    assertCodesOn(content, null, await readOffCodes(em), 'content.');
    const code = await nextCode(em, 'DEM', now);
    const row = em.create(Demand, {
      ...newRow(actor, now, { code, status: 'DRAFT' as const, organisationId, content }),
      ...newDemandColumns(managerId),
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
  }

  return {
    list: createDemandList({ em: getEm, clock, organisations, accounts }),

    async create(actor: Actor, input: z.infer<typeof DemandCreate>): Promise<DemandView> {
      if (!actor.userId) throw new AppError('UNAUTHENTICATED');
      const em = getEm();
      const id = await em.transactional(async (tx) => createIn(tx as Em, actor, input));
      em.clear();
      return view(em, actor, id);
    },

    ...createRecordUseCases({
      em: getEm,
      clock,
      kind: DEMAND_RECORDS,
      load,
      view,
      may: (actor, action, { subject }: Loaded) => mayDemand(actor, action, subject),
      move: (em, actor, loaded: Loaded, input: z.infer<typeof DemandTransition>) =>
        review.move(em, actor, loaded, input),
      findings: findingsOf,
      offCodes: readOffCodes,
      touched,
    }),

    ...createRecordImports({
      clock,
      kind: DEMAND_RECORDS,
      columns: () => newDemandColumns(null),
      touched: touchedMany,
      offCodes: readOffCodes,
    }),

    ...createDemandContact({ em: getEm, clock, load }),

    ...createDemandExpiry({ em: getEm, clock, notifyOwner, touched }),
  };
}

export type DemandsService = ReturnType<typeof createDemandsService>;
