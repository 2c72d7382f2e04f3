import { useTranslation } from 'react-i18next';
import type { FieldLevel } from './field-spec.ts';

/** Who reads a field, in words; colour only repeats it. */
export function LevelBadge({ level }: { level: FieldLevel }) {
  const { t } = useTranslation('desk');
  return (
    <span className={`rc-level rc-level--${level.toLowerCase()}`} title={t(`desk:level.${level}.hint`)}>
      {t(`desk:level.${level}.name`)}
    </span>
  );
}
