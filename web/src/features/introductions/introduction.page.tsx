import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { Star } from '../../components/icon.tsx';
import { MatchEvidence } from '../../components/matching/match-evidence.tsx';
import { FeasibilityMeter, RelevanceBadge } from '../../components/matching/relevance-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { daysUntil, formatDate, formatDateTime } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { ContactPanel } from './contact-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { FeedbackBar } from './feedback-bar.tsx';
import { introductionQuery } from './introductions.queries.ts';
import { type Introduction, isContactOpen, mayAnswer, sidesOf } from './sides.ts';
import './introductions.css';

function Side({ match, side, isMine }: { match: MatchView; side: 'demand' | 'achievement'; isMine: boolean }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const record = match[side];
  const href = side === 'demand' ? paths.demand(record.id) : paths.achievement(record.id);
  return (
    <section className={`in-side${isMine ? ' is-mine' : ''}`}>
      <p className="in-side__kind">
        {t(`introductions:side.${side}`)}
        {isMine ? <span className="fx-tag">{t('introductions:side.mine')}</span> : null}
      </p>
      <h2>
        <Link to={href}>{record.title}</Link>
      </h2>
      <p className="in-card__meta">
        <span>{record.ownerLabel}</span>
        {record.teamName ? <span>{record.teamName}</span> : null}
        {side === 'achievement' ? <TrlStars trl={record.trl} /> : null}
        {record.chainCodes.length ? <span>{labels('LAOSHAN_CHAIN', record.chainCodes)}</span> : null}
      </p>
      <p className="in-side__text">{record.summary}</p>
      {record.isStale ? <p className="mt-quiet">{t('introductions:side.stale')}</p> : null}
    </section>
  );
}

/** Sent → each answer → contacts, as stars on one line. */
function Path({ match, introduction }: { match: MatchView; introduction: Introduction }) {
  const { t } = useTranslation();
  const { mine, other, myAnswer, otherAnswer } = sidesOf(match, introduction);
  const isStaff = introduction.mySide === 'staff';
  const steps = [
    { key: 'sent', text: t('introductions:path.sent', { at: formatDateTime(introduction.sentAt) }), isLit: true },
    {
      key: 'mine',
      text: t(`introductions:path.${isStaff ? mine : 'mine'}.${myAnswer}`),
      isLit: myAnswer === 'ACCEPTED',
    },
    {
      key: 'other',
      text: t(`introductions:path.${isStaff ? other : 'other'}.${otherAnswer}`),
      isLit: otherAnswer === 'ACCEPTED',
    },
    {
      key: 'open',
      text: t(`introductions:path.${isContactOpen(match, introduction) ? 'opened' : 'toOpen'}`),
      isLit: isContactOpen(match, introduction),
    },
  ];
  return (
    <ol className="in-path" aria-label={t('introductions:path.label')}>
      {steps.map((step) => (
        <li key={step.key} className={step.isLit ? 'is-lit' : ''}>
          <Star size={16} />
          <span>{step.text}</span>
        </li>
      ))}
    </ol>
  );
}

function Content({ match, introduction }: { match: MatchView; introduction: Introduction }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const { mine, other } = sidesOf(match, introduction);
  const isStaff = introduction.mySide === 'staff';
  return (
    <div className="in-detail">
      <Path match={match} introduction={introduction} />
      {introduction.declinedReason ? (
        <p className="fx-notice fx-notice--amber">
          {t('introductions:declinedBecause', { reason: label('REJECT_REASON', introduction.declinedReason) })}
        </p>
      ) : null}
      {match.status === 'LAPSED' ? (
        <p className="fx-notice fx-notice--amber">
          {t('introductions:lapsed', { date: formatDate(introduction.dueOn) })}
        </p>
      ) : null}
      {mayAnswer(match, introduction, daysUntil(introduction.dueOn)) ? (
        <AnswerPanel match={match} introduction={introduction} />
      ) : null}
      <ContactPanel match={match} introduction={introduction} />
      {isStaff && introduction.exportQuestion !== 'NONE' ? (
        <ExportPanel match={match} introduction={introduction} />
      ) : null}
      {introduction.message ? (
        <blockquote className="in-message">
          <p>{introduction.message}</p>
          <footer>{t('introductions:messageFrom')}</footer>
        </blockquote>
      ) : null}
      <div className="in-sides">
        <Side match={match} side={other} isMine={false} />
        <Side match={match} side={mine} isMine={!isStaff} />
      </div>
      <section className="in-evidence" aria-labelledby="in-evidence">
        <h2 id="in-evidence">{t('introductions:evidence.title')}</h2>
        <p className="in-card__marks">
          <RelevanceBadge level={match.relevance} />
          <FeasibilityMeter value={match.feasibility} isStopped={match.evidence.stop !== null} />
        </p>
        <MatchEvidence
          evidence={match.evidence}
          made={t('introductions:evidence.made', { model: match.modelVersion, at: formatDateTime(match.madeAt) })}
        />
        <p className="mt-quiet">{t('introductions:evidence.machine')}</p>
      </section>
      {introduction.mySide === 'demand' ? <FeedbackBar match={match} /> : null}
    </div>
  );
}

/** One introduction: why these two, what the other side is, accept or decline, contacts when both agree. */
export default function IntroductionPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(introductionQuery(id));
  const match = query.data;
  const introduction = match?.introduction;
  return (
    <div className="in-page">
      <PageHeader
        title={match && introduction ? sidesOf(match, introduction).otherRecord.title : t('introductions:detailTitle')}
        crumbs={[{ label: t('introductions:title'), to: paths.deskIntroductions }]}
        extra={
          match ? (
            <p className="in-card__meta">
              <span className="fx-num">{match.code}</span>
              <StatusTag table="MATCH_STATUS" code={match.status} />
            </p>
          ) : null
        }
      />
      <QueryView query={query} lines={8}>
        {(data) =>
          data.introduction ? (
            <Content match={data} introduction={data.introduction} />
          ) : (
            <p className="fx-notice">{t('introductions:notSent')}</p>
          )
        }
      </QueryView>
    </div>
  );
}
