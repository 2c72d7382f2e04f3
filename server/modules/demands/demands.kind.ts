import type { DemandContent } from '../../contracts/demands.contract.ts';
import { withoutMasks } from '../../kernel/contact.ts';
import type { RecordKind } from '../../kernel/reviewed-record.ts';
import { checkTexts, type Finding, linesOf } from '../../kernel/text-check.ts';
import type { OrganisationFacts } from '../accounts/index.ts';
import { namesOfFirm } from './alias.ts';
import { Demand } from './demand.entity.ts';
import type { DemandSubject } from './demands.access.ts';
import { checkDemandContent } from './demands.content.ts';
import { DEMAND_EDIT_AS_REVISION, DEMAND_EDIT_IN_PLACE } from './demands.states.ts';

/** Demands, as the steps that they share with achievements know them. */
export const DEMAND_RECORDS: RecordKind<Demand, DemandContent> = {
  entity: 'demand',
  codePrefix: 'DEM',
  type: Demand,
  editInPlace: DEMAND_EDIT_IN_PLACE,
  editAsRevision: DEMAND_EDIT_AS_REVISION,
  closed: 'CLOSED',
  // Staff read the contact masked, and a form sends back what it was given.
  received: withoutMasks,
  check: checkDemandContent,
  put(row, content) {
    row.content = content;
    row.title = content.title ?? row.title;
  },
};

/** Columns of a demand that nobody has taken on yet. */
export const newDemandColumns = (managerId: string | null) => ({ managerId, publicAlias: null, extendedOnce: false });

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

const TEXT_FIELDS = ['title', 'summary', 'background', 'problem', 'partnerConditions'] as const;
export const findingsOf = (content: DemandContent): Finding[] =>
  checkTexts({
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, content[field]])),
    keywords: linesOf(content.keywords),
    scenes: linesOf(content.scenes),
    indicators: linesOf(content.indicators?.map((i) => [i.name, i.textValue, i.unit, i.condition, i.testMethod])),
  });
