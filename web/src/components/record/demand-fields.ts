import type { RecordSpec } from './field-spec.ts';

/** Steps and fields of a demand; the levels are those the server presents by (a test compares them). */
export const DEMAND_SPEC: RecordSpec = {
  words: 'demands',
  statusTable: 'DEMAND_STATUS',
  steps: [
    {
      key: 'problem',
      fields: [
        { name: 'title', kind: 'line', level: 'L0', max: 60 },
        { name: 'problem', kind: 'text', level: 'L1', max: 5000, rows: 8 },
        { name: 'summary', kind: 'text', level: 'L0', max: 300, rows: 3, isOptional: true },
        { name: 'background', kind: 'text', level: 'L1', max: 5000, rows: 5 },
        { name: 'demandKind', kind: 'code', level: 'L0', table: 'DEMAND_KIND' },
      ],
    },
    {
      key: 'scene',
      fields: [
        { name: 'scenes', kind: 'tags', level: 'L0', max: 10 },
        { name: 'keywords', kind: 'tags', level: 'L0', max: 10, isOptional: true },
        { name: 'hti', kind: 'hti', level: 'L0' },
        { name: 'industryCodes', kind: 'industry', level: 'L0', max: 3 },
        { name: 'chainCodes', kind: 'codes', level: 'L0', table: 'LAOSHAN_CHAIN', isOptional: true },
      ],
    },
    {
      key: 'indicators',
      fields: [
        { name: 'indicators', kind: 'indicators', level: 'L1', max: 30 },
        { name: 'targetTrl', kind: 'trl', level: 'L0' },
        { name: 'acceptMinTrl', kind: 'trl', level: 'L0' },
      ],
    },
    {
      key: 'terms',
      fields: [
        { name: 'budgetMode', kind: 'code', level: 'L0', table: 'BUDGET_MODE' },
        {
          name: 'budgetMin',
          upper: 'budgetMax',
          kind: 'money',
          level: 'L2',
          when: (content) => content.budgetMode === 'FIXED' || content.budgetMode === 'RANGE',
        },
        { name: 'cooperationModes', kind: 'ordered', level: 'L0', table: 'COOP_MODE', max: 9 },
        { name: 'ipExpectation', kind: 'code', level: 'L1', table: 'IP_EXPECTATION' },
        { name: 'regionPreference', kind: 'code', level: 'L0', table: 'REGION_PREFERENCE', isOptional: true },
        { name: 'partnerConditions', kind: 'text', level: 'L1', max: 500, rows: 3, isOptional: true },
      ],
    },
    {
      key: 'time',
      fields: [
        { name: 'deadlineAnswer', kind: 'day', level: 'L0' },
        { name: 'neededBy', kind: 'day', level: 'L0', isOptional: true },
        { name: 'urgency', kind: 'code', level: 'L0', table: 'URGENCY' },
      ],
    },
    {
      key: 'disclosure',
      fields: [
        { name: 'visibility', kind: 'code', level: 'L0', table: 'VISIBILITY' },
        { name: 'isAnonymous', kind: 'switch', level: 'L0', isOptional: true },
        { name: 'confidential', kind: 'text', level: 'L2', max: 5000, rows: 5, isOptional: true },
        { name: 'contactName', kind: 'line', level: 'L2', max: 40, isOptional: true },
        { name: 'contactMobile', kind: 'line', level: 'L2', max: 20, isOptional: true },
        { name: 'contactEmail', kind: 'line', level: 'L2', max: 120, isOptional: true },
      ],
    },
  ],
};
