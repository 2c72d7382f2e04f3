import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me, RegisterProfile } from '../../../../server/contracts/accounts.contract.ts';
import { TextField } from '../../components/field.tsx';
import { toast } from '../../components/toasts.tsx';
import { ApiError } from '../../lib/api-error.ts';
import { useCodes } from '../../lib/code-label.ts';
import { byPath } from '../../lib/form-errors.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { completeProfile, organisationNamesQuery } from './auth.api.ts';
import { AuthFrame, FormError } from './auth-frame.tsx';
import { type Errors, useTextForm } from './use-text-form.ts';

const ROLES = ['enterpriseUser', 'researcher', 'instituteAdmin'] as const;
/** +86 138-0000-0000 as people paste it → 13800000000. */
const plainMobile = (text: string): string => text.replace(/[\s-]/gu, '').replace(/^(\+?86)(?=1\d{10}$)/u, '');
type SelfRole = RegisterProfile['role'];
const roleOf = (me: Me | null | undefined): SelfRole | null => ROLES.find((role) => me?.roles.includes(role)) ?? null;

/** Second step of the registration; later the way to join one more organisation. */
export default function RegisterProfilePage() {
  const { t } = useTranslation();
  const { label } = useCodes();
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const names = useQuery(organisationNamesQuery(name.trim()));
  const isJoining = (me?.roles.length ?? 0) > 0;
  const send = useMutation({
    mutationFn: (input: RegisterProfile) => completeProfile(queryClient, input),
    onSuccess: async () => {
      toast.success(t('auth:profile.done'));
      // The guard of the sign-in page sends a signed-in person to the own desk.
      await navigate(isJoining ? paths.account : paths.signIn(), { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError) show(byPath(error.fields));
    },
  });
  const { form, errors, show, onSubmit } = useTextForm(
    (values) => {
      const found: Errors = {};
      if (!isJoining && !values.role) found.role = t('auth:check.role');
      if ((values.organisationName ?? '').length < 2) found.organisationName = t('auth:check.organisation');
      if (!isJoining && !values.consent) found.consent = t('auth:check.consent');
      if (values.mobile && !/^1[3-9]\d{9}$/u.test(plainMobile(values.mobile))) found.mobile = t('auth:check.mobile');
      return found;
    },
    (values) =>
      send.mutate({
        role: isJoining ? (roleOf(me) ?? 'researcher') : (values.role as SelfRole),
        organisationName: values.organisationName ?? '',
        ...(values.mobile ? { mobile: plainMobile(values.mobile) } : {}),
        ...(values.consent ? { consent: true } : {}),
      }),
  );
  return (
    <AuthFrame
      title={t(isJoining ? 'auth:profile.joinTitle' : 'auth:profile.title')}
      note={t(isJoining ? 'auth:profile.joinNote' : 'auth:profile.note')}
    >
      <form ref={form} className="fx-auth__form" noValidate onSubmit={onSubmit}>
        <FormError error={send.error} />
        {isJoining ? null : (
          <fieldset className="fx-roles" aria-describedby={errors.role ? 'role-error' : undefined}>
            <legend>{t('auth:field.role')}</legend>
            {ROLES.map((role) => (
              <label key={role}>
                <input type="radio" name="role" value={role} />
                <span>{label('ROLE', role)}</span>
                <span>{t(`auth:role.${role}`)}</span>
              </label>
            ))}
            {errors.role ? (
              <div id="role-error" className="fx-field__error">
                {errors.role}
              </div>
            ) : null}
          </fieldset>
        )}
        <TextField
          label={t('auth:field.organisation')}
          hint={t('auth:profile.organisationHint')}
          name="organisationName"
          list="organisation-names"
          autoComplete="organization"
          maxLength={100}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={errors.organisationName}
        />
        <datalist id="organisation-names">
          {names.data?.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
        {isJoining ? null : (
          <TextField
            label={t('auth:field.mobile')}
            hint={t('auth:profile.mobileHint')}
            name="mobile"
            type="tel"
            autoComplete="tel-national"
            inputMode="tel"
            maxLength={20}
            isOptional
            error={errors.mobile}
          />
        )}
        {isJoining ? null : (
          <div>
            <label className="fx-auth__check">
              <input
                type="checkbox"
                name="consent"
                value="yes"
                aria-invalid={Boolean(errors.consent)}
                aria-describedby={errors.consent ? 'consent-error' : undefined}
              />
              {t('auth:profile.consent')}
            </label>
            {errors.consent ? (
              <div id="consent-error" className="fx-field__error">
                {errors.consent}
              </div>
            ) : null}
          </div>
        )}
        <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
          {t('auth:profile.send')}
        </button>
      </form>
    </AuthFrame>
  );
}
