import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Consent, type Me, STAFF_ROLES } from '../../../../server/contracts/accounts.contract.ts';
import { confirm } from '../../components/dialog.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDateTime } from '../../lib/format.ts';
import { renewSession } from '../../lib/session.ts';

function Row({ consent, mayWithdraw }: { consent: Consent; mayWithdraw: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api.post<Me>('/me/consents/withdraw', { purpose: consent.purpose }),
    onSuccess: async () => {
      await renewSession(client);
      toast.success(t('auth:consent.done'));
    },
    onError: toast.error,
  });
  const ask = async (): Promise<void> => {
    const yes = await confirm({
      title: t('auth:consent.askTitle'),
      body: (
        <>
          <p>{t('auth:consent.askBody')}</p>
          <ul className="fx-account__follows">
            {(['roles', 'organisations', 'introductions', 'kept'] as const).map((item) => (
              <li key={item}>{t(`auth:consent.follows.${item}`)}</li>
            ))}
          </ul>
        </>
      ),
      confirmLabel: t('auth:consent.withdraw'),
      isDanger: true,
    });
    if (yes) withdraw.mutate();
  };
  const isWithdrawn = consent.withdrawnAt !== null;
  return (
    <li>
      <dl className="fx-account__facts">
        <div>
          <dt>{t('auth:consent.purposeLabel')}</dt>
          <dd>{t(`auth:consent.purpose.${consent.purpose}`)}</dd>
        </div>
        <div>
          <dt>{t('auth:consent.version')}</dt>
          <dd className="fx-num">{consent.version}</dd>
        </div>
        <div>
          <dt>{t('auth:consent.givenAt')}</dt>
          <dd className="fx-num">{formatDateTime(consent.givenAt)}</dd>
        </div>
        {consent.withdrawnAt !== null ? (
          <div>
            <dt>{t('auth:consent.withdrawnAt')}</dt>
            <dd className="fx-num">{formatDateTime(consent.withdrawnAt)}</dd>
          </div>
        ) : null}
      </dl>
      {isWithdrawn ? null : mayWithdraw ? (
        <button type="button" className="fx-btn fx-btn--small" disabled={withdraw.isPending} onClick={() => void ask()}>
          {t('auth:consent.withdraw')}
        </button>
      ) : (
        <p>{t('auth:consent.staff')}</p>
      )}
    </li>
  );
}

/** What the person agreed to, in which version and when; a consent that stands can be withdrawn. */
export function ConsentsPanel({ me }: { me: Me }) {
  const { t } = useTranslation();
  const isStaff = me.roles.some((role) => (STAFF_ROLES as readonly string[]).includes(role));
  return (
    <section className="fx-card" aria-labelledby="account-consents">
      <h2 id="account-consents">{t('auth:consent.title')}</h2>
      {me.consents.length ? (
        <ul className="fx-account__consents">
          {me.consents.map((consent) => (
            <Row key={`${consent.purpose}-${consent.givenAt}`} consent={consent} mayWithdraw={!isStaff} />
          ))}
        </ul>
      ) : (
        <p>{t('auth:consent.none')}</p>
      )}
    </section>
  );
}
