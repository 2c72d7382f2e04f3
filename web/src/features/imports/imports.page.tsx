import './imports.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { formatDateTime, formatNumber, formatRelative } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { BatchState } from './batch-state.tsx';
import { batchesQuery, isWorking } from './imports.queries.ts';
import { NewImport } from './new-import.tsx';
import './imports.page.css';

/** What is worth saying of a batch in a list: progress while it runs, then what waits, then what was written. */
function Outcome({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const { counts, progress } = batch;
  if (isWorking(batch.state) && progress)
    return (
      <span className="im-mini">
        <progress
          max={Math.max(1, progress.total)}
          value={progress.done}
          aria-label={t(`imports:state.${batch.state}`)}
        />
        <span className="fx-num">{t('imports:progress.count', { done: progress.done, total: progress.total })}</span>
      </span>
    );
  if (batch.state === 'FAILED') return <span className="im-bad">{batch.error?.message}</span>;
  if (batch.state === 'ROLLED_BACK') return <span className="im-dim">{t('imports:state.ROLLED_BACK')}</span>;
  const shown = (['committed', 'ready', 'toConfirm', 'failed', 'duplicates', 'unchanged'] as const).filter(
    (name) => counts[name] > 0,
  );
  if (!shown.length) return <span className="im-dim">{t('imports:list.notParsed')}</span>;
  return (
    <ul className="im-counts">
      {shown.map((name) => (
        <li key={name} className={name === 'failed' ? 'im-bad' : name === 'toConfirm' ? 'im-warn' : ''}>
          {t(`imports:counts.${name}`)} <b className="fx-num">{formatNumber(counts[name])}</b>
        </li>
      ))}
    </ul>
  );
}

function BatchTable({ batches }: { batches: readonly ImportBatchView[] }) {
  const { t } = useTranslation();
  return (
    <div className="im-table-box">
      <table className="im-table im-table--list">
        <caption className="fx-sr">{t('imports:list.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports:list.batch')}</th>
            <th scope="col">{t('imports:list.sender')}</th>
            <th scope="col">{t('imports:list.state')}</th>
            <th scope="col" className="im-table__num">
              {t('imports:list.rows')}
            </th>
            <th scope="col">{t('imports:list.outcome')}</th>
            <th scope="col">{t('imports:list.created')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <td data-label={t('imports:list.batch')}>
                <Link to={paths.staffImport(batch.id)} className="im-strong">
                  {batch.fileName}
                </Link>
                <span className="im-dim">
                  {batch.code} · {t(`imports:target.${batch.target}`)}
                </span>
              </td>
              <td data-label={t('imports:list.sender')}>{batch.sender}</td>
              <td data-label={t('imports:list.state')}>
                <BatchState state={batch.state} />
              </td>
              <td data-label={t('imports:list.rows')} className="im-table__num fx-num">
                {formatNumber(batch.counts.rows)}
              </td>
              <td data-label={t('imports:list.outcome')}>
                <Outcome batch={batch} />
              </td>
              <td data-label={t('imports:list.created')}>
                <time dateTime={batch.createdAt} title={formatDateTime(batch.createdAt)}>
                  {formatRelative(batch.createdAt)}
                </time>
                <span className="im-dim">{batch.createdByName}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Received lists and what became of them. */
export default function ImportsPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(batchesQuery);
  const [isNew, setNew] = useState(false);
  const batches = query.data?.pages.flatMap((page) => page.items) ?? [];
  const senders = [...new Set(batches.map((batch) => batch.sender))];
  const isFirst = query.isSuccess && batches.length === 0;
  return (
    <div className="im">
      <PageHeader
        title={t('imports:title')}
        note={t('imports:note')}
        actions={
          isNew || isFirst ? null : (
            <button type="button" className="fx-btn fx-btn--primary" onClick={() => setNew(true)}>
              {t('imports:new.open')}
            </button>
          )
        }
      />
      {isNew || isFirst ? (
        <NewImport senders={senders} {...(isFirst ? {} : { onCancel: () => setNew(false) })} />
      ) : null}
      {query.isPending ? (
        <Loading lines={8} />
      ) : query.isError && !batches.length ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : batches.length ? (
        <BatchTable batches={batches} />
      ) : (
        <Empty title={t('imports:empty.title')}>{t('imports:empty.body')}</Empty>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn im-more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
    </div>
  );
}
