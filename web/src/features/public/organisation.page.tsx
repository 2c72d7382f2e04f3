import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { Icon } from '../../components/icon.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { Facts, PageTools, Section } from './detail/detail-parts.tsx';
import { organisationQuery, searchQuery } from './public.queries.ts';
import { ResultCard } from './search/result-card.tsx';
import './search/search.css';

const SHOWN = 5;

function Records({ kind, owner }: { kind: 'achievement' | 'demand'; owner: string }) {
  const { t } = useTranslation();
  const query = useQuery(searchQuery({ kind, owner, sort: 'newest', limit: SHOWN }));
  const list = kind === 'achievement' ? paths.achievements : paths.demands;
  return (
    <Section title={t(`public:kind.${kind}`)}>
      <QueryView query={query} lines={4}>
        {(data) => (
          <>
            {data.total === 0 ? <Empty title={t(`public:detail.none.${kind}`)} /> : null}
            {data.hits.map((card) => (
              <ResultCard key={card.id} card={card} level={3} isBrief />
            ))}
            {data.total > SHOWN ? (
              <p className="fx-detail__way">
                <Link className="fx-btn fx-btn--small" to={`${list}?owner=${owner}`}>
                  {t('public:detail.allOf', { count: data.total })}
                </Link>
              </p>
            ) : null}
          </>
        )}
      </QueryView>
    </Section>
  );
}

function Body({ view }: { view: OrganisationView }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const isVerified = view.verification !== null && Date.parse(view.verification.expiresAt) > Date.now();
  return (
    <>
      <PageHeader
        title={view.name}
        crumbs={[
          { label: t('common:nav.organisations'), to: paths.organisations },
          ...(view.parentOrgId && view.parentName
            ? [{ label: view.parentName, to: paths.organisation(view.parentOrgId) }]
            : []),
        ]}
        extra={
          <p className="fx-detail__line">
            <span className="fx-detail__code fx-num">{view.code}</span>
            <span className="fx-tag">{label('ORG_TYPE', view.orgType)}</span>
            {isVerified ? (
              <span className="fx-tag fx-tag--ok">
                <Icon name="check" size={14} />
                {t('public:detail.verified')}
              </span>
            ) : (
              <span className="fx-tag">{t('public:detail.unverified')}</span>
            )}
            {view.isChainLeader ? <span className="fx-tag fx-tag--amber">{t('public:detail.chainLeader')}</span> : null}
          </p>
        }
        actions={<PageTools />}
      />
      <div className="fx-detail__grid">
        <div className="fx-detail__main">
          <Records kind="achievement" owner={view.id} />
          <Records kind="demand" owner={view.id} />
        </div>
        <aside className="fx-detail__aside" aria-label={t('public:detail.key')}>
          <div className="fx-detail__section">
            <h2>{t('public:detail.key')}</h2>
            <Facts
              rows={[
                [t('public:field.aliases'), view.nameAliases.join(t('public:search.comma'))],
                [t('public:field.region'), view.regionLabel],
                [t('public:field.address'), view.address],
                [t('public:field.uscc'), view.uscc],
                [t('public:field.scale'), label('ORG_SCALE', view.scale)],
                [t('public:field.qualifications'), labels('QUALIFICATION', view.qualifications)],
                [t('public:field.chain'), labels('LAOSHAN_CHAIN', view.chainCodes)],
                [t('public:figure.teams'), String(view.counts.teams)],
                [t('public:field.updated'), formatDate(view.updatedAt)],
              ]}
            />
          </div>
          {view.units.length ? (
            <div className="fx-detail__section">
              <h2>{t('public:detail.units')}</h2>
              <ul className="fx-detail__units">
                {view.units.map((unit) => (
                  <li key={unit.id}>
                    <Link to={paths.organisation(unit.id)}>{unit.name}</Link>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </aside>
      </div>
    </>
  );
}

export default function OrganisationPage() {
  const { id = '' } = useParams();
  const query = useQuery(organisationQuery(id));
  return (
    <div className="fx-wide fx-detail">
      <QueryView query={query} lines={8}>
        {(view) => <Body view={view} />}
      </QueryView>
    </div>
  );
}
