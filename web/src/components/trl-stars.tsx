import { useTranslation } from 'react-i18next';
import { useCodes } from '../lib/code-label.ts';
import { Star } from './icon.tsx';
import './trl-stars.css';

/** Readiness 1–9 as nine stars of which the reached ones are lit. */
export function TrlStars({ trl, withName = false }: { trl: number | null | undefined; withName?: boolean }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  if (trl == null) return <span className="fx-trl__none">{t('common:trl.unknown')}</span>;
  const name = label('TRL', String(trl));
  return (
    <span className="fx-trl" title={t('common:trl.title', { trl, name })}>
      <span className="fx-trl__row" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => (
          <Star key={level} size={11} className={level <= trl ? 'is-lit' : 'is-dim'} />
        ))}
      </span>
      <span className="fx-trl__text">
        TRL {trl}
        {withName ? ` ${name}` : ''}
      </span>
    </span>
  );
}
