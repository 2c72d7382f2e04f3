import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Empty, QueryView } from '../../components/states.tsx';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { OrganisationDetail } from './organisation-detail.tsx';
import { organisationQuery } from './organisations.queries.ts';

function Own({ id }: { id: string }) {
  const query = useQuery(organisationQuery(id));
  return (
    <QueryView query={query} lines={8}>
      {(organisation) => <OrganisationDetail key={organisation.id} organisation={organisation} isDesk />}
    </QueryView>
  );
}

/** The organisations a person belongs to: what the platform knows of them, and for administrators the form and the members. */
export default function OwnOrganisationPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const own = (me?.memberships ?? []).filter((item) => item.state === 'ACTIVE');
  const shown = own.find((item) => item.organisationId === params.get('id')) ?? own[0];
  if (!shown)
    return (
      <Empty
        title={t('organisations:own.none')}
        actions={
          <Link className="fx-btn fx-btn--primary" to={paths.account}>
            {t('organisations:own.toAccount')}
          </Link>
        }
      >
        {t('organisations:own.noneBody')}
      </Empty>
    );
  return (
    <>
      {own.length > 1 ? (
        <nav className="og-own" aria-label={t('organisations:own.choose')}>
          {own.map((item) => (
            <button
              key={item.organisationId}
              type="button"
              className="fx-btn fx-btn--small"
              aria-current={item === shown ? 'true' : undefined}
              onClick={() => setParams({ id: item.organisationId }, { replace: true })}
            >
              {item.organisationName}
            </button>
          ))}
        </nav>
      ) : null}
      <Own key={shown.organisationId} id={shown.organisationId} />
    </>
  );
}
