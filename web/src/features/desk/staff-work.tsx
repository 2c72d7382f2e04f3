import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon, Star } from '../../components/icon.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { formatNumber } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import {
  achievementsToReviewQuery,
  type Count,
  curationCountsQuery,
  demandsToReviewQuery,
  engineStateQuery,
  importsWaitingQuery,
  organisationsToVerifyQuery,
} from './staff-work.queries.ts';
import './staff-work.css';

interface Tile {
  key: string;
  to: string;
  count: number | undefined;
  isMore?: boolean;
}

function TileLink({ tile }: { tile: Tile }) {
  const { t } = useTranslation('desk');
  const { key, to, count, isMore } = tile;
  return (
    <li className={count ? 'is-waiting' : ''}>
      <Link to={to}>
        <span className="dk-tile__count fx-num">
          {count === undefined ? '–' : formatNumber(count)}
          {isMore ? '+' : ''}
          {count ? <Star size={14} /> : null}
        </span>
        <span className="dk-tile__name">{t(`desk:staff.${key}.name`)}</span>
        <span className="dk-tile__note">{t(`desk:staff.${key}.${count ? 'note' : 'none'}`)}</span>
      </Link>
    </li>
  );
}

const tileOf = (key: string, to: string, query: UseQueryResult<Count>): Tile => ({
  key,
  to,
  count: query.data?.count,
  isMore: query.data?.isMore ?? false,
});

/** State of the machinery in one line, for those who look after it. */
function Engine() {
  const { t } = useTranslation('desk');
  const { data } = useQuery(engineStateQuery);
  if (!data) return null;
  const failed = data.jobs.reduce((sum, queue) => sum + queue.failed, 0);
  const isFine = data.status === 'ready' && failed === 0;
  return (
    <p className={`dk-engine${isFine ? '' : ' is-bad'}`}>
      <Icon name={isFine ? 'check' : 'warn'} size={16} />
      <span>
        {t(`desk:staff.engine.${data.status}`)}
        {failed ? t('desk:staff.engine.failed', { count: failed }) : ''}
      </span>
      <Link to={paths.adminSearch}>{t('desk:staff.engine.open')}</Link>
    </p>
  );
}

interface StaffWorkProps {
  isOperator: boolean;
  isManager: boolean;
  isAdmin: boolean;
}

/** What waits for the staff, in the order in which a record passes through their hands. */
export function StaffWork({ isOperator, isManager, isAdmin }: StaffWorkProps) {
  const { t } = useTranslation('desk');
  const isCurator = isOperator || isManager;
  const assigned = isOperator ? 'all' : 'me';
  const imports = useQuery({ ...importsWaitingQuery, enabled: isOperator });
  const achievements = useQuery({ ...achievementsToReviewQuery, enabled: isOperator });
  const organisations = useQuery({ ...organisationsToVerifyQuery, enabled: isOperator });
  const demands = useQuery({ ...demandsToReviewQuery, enabled: isCurator });
  const curation = useQuery({ ...curationCountsQuery(assigned), enabled: isCurator });
  const used = [imports, achievements, organisations, demands, curation].filter(
    (query) => query.fetchStatus !== 'idle' || query.isFetched,
  );
  const broken = used.find((query) => query.isError && query.data === undefined);
  const queue = `?assigned=${assigned}`;
  const tiles: Tile[] = [
    ...(isOperator
      ? [
          tileOf('imports', paths.staffImports, imports),
          tileOf('organisations', `${paths.staffOrganisations}?verified=false`, organisations),
          tileOf('achievements', `${paths.staffReview}?kind=achievements`, achievements),
        ]
      : []),
    ...(isCurator
      ? [
          tileOf('demands', `${paths.staffReview}?kind=demands`, demands),
          { key: 'open', to: paths.staffCuration + queue, count: curation.data?.open },
          {
            key: 'shortlisted',
            to: `${paths.staffCuration}${queue}&state=shortlisted`,
            count: curation.data?.shortlisted,
          },
        ]
      : []),
  ];
  return (
    <section className="dk-staff" aria-labelledby="dk-staff">
      <h2 id="dk-staff">{t(isCurator ? 'desk:staff.title' : 'desk:staff.titleAdmin')}</h2>
      {used.some((query) => query.isLoading) ? (
        <Loading lines={3} />
      ) : broken ? (
        <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />
      ) : tiles.length ? (
        <ul className="dk-tiles">
          {tiles.map((tile) => (
            <TileLink key={tile.key} tile={tile} />
          ))}
        </ul>
      ) : null}
      {isAdmin ? (
        <ul className="dk-ways">
          <li>
            <Link to={paths.adminAccounts}>{t('common:nav.adminAccounts')}</Link>
            <p className="rc-quiet">{t('desk:staff.admin.accounts')}</p>
          </li>
          <li>
            <Link to={paths.adminCodeTables}>{t('common:nav.adminCodeTables')}</Link>
            <p className="rc-quiet">{t('desk:staff.admin.codes')}</p>
          </li>
        </ul>
      ) : null}
      {isAdmin || isOperator ? <Engine /> : null}
    </section>
  );
}
