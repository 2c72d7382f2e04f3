import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { checkUscc } from './uscc-check.ts';

interface UsccFieldProps {
  value: string;
  /** What the server said of it. */
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** Credit code, checked when the field is left; a look-alike letter is offered for correction, never changed by itself. */
export function UsccField({ value, error, onChange }: UsccFieldProps) {
  const { t } = useTranslation();
  const [isLeft, setLeft] = useState(value !== '');
  const { fault, suggestion, normal } = checkUscc(value);
  const shown =
    fault && (isLeft || normal.length >= 18) ? t(`organisations:uscc.${fault}`, { count: normal.length }) : undefined;
  return (
    <div className="og-uscc">
      <Field
        label={t('organisations:field.uscc')}
        isOptional
        hint={normal && !fault ? t('organisations:uscc.right') : t('organisations:hint.uscc')}
        error={shown ?? (fault ? undefined : error)}
      >
        {(props) => (
          <input
            {...props}
            className="fx-input og-code"
            value={value}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
            onBlur={() => {
              setLeft(true);
              if (!fault && normal !== value) onChange(normal);
            }}
          />
        )}
      </Field>
      {suggestion ? (
        <p className="og-suggest" role="status">
          {t('organisations:uscc.suggest')}
          <button type="button" onClick={() => onChange(suggestion)}>
            {suggestion}
          </button>
        </p>
      ) : null}
    </div>
  );
}
