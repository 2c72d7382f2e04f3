import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmbedding } from '../search/create-embedding.ts';
import { createSearch } from '../search/create-search.ts';
import type { EmbeddingModel } from '../search/embedding-port.ts';
import type { SearchEngine } from '../search/port.ts';
import { createMailer } from './adapters/smtp-mailer.ts';
import type { Config } from './config.ts';
import { LAOSHAN_CHAIN, labelOf } from './contracts/code-tables/index.ts';
import { type Database, type Em, openDatabase } from './db/database.ts';
import { createEmbeddingStore } from './indexer/embedding-store.ts';
import { createEngineAdminService } from './indexer/engine-admin.service.ts';
import { createHealthService } from './indexer/health.service.ts';
import { createIndexer } from './indexer/indexer.ts';
import { createQueue, type Queue } from './jobs/queue.ts';
import { type Clock, dayOf, systemClock } from './kernel/clock.ts';
import { AppError } from './kernel/errors.ts';
import { regionLabel } from './kernel/regions.ts';
import {
  createAccountsService,
  createAuth,
  createCodeTablesService,
  createOrganisationsService,
  createTeamsService,
  organisationRecords,
} from './modules/accounts/index.ts';
import {
  createAchievementCalendar,
  createAchievementRecords,
  createAchievementsService,
} from './modules/achievements/index.ts';
import { createCardStore, createCatalogueService } from './modules/catalogue/index.ts';
import {
  clarityOf,
  createDemandCalendar,
  createDemandRecords,
  createDemandsService,
  splitText,
} from './modules/demands/index.ts';
import { createImportsService } from './modules/imports/index.ts';
import { createMatching } from './modules/matching/index.ts';
import { createNotificationsService } from './modules/notifications/index.ts';

export interface Logger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface ContainerOptions {
  config: Config;
  log: Logger;
  clock?: Clock;
  /** Null keeps the database in memory (tests); otherwise the folder of the config. */
  databaseDir?: string | null;
  loadFrom?: Blob;
  searchDir?: string;
  isTest?: boolean;
}

const FACET_LABELS: Record<string, (value: string) => string> = {
  hti: (value) => labelOf('HTI', value),
  chain: (value) => labelOf('LAOSHAN_CHAIN', value),
  region: regionLabel,
  coop: (value) => labelOf('COOP_MODE', value),
  stage: (value) => labelOf('STAGE', value),
  demandKind: (value) => labelOf('DEMAND_KIND', value),
  orgType: (value) => labelOf('ORG_TYPE', value),
};

