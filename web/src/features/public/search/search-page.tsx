import { useQueries, useQuery } from '@tanstack/react-query';
import { startTransition, useOptimistic, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { SearchKind, SearchResponse } from '../../../../../server/contracts/search.contract.ts';
import { Sheet } from '../../../components/dialog.tsx';
import { Icon } from '../../../components/icon.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Empty, ErrorState, Loading } from '../../../components/states.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { paths } from '../../../lib/paths.ts';
import { useOffers } from '../detail/use-offers.ts';
import { countQuery, organisationQuery, searchQuery } from '../public.queries.ts';
import { AppliedFilters } from './applied-filters.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { ResultCard } from './result-card.tsx';
import { SearchBox } from './search-box.tsx';
import {
  filterCount,
  PAGE_SIZE,
  readState,
  type SearchState,
  SORTS,
  toQuery,
  withoutFilters,
  writeState,
} from './search-state.ts';
import '../../../components/controls.css';
import './search.css';

const LISTS: Readonly<Record<SearchKind, string>> = {
  achievement: paths.achievements,
  demand: paths.demands,
  organisation: paths.organisations,
};

const KINDS: readonly SearchKind[] = ['achievement', 'demand', 'organisation'];

/** The words go along from kind to kind; filters do not, because they mean different things. */
function KindTabs({ kind, q }: { kind: SearchKind; q: string }) {
  const { t } = useTranslation();
  const counts = useQueries({ queries: KINDS.map((item) => ({ ...countQuery(item, q), enabled: q !== '' })) });
  return (
    <nav className="fx-kinds" aria-label={t('public:search.kinds')}>
      {KINDS.map((item, index) => (
        <Link
          key={item}
          to={LISTS[item] + (q ? `?${new URLSearchParams({ q })}` : '')}
          aria-current={item === kind ? 'page' : undefined}
        >
          {t(`public:kind.${item}`)}
          {q && counts[index]?.data !== undefined ? (
            <span className="fx-num">{formatNumber(counts[index].data)}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}

function Understood({ understood }: { understood: SearchResponse['understood'] }) {
  const { t } = useTranslation();
  const lines = [
    understood.corrected ? t('public:search.corrected', { q: understood.corrected }) : '',
    understood.glosses.length
      ? t('public:search.glosses', { words: understood.glosses.join(t('public:search.comma')) })
      : '',
    understood.synonyms.length
      ? t('public:search.synonyms', { words: understood.synonyms.join(t('public:search.comma')) })
      : '',
  ].filter(Boolean);
  return lines.length ? <p className="fx-understood">{lines.join(' ')}</p> : null;
}

export function SearchPage({ kind }: { kind: SearchKind }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { mayPose } = useOffers();
  const [isFiltering, setFiltering] = useState(false);
  // A tick shows at once; the address follows a moment later.
  const [state, showState] = useOptimistic(readState(kind, params));
  const result = useQuery(searchQuery(toQuery(kind, state)));
  const owner = useQuery({ ...organisationQuery(state.owner), enabled: state.owner !== '', throwOnError: false });
  const hrefOf = (next: SearchState): string => {
    const text = writeState(next).toString();
    return LISTS[kind] + (text ? `?${text}` : '');
  };
  const go = (next: SearchState): void =>
    startTransition(async () => {
      showState(next);
      await navigate(hrefOf(next), { preventScrollReset: next.page === state.page });
    });
  const count = filterCount(state);
  const data = result.data;
  const pages = data ? Math.min(Math.ceil(data.total / PAGE_SIZE), 500) : 1;
  const facets = <FacetPanel kind={kind} state={state} facets={data?.facets} onChange={go} />;

  return (
    <div className="fx-wide fx-list">
      <PageHeader
        title={state.q ? t(`public:list.${kind}.found`, { q: state.q }) : t(`public:list.${kind}.title`)}
        note={state.q ? null : t(`public:list.${kind}.note`)}
      />
      <SearchBox
        kind={kind}
        initial={state.q}
        placeholder={t(`public:search.placeholder.${kind}`)}
        onSearch={(q) => go({ ...state, q, sort: 'relevance', page: 1 })}
      />
      <KindTabs kind={kind} q={state.q} />
      <div className="fx-list__grid">
        <aside className="fx-list__aside" aria-label={t('public:search.filters')}>
          {facets}
        </aside>
        <section className="fx-list__main" aria-label={t('public:search.results')} aria-busy={result.isFetching}>
          <div className="fx-list__bar">
            <p role="status">
              {data ? (
                <>
                  {t('public:search.total', { count: data.total, value: formatNumber(data.total) })}
                  {state.q ? (
                    <span className="fx-list__took">
                      {' '}
                      · {t('public:search.took', { ms: Math.max(1, Math.round(data.tookMs)) })}
                    </span>
                  ) : null}
                </>
              ) : null}
            </p>
            <button type="button" className="fx-btn fx-btn--small fx-list__filter" onClick={() => setFiltering(true)}>
              <Icon name="filter" size={16} />
              {count ? t('public:search.filterCount', { count }) : t('public:search.filter')}
            </button>
            {SORTS[kind].length > 1 ? (
              <label className="fx-list__sort">
                <span>{t('public:search.sort')}</span>
                <select
                  className="fx-select"
                  value={state.sort}
                  onChange={(event) => go({ ...state, sort: event.target.value as SearchState['sort'], page: 1 })}
                >
                  {SORTS[kind].map((sort) => (
                    <option key={sort} value={sort}>
                      {t(sort === 'relevance' && !state.q ? 'public:sort.newest' : `public:sort.${sort}`)}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
          </div>
          <AppliedFilters state={state} ownerName={owner.data?.name ?? null} onChange={go} />
          {data && state.q ? <Understood understood={data.understood} /> : null}
          {result.error && !data ? <ErrorState error={result.error} onRetry={() => void result.refetch()} /> : null}
          {!data && !result.error ? [0, 1, 2, 3].map((item) => <Loading key={item} lines={3} />) : null}
          {data && data.hits.length === 0 ? (
            <Empty
              title={t('public:search.none')}
              actions={
                <>
                  {count ? (
                    <button type="button" className="fx-btn" onClick={() => go(withoutFilters(state))}>
                      {t('public:search.clearAll')}
                    </button>
                  ) : null}
                  {kind === 'achievement' && mayPose ? (
                    <Link className="fx-btn fx-btn--primary" to={paths.deskDemandNew}>
                      {t('public:search.poseDemand')}
                    </Link>
                  ) : null}
                </>
              }
            >
              {t(count ? 'public:search.noneFiltered' : 'public:search.noneHint')}
            </Empty>
          ) : null}
          <div className={`fx-hits${result.isPlaceholderData ? ' is-old' : ''}`}>
            {data?.hits.map((card) => (
              <ResultCard key={card.id} card={card} withParts={state.q !== '' && state.sort === 'relevance'} />
            ))}
          </div>
          <Pager page={state.page} pages={pages} hrefOf={(page) => hrefOf({ ...state, page })} />
        </section>
      </div>
      <Sheet
        open={isFiltering}
        side="right"
        title={t('public:search.filters')}
        onClose={() => setFiltering(false)}
        foot={
          <button type="button" className="fx-btn fx-btn--primary" onClick={() => setFiltering(false)}>
            {t('public:search.show', { count: data?.total ?? 0, value: formatNumber(data?.total ?? 0) })}
          </button>
        }
      >
        {facets}
      </Sheet>
    </div>
  );
}
