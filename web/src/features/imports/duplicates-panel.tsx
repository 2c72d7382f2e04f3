import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportRowView, ImportTarget } from '../../../../server/contracts/imports.contract.ts';
import { paths } from '../../lib/paths.ts';
import type { Review } from './use-review.ts';
import './duplicates-panel.css';

interface PanelProps {
  row: ImportRowView;
  target: ImportTarget;
  review: Review;
}

/** Records and rows that look the same, why, and what to do: nothing is merged without a person's word. */
export function DuplicatesPanel({ row, target, review }: PanelProps) {
  const { t } = useTranslation();
  if (!row.duplicates.length) return null;
  const isLocked = review.isLocked(row) || review.isSaving;
  const { decide } = review.actions;
  const address = target === 'achievement' ? paths.deskAchievement : paths.deskDemand;
  return (
    <section className="im-dups" aria-labelledby="im-dups">
      <h3 id="im-dups">{t('imports:dup.title', { count: row.duplicates.length })}</h3>
      <ul>
        {row.duplicates.map((item) => {
          const isChosen = row.decision === 'MERGE' && row.mergeIntoId === item.recordId;
          return (
            <li key={`${item.recordId ?? ''}-${item.rowNumber ?? ''}`} className={isChosen ? 'is-chosen' : ''}>
              <div className="im-dups__what">
                {item.recordId ? (
                  <Link to={address(item.recordId)} target="_blank" className="im-strong">
                    {item.title}
                  </Link>
                ) : (
                  <span className="im-strong">{item.title}</span>
                )}
                <span className="im-dim">{item.code ?? t('imports:dup.inBatch', { row: item.rowNumber ?? 0 })}</span>
              </div>
              <div className="im-dups__why">
                <span className="fx-tag">{t(`imports:dup.rule.${item.rule}`)}</span>
                <meter
                  min={0}
                  max={1}
                  value={item.similarity}
                  aria-label={t('imports:dup.similarity', { share: Math.round(item.similarity * 100) })}
                />
                <span className="fx-num">{Math.round(item.similarity * 100)}%</span>
              </div>
              {item.proposal === 'MERGE' && item.recordId ? (
                <button
                  type="button"
                  className={`fx-btn fx-btn--small${isChosen ? ' fx-btn--primary' : ''}`}
                  aria-pressed={isChosen}
                  disabled={isLocked}
                  onClick={() => void decide(row, 'MERGE', item.recordId ?? undefined)}
                >
                  {t('imports:dup.merge')}
                  <kbd>m</kbd>
                </button>
              ) : (
                <span className="im-dim">{t(`imports:dup.proposal.${item.recordId ? item.proposal : 'ROW'}`)}</span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="im-actions">
        <button
          type="button"
          className={`fx-btn fx-btn--small${row.decision === 'NEW' ? ' fx-btn--primary' : ''}`}
          aria-pressed={row.decision === 'NEW'}
          disabled={isLocked}
          onClick={() => void decide(row, 'NEW')}
        >
          {t('imports:dup.keep')}
          <kbd>n</kbd>
        </button>
        <p className="im-dim">{t('imports:dup.rules')}</p>
      </div>
    </section>
  );
}
