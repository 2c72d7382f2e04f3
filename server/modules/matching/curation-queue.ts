import type { z } from 'zod';
import type { QueueItem, QueuePage, QueueQuery } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import type { Accounts } from '../accounts/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import { Match, MatchList } from './match.entity.ts';
import { assertCurator } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';
import { queueItem, queueOrder } from './queue-items.ts';

/** Open demands with the state of their lists, sorted as the curator asks; filters and order need every open demand. */
export function createCurationQueue(deps: {
  em: () => Em;
  clock: Clock;
  accounts: Accounts;
  demands: DemandRecords;
  presenter: MatchPresenter;
}) {
  const { clock, demands, presenter } = deps;
  return async function queue(actor: Actor, query: z.infer<typeof QueueQuery>): Promise<QueuePage> {
    assertCurator(actor);
    const em = deps.em();
    const ids = await demands.openIds(em, {
      ...(query.assigned === 'me' && actor.userId ? { managerId: actor.userId } : {}),
      ...(query.organisationId ? { organisationId: query.organisationId } : {}),
      ...(query.chain ? { chain: query.chain } : {}),
    });
    const records = await demands.records(em, ids);
    // Asking for one firm's demands must not tell which of the anonymous ones are its own.
    if (query.organisationId)
      for (const [id, record] of records) if (presenter.demandLabels(actor, record).isFirmHidden) records.delete(id);
    const lists = new Map(
      (await em.find(MatchList, { subjectKind: 'demand', subjectId: { $in: ids } })).map((list) => [
        list.subjectId,
        list,
      ]),
    );
    const rows = await em.find(
      Match,
      { demandId: { $in: ids } },
      { fields: ['id', 'demandId', 'status', 'relevance', 'rank'] },
    );
    const byDemand = Map.groupBy(rows, (row) => row.demandId);
    const names = await deps.accounts.namesOf(
      em,
      [...records.values()].map((record) => record.row.managerId),
    );
    const now = clock.now();
    const all = ids.flatMap((id): { item: QueueItem; state: string }[] => {
      const record = records.get(id);
      if (!record) return [];
      const list = lists.get(id);
      const matches = byDemand.get(id) ?? [];
      const suggested = matches.filter((match) => match.status === 'SUGGESTED' && match.rank != null);
      const confirmed = matches.filter((match) => match.status === 'CONFIRMED');
      const sent = matches.filter((match) => !['SUGGESTED', 'CONFIRMED', 'DISMISSED', 'LAPSED'].includes(match.status));
      // What lapsed waits for somebody again: that nothing fits was never found.
      const hasLapsed = matches.some((match) => match.status === 'LAPSED' && match.rank != null);
      const isEmpty = suggested.length === 0 && confirmed.length === 0 && sent.length === 0 && !hasLapsed;
      const none = list?.staffNoMatchAt != null || (isEmpty && list?.state === 'READY');
      const state = sent.length ? 'done' : confirmed.length ? 'shortlisted' : none ? 'none' : 'open';
      return [
        {
          state,
          item: queueItem(
            record,
            list ?? null,
            {
              suggested: suggested.length,
              confirmed: confirmed.length,
              best: Math.max(0, ...suggested.map((m) => m.relevance), ...confirmed.map((m) => m.relevance)),
            },
            presenter.demandLabels(actor, record),
            record.row.managerId ? (names.get(record.row.managerId) ?? null) : null,
            now,
          ),
        },
      ];
    });
    const chosen = all.filter((entry) => entry.state === query.state).map((entry) => entry.item);
    chosen.sort(queueOrder(query.by));
    const countOf = (state: string) => all.filter((entry) => entry.state === state).length;
    const offset = Number(decodeCursor(query.cursor, 'number')?.key ?? 0);
    const items = chosen.slice(offset, offset + query.limit);
    return {
      items,
      nextCursor:
        offset + query.limit < chosen.length ? encodeCursor({ key: String(offset + query.limit), id: '' }) : null,
      total: chosen.length,
      counts: {
        open: countOf('open'),
        shortlisted: countOf('shortlisted'),
        none: countOf('none'),
        done: countOf('done'),
      },
    };
  };
}
