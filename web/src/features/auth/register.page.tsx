import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { TextField } from '../../components/field.tsx';
import { paths } from '../../lib/paths.ts';
import { renewSession } from '../../lib/session.ts';
import { authWords, isTaken, PASSWORD_MIN, signUp } from './auth.api.ts';
import { AuthFrame, FormError } from './auth-frame.tsx';
import { PasswordField } from './password-field.tsx';
import { type Errors, isEmail, useTextForm } from './use-text-form.ts';

export default function RegisterPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: signUp,
    onSuccess: async () => {
      await renewSession(queryClient);
      await navigate(paths.registerProfile, { replace: true });
    },
    onError: (error) => {
      if (isTaken(error)) show({ email: authWords(error) ?? '' });
    },
  });
  const { form, errors, show, onSubmit } = useTextForm(
    (values) => {
      const found: Errors = {};
      if (!values.name) found.name = t('auth:check.name');
      if (!isEmail(values.email)) found.email = t('auth:check.email');
      if ((values.password ?? '').length < PASSWORD_MIN)
        found.password = t('auth:check.passwordShort', { count: PASSWORD_MIN });
      if (!values.agree) found.agree = t('auth:check.agree');
      return found;
    },
    ({ name = '', email = '', password = '' }) => send.mutate({ name, email: email.toLowerCase(), password }),
  );
  return (
    <AuthFrame
      title={t('auth:register.title')}
      note={t('auth:register.note')}
      foot={
        <>
          {t('auth:register.hasAccount')} <Link to={paths.signIn()}>{t('common:nav.signIn')}</Link>
        </>
      }
    >
      <form ref={form} className="fx-auth__form" noValidate onSubmit={onSubmit}>
        <FormError error={isTaken(send.error) ? null : send.error} />
        <TextField
          label={t('auth:field.name')}
          name="name"
          autoComplete="name"
          maxLength={40}
          required
          error={errors.name}
        />
        <TextField
          label={t('auth:field.email')}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          maxLength={200}
          required
          error={errors.email}
          hint={t('auth:register.emailHint')}
        />
        <PasswordField
          label={t('auth:field.password')}
          name="password"
          autoComplete="new-password"
          hint={t('auth:password.rule', { count: PASSWORD_MIN })}
          error={errors.password}
        />
        <div>
          <label className="fx-auth__check">
            <input
              type="checkbox"
              name="agree"
              aria-describedby={errors.agree ? 'agree-error' : undefined}
              aria-invalid={Boolean(errors.agree)}
            />
            {t('auth:register.agree')}
          </label>
          {errors.agree ? (
            <div id="agree-error" className="fx-field__error">
              {errors.agree}
            </div>
          ) : null}
        </div>
        <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
          {t(send.isPending ? 'auth:register.sending' : 'auth:register.send')}
        </button>
      </form>
    </AuthFrame>
  );
}
