import type { ImportState } from '../../contracts/imports.contract.ts';

export type ImportEvent =
  | 'map'
  | 'parseStart'
  | 'parsed'
  | 'commitStart'
  | 'committed'
  | 'rollbackStart'
  | 'rolledBack'
  | 'fail';

/** Handbook section 8 with the states of work in progress; a failed batch may be mapped again. */
export const IMPORT_MACHINE: Record<ImportEvent, { from: readonly ImportState[]; to: ImportState }> = {
  map: { from: ['UPLOADED', 'MAPPED', 'PARSED', 'FAILED'], to: 'MAPPED' },
  parseStart: { from: ['MAPPED', 'PARSING'], to: 'PARSING' },
  parsed: { from: ['PARSING'], to: 'PARSED' },
  commitStart: { from: ['PARSED', 'COMMITTED', 'COMMITTING'], to: 'COMMITTING' },
  committed: { from: ['COMMITTING'], to: 'COMMITTED' },
  rollbackStart: { from: ['COMMITTED', 'ROLLING_BACK'], to: 'ROLLING_BACK' },
  rolledBack: { from: ['ROLLING_BACK'], to: 'ROLLED_BACK' },
  fail: { from: ['UPLOADED', 'MAPPED', 'PARSING'], to: 'FAILED' },
};
export const importTransition = (state: ImportState, event: ImportEvent): ImportState | null =>
  IMPORT_MACHINE[event].from.includes(state) ? IMPORT_MACHINE[event].to : null;
/** Days in which a committed batch may be rolled back. */
export const ROLLBACK_DAYS = 30;
