import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';

export const isReason = (text: string): boolean => text.trim().length >= 2;

/** Why something is changed; it stays in the record of actions. `isTried` shows what is wrong. */
export function ReasonField({
  value,
  isTried,
  onChange,
}: {
  value: string;
  isTried: boolean;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('admin:accounts.reason')}
      hint={t('admin:accounts.reasonHint')}
      error={isTried && !isReason(value) ? t('admin:accounts.reasonShort') : undefined}
    >
      {(props) => (
        <textarea
          {...props}
          className="fx-input"
          rows={2}
          maxLength={300}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
