import type { RecordSpec } from './field-spec.ts';

/** Steps and fields of an achievement; the levels are those the server presents by (a test compares them). */
export const ACHIEVEMENT_SPEC: RecordSpec = {
  words: 'achievements',
  statusTable: 'ACHIEVEMENT_STATUS',
  steps: [
    {
      key: 'basic',
      fields: [
        { name: 'title', kind: 'line', level: 'L0', max: 60 },
        { name: 'summary', kind: 'text', level: 'L0', max: 300, rows: 4 },
        { name: 'achievementClass', kind: 'code', level: 'L0', table: 'ACHIEVEMENT_CLASS' },
        { name: 'form', kind: 'codes', level: 'L0', table: 'ACHIEVEMENT_FORM' },
        { name: 'completionDate', kind: 'month', level: 'L0' },
        { name: 'startDate', kind: 'month', level: 'L1', isOptional: true },
        { name: 'fundingSource', kind: 'code', level: 'L1', table: 'FUNDING_SOURCE' },
        { name: 'attribute', kind: 'code', level: 'L0', table: 'ATTRIBUTE', isOptional: true, isNullable: true },
        { name: 'registrationNo', kind: 'line', level: 'L1', max: 40, isOptional: true },
        {
          name: 'evaluationForm',
          kind: 'code',
          level: 'L0',
          table: 'EVALUATION_FORM',
          isOptional: true,
          isNullable: true,
        },
        { name: 'levelClaim', kind: 'code', level: 'L0', table: 'LEVEL_CLAIM', isOptional: true, isNullable: true },
        {
          name: 'levelClaimDocument',
          kind: 'line',
          level: 'L1',
          max: 200,
          when: (content) => Boolean(content.levelClaim) && content.levelClaim !== 'NOT_EVALUATED',
        },
      ],
    },
    {
      key: 'technology',
      fields: [
        { name: 'description', kind: 'text', level: 'L1', max: 5000, rows: 10 },
        { name: 'keywords', kind: 'tags', level: 'L0', max: 10 },
        { name: 'scenes', kind: 'tags', level: 'L0', max: 10 },
        { name: 'hti', kind: 'hti', level: 'L0' },
        { name: 'industryCodes', kind: 'industry', level: 'L0', max: 3 },
        { name: 'chainCodes', kind: 'codes', level: 'L0', table: 'LAOSHAN_CHAIN', isOptional: true },
        { name: 'sei', kind: 'codes', level: 'L0', table: 'SEI', max: 5, isOptional: true },
        { name: 'ipc', kind: 'tags', level: 'L0', max: 10, isOptional: true },
      ],
    },
    {
      key: 'maturity',
      fields: [
        { name: 'indicators', kind: 'indicators', level: 'L1', max: 30 },
        { name: 'trl', kind: 'trl', level: 'L0' },
        { name: 'trlEvidence', kind: 'text', level: 'L1', max: 500, rows: 3 },
        { name: 'stage', kind: 'code', level: 'L0', table: 'STAGE' },
        {
          name: 'maturityLocal',
          kind: 'code',
          level: 'L0',
          table: 'MATURITY_LOCAL',
          isOptional: true,
          isNullable: true,
          isNumber: true,
        },
        { name: 'applicationState', kind: 'code', level: 'L0', table: 'APPLICATION_STATE' },
      ],
    },
    {
      key: 'rights',
      fields: [
        { name: 'ip', kind: 'patents', level: 'L1', max: 50 },
        { name: 'coOwnerOrgIds', kind: 'organisations', level: 'L0', max: 10, isOptional: true },
        { name: 'transferRights', kind: 'code', level: 'L0', table: 'TRANSFER_RIGHTS' },
      ],
    },
    {
      key: 'terms',
      fields: [
        { name: 'cooperationModes', kind: 'ordered', level: 'L0', table: 'COOP_MODE', max: 9 },
        { name: 'priceMode', kind: 'code', level: 'L0', table: 'PRICE_MODE' },
        {
          name: 'priceMin',
          upper: 'priceMax',
          kind: 'money',
          level: 'L1',
          when: (content) => content.priceMode === 'FIXED' || content.priceMode === 'RANGE',
        },
        {
          name: 'equityPct',
          kind: 'percent',
          level: 'L1',
          isOptional: true,
          when: (content) => content.priceMode === 'BY_EQUITY',
        },
      ],
    },
    {
      key: 'private',
      fields: [{ name: 'confidential', kind: 'text', level: 'L2', max: 5000, rows: 8, isOptional: true }],
    },
  ],
};
