/** Front door of imports. */
import type { Em } from '../../db/database.ts';
import type { Jobs } from '../../jobs/queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Accounts, OrganisationsService, TeamsService } from '../accounts/index.ts';
import type { AchievementRecords, AchievementsService } from '../achievements/index.ts';
import type { DemandRecords, DemandsService } from '../demands/index.ts';
import { createDuplicateFinder } from './duplicate-finder.ts';
import { createImportRunner } from './imports.runner.ts';
import { createImportBatches } from './imports.service.ts';

export interface ImportsDeps {
  em: () => Em;
  jobs: Jobs;
  clock: Clock;
  accounts: Accounts;
  organisations: OrganisationsService;
  teams: TeamsService;
  achievements: AchievementsService;
  demands: DemandsService;
  achievementRecords: AchievementRecords;
  demandRecords: DemandRecords;
  log: { warn(details: object, message: string): void };
}

export function createImportsService(deps: ImportsDeps) {
  const {
    em,
    jobs,
    clock,
    accounts,
    organisations,
    teams,
    achievements,
    demands,
    achievementRecords,
    demandRecords,
    log,
  } = deps;
  const finder = createDuplicateFinder({
    load: (target, tx) =>
      target === 'achievement' ? achievementRecords.forDuplicates(tx) : demandRecords.forDuplicates(tx),
    contentsOf: async (target, tx, ids) => {
      if (ids.length === 0) return new Map();
      const found = await (target === 'achievement' ? achievementRecords : demandRecords).records(tx, ids);
      return new Map([...found].map(([id, { row }]) => [id, row.content]));
    },
    organisationNames: (tx, ids) => organisations.facts(tx, ids),
  });
  const runner = createImportRunner({ em, clock, organisations, teams, achievements, demands, finder, log });
  return createImportBatches({ em, jobs, clock, accounts, organisations, finder, runner });
}
export type { ImportBatches as ImportsService } from './imports.service.ts';
