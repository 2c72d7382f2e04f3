import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRowView } from '../../../../server/contracts/imports.contract.ts';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { openFields, rowTitle } from './row-fields.ts';
import type { Review } from './use-review.ts';
import './row-list.css';

const ROW_TONE: Readonly<Record<ImportRowView['state'], string>> = {
  READY: 'ok',
  CONFIRM: 'amber',
  FAILED: 'bad',
  SKIPPED: '',
  COMMITTED: 'blue',
  UNCHANGED: '',
};

export function RowState({ state }: { state: ImportRowView['state'] }) {
  const { t } = useTranslation();
  const tone = ROW_TONE[state];
  return <span className={`fx-tag${tone ? ` fx-tag--${tone}` : ''}`}>{t(`imports:row.state.${state}`)}</span>;
}

interface ItemProps {
  row: ImportRowView;
  isCurrent: boolean;
  waiting: number;
  onPick: () => void;
}

function Item({ row, isCurrent, waiting, onPick }: ItemProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const errors = row.issues.filter((issue) => issue.severity === 'error').length;
  return (
    <li>
      <button
        ref={element}
        type="button"
        data-import-row=""
        aria-current={isCurrent ? 'true' : undefined}
        className={`im-item im-item--${row.state}`}
        onClick={onPick}
      >
        <span className="im-item__no fx-num">{row.rowNumber}</span>
        <span className="im-item__title">{rowTitle(row) || t('imports:row.untitled')}</span>
        <span className="im-item__marks">
          <RowState state={row.state} />
          {errors ? <span className="im-bad">{t('imports:row.errors', { count: errors })}</span> : null}
          {!errors && waiting ? <span className="im-warn">{t('imports:row.waiting', { count: waiting })}</span> : null}
          {row.duplicates.length ? <span className="im-dim">{t('imports:row.duplicate')}</span> : null}
          {row.hidden ? <span className="im-dim">{t('imports:row.hidden')}</span> : null}
        </span>
      </button>
    </li>
  );
}

/** The rows under the filter; more arrive as one walks on. Rows out of view are not laid out (see the style). */
export function RowList({ review, onPick }: { review: Review; onPick: () => void }) {
  const { t } = useTranslation();
  const { query, rows } = review;
  if (query.isPending) return <Loading lines={10} />;
  if (query.isError && !rows.length) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!rows.length && query.isFetchingNextPage) return <Loading lines={10} />;
  if (!rows.length) return <Empty title={t('imports:review.emptyTitle')}>{t('imports:review.emptyBody')}</Empty>;
  return (
    <>
      <ol className="im-rows" aria-label={t('imports:review.rows')}>
        {rows.map((row) => (
          <Item
            key={row.id}
            row={row}
            isCurrent={row.id === review.row?.id}
            waiting={openFields(row).length}
            onPick={() => {
              review.pick(row.id);
              onPick();
            }}
          />
        ))}
      </ol>
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn fx-btn--small im-more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
    </>
  );
}
