import type { CodeTableName } from '../../../contracts/code-tables/index.ts';
import type { ImportTarget } from '../../../contracts/imports.contract.ts';
import { emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { parseTrl } from '../../../kernel/trl.ts';
import { readCode, readCodes, readHti, readIndustries, readIpc, readPercent, readYesNo } from './codes.ts';
import { readDay, readMonth, readPeriod } from './dates.ts';
import { readIndicators } from './indicators.ts';
import { readOrganisations, readUscc } from './organisation.ts';
import { readPatents } from './patents.ts';
import { readEmail, readNames, readPhone } from './people.ts';
import { readBudget, readPrice } from './price.ts';
import { readRegion } from './region.ts';
import { readLine, readPhrases, readProse, readTitle } from './text.ts';

export interface ReadContext {
  headerUnit: string | null;
  isNumber: boolean;
  path: string;
}
/** The reading, and what it puts into the record. */
export interface FieldResult {
  read: Reading<unknown>;
  patch: Record<string, unknown>;
}
export type FieldReader = (text: string, context: ReadContext) => FieldResult;

const into = (field: string, read: Reading<unknown>): FieldResult => ({
  read,
  patch: read.value === null ? {} : { [field]: read.value },
});
const spread = (read: Reading<object>): FieldResult => ({ read, patch: read.value === null ? {} : { ...read.value } });
const code =
  (field: string, table: CodeTableName): FieldReader =>
  (text) =>
    into(field, readCode(table, text));
const codes =
  (field: string, table: CodeTableName, max: number): FieldReader =>
  (text) =>
    into(field, readCodes(table, text, max));
const prose =
  (field: string, max = 5000): FieldReader =>
  (text) =>
    into(field, readProse(text, max));
const line =
  (field: string, max: number): FieldReader =>
  (text) =>
    into(field, readLine(text, max));

function registrationNo(text: string): Reading<string> {
  const read = readLine(text, 40);
  if (read.value === null) return read;
  const normal = read.value.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  // Old forms are kept as text.
  return /^[0-9A-Z]{3}[12]\d{3}[YJR]\d{4}$/u.test(normal)
    ? reading(text, normal, 1)
    : { ...read, confidence: 0.85, notes: ['registration_no_old_form'] };
}

const trl: FieldReader = (text) => {
  const read = parseTrl(text);
  if (read.value === null) return { read, patch: {} };
  const { min, max } = read.value;
  return { read, patch: min === max ? { trl: min } : { trlMin: min, trlMax: max } };
};
/** One level of a demand: the upper end as target, the lower end as what is accepted. */
const oneTrl =
  (field: string, edge: 'min' | 'max'): FieldReader =>
  (text) => {
    const read = parseTrl(text);
    return { read, patch: read.value === null ? {} : { [field]: read.value[edge] } };
  };

function names(field: string, max: number): FieldReader {
  return (text) => {
    const read = readNames(text);
    if (read.value === null) return { read, patch: {} };
    if (max > 1) return { read, patch: { [field]: read.value.slice(0, max) } };
    const several =
      read.value.length > 1
        ? {
            ...read,
            confidence: Math.min(read.confidence, 0.7),
            needsConfirmation: true,
            notes: [...read.notes, 'several_names'],
          }
        : read;
    return { read: several, patch: { [field]: read.value[0] } };
  };
}

const organisation: FieldReader = (text) => {
  const read = readOrganisations(text);
  if (read.value === null) return { read, patch: {} };
  const { name, coOwners } = read.value;
  return { read, patch: { organisationName: name, ...(coOwners.length ? { coOwnerNames: coOwners } : {}) } };
};

const phone: FieldReader = (text) => {
  const read = readPhone(text);
  return { read, patch: read.value === null ? {} : { contactMobile: read.value.mobile ?? read.value.phone } };
};

const period: FieldReader = (text, context) => {
  const read = readPeriod(text, context);
  if (read.value === null) return { read, patch: {} };
  const { start, end } = read.value;
  return { read, patch: { ...(start ? { startDate: start } : {}), ...(end ? { completionDate: end } : {}) } };
};

/** Only the four settled chains are offered; the national frame stays with hti and sei. */
const shared: Readonly<Record<string, FieldReader>> = {
  externalId: line('externalId', 60),
  unitName: line('unitName', 100),
  organisationName: organisation,
  uscc: (text) => into('uscc', readUscc(text)),
  regionCode: (text) => into('regionCode', readRegion(text)),
  contactName: names('contactName', 1),
  contactMobile: phone,
  contactEmail: (text) => into('contactEmail', readEmail(text)),
  chainCodes: codes('chainCodes', 'LAOSHAN_CHAIN', 7),
  hti: (text) => into('hti', readHti(text)),
  industryCodes: (text) => into('industryCodes', readIndustries(text)),
  keywords: (text) => into('keywords', readPhrases(text, { items: 10, length: 30 })),
  scenes: (text) => into('scenes', readPhrases(text, { items: 10, length: 60 })),
  cooperationModes: codes('cooperationModes', 'COOP_MODE', 9),
  remark: prose('remark', 1000),
  title: (text) => into('title', readTitle(text)),
  summary: prose('summary', 5000),
};

const achievement: Readonly<Record<string, FieldReader>> = {
  ...shared,
  teamName: line('teamName', 60),
  leaderName: names('leaderName', 1),
  memberNames: names('memberNames', 50),
  description: prose('description'),
  innovation: prose('innovation'),
  prospect: prose('prospect'),
  achievementClass: code('achievementClass', 'ACHIEVEMENT_CLASS'),
  form: codes('form', 'ACHIEVEMENT_FORM', 10),
  attribute: code('attribute', 'ATTRIBUTE'),
  fundingSource: code('fundingSource', 'FUNDING_SOURCE'),
  registrationNo: (text) => into('registrationNo', isEmptyText(text) ? emptyReading(text) : registrationNo(text)),
  period,
  startDate: (text, context) => into('startDate', readMonth(text, { ...context, edge: 'start' })),
  completionDate: (text, context) => into('completionDate', readMonth(text, { ...context, edge: 'end' })),
  evaluationForm: code('evaluationForm', 'EVALUATION_FORM'),
  levelClaim: code('levelClaim', 'LEVEL_CLAIM'),
  stage: code('stage', 'STAGE'),
  applicationState: code('applicationState', 'APPLICATION_STATE'),
  trl,
  trlEvidence: prose('trlEvidence', 500),
  sei: codes('sei', 'SEI', 5),
  ipc: (text) => into('ipc', readIpc(text)),
  indicators: (text) => into('indicators', readIndicators(text, false)),
  ip: (text) => into('ip', readPatents(text)),
  price: (text, { headerUnit }) => {
    const read = readPrice(text, { headerUnit });
    return read.value ? spread({ ...read, value: read.value }) : { read, patch: {} };
  },
  equityPct: (text) => into('equityPct', readPercent(text)),
  transferRights: code('transferRights', 'TRANSFER_RIGHTS'),
};

const demand: Readonly<Record<string, FieldReader>> = {
  ...shared,
  background: prose('background'),
  problem: prose('problem'),
  goal: prose('goal'),
  // Company background is no part of the problem: it stays in the raw cell.
  companyProfile: (text) => ({ read: reading(text, text, 1), patch: {} }),
  demandKind: code('demandKind', 'DEMAND_KIND'),
  indicators: (text) => into('indicators', readIndicators(text, true)),
  targetTrl: oneTrl('targetTrl', 'max'),
  acceptMinTrl: oneTrl('acceptMinTrl', 'min'),
  budget: (text, { headerUnit }) => {
    const read = readBudget(text, { headerUnit });
    return read.value ? spread({ ...read, value: read.value }) : { read, patch: {} };
  },
  ipExpectation: code('ipExpectation', 'IP_EXPECTATION'),
  regionPreference: code('regionPreference', 'REGION_PREFERENCE'),
  partnerConditions: prose('partnerConditions', 500),
  deadlineAnswer: (text, context) => into('deadlineAnswer', readDay(text, context)),
  neededBy: (text, context) => into('neededBy', readDay(text, context)),
  urgency: code('urgency', 'URGENCY'),
  visibility: code('visibility', 'VISIBILITY'),
  isAnonymous: (text) => into('isAnonymous', readYesNo(text)),
};

export const readersOf = (target: ImportTarget): Readonly<Record<string, FieldReader>> =>
  target === 'achievement' ? achievement : demand;
