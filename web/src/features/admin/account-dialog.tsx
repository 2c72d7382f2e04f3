import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountView, ROLES, type Role } from '../../../../server/contracts/accounts.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { accountsKey } from './admin.queries.ts';
import { isReason, ReasonField } from './reason-field.tsx';

const MAX = 6;
/** Roles whose pages exist; the others may be granted ahead of time. */
const OPEN: readonly Role[] = [
  'researcher',
  'enterpriseUser',
  'instituteAdmin',
  'technologyManager',
  'operator',
  'platformAdmin',
];

interface DialogProps {
  account: AccountView;
  kind: 'roles' | 'status';
  onClose: () => void;
}

/** Roles of an account, or its suspension; both with a reason. */
export function AccountDialog({ account, kind, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const client = useQueryClient();
  const words = useErrorWords();
  const [roles, setRoles] = useState<readonly Role[]>(account.roles);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isActive = account.status === 'ACTIVE';
  const act = isActive ? 'suspend' : 'restore';
  const save = useMutation({
    mutationFn: () =>
      api.patch<AccountView>(`/accounts/${account.id}`, {
        version: account.version,
        reason: reason.trim(),
        ...(kind === 'roles' ? { roles } : { status: isActive ? 'SUSPENDED' : 'ACTIVE' }),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: accountsKey });
      toast.success(t('admin:accounts.saved'));
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: accountsKey }),
  });
  const check = (role: Role) => (
    <label key={role}>
      <input
        type="checkbox"
        checked={roles.includes(role)}
        disabled={!roles.includes(role) && roles.length >= MAX}
        onChange={() => setRoles(roles.includes(role) ? roles.filter((item) => item !== role) : [...roles, role])}
      />
      {label('ROLE', role)}
    </label>
  );
  const isUnchanged =
    kind === 'roles' && roles.length === account.roles.length && roles.every((role) => account.roles.includes(role));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(kind === 'roles' ? 'admin:accounts.editOf' : `admin:accounts.${act}Of`, { name: account.name })}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className={`fx-btn ${kind === 'status' && isActive ? 'fx-btn--danger' : 'fx-btn--primary'}`}
            disabled={save.isPending || isUnchanged}
            onClick={() => {
              setTried(true);
              if (isReason(reason)) save.mutate();
            }}
          >
            {t(kind === 'roles' ? 'common:action.save' : `admin:accounts.${act}`)}
          </button>
        </>
      }
    >
      <div className="ad-form">
        <p className="ad-dim">{account.email}</p>
        {kind === 'roles' ? (
          <>
            <fieldset className="ad-roles">
              <legend>{t('admin:accounts.role')}</legend>
              {OPEN.map(check)}
            </fieldset>
            <details>
              <summary>{t('admin:accounts.laterRoles')}</summary>
              <div className="ad-roles">{ROLES.filter((role) => !OPEN.includes(role)).map(check)}</div>
            </details>
            {roles.length >= MAX ? <p className="ad-dim">{t('admin:accounts.rolesMax')}</p> : null}
          </>
        ) : (
          <p>{t(`admin:accounts.${act}Body`)}</p>
        )}
        <ReasonField value={reason} isTried={isTried} onChange={setReason} />
        {save.error ? (
          <p className="fx-notice fx-notice--bad" role="alert">
            {words(save.error).detail}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
