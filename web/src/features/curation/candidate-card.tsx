import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchDecision, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { IndicatorCounts } from '../../components/matching/indicator-table.tsx';
import { MatchEvidence } from '../../components/matching/match-evidence.tsx';
import { FeasibilityMeter, RelevanceBadge } from '../../components/matching/relevance-badge.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime } from '../../lib/format.ts';
import { GradePicker, NoteEditor } from './candidate-tools.tsx';
import { isDismissed, isOpen } from './decision-ops.ts';
import { RejectPanel } from './reject-panel.tsx';

export type CardMode = 'read' | 'reject' | 'note' | 'grade';
export interface CardActions {
  select: (id: string) => void;
  confirm: (id: string) => void;
  reject: (id: string, reason: NonNullable<MatchDecision['reasonCode']>, comment: string) => void;
  pin: (id: string) => void;
  move: (id: string, step: 1 | -1) => void;
  /** To a place among the open ones, 1 is first. */
  moveTo: (id: string, position: number) => void;
  note: (id: string, text: string) => void;
  grade: (id: string, level: number) => void;
  restore: (id: string) => void;
  open: (id: string) => void;
  setMode: (mode: CardMode) => void;
  /** Closes what is open on a card and gives the focus back to it. */
  leave: (id: string) => void;
}

interface CardProps {
  match: MatchView;
  place: number;
  isSelected: boolean;
  mode: CardMode;
  isConflict: boolean;
  actions: CardActions;
  /** Takes the card by its number; only where the order can be changed. */
  onDragStart?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
}

export const cardId = (matchId: string): string => `cu-card-${matchId}`;

function Marks({ match }: { match: MatchView }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  return (
    <p className="cu-card__marks">
      <RelevanceBadge
        level={match.relevance}
        score={match.relevanceScore}
        {...(match.relevanceBy ? { gradedBy: match.relevanceBy } : {})}
      />
      <FeasibilityMeter value={match.feasibility} isStopped={match.evidence.stop !== null} />
      <IndicatorCounts rows={match.evidence.indicators} />
      {match.status === 'SUGGESTED' ? null : <StatusTag table="MATCH_STATUS" code={match.status} />}
      {match.isPinned ? <span className="fx-tag fx-tag--amber">{t('curation:card.pinned')}</span> : null}
      {match.origin === 'SYSTEM' ? null : <span className="fx-tag">{t('curation:card.addedByHand')}</span>}
      {match.achievement.isStale ? <span className="fx-tag fx-tag--amber">{t('curation:card.stale')}</span> : null}
      {match.reasonCodes.length ? <span className="cu-dim">{labels('REJECT_REASON', match.reasonCodes)}</span> : null}
    </p>
  );
}

function Toolbar({ match, mode, actions }: Pick<CardProps, 'match' | 'mode' | 'actions'>) {
  const { t } = useTranslation();
  const { id } = match;
  const open = isOpen(match);
  return (
    <div className="cu-tools" role="toolbar" aria-label={t('curation:card.tools', { title: match.achievement.title })}>
      {open ? (
        <>
          <button
            type="button"
            className="fx-btn fx-btn--small fx-btn--primary"
            disabled={match.status !== 'SUGGESTED'}
            aria-keyshortcuts="a"
            onClick={() => actions.confirm(id)}
          >
            {match.status === 'CONFIRMED' ? t('curation:action.confirmed') : t('curation:action.confirm')}
            <kbd>a</kbd>
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--small"
            aria-expanded={mode === 'reject'}
            aria-keyshortcuts="r"
            onClick={() => actions.setMode(mode === 'reject' ? 'read' : 'reject')}
          >
            {t('curation:action.reject')}
            <kbd>r</kbd>
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--small"
            aria-pressed={match.isPinned}
            aria-keyshortcuts="m"
            onClick={() => actions.pin(id)}
          >
            {match.isPinned ? t('curation:action.unpin') : t('curation:action.pin')}
            <kbd>m</kbd>
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--small cu-arrow"
            aria-label={t('curation:action.up')}
            aria-keyshortcuts="Shift+ArrowUp"
            onClick={() => actions.move(id, -1)}
          >
            ↑
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--small cu-arrow"
            aria-label={t('curation:action.down')}
            aria-keyshortcuts="Shift+ArrowDown"
            onClick={() => actions.move(id, 1)}
          >
            ↓
          </button>
        </>
      ) : null}
      {isDismissed(match) ? (
        <button type="button" className="fx-btn fx-btn--small" onClick={() => actions.restore(id)}>
          {t('curation:action.restore')}
        </button>
      ) : null}
      <button
        type="button"
        className="fx-btn fx-btn--small"
        aria-keyshortcuts="e"
        onClick={() => actions.setMode(mode === 'note' ? 'read' : 'note')}
      >
        {t('curation:action.note')}
        <kbd>e</kbd>
      </button>
      <button type="button" className="fx-btn fx-btn--small" aria-keyshortcuts="o" onClick={() => actions.open(id)}>
        {t('curation:action.open')}
        <kbd>o</kbd>
      </button>
    </div>
  );
}

