import { queryOptions, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { Empty, Loading, QueryView } from '../states.tsx';
import { StatusTag } from '../status-tag.tsx';
import { IndicatorCounts } from './indicator-table.tsx';
import { isBusy, pollOf } from './list-state.ts';
import { MatchEvidence } from './match-evidence.tsx';
import { FeasibilityMeter, RelevanceBadge } from './relevance-badge.tsx';
import './matching.css';

export const achievementMatchesQuery = (id: string) =>
  queryOptions({
    queryKey: ['matches', 'achievement', id],
    queryFn: ({ signal }) => api.get<MatchListView>(`/matches/achievement/${id}`, { signal }),
    refetchInterval: (query) => pollOf(query.state.data),
  });

function Row({ match, isStaff }: { match: MatchView; isStaff: boolean }) {
  const { t } = useTranslation('introductions');
  const { labels } = useCodes();
  const href = isStaff ? paths.staffCurationDemand(match.demand.id) : paths.deskIntroduction(match.id);
  return (
    <li className="mt-row">
      <div className="mt-row__head">
        <Link to={href}>{match.demand.title}</Link>
        <StatusTag table="MATCH_STATUS" code={match.status} />
      </div>
      <p className="mt-row__meta">
        {match.demand.ownerLabel}
        {match.demand.chainCodes.length ? ` · ${labels('LAOSHAN_CHAIN', match.demand.chainCodes)}` : ''}
      </p>
      <p className="mt-row__marks">
        <RelevanceBadge level={match.relevance} score={match.relevanceScore} />
        <FeasibilityMeter value={match.feasibility} isStopped={match.evidence.stop !== null} />
        <IndicatorCounts rows={match.evidence.indicators} />
      </p>
      <details className="mt-why">
        <summary>{t('introductions:evidence.open')}</summary>
        <MatchEvidence evidence={match.evidence} />
      </details>
    </li>
  );
}

function Panel({ achievementId, isStaff }: { achievementId: string; isStaff: boolean }) {
  const { t } = useTranslation('introductions');
  const query = useQuery(achievementMatchesQuery(achievementId));
  return (
    <QueryView query={query}>
      {(list) => (
        <>
          <p className="mt-quiet" aria-live="polite">
            {isBusy(list.state)
              ? t('introductions:reverse.computing')
              : list.madeAt
                ? t('introductions:reverse.made', { at: formatDateTime(list.madeAt), model: list.modelVersion ?? '' })
                : ''}
          </p>
          {list.items.length ? (
            <ul className="mt-rows">
              {list.items.map((match) => (
                <Row key={match.id} match={match} isStaff={isStaff} />
              ))}
            </ul>
          ) : isBusy(list.state) ? (
            <Loading label={t('introductions:reverse.computing')} />
          ) : (
            <Empty title={t(isStaff ? 'introductions:reverse.emptyStaff' : 'introductions:reverse.empty')}>
              {isStaff ? (list.noCloseMatchReason ?? '') : t('introductions:reverse.emptyHint')}
            </Empty>
          )}
        </>
      )}
    </QueryView>
  );
}

/**
 * Reverse direction for detail pages: the demands that one achievement may answer. Staff see every pair, the owner
 * those that were introduced. Brings its own words; the host page only mounts it for people who may read it.
 */
export function AchievementMatches(props: { achievementId: string; isStaff: boolean }) {
  return (
    <Suspense fallback={<Loading />}>
      <Panel {...props} />
    </Suspense>
  );
}
