import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { PASSWORD_MAX } from './auth.api.ts';

interface PasswordFieldProps {
  label: string;
  name: string;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string | undefined;
}

export function PasswordField({ label, name, autoComplete, hint, error }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(props) => (
        <div className="fx-auth__secret">
          <input
            className="fx-input"
            name={name}
            type={isShown ? 'text' : 'password'}
            autoComplete={autoComplete}
            maxLength={PASSWORD_MAX}
            required
            {...props}
          />
          <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {t(isShown ? 'auth:password.hide' : 'auth:password.show')}
          </button>
        </div>
      )}
    </Field>
  );
}