/** The only place where things are made and adapters are named. */
export async function createContainer(options: ContainerOptions) {
  const { config, log } = options;
  const clock = options.clock ?? systemClock;
  const version = (
    JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }
  ).version;
  const database: Database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: options.databaseDir === undefined ? config.dataDir : options.databaseDir,
    ...(options.loadFrom ? { loadFrom: options.loadFrom } : {}),
  });
  // Inside a request this is the request's identity map, elsewhere a fresh one.
  const em = (): Em => {
    const current = database.em.getContext(false) as unknown as Em;
    return current === database.em ? (database.em.fork() as Em) : current;
  };
  const queue: Queue = createQueue(database, log);
  const mailer = createMailer(config.smtp);
  const publicUrl =
    config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${config.port}`;

  const embedding: EmbeddingModel = createEmbedding({
    kind: config.embedding,
    store: createEmbeddingStore(() => database.em.fork() as Em, clock),
  });
  const engine: SearchEngine = await createSearch({
    engine: config.searchEngine,
    dir: options.searchDir ?? join(config.dataDir, 'search'),
    embeddingModelId: embedding.id,
    dimension: embedding.dimension,
  });

  const organisations = createOrganisationsService({
    em,
    jobs: queue,
    clock,
    countRecords: async (tx, ids) => {
      const [a, d] = [
        await achievementRecords.countByOrganisation(tx, ids),
        await demandRecords.countByOrganisation(tx, ids),
      ];
      return new Map(ids.map((id) => [id, { achievements: a.get(id) ?? 0, demands: d.get(id) ?? 0 }]));
    },
    onAdmitted: (tx, userId) => matching.tellWaiting(tx, userId),
  });
  const teams = createTeamsService({
    em,
    clock,
    countByTeam: (tx, ids) => achievementRecords.countByTeam(tx, ids),
    cardsOfTeam: async (tx, id) => {
      const ids = await achievementRecords.idsOfTeam(tx, id);
      const cards = await achievementRecords.cards(tx, ids, clock.now());
      return ids.flatMap((each) => cards.get(each) ?? []);
    },
    teamsInCharge: (tx, actor, ids) => matching.teamsInCharge(tx, actor, ids),
  });
  const achievementRecords = createAchievementRecords({ organisations, teams });
  const demandRecords = createDemandRecords({ organisations });
  const notifications = createNotificationsService({
    em,
    jobs: queue,
    clock,
    mailer,
    publicUrl,
    emailsOf: (tx, userId) => accounts.emailOf(tx, userId),
  });
  const auth = createAuth({
    database,
    secret: config.sessionSecret,
    baseUrl: publicUrl,
    mailer,
    clock,
    ...(options.isTest ? { isTest: true } : {}),
  });
  const accounts = createAccountsService({
    em,
    auth,
    clock,
    organisations,
    countUnread: notifications.countUnread,
    onRoleGained: (tx, userId) => matching.tellWaiting(tx, userId),
  });

  const matching = createMatching({
    em,
    jobs: queue,
    clock,
    engine,
    embedding,
    accounts,
    organisations,
    teams,
    demands: demandRecords,
    achievements: achievementRecords,
    notifications,
  });

  const achievements = createAchievementsService({
    em,
    jobs: queue,
    clock,
    organisations,
    teams,
    bonds: matching.bondsToAchievement,
    hasInstituteAdmin: async (tx, organisationId, authorId) =>
      (await accounts.adminsOfInstitute(tx, organisationId)).some((id) => id !== authorId),
    mayReadDemand: async (actor, demandId) => {
      try {
        return Boolean(await demands.get(actor, demandId));
      } catch (error) {
        if (error instanceof AppError && error.code === 'NOT_FOUND') return false;
        throw error;
      }
    },
    notifyOwner: async (tx, row, event) => {
      if (row.createdBy)
        await notifications.notify(
          tx,
          [row.createdBy],
          'achievementMoved',
          { title: row.title, event },
          `/desk/achievements/${row.id}`,
        );
    },
  });
  const demands = createDemandsService({
    em,
    jobs: queue,
    clock,
    organisations,
    accounts,
    bonds: matching.bondsToDemand,
    notifyOwner: async (tx, row, event) => {
      await notifications.notify(
        tx,
        await accounts.memberIds(tx, row.organisationId),
        'demandMoved',
        { title: row.title, event },
        `/desk/demands/${row.id}`,
      );
    },
  });
  const imports = createImportsService({
    em,
    jobs: queue,
    clock,
    accounts,
    organisations,
    teams,
    achievements,
    demands,
    achievementRecords,
    demandRecords,
    log,
  });

  const loadCards: Parameters<typeof createCardStore>[0] = async (kind, ids) => {
    const tx = database.em.fork() as Em;
    if (kind === 'achievement') return achievementRecords.cards(tx, ids, clock.now());
    if (kind === 'demand') return demandRecords.cards(tx, ids, clock.now());
    return organisationRecords.cards(tx, ids);
  };
  // Cards tell whether a record is stale, which changes with the day; and beside an outside database another process
  // may change rows that this one does not hear of.
  const cards = createCardStore(loadCards, Date.now, config.databaseUrl ? 60_000 : 3_600_000);
  const catalogue = createCatalogueService({
    em,
    engine,
    embedding: null,
    cards,
    clock,
    labelOf: (field, value) => FACET_LABELS[field]?.(value) ?? value,
    figures: async (tx) => ({ teams: await teams.countAll(tx), ...(await matching.figures(tx)) }),
    latest: (tx, kind, limit) =>
      kind === 'achievement' ? achievementRecords.latestIds(tx, limit) : demandRecords.latestPublicIds(tx, limit),
    chains: LAOSHAN_CHAIN.filter((entry) => !('open' in entry)).map((entry) => ({ code: entry.code, label: entry.zh })),
  });
  const indexer = createIndexer({
    em: () => database.em.fork() as Em,
    engine,
    embedding,
    embedded: new Set(['matching'] as const),
    sources: [
      { kind: 'achievement', ...achievementRecords },
      { kind: 'demand', ...demandRecords },
      { kind: 'organisation', ...organisationRecords },
    ],
    onIndexed: async (tx, kind, ids) => {
      cards.drop(ids);
      if (kind !== 'organisation') await matching.recordsChanged(tx, kind, ids);
    },
  });
  const engineAdmin = createEngineAdminService({
    engine,
    indexer,
    queue,
    onError: (error) => log.error({ err: error }, 'index rebuild'),
  });
  const health = createHealthService({ database, engine, jobs: queue, version });

  const calendar = {
    achievements: createAchievementCalendar({ em, jobs: queue, clock, accounts, teams, notifications }),
    demands: createDemandCalendar({ em, clock, accounts, notifications }),
  };
  const services = {
    accounts,
    organisations,
    teams,
    achievements,
    demands,
    demandTools: {
      splitText: (text: string) => ({ suggestions: splitText(text, dayOf(clock.now())) }),
      clarity: (content: Parameters<typeof clarityOf>[0]) => clarityOf(content, dayOf(clock.now())),
    },
    catalogue,
    notifications,
    codeTables: createCodeTablesService({ em, clock }),
    engineAdmin,
    health,
    imports,
    curation: matching.curation,
    introductions: matching.introductions,
    matchLists: matching.lists,
  };
  return {
    config,
    version,
    log,
    clock,
    database,
    queue,
    engine,
    embedding,
    indexer,
    auth,
    matching,
    calendar,
    services,
    publicUrl,
  };
}

export type Container = Awaited<ReturnType<typeof createContainer>>;
export type Services = Container['services'];
