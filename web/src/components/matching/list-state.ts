import type { MatchListView } from '../../../../server/contracts/matching.contract.ts';

type State = MatchListView['state'];

/** A run is under way or about to start. */
export const isBusy = (state: State): boolean => state === 'NONE' || state === 'QUEUED' || state === 'COMPUTING';

/** How often a list is asked for again, in ms: often while it is computed, now and then while a change waits its turn. */
export function pollOf(list: Pick<MatchListView, 'state'> | undefined): number | false {
  if (!list || list.state === 'READY') return false;
  return list.state === 'STALE' ? 5_000 : 2_000;
}
