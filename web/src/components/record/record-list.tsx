import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CODE_TABLES } from '../../../../server/contracts/code-tables/index.ts';
import { useCodes } from '../../lib/code-label.ts';
import { Empty, ErrorState, Loading } from '../states.tsx';
import type { RecordSpec } from './field-spec.ts';
import { type RecordRow, RecordRows } from './record-rows.tsx';
import './record.css';
import './record-list.css';

export interface ListFilter {
  scope: string;
  status?: string | undefined;
  q?: string | undefined;
  stale?: 'true' | undefined;
}

/** Filters of a list live in the address, so that the way back leads to the same list. */
export function useListFilter(scopes: readonly string[]): {
  filter: ListFilter;
  change: (patch: Partial<ListFilter>) => void;
} {
  const [params, setParams] = useSearchParams();
  const scope = scopes.find((item) => item === params.get('scope')) ?? scopes[0] ?? 'mine';
  const filter: ListFilter = {
    scope,
    status: params.get('status') ?? undefined,
    q: params.get('q') ?? undefined,
    stale: params.get('stale') === 'true' ? 'true' : undefined,
  };
  return {
    filter,
    change: (patch) =>
      setParams((now) => {
        const next = new URLSearchParams(now);
        for (const [key, value] of Object.entries(patch)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      }),
  };
}

interface RecordListProps {
  spec: RecordSpec;
  scopes: readonly string[];
  filter: ListFilter;
  onFilter: (patch: Partial<ListFilter>) => void;
  query: {
    rows: RecordRow[] | undefined;
    error: unknown;
    hasMore: boolean;
    isLoadingMore: boolean;
    more: () => void;
    retry: () => void;
  };
  hrefOf: (row: RecordRow) => string;
  actionOf: (row: RecordRow) => ReactNode;
  emptyAction?: ReactNode;
}

/** A list of records with scope, state and text as filters. */
export function RecordList({ spec, scopes, filter, onFilter, query, hrefOf, actionOf, emptyAction }: RecordListProps) {
  const { t } = useTranslation('desk');
  const { label } = useCodes();
  const [text, setText] = useState(filter.q ?? '');
  const isFiltered = Boolean(filter.status || filter.q || filter.stale);
  return (
    <>
      <form
        className="rc-filter"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter({ q: text.trim() || undefined });
        }}
      >
        {scopes.length > 1 ? (
          <div className="rc-tabs" role="radiogroup" aria-label={t('desk:list.scope')}>
            {scopes.map((scope) => (
              <label key={scope}>
                <input
                  type="radio"
                  name="scope"
                  checked={filter.scope === scope}
                  onChange={() => onFilter({ scope })}
                />
                <span>{t(`desk:list.scopes.${scope}`)}</span>
              </label>
            ))}
          </div>
        ) : null}
        <input
          className="fx-input"
          type="search"
          aria-label={t('desk:list.search')}
          placeholder={t('desk:list.search')}
          value={text}
          maxLength={80}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === '' && filter.q) onFilter({ q: undefined });
          }}
        />
        <select
          className="fx-select"
          aria-label={t('desk:list.status')}
          value={filter.status ?? ''}
          onChange={(event) => onFilter({ status: event.target.value || undefined })}
        >
          <option value="">{t('desk:list.anyStatus')}</option>
          {CODE_TABLES[spec.statusTable].map((entry) => (
            <option key={entry.code} value={entry.code}>
              {label(spec.statusTable, entry.code)}
            </option>
          ))}
        </select>
        <label className="rc-check">
          <input
            type="checkbox"
            checked={filter.stale === 'true'}
            onChange={(event) => onFilter({ stale: event.target.checked ? 'true' : undefined })}
          />
          {t('desk:list.stale')}
        </label>
      </form>
      {query.rows === undefined ? (
        query.error ? (
          <ErrorState error={query.error} onRetry={query.retry} />
        ) : (
          <div className="fx-card">
            <Loading lines={6} />
          </div>
        )
      ) : query.rows.length ? (
        <>
          <RecordRows
            spec={spec}
            rows={query.rows}
            hrefOf={hrefOf}
            actionOf={actionOf}
            label={t(`desk:list.${spec.words}`)}
          />
          {query.hasMore ? (
            <p className="rc-more">
              <button type="button" className="fx-btn" disabled={query.isLoadingMore} onClick={query.more}>
                {t('common:action.loadMore')}
              </button>
            </p>
          ) : null}
        </>
      ) : isFiltered ? (
        <Empty
          title={t('desk:list.noneFiltered')}
          actions={
            <button
              type="button"
              className="fx-btn"
              onClick={() => {
                setText('');
                onFilter({ status: undefined, q: undefined, stale: undefined });
              }}
            >
              {t('desk:list.clear')}
            </button>
          }
        />
      ) : (
        <Empty title={t(`desk:list.empty.${spec.words}.title`)} actions={emptyAction}>
          <p>{t(`desk:list.empty.${spec.words}.body`)}</p>
        </Empty>
      )}
    </>
  );
}

/** An infinite query in the words of RecordList. */
export function rowsOf<I>(
  query: {
    data: { pages: { items: I[] }[] } | undefined;
    error: unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
    refetch: () => unknown;
  },
  toRow: (item: I) => RecordRow,
): RecordListProps['query'] {
  return {
    rows: query.data?.pages.flatMap((page) => page.items.map(toRow)),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
