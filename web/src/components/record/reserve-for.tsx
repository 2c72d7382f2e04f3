import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Field } from '../field.tsx';
import { recordMatchesQuery } from '../matching/record-matches.tsx';

interface ReserveForProps {
  achievementId: string;
  value: string;
  error?: string | undefined;
  onChange: (demandId: string) => void;
}

/** The demand an achievement is reserved for: one of those it was brought together with. */
export function ReserveFor({ achievementId, value, error, onChange }: ReserveForProps) {
  const { t } = useTranslation('desk');
  const { data } = useQuery(recordMatchesQuery('achievement', achievementId));
  const items = data?.items ?? [];
  return (
    <Field
      label={t('desk:reserve.demand')}
      hint={t(data && !items.length ? 'desk:reserve.none' : 'desk:reserve.hint')}
      isOptional
      error={error}
    >
      {(props) => (
        <select
          {...props}
          className="fx-select"
          value={value}
          disabled={!items.length}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t('desk:reserve.open')}</option>
          {items.map(({ demand }) => (
            <option key={demand.id} value={demand.id}>
              {`${demand.code} ${demand.title}（${demand.ownerLabel}）`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
