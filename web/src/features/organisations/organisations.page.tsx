import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ORG_TYPES, type OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { Sheet } from '../../components/dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatNumber } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';
import { OrganisationForm } from './organisation-form.tsx';
import { type OrganisationFilter, organisationsQuery } from './organisations.queries.ts';
import { VerificationTag } from './verification.tsx';
import './organisations.css';

const VERIFIED = ['', 'true', 'false'] as const;
const WAIT_MS = 250;

function Filters({
  filter,
  onFilter,
}: {
  filter: OrganisationFilter;
  onFilter: (change: Partial<OrganisationFilter>) => void;
}) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const [text, setText] = useState(filter.q);
  useEffect(() => {
    if (text.trim() === filter.q) return;
    const timer = setTimeout(() => onFilter({ q: text.trim() }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, filter.q, onFilter]);
  return (
    <search className="og-filters">
      <input
        type="search"
        className="fx-input"
        aria-label={t('organisations:list.search')}
        placeholder={t('organisations:list.search')}
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        className="fx-select"
        aria-label={t('organisations:list.type')}
        value={filter.orgType}
        onChange={(event) => onFilter({ orgType: event.target.value as OrganisationFilter['orgType'] })}
      >
        <option value="">{t('organisations:list.allTypes')}</option>
        {ORG_TYPES.filter((code) => code !== 'UNIT').map((code) => (
          <option key={code} value={code}>
            {label('ORG_TYPE', code)}
          </option>
        ))}
      </select>
      <select
        className="fx-select"
        aria-label={t('organisations:list.verification')}
        value={filter.verified}
        onChange={(event) => onFilter({ verified: event.target.value as OrganisationFilter['verified'] })}
      >
        {VERIFIED.map((value) => (
          <option key={value} value={value}>
            {t(`organisations:list.verified.${value || 'all'}`)}
          </option>
        ))}
      </select>
    </search>
  );
}

function Table({ items }: { items: readonly OrganisationView[] }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  return (
    <div className="og-table-box">
      <table className="og-table">
        <caption className="fx-sr">{t('organisations:title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('organisations:field.name')}</th>
            <th scope="col">{t('organisations:field.orgType')}</th>
            <th scope="col">{t('organisations:field.uscc')}</th>
            <th scope="col">{t('organisations:list.verification')}</th>
            <th scope="col">{t('organisations:field.region')}</th>
            <th scope="col" className="og-num">
              {t('organisations:list.counts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td data-label={t('organisations:field.name')}>
                <Link to={paths.staffOrganisation(item.id)} className="og-strong">
                  {item.name}
                </Link>
                <span className="og-dim">
                  {item.code}
                  {item.chainCodes.length ? ` · ${labels('LAOSHAN_CHAIN', item.chainCodes)}` : ''}
                  {item.isChainLeader ? ` · ${t('organisations:chainLeader')}` : ''}
                </span>
              </td>
              <td data-label={t('organisations:field.orgType')}>{label('ORG_TYPE', item.orgType)}</td>
              <td data-label={t('organisations:field.uscc')}>
                {item.uscc ? (
                  <span className="og-code">{item.uscc}</span>
                ) : (
                  <span className="og-warn">{t('organisations:list.noUscc')}</span>
                )}
              </td>
              <td data-label={t('organisations:list.verification')}>
                <VerificationTag organisation={item} />
              </td>
              <td data-label={t('organisations:field.region')}>{item.regionLabel}</td>
              <td data-label={t('organisations:list.counts')} className="og-num fx-num">
                {t('organisations:list.countsValue', {
                  achievements: formatNumber(item.counts.achievements),
                  demands: formatNumber(item.counts.demands),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every organisation of the platform, for staff: find, check, mend. */
export default function OrganisationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isOperator = useHasRole('operator');
  const [params, setParams] = useSearchParams();
  const [isNew, setNew] = useState(false);
  const filter: OrganisationFilter = {
    q: params.get('q') ?? '',
    orgType: ORG_TYPES.find((code) => code === params.get('type')) ?? '',
    verified: VERIFIED.find((value) => value === params.get('verified')) ?? '',
  };
  const query = useInfiniteQuery(organisationsQuery(filter));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (next: Partial<OrganisationFilter>): void => {
    const { q, orgType, verified } = { ...filter, ...next };
    setParams(
      { ...(q ? { q } : {}), ...(orgType ? { type: orgType } : {}), ...(verified ? { verified } : {}) },
      { replace: true },
    );
  };
  return (
    <div className="og">
      <PageHeader
        title={t('organisations:title')}
        note={t('organisations:note')}
        actions={
          isOperator ? (
            <button type="button" className="fx-btn fx-btn--primary" onClick={() => setNew(true)}>
              {t('organisations:create')}
            </button>
          ) : null
        }
      />
      <Filters filter={filter} onFilter={change} />
      {query.isPending ? (
        <Loading lines={10} />
      ) : query.isError && !items.length ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length ? (
        <Table items={items} />
      ) : (
        <Empty title={t('organisations:empty.title')}>{t('organisations:empty.body')}</Empty>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn og-more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
      <Sheet open={isNew} side="right" title={t('organisations:create')} onClose={() => setNew(false)}>
        <OrganisationForm
          onCancel={() => setNew(false)}
          onSaved={(saved) => {
            setNew(false);
            void navigate(paths.staffOrganisation(saved.id));
          }}
        />
      </Sheet>
    </div>
  );
}
