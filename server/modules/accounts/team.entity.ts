import { defineEntity, p } from '@mikro-orm/core';
import { baseColumns } from '../../db/base.entity.ts';

export interface TeamMemberRow {
  name: string;
  titleLevel: 'SENIOR' | 'ASSOCIATE' | 'MIDDLE' | 'JUNIOR' | 'OTHER' | null;
  role: string;
  isLeader: boolean;
  userId: string | null;
}

const TeamSchema = defineEntity({
  name: 'Team',
  tableName: 'team',
  properties: {
    ...baseColumns,
    code: p.string(),
    name: p.string(),
    organisationId: p.uuid(),
    unitId: p.uuid().nullable(),
    members: p.json<TeamMemberRow[]>(),
    capacity: p.float().nullable(),
    hasCompany: p.boolean(),
    companyOrgId: p.uuid().nullable(),
    contactName: p.string().nullable(),
    contactMobile: p.string().nullable(),
    contactEmail: p.string().nullable(),
    sourceBatchId: p.uuid().nullable(),
    sourceRow: p.integer().nullable(),
  },
});
export class Team extends TeamSchema.class {}
TeamSchema.setClass(Team);

export { TeamSchema };
