import { describe, expect, it } from 'vitest';
import * as contract from '../../../server/contracts/achievements.contract.ts';
import {
  CODE_TABLES,
  type CodeEntry,
  type CodeTableName,
  childrenOf,
  codesOf,
  currentRegionCode,
  isHtiLeaf,
  isIndustryCode,
  isIpcCode,
  labelOf,
  regionLabel,
} from '../../../server/contracts/code-tables/index.ts';
import * as demands from '../../../server/contracts/demands.contract.ts';
import { ORG_TYPES } from '../../../server/contracts/organisations.contract.ts';

const tables = Object.entries(CODE_TABLES) as [CodeTableName, readonly CodeEntry[]][];

describe('code tables', () => {
  it.each(tables)('%s has unique codes and both labels', (_name, entries) => {
    expect(new Set(entries.map((entry) => entry.code)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry.zh.trim()).not.toBe('');
      expect(entry.en.trim()).not.toBe('');
    }
  });

  it('holds the counts of the handbook', () => {
    expect(childrenOf('HTI', null)).toHaveLength(8);
    expect(CODE_TABLES.HTI.filter((entry) => isHtiLeaf(entry.code))).toHaveLength(52);
    expect(CODE_TABLES.SEI).toHaveLength(9);
    expect(CODE_TABLES.INDUSTRY_SECTION).toHaveLength(20);
    expect(CODE_TABLES.QINGDAO_DISTRICT).toHaveLength(10);
    expect(CODE_TABLES.TRL).toHaveLength(9);
    expect(CODE_TABLES.MATURITY_LOCAL).toHaveLength(13);
    expect(CODE_TABLES.REJECT_REASON).toHaveLength(16);
  });

  it('keeps three chains open and does not offer them', () => {
    expect(CODE_TABLES.LAOSHAN_CHAIN).toHaveLength(7);
    expect(childrenOf('LAOSHAN_CHAIN', null).map((entry) => entry.code)).toEqual(['VR', 'AI', 'MB', 'IM']);
  });

  it('agrees with the enumerations of the contracts', () => {
    expect(codesOf('COOP_MODE')).toEqual([...contract.COOP_MODES]);
    expect(codesOf('ACHIEVEMENT_STATUS')).toEqual([...contract.ACHIEVEMENT_STATUSES]);
    expect(codesOf('DEMAND_STATUS')).toEqual([...demands.DEMAND_STATUSES]);
    expect(codesOf('ORG_TYPE')).toEqual([...ORG_TYPES]);
    const pairs = [
      ['ACHIEVEMENT_CLASS', contract.AchievementClass],
      ['ACHIEVEMENT_FORM', contract.AchievementForm],
      ['ATTRIBUTE', contract.Attribute],
      ['FUNDING_SOURCE', contract.FundingSource],
      ['EVALUATION_FORM', contract.EvaluationForm],
      ['LEVEL_CLAIM', contract.LevelClaim],
      ['STAGE', contract.Stage],
      ['APPLICATION_STATE', contract.ApplicationState],
      ['PRICE_MODE', contract.PriceMode],
      ['TRANSFER_RIGHTS', contract.TransferRights],
      ['IP_TYPE', contract.IpType],
      ['IP_LEGAL_STATUS', contract.IpLegalStatus],
      ['ENCUMBRANCE', contract.Encumbrance],
      ['DEMAND_KIND', demands.DemandKind],
      ['BUDGET_MODE', demands.BudgetMode],
      ['IP_EXPECTATION', demands.IpExpectation],
      ['REGION_PREFERENCE', demands.RegionPreference],
      ['URGENCY', demands.Urgency],
      ['VISIBILITY', demands.Visibility],
    ] as const;
    for (const [table, schema] of pairs) expect([...codesOf(table)].sort(), table).toEqual([...schema.options].sort());
  });

  it('labels codes in both languages and shows an unknown code as it is', () => {
    expect(labelOf('HTI', '803')).toBe('高性能、智能化仪器仪表');
    expect(labelOf('HTI', '803', 'en-US')).toBe('Smart instruments');
    expect(labelOf('HTI', '999', 'zh')).toBe('999');
  });

  it('names regions down to the district and maps old ones', () => {
    expect(regionLabel('370212')).toBe('青岛市崂山区');
    expect(regionLabel('370212', 'en')).toBe('Laoshan, Qingdao');
    expect(regionLabel('370682')).toBe('烟台市');
    expect(regionLabel('320106')).toBe('江苏省');
    expect(regionLabel('abc')).toBe('abc');
    expect(currentRegionCode('371202')).toBe('370100');
  });

  it('checks industry and IPC codes', () => {
    expect(['C', 'C39', 'C3914', 'I65', 'A01'].every(isIndustryCode)).toBe(true);
    expect(['C44', 'Z1', 'C391400', '39', 'c39', 'I'.repeat(2)].some(isIndustryCode)).toBe(false);
    expect(['G01', 'G01B', 'G01B11/24', 'H04L 67/12'].every(isIpcCode)).toBe(true);
    expect(['Z01', 'G1', 'G01B11'].some(isIpcCode)).toBe(false);
  });
});
