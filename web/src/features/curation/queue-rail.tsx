import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CODE_TABLES } from '../../../../server/contracts/code-tables/index.ts';
import type { QueueItem as QueueItemSchema } from '../../../../server/contracts/matching.contract.ts';
import { Star } from '../../components/icon.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatYuan } from '../../lib/format.ts';
import { QUEUE_ORDERS, QUEUE_STATES, type QueueFilter, queueCountsQuery, queueQuery } from './curation.queries.ts';
import './queue-rail.css';

export type QueueItem = z.infer<typeof QueueItemSchema>;

function StateTabs({ filter, onFilter }: { filter: QueueFilter; onFilter: (change: Partial<QueueFilter>) => void }) {
  const { t } = useTranslation();
  const counts = useQuery(queueCountsQuery(filter)).data;
  return (
    <fieldset className="cu-states">
      <legend className="fx-sr">{t('curation:queue.stateLegend')}</legend>
      {QUEUE_STATES.map((state) => (
        <button key={state} type="button" aria-pressed={filter.state === state} onClick={() => onFilter({ state })}>
          {t(`curation:queue.state.${state}`)}
          <span className="fx-num">{counts?.[state] ?? '…'}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Filters({ filter, onFilter }: { filter: QueueFilter; onFilter: (change: Partial<QueueFilter>) => void }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const chains = CODE_TABLES.LAOSHAN_CHAIN.filter((entry) => !('open' in entry && entry.open));
  return (
    <div className="cu-filters">
      <select
        aria-label={t('curation:queue.orderLabel')}
        value={filter.by}
        onChange={(event) => onFilter({ by: event.target.value as QueueFilter['by'] })}
      >
        {QUEUE_ORDERS.map((by) => (
          <option key={by} value={by}>
            {t(`curation:queue.by.${by}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('curation:queue.chainLabel')}
        value={filter.chain ?? ''}
        onChange={(event) => onFilter({ chain: event.target.value || undefined })}
      >
        <option value="">{t('curation:queue.allChains')}</option>
        {chains.map(({ code }) => (
          <option key={code} value={code}>
            {label('LAOSHAN_CHAIN', code)}
          </option>
        ))}
      </select>
      <label className="cu-check">
        <input
          type="checkbox"
          checked={filter.assigned === 'me'}
          onChange={(event) => onFilter({ assigned: event.target.checked ? 'me' : 'all' })}
        />
        {t('curation:queue.mine')}
      </label>
    </div>
  );
}

interface RowProps {
  item: QueueItem;
  by: QueueFilter['by'];
  isCurrent: boolean;
  onPick: () => void;
}

/** One demand of the queue; what its heading says already is not said again. */
function Row({ item, by, isCurrent, onPick }: RowProps) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const isBusy = item.listState === 'QUEUED' || item.listState === 'COMPUTING' || item.listState === 'NONE';
  return (
    <li>
      <button type="button" className="cu-item" aria-current={isCurrent ? 'true' : undefined} onClick={onPick}>
        <span className="cu-item__title">{item.title}</span>
        {by === 'owner' ? null : <span className="cu-item__meta">{item.ownerLabel}</span>}
        <span className="cu-item__meta">
          {by !== 'chain' && item.chainCodes.length ? (
            <span>{labels('LAOSHAN_CHAIN', item.chainCodes.slice(0, 1))}</span>
          ) : null}
          <span>
            {item.managerName ? t('curation:queue.manager', { name: item.managerName }) : t('curation:queue.noManager')}
          </span>
        </span>
        <span className="cu-item__meta">
          <span>{t('curation:queue.age', { count: item.ageDays })}</span>
          {item.budgetMax === null ? null : <span>{formatYuan(item.budgetMax)}</span>}
          {item.urgency === 'HIGH' ? <span className="cu-urgent">{t('curation:queue.urgent')}</span> : null}
          <span>{t('curation:queue.clarity', { value: Math.round(item.clarity) })}</span>
        </span>
        <span className="cu-item__meta">
          {isBusy ? (
            <span>{t('curation:list.computingShort')}</span>
          ) : item.noCloseMatch ? (
            <span>{t('curation:queue.noClose')}</span>
          ) : (
            <>
              {item.bestRelevance ? (
                <span className="cu-best">
                  <Star size={11} />
                  {t('curation:queue.best', { level: item.bestRelevance })}
                </span>
              ) : null}
              <span>{t('curation:queue.waiting', { count: item.suggested })}</span>
              {item.confirmed ? (
                <span className="cu-ok">{t('curation:queue.confirmed', { count: item.confirmed })}</span>
              ) : null}
            </>
          )}
          {item.listState === 'STALE' ? <span className="cu-stale">{t('curation:list.staleShort')}</span> : null}
        </span>
      </button>
    </li>
  );
}

/** Neighbours of one chain or one owner under a heading, when that is the order; otherwise one group. */
export function grouped(
  items: readonly QueueItem[],
  by: QueueFilter['by'],
): { key: string; items: readonly QueueItem[] }[] {
  const keyOf = (item: QueueItem): string =>
    by === 'owner' ? item.ownerLabel : by === 'chain' ? (item.chainCodes[0] ?? '') : '';
  return [...Map.groupBy(items, keyOf)].map(([key, members]) => ({ key, items: members }));
}

interface QueueRailProps {
  filter: QueueFilter;
  currentId: string | undefined;
  onFilter: (change: Partial<QueueFilter>) => void;
  onPick: (demandId: string) => void;
}

/** Left rail: which demand comes next. */
export function QueueRail({ filter, currentId, onFilter, onPick }: QueueRailProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(queueQuery(filter));
  const { label } = useCodes();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const groupName = (key: string): string =>
    filter.by === 'owner'
      ? key
      : filter.by === 'chain'
        ? key
          ? label('LAOSHAN_CHAIN', key)
          : t('curation:queue.noChain')
        : '';
  return (
    <>
      <div className="cu-rail__head">
        <StateTabs filter={filter} onFilter={onFilter} />
        <Filters filter={filter} onFilter={onFilter} />
      </div>
      {query.isPending ? (
        <Loading lines={8} />
      ) : query.isError && !items.length ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length ? (
        grouped(items, filter.by).map((group) => (
          <section key={group.key} aria-label={groupName(group.key) || t('curation:steps.queue')}>
            {groupName(group.key) ? (
              <h2 className="cu-rail__group">
                {groupName(group.key)} <span className="fx-num">{group.items.length}</span>
              </h2>
            ) : null}
            <ol className="cu-items">
              {group.items.map((item) => (
                <Row
                  key={item.demandId}
                  item={item}
                  by={filter.by}
                  isCurrent={item.demandId === currentId}
                  onPick={() => onPick(item.demandId)}
                />
              ))}
            </ol>
          </section>
        ))
      ) : (
        <Empty title={t(`curation:queue.empty.${filter.state}`)}>{t(`curation:queue.emptyHint.${filter.state}`)}</Empty>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn fx-btn--quiet cu-more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
    </>
  );
}
