/** Reading levels of handbook section 7 in order; OWNER and STAFF read everything short of L4, which never enters. */
export type ReadLevel = 'L0' | 'L1' | 'L2' | 'OWNER' | 'STAFF';
const ORDER: Record<ReadLevel, number> = { L0: 0, L1: 1, L2: 2, OWNER: 3, STAFF: 3 };
export type FieldLevel = 'L0' | 'L1' | 'L2' | 'L3';

export const reads = (level: ReadLevel, field: FieldLevel): boolean =>
  field === 'L3' ? level === 'OWNER' || level === 'STAFF' : ORDER[level] >= ORDER[field];

/** What binds two parties to one record: asked of the matching module through the container. */
export interface Bonds {
  /** The reader was introduced to this record (a shortlist was sent). */
  isInvited: boolean;
  /** Both sides accepted: L2 is open. */
  isAccepted: boolean;
  /** The reader is the technology manager in charge of the record or of a demand matched with it. */
  isAssigned: boolean;
}
export const NO_BONDS: Bonds = { isInvited: false, isAccepted: false, isAssigned: false };
