import { defineEntity, p } from '@mikro-orm/core';
import type { DemandContent, DemandStatus } from '../../contracts/demands.contract.ts';
import { baseColumns } from '../../db/base.entity.ts';

export interface DemandRevision {
  status: 'DRAFT' | 'SUBMITTED';
  content: DemandContent;
  by: string | null;
  updatedAt: string;
}

const DemandSchema = defineEntity({
  name: 'Demand',
  tableName: 'demand',
  properties: {
    ...baseColumns,
    code: p.string(),
    status: p.string().$type<DemandStatus>(),
    organisationId: p.uuid(),
    managerId: p.uuid().nullable(),
    title: p.string(),
    content: p.json<DemandContent>(),
    revision: p.json<DemandRevision>().nullable(),
    /** Alias shown instead of the firm when anonymous. */
    publicAlias: p.string().nullable(),
    publishedAt: p.datetime().nullable(),
    confirmedAt: p.datetime().nullable(),
    extendedOnce: p.boolean(),
    sourceBatchId: p.uuid().nullable(),
    sourceRow: p.integer().nullable(),
  },
});
export class Demand extends DemandSchema.class {}
DemandSchema.setClass(Demand);

export { DemandSchema };
