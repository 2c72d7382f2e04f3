import type { DemandEvent, DemandStatus } from '../../contracts/demands.contract.ts';

export interface DemandRule {
  from: readonly DemandStatus[];
  to: DemandStatus;
  needsReason?: boolean;
}

const OPEN: readonly DemandStatus[] = ['DRAFT', 'SUBMITTED', 'TRIAGE', 'REFINING', 'PUBLISHED', 'SELECTING', 'AGREED'];

/** Handbook 4.3 as data, up to the answer window; answers, awards and contracts join with their modules. */
export const DEMAND_MACHINE: Record<DemandEvent, readonly DemandRule[]> = {
  submit: [{ from: ['DRAFT'], to: 'SUBMITTED' }],
  accept: [{ from: ['SUBMITTED'], to: 'TRIAGE' }],
  refine: [{ from: ['TRIAGE'], to: 'REFINING', needsReason: true }],
  refined: [{ from: ['REFINING'], to: 'TRIAGE' }],
  publish: [{ from: ['TRIAGE'], to: 'PUBLISHED' }],
  reject: [{ from: ['TRIAGE', 'SUBMITTED'], to: 'REJECTED', needsReason: true }],
  close: [{ from: OPEN, to: 'CLOSED', needsReason: true }],
  withdraw: [{ from: OPEN, to: 'WITHDRAWN', needsReason: true }],
  expire: [{ from: ['PUBLISHED'], to: 'EXPIRED' }],
  extend: [{ from: ['PUBLISHED', 'EXPIRED'], to: 'PUBLISHED' }],
};

export function demandTransitionOf(status: DemandStatus, event: DemandEvent): DemandRule | null {
  return DEMAND_MACHINE[event].find((rule) => rule.from.includes(status)) ?? null;
}

/** Open for matching. */
export const MATCHED_STATES: readonly DemandStatus[] = ['PUBLISHED', 'SELECTING'];
export const DEMAND_EDIT_IN_PLACE: readonly DemandStatus[] = ['DRAFT', 'REFINING'];
export const DEMAND_EDIT_AS_REVISION: readonly DemandStatus[] = ['PUBLISHED'];
