import { defineEntity, p } from '@mikro-orm/core';
import type { OrgType } from '../../contracts/organisations.contract.ts';
import { baseColumns } from '../../db/base.entity.ts';

export interface Verification {
  method: 'DOCUMENT' | 'SSO' | 'STAFF_CALL';
  by: string;
  at: string;
  expiresAt: string;
}

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    ...baseColumns,
    code: p.string(),
    name: p.string(),
    nameAliases: p.json<string[]>(),
    uscc: p.string().nullable(),
    orgType: p.string().$type<OrgType>(),
    parentOrgId: p.uuid().nullable(),
    regionCode: p.string(),
    address: p.string().nullable(),
    industryCode: p.string().nullable(),
    scale: p.string().$type<'L' | 'M' | 'S' | 'XS'>().nullable(),
    qualifications: p.json<string[]>(),
    chainCodes: p.json<string[]>(),
    isChainLeader: p.boolean(),
    foreignControl: p.string().$type<'NONE' | 'HMT' | 'FOREIGN'>().nullable(),
    verification: p.json<Verification>().nullable(),
    status: p.string().$type<'ACTIVE' | 'MERGED' | 'ARCHIVED'>(),
    sourceBatchId: p.uuid().nullable(),
    sourceRow: p.integer().nullable(),
  },
});
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

const MembershipSchema = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    organisationId: p.uuid(),
    unitId: p.uuid().nullable(),
    membershipRole: p.string().$type<'member' | 'admin'>(),
    state: p.string().$type<'PENDING' | 'ACTIVE'>(),
    createdAt: p.datetime(),
  },
});
export class Membership extends MembershipSchema.class {}
MembershipSchema.setClass(Membership);

export { MembershipSchema, OrganisationSchema };
