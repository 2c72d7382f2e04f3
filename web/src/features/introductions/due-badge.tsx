import { useTranslation } from 'react-i18next';
import { daysUntil, formatDate } from '../../lib/format.ts';

/** Days left to answer; amber in the last three days. The word carries the meaning, not the colour. */
export function DueBadge({ dueOn }: { dueOn: string }) {
  const { t } = useTranslation();
  if (!dueOn) return null;
  const left = daysUntil(dueOn);
  const words =
    left < 0
      ? t('introductions:due.past')
      : left === 0
        ? t('introductions:due.today')
        : t('introductions:due.left', { count: left });
  return (
    <span className={`fx-tag ${left < 0 ? 'fx-tag--bad' : left <= 3 ? 'fx-tag--amber' : ''}`} title={formatDate(dueOn)}>
      {words}
    </span>
  );
}
