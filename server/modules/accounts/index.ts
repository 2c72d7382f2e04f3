/** Front door of people and organisations. */
export type { AccountsService as Accounts } from './accounts.service.ts';
export { createAccountsService } from './accounts.service.ts';
export { type Auth, CLIENT_ADDRESS_HEADER, createAuth } from './auth.ts';
export { type CodeTablesService, createCodeTablesService, readOffCodes } from './code-tables.service.ts';
export type { OrganisationFacts } from './organisations.lookup.ts';
export { organisationRecords } from './organisations.records.ts';
export {
  createOrganisationsService,
  type OrganisationsService,
} from './organisations.service.ts';
export { createTeamsService, type TeamFacts, type TeamsService } from './teams.service.ts';
