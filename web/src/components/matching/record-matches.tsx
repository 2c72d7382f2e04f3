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
import { TrlStars } from '../trl-stars.tsx';
import { IndicatorCounts } from './indicator-table.tsx';
import { isBusy, pollOf } from './list-state.ts';
import { MatchEvidence } from './match-evidence.tsx';
import { FeasibilityMeter, RelevanceBadge } from './relevance-badge.tsx';
import './matching.css';

export type MatchSubject = 'demand' | 'achievement';

export const recordMatchesQuery = (kind: MatchSubject, id: string) =>
  queryOptions({
    queryKey: ['matches', kind, id],
    queryFn: ({ signal }) => api.get<MatchListView>(`/matches/${kind}/${id}`, { signal }),
    refetchInterval: (query) => pollOf(query.state.data),
  });

function Row({ match, kind, isStaff }: { match: MatchView; kind: MatchSubject; isStaff: boolean }) {
  const { t } = useTranslation('introductions');
  const { labels } = useCodes();
  const other = kind === 'demand' ? match.achievement : match.demand;
  const href = isStaff ? paths.staffCurationDemand(match.demand.id) : paths.deskIntroduction(match.id);
  return (
    <li className="mt-row">
      <div className="mt-row__head">
        <Link to={href}>{other.title}</Link>
        <StatusTag table="MATCH_STATUS" code={match.status} />
      </div>
      <p className="mt-row__meta">
        {other.ownerLabel}
        {other.teamName ? ` · ${other.teamName}` : ''}
        {other.chainCodes.length ? ` · ${labels('LAOSHAN_CHAIN', other.chainCodes)}` : ''}
      </p>
      <p className="mt-row__marks">
        <RelevanceBadge level={match.relevance} score={match.relevanceScore} />
        <FeasibilityMeter value={match.feasibility} isStopped={match.evidence.stop !== null} />
        <IndicatorCounts rows={match.evidence.indicators} />
        {kind === 'demand' ? <TrlStars trl={other.trl} /> : null}
      </p>
      <details className="mt-why">
        <summary>{t('introductions:evidence.open')}</summary>
        <MatchEvidence
          evidence={match.evidence}
          made={t('introductions:reverse.made', { at: formatDateTime(match.madeAt), model: match.modelVersion })}
        />
      </details>
    </li>
  );
}

/** “No close match yet”, with the reason and what would help. */
function NoMatch({ list }: { list: MatchListView }) {
  const { t } = useTranslation('introductions');
  if (!list.noCloseMatch) return null;
  return (
    <section className="mt-none" aria-label={t('introductions:none.title')}>
      <h3>{t('introductions:none.title')}</h3>
      {list.noCloseMatchReason ? <p>{list.noCloseMatchReason}</p> : null}
      {list.advice.length ? (
        <>
          <p className="mt-quiet">{t('introductions:none.advice')}</p>
          <ul>
            {list.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function emptyWords(list: MatchListView, kind: MatchSubject, isStaff: boolean): [title: string, body: string] {
  if (isStaff) return [`introductions:list.${kind}.emptyStaff`, ''];
  // The firm learns that candidates are being looked at, not which.
  if (kind === 'demand' && list.state !== 'NONE' && !list.noCloseMatch)
    return ['introductions:list.demand.inReview', 'introductions:list.demand.inReviewHint'];
  return [`introductions:list.${kind}.empty`, `introductions:list.${kind}.emptyHint`];
}

function List({ list, kind, isStaff }: { list: MatchListView; kind: MatchSubject; isStaff: boolean }) {
  const { t } = useTranslation('introductions');
  const [title, body] = emptyWords(list, kind, isStaff);
  const isComputing = isBusy(list.state) && (isStaff || list.state !== 'NONE');
  return (
    <>
      <p className="mt-quiet" aria-live="polite">
        {isComputing
          ? t('introductions:reverse.computing')
          : list.madeAt
            ? t('introductions:reverse.made', { at: formatDateTime(list.madeAt), model: list.modelVersion ?? '' })
            : ''}
      </p>
      <NoMatch list={list} />
      {list.items.length ? (
        <ul className="mt-rows">
          {list.items.map((match) => (
            <Row key={match.id} match={match} kind={kind} isStaff={isStaff} />
          ))}
        </ul>
      ) : isComputing ? (
        <Loading label={t('introductions:reverse.computing')} />
      ) : list.noCloseMatch ? null : (
        <Empty title={t(title)}>{body ? t(body) : ''}</Empty>
      )}
    </>
  );
}

export interface RecordMatchesProps {
  kind: MatchSubject;
  id: string;
  /** Curators see every pair, the owner those that were introduced. */
  isStaff: boolean;
}

/** What one demand or achievement was brought together with: levels, feasibility, reasons, when and by which model. */
export function RecordMatches({ kind, id, isStaff }: RecordMatchesProps) {
  const query = useQuery(recordMatchesQuery(kind, id));
  return (
    <Suspense fallback={<Loading />}>
      <QueryView query={query} lines={5}>
        {(list) => <List list={list} kind={kind} isStaff={isStaff} />}
      </QueryView>
    </Suspense>
  );
}