function Body({ match, mode, isConflict, actions }: Omit<CardProps, 'place' | 'isSelected'>) {
  const { t } = useTranslation();
  const { id } = match;
  return (
    <div className="cu-card__body">
      {isConflict ? (
        <p className="fx-notice fx-notice--amber" role="status">
          {t('curation:conflict.card')}
        </p>
      ) : null}
      <Toolbar match={match} mode={mode} actions={actions} />
      {mode === 'reject' ? (
        <RejectPanel
          title={match.achievement.title}
          onReject={(reason, comment) => actions.reject(id, reason, comment)}
          onClose={() => actions.leave(id)}
        />
      ) : null}
      {mode === 'note' ? (
        <NoteEditor
          note={match.note ?? ''}
          onSave={(text) => actions.note(id, text)}
          onClose={() => actions.leave(id)}
        />
      ) : match.note ? (
        <p className="cu-note">
          <strong>{t('curation:note.label')}</strong> {match.note}
        </p>
      ) : null}
      <p className="cu-text">{match.achievement.summary}</p>
      <MatchEvidence
        evidence={match.evidence}
        made={t('curation:card.made', { model: match.modelVersion, at: formatDateTime(match.madeAt) })}
      />
      <GradePicker
        level={match.relevance}
        isGraded={match.relevanceBy !== null}
        hasFocus={mode === 'grade'}
        onGrade={(level) => actions.grade(id, level)}
        onClose={() => actions.leave(id)}
      />
    </div>
  );
}

/** One candidate: closed a dense card, chosen with all its reasons and tools. */
export function CandidateCard(props: CardProps) {
  const { match, place, isSelected, actions, onDragStart } = props;
  const { t } = useTranslation();
  const { achievement } = match;
  return (
    <article
      className={`cu-card${isSelected ? ' is-selected' : ''}${isDismissed(match) ? ' is-dismissed' : ''}`}
      aria-labelledby={cardId(match.id)}
    >
      <div className="cu-card__head">
        <span
          className={`cu-card__place fx-num${onDragStart ? ' is-handle' : ''}`}
          aria-hidden="true"
          title={onDragStart ? t('curation:card.drag') : undefined}
          onPointerDown={onDragStart}
        >
          {place}
        </span>
        <div className="cu-card__main">
          <h3>
            <button
              type="button"
              id={cardId(match.id)}
              className="cu-card__title"
              aria-expanded={isSelected}
              aria-describedby={`${cardId(match.id)}-about`}
              onClick={() => actions.select(match.id)}
            >
              {achievement.title}
            </button>
          </h3>
          <div id={`${cardId(match.id)}-about`}>
            <p className="cu-card__meta">
              <span>
                {achievement.ownerLabel}
                {achievement.teamName ? ` · ${achievement.teamName}` : ''}
              </span>
              <TrlStars trl={achievement.trl} />
              {match.rank === null ? null : (
                <span className="cu-dim">{t('curation:card.systemRank', { rank: match.rank })}</span>
              )}
            </p>
            <Marks match={match} />
          </div>
        </div>
      </div>
      {isSelected ? <Body {...props} /> : null}
    </article>
  );
}
