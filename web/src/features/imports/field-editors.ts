import type { CodeTableName } from '../../../../server/contracts/code-tables/index.ts';
import type { ImportTarget } from '../../../../server/contracts/imports.contract.ts';

export type Editor =
  | { kind: 'line' | 'text' | 'list' | 'region' | 'yesNo' | 'hti' | 'industry' | 'trlRange' | 'indicators' | 'patents' }
  | { kind: 'trl' | 'percent' | 'month' | 'day' | 'period' }
  | { kind: 'code' | 'codes'; table: CodeTableName; max?: number }
  | { kind: 'money'; table: CodeTableName; mode: string; min: string; max: string };

const code = (table: CodeTableName): Editor => ({ kind: 'code', table });
const codes = (table: CodeTableName, max?: number): Editor => ({ kind: 'codes', table, ...(max ? { max } : {}) });
const text: Editor = { kind: 'text' };
const list: Editor = { kind: 'list' };

const SHARED: Readonly<Record<string, Editor>> = {
  summary: text,
  remark: text,
  keywords: list,
  scenes: list,
  regionCode: { kind: 'region' },
  chainCodes: codes('LAOSHAN_CHAIN', 7),
  hti: { kind: 'hti' },
  industryCodes: { kind: 'industry' },
  cooperationModes: codes('COOP_MODE', 9),
  indicators: { kind: 'indicators' },
};
const ACHIEVEMENT: Readonly<Record<string, Editor>> = {
  ...SHARED,
  description: text,
  trlEvidence: text,
  memberNames: list,
  ipc: list,
  coOwnerNames: list,
  achievementClass: code('ACHIEVEMENT_CLASS'),
  form: codes('ACHIEVEMENT_FORM', 10),
  attribute: code('ATTRIBUTE'),
  fundingSource: code('FUNDING_SOURCE'),
  evaluationForm: code('EVALUATION_FORM'),
  levelClaim: code('LEVEL_CLAIM'),
  stage: code('STAGE'),
  applicationState: code('APPLICATION_STATE'),
  transferRights: code('TRANSFER_RIGHTS'),
  sei: codes('SEI', 5),
  trl: { kind: 'trlRange' },
  startDate: { kind: 'month' },
  completionDate: { kind: 'month' },
  period: { kind: 'period' },
  ip: { kind: 'patents' },
  equityPct: { kind: 'percent' },
  price: { kind: 'money', table: 'PRICE_MODE', mode: 'priceMode', min: 'priceMin', max: 'priceMax' },
};
const DEMAND: Readonly<Record<string, Editor>> = {
  ...SHARED,
  background: text,
  problem: text,
  partnerConditions: text,
  demandKind: code('DEMAND_KIND'),
  ipExpectation: code('IP_EXPECTATION'),
  regionPreference: code('REGION_PREFERENCE'),
  urgency: code('URGENCY'),
  visibility: code('VISIBILITY'),
  targetTrl: { kind: 'trl' },
  acceptMinTrl: { kind: 'trl' },
  deadlineAnswer: { kind: 'day' },
  neededBy: { kind: 'day' },
  isAnonymous: { kind: 'yesNo' },
  budget: { kind: 'money', table: 'BUDGET_MODE', mode: 'budgetMode', min: 'budgetMin', max: 'budgetMax' },
};

/** Columns whose text the server joins to the record's main text: there it is corrected. */
const JOINED = ['innovation', 'prospect', 'goal'];
export const isJoined = (field: string): boolean => JOINED.includes(field);

/** How a field is corrected in place; null for what stands for the row as a whole or is kept as raw text only. */
export function editorOf(target: ImportTarget, field: string): Editor | null {
  if (field === 'row' || field === 'companyProfile' || isJoined(field)) return null;
  return (target === 'achievement' ? ACHIEVEMENT : DEMAND)[field] ?? { kind: 'line' };
}
