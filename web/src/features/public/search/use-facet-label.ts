import { type CodeTableName, codeEntry } from '../../../../../server/contracts/code-tables/index.ts';
import { useCodes } from '../../../lib/code-label.ts';
import type { FacetName } from './search-state.ts';

const TABLES: Readonly<Record<FacetName, readonly CodeTableName[]>> = {
  chain: ['LAOSHAN_CHAIN'],
  hti: ['HTI'],
  stage: ['STAGE'],
  coop: ['COOP_MODE'],
  region: ['QINGDAO_DISTRICT', 'SHANDONG_CITY', 'PROVINCE'],
  demandKind: ['DEMAND_KIND'],
  orgType: ['ORG_TYPE'],
};

/** Label of a facet's value in the language of the page; what the tables do not know keeps the server's label. */
export function useFacetLabel(): (name: FacetName, value: string, fallback?: string) => string {
  const { label } = useCodes();
  return (name, value, fallback) => {
    const table = TABLES[name].find((item) => codeEntry(item, value));
    return table ? label(table, value) : (fallback ?? value);
  };
}
