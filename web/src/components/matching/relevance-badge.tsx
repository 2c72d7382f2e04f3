import { useTranslation } from 'react-i18next';
import { useCodes } from '../../lib/code-label.ts';
import { Star } from '../icon.tsx';
import './matching.css';

/** Relevance level 1–4 as lit stars with its standard name; `score` is 0–1. The word carries the meaning, the stars repeat it. */
export function RelevanceBadge({
  level,
  score,
  gradedBy,
}: {
  level: number;
  score?: number;
  gradedBy?: string | null;
}) {
  const { t } = useTranslation('introductions');
  const { label, hint } = useCodes();
  const code = String(level);
  return (
    <span className={`mt-rel mt-rel--${level}`} title={hint('RELEVANCE', code)}>
      <span className="mt-rel__stars" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <Star key={step} size={12} className={step <= level ? 'is-lit' : 'is-dim'} />
        ))}
      </span>
      <strong>{label('RELEVANCE', code)}</strong>
      {score === undefined ? null : <span className="fx-num mt-rel__score">{score.toFixed(2)}</span>}
      {gradedBy ? <span className="fx-tag">{t('introductions:evidence.gradedBy', { name: gradedBy })}</span> : null}
    </span>
  );
}

/** Feasibility 0–100; a stop sign outranks the number. */
export function FeasibilityMeter({ value, isStopped }: { value: number; isStopped?: boolean }) {
  const { t } = useTranslation('introductions');
  const shown = Math.round(value);
  if (isStopped)
    return (
      <span className="mt-feas mt-feas--stop">
        {t('introductions:evidence.feasibility')} <strong>{t('introductions:evidence.stopped')}</strong>
      </span>
    );
  return (
    <span className="mt-feas">
      {t('introductions:evidence.feasibility')} <strong className="fx-num">{shown}</strong>
      <span className="mt-feas__bar" aria-hidden="true">
        <span style={{ width: `${Math.max(0, Math.min(100, shown))}%` }} />
      </span>
    </span>
  );
}
