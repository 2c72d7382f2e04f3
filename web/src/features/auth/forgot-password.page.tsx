import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { TextField } from '../../components/field.tsx';
import { paths } from '../../lib/paths.ts';
import { requestReset } from './auth.api.ts';
import { AuthFrame, FormError } from './auth-frame.tsx';
import { isEmail, useTextForm } from './use-text-form.ts';

export default function ForgotPasswordPage() {
  const { t } = useTranslation();
  const send = useMutation({ mutationFn: requestReset });
  const { form, errors, onSubmit } = useTextForm(
    (values) => (isEmail(values.email) ? {} : { email: t('auth:check.email') }),
    ({ email = '' }) => send.mutate(email.toLowerCase()),
  );
  return (
    <AuthFrame
      title={t('auth:forgot.title')}
      note={t('auth:forgot.note')}
      foot={<Link to={paths.signIn()}>{t('auth:forgot.back')}</Link>}
    >
      <div role="status">
        {send.isSuccess ? <p className="fx-notice fx-notice--amber">{t('auth:forgot.done')}</p> : null}
      </div>
      {send.isSuccess ? null : (
        <form ref={form} className="fx-auth__form" noValidate onSubmit={onSubmit}>
          <FormError error={send.error} />
          <TextField
            label={t('auth:field.email')}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            maxLength={200}
            required
            error={errors.email}
          />
          <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
            {t('auth:forgot.send')}
          </button>
        </form>
      )}
    </AuthFrame>
  );
}
