import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import { RecordList, rowsOf, useListFilter } from '../../components/record/record-list.tsx';
import { demandsQuery } from '../../components/record/records.queries.ts';
import { RenewButton } from '../../components/record/renew-button.tsx';
import { demandRow } from '../../components/record/rows.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';

/** Demands of my firm, or those in my charge. */
export default function DemandListPage() {
  const { t } = useTranslation('demands');
  const isOperator = useHasRole('operator');
  const isManager = useHasRole('technologyManager');
  const scopes = isOperator ? ['all', 'mine'] : isManager ? ['assigned', 'mine'] : ['mine'];
  const { filter, change } = useListFilter(scopes);
  const query = useInfiniteQuery(demandsQuery(filter));
  const create = (
    <Link className="fx-btn fx-btn--primary" to={paths.deskDemandNew}>
      {t('demands:new.button')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('demands:list.title')} actions={create} />
      <RecordList
        spec={DEMAND_SPEC}
        scopes={scopes}
        filter={filter}
        onFilter={change}
        query={rowsOf(query, demandRow)}
        hrefOf={(row) => paths.deskDemand(row.id)}
        actionOf={(row) =>
          row.isStale && row.status === 'PUBLISHED' ? (
            <RenewButton kind="demands" id={row.id} title={row.title} />
          ) : row.status === 'DRAFT' ? (
            <Link className="fx-btn fx-btn--small" to={paths.deskDemandEdit(row.id)}>
              {t('desk:record.continue')}
            </Link>
          ) : null
        }
        emptyAction={create}
      />
    </>
  );
}
