import type { QueueItem } from '../../contracts/matching.contract.ts';
import { DAY_MS, dayOf } from '../../kernel/clock.ts';
import { clarityOf, type DemandRecord } from '../demands/index.ts';
import type { MatchList } from './match.entity.ts';

/** One line of the curator's queue. */
export function queueItem(
  record: DemandRecord,
  list: MatchList | null,
  counts: { suggested: number; confirmed: number; best: number },
  labels: { title: string; ownerLabel: string },
  managerName: string | null,
  now: Date,
): QueueItem {
  const { row } = record;
  return {
    demandId: row.id,
    code: row.code,
    title: labels.title,
    ownerLabel: labels.ownerLabel,
    chainCodes: row.content.chainCodes ?? [],
    publishedAt: row.publishedAt?.toISOString() ?? null,
    ageDays: row.publishedAt ? Math.floor((now.getTime() - row.publishedAt.getTime()) / DAY_MS) : 0,
    budgetMax: row.content.budgetMax ?? row.content.budgetMin ?? null,
    urgency: row.content.urgency ?? 'NORMAL',
    clarity: clarityOf(row.content, dayOf(now)).total,
    suggested: counts.suggested,
    confirmed: counts.confirmed,
    bestRelevance: counts.best || null,
    noCloseMatch: list?.noCloseMatch ?? false,
    listState: list?.state ?? 'NONE',
    managerName,
  };
}

/** Order of the queue; ties by age, then by id. */
export function queueOrder(by: 'age' | 'value' | 'chain' | 'owner'): (a: QueueItem, b: QueueItem) => number {
  const tie = (a: QueueItem, b: QueueItem) => b.ageDays - a.ageDays || (a.demandId < b.demandId ? -1 : 1);
  switch (by) {
    case 'age':
      return tie;
    case 'value':
      return (a, b) => (b.budgetMax ?? -1) - (a.budgetMax ?? -1) || tie(a, b);
    case 'chain':
      return (a, b) => (a.chainCodes[0] ?? '~').localeCompare(b.chainCodes[0] ?? '~') || tie(a, b);
    case 'owner':
      return (a, b) => a.ownerLabel.localeCompare(b.ownerLabel, 'zh') || tie(a, b);
  }
}
