import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../../../../server/contracts/accounts.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Loading } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { changePassword, PASSWORD_MIN, revokeOtherSessions } from './auth.api.ts';
import { FormError } from './auth-frame.tsx';
import { ConsentsPanel } from './consents-panel.tsx';
import { PasswordField } from './password-field.tsx';
import { type Errors, useTextForm } from './use-text-form.ts';
import './auth.css';

function Person({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  return (
    <section className="fx-card" aria-labelledby="account-person">
      <h2 id="account-person">{t('auth:account.person')}</h2>
      <dl className="fx-account__facts">
        <div>
          <dt>{t('auth:field.name')}</dt>
          <dd>{me.name}</dd>
        </div>
        <div>
          <dt>{t('auth:field.email')}</dt>
          <dd>{me.email}</dd>
        </div>
        <div>
          <dt>{t('auth:field.role')}</dt>
          <dd>{me.roles.length ? labels('ROLE', me.roles) : t('common:nav.noRole')}</dd>
        </div>
        <div>
          <dt>{t('auth:account.level')}</dt>
          <dd>{t(me.isVerified ? 'auth:account.verified' : 'auth:account.unverified')}</dd>
        </div>
      </dl>
    </section>
  );
}

function Memberships({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  return (
    <section className="fx-card" aria-labelledby="account-orgs">
      <h2 id="account-orgs">{t('auth:account.organisations')}</h2>
      <ul className="fx-account__orgs">
        {me.memberships.map((item) => (
          <li key={item.organisationId}>
            <Link to={paths.organisation(item.organisationId)}>{item.organisationName}</Link>
            {item.unitName ? <span>{item.unitName}</span> : null}
            <span className="fx-tag">{label('ORG_TYPE', item.orgType)}</span>
            {item.membershipRole === 'admin' ? (
              <span className="fx-tag fx-tag--blue">{t('auth:account.admin')}</span>
            ) : null}
            {item.state === 'PENDING' ? (
              <span className="fx-tag fx-tag--amber">{t('auth:account.pending')}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {me.memberships.length ? null : <p>{t('auth:account.noOrganisation')}</p>}
      <Link className="fx-btn fx-btn--small" to={paths.registerProfile}>
        {t(me.roles.length ? 'auth:account.join' : 'common:nav.registerProfile')}
      </Link>
    </section>
  );
}

function Password() {
  const { t } = useTranslation();
  const send = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.current?.reset();
      toast.success(t('auth:account.passwordDone'));
    },
  });
  const { form, errors, onSubmit } = useTextForm(
    (values) => {
      const found: Errors = {};
      if (!values.currentPassword) found.currentPassword = t('auth:check.password');
      if ((values.newPassword ?? '').length < PASSWORD_MIN)
        found.newPassword = t('auth:check.passwordShort', { count: PASSWORD_MIN });
      return found;
    },
    ({ currentPassword = '', newPassword = '' }) => send.mutate({ currentPassword, newPassword }),
  );
  return (
    <section className="fx-card" aria-labelledby="account-password">
      <h2 id="account-password">{t('auth:account.password')}</h2>
      <form ref={form} className="fx-auth__form fx-account__form" noValidate onSubmit={onSubmit}>
        <FormError error={send.error} />
        <PasswordField
          label={t('auth:field.currentPassword')}
          name="currentPassword"
          autoComplete="current-password"
          error={errors.currentPassword}
        />
        <PasswordField
          label={t('auth:field.newPassword')}
          name="newPassword"
          autoComplete="new-password"
          hint={t('auth:password.rule', { count: PASSWORD_MIN })}
          error={errors.newPassword}
        />
        <button type="submit" className="fx-btn fx-btn--primary" disabled={send.isPending}>
          {t('auth:account.passwordSend')}
        </button>
      </form>
    </section>
  );
}

function Devices() {
  const { t } = useTranslation();
  const revoke = useMutation({
    mutationFn: revokeOtherSessions,
    onSuccess: () => toast.success(t('auth:account.revoked')),
    onError: toast.error,
  });
  return (
    <section className="fx-card" aria-labelledby="account-devices">
      <h2 id="account-devices">{t('auth:account.devices')}</h2>
      <p style={{ marginBottom: 12 }}>{t('auth:account.devicesNote')}</p>
      <button type="button" className="fx-btn" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
        {t('auth:account.revoke')}
      </button>
    </section>
  );
}

export default function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className="fx-wide fx-account">
      <PageHeader title={t('auth:account.title')} />
      {me ? (
        <>
          <Person me={me} />
          <Memberships me={me} />
          <ConsentsPanel me={me} />
          <Password />
          <Devices />
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}
