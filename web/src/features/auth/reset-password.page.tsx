import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { toast } from '../../components/toasts.tsx';
import { paths } from '../../lib/paths.ts';
import { PASSWORD_MIN, resetPassword } from './auth.api.ts';
import { AuthFrame, FormError } from './auth-frame.tsx';
import { PasswordField } from './password-field.tsx';
import { type Errors, useTextForm } from './use-text-form.ts';

export default function ResetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const send = useMutation({
    mutationFn: resetPassword,
    onSuccess: async () => {
      toast.success(t('auth:reset.done'));
      await navigate(paths.signIn(), { replace: true });
    },
  });
  const { form, errors, onSubmit } = useTextForm(
    (values) => {
      const found: Errors = {};
      if ((values.newPassword ?? '').length < PASSWORD_MIN)
        found.newPassword = t('auth:check.passwordShort', { count: PASSWORD_MIN });
      else if (values.newPassword !== values.repeatPassword) found.repeatPassword = t('auth:check.repeat');
      return found;
    },
    ({ newPassword = '' }) => send.mutate({ token, newPassword }),
  );
  const isBroken = !token || params.has('error');
  return (
    <AuthFrame title={t('auth:reset.title')} foot={<Link to={paths.forgotPassword}>{t('auth:reset.again')}</Link>}>
      {isBroken ? (
        <p className="fx-notice fx-notice--bad" role="alert">
          {t('auth:error.INVALID_TOKEN')}
        </p>
      ) : (
        <form ref={form} className="fx-auth__form" noValidate onSubmit={onSubmit}>
          <FormError error={send.error} />
          <PasswordField
            label={t('auth:field.newPassword')}
            name="newPassword"
            autoComplete="new-password"
            hint={t('auth:password.rule', { count: PASSWORD_MIN })}
            error={errors.newPassword}
          />
          <PasswordField
            label={t('auth:field.repeatPassword')}
            name="repeatPassword"
            autoComplete="new-password"
            error={errors.repeatPassword}
          />
          <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
            {t('auth:reset.send')}
          </button>
        </form>
      )}
    </AuthFrame>
  );
}
