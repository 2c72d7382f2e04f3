import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { FeasibilityMeter, RelevanceBadge } from '../../components/matching/relevance-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { formatDate } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { DueBadge } from './due-badge.tsx';
import { INTRODUCTION_STATES, type IntroductionState, introductionsQuery } from './introductions.queries.ts';
import { isWaiting, sidesOf } from './sides.ts';
import './introductions.css';

function Card({ match }: { match: MatchView }) {
  const { t } = useTranslation();
  const { introduction } = match;
  if (!introduction) return null;
  const { mine, myRecord, otherRecord, myAnswer, otherAnswer } = sidesOf(match, introduction);
  const waits = isWaiting(match);
  return (
    <li className="in-card">
      <div className="in-card__head">
        <h2>
          <Link to={paths.deskIntroduction(match.id)}>{otherRecord.title}</Link>
        </h2>
        {waits && myAnswer === 'PENDING' ? (
          <DueBadge dueOn={introduction.dueOn} />
        ) : (
          <StatusTag table="MATCH_STATUS" code={match.status} />
        )}
      </div>
      <p className="in-card__meta">
        <span>{otherRecord.ownerLabel}</span>
        {otherRecord.teamName ? <span>{otherRecord.teamName}</span> : null}
        {mine === 'demand' ? <TrlStars trl={otherRecord.trl} /> : null}
      </p>
      <p className="in-card__mine">
        {t(`introductions:card.for.${mine}`)}
        {myRecord.title}
      </p>
      <p className="in-card__marks">
        <RelevanceBadge level={match.relevance} />
        <FeasibilityMeter value={match.feasibility} isStopped={match.evidence.stop !== null} />
        <span>{t('introductions:card.sent', { date: formatDate(introduction.sentAt) })}</span>
        <span>
          {t(`introductions:answer.mine.${myAnswer}`)}
          {t('introductions:answer.separator')}
          {t(`introductions:answer.other.${otherAnswer}`)}
        </span>
      </p>
    </li>
  );
}

/** Introductions of the person's demands and achievements: to answer, connected, closed. */
export default function IntroductionsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const state: IntroductionState =
    INTRODUCTION_STATES.find((name) => name === params.get('state')) ?? INTRODUCTION_STATES[0];
  const query = useInfiniteQuery(introductionsQuery(state));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="in-page">
      <PageHeader title={t('introductions:title')} note={t('introductions:note')} />
      <nav className="in-tabs" aria-label={t('introductions:state.label')}>
        {INTRODUCTION_STATES.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={name === state ? 'true' : undefined}
            onClick={() => setParams(name === 'open' ? {} : { state: name }, { replace: true })}
          >
            {t(`introductions:state.${name}`)}
          </button>
        ))}
      </nav>
      {query.isPending ? (
        <Loading lines={6} />
      ) : query.isError && !items.length ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length ? (
        <ul className="in-cards">
          {items.map((match) => (
            <Card key={match.id} match={match} />
          ))}
        </ul>
      ) : (
        <Empty title={t(`introductions:empty.${state}`)}>{t(`introductions:emptyHint.${state}`)}</Empty>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
    </div>
  );
}
