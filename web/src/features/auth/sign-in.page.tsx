import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useRevalidator } from 'react-router';
import { TextField } from '../../components/field.tsx';
import { paths } from '../../lib/paths.ts';
import { renewSession } from '../../lib/session.ts';
import { signIn } from './auth.api.ts';
import { AuthFrame, FormError } from './auth-frame.tsx';
import { PasswordField } from './password-field.tsx';
import { type Errors, isEmail, useTextForm } from './use-text-form.ts';

export default function SignInPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const revalidator = useRevalidator();
  const send = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      const me = await renewSession(queryClient);
      if (me && me.roles.length === 0) await navigate(paths.registerProfile);
      // The guard of this page knows the way: to `next`, or to the person's desk.
      else await revalidator.revalidate();
    },
  });
  const { form, errors, onSubmit } = useTextForm(
    (values) => {
      const found: Errors = {};
      if (!isEmail(values.email)) found.email = t('auth:check.email');
      if (!values.password) found.password = t('auth:check.password');
      return found;
    },
    ({ email = '', password = '', rememberMe }) =>
      send.mutate({ email: email.toLowerCase(), password, rememberMe: rememberMe === 'on' }),
  );
  return (
    <AuthFrame
      title={t('auth:signIn.title')}
      foot={
        <>
          {t('auth:signIn.noAccount')} <Link to={paths.register}>{t('auth:signIn.register')}</Link>
        </>
      }
    >
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
        <PasswordField
          label={t('auth:field.password')}
          name="password"
          autoComplete="current-password"
          error={errors.password}
        />
        <div className="fx-auth__row">
          <label className="fx-auth__check">
            <input type="checkbox" name="rememberMe" defaultChecked />
            {t('auth:signIn.remember')}
          </label>
          <Link to={paths.forgotPassword}>{t('auth:signIn.forgot')}</Link>
        </div>
        <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
          {t(send.isPending ? 'auth:signIn.sending' : 'auth:signIn.send')}
        </button>
      </form>
    </AuthFrame>
  );
}
