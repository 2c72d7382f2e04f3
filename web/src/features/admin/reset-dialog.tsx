import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AccountView, ResetLink } from '../../../../server/contracts/accounts.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDateTime } from '../../lib/format.ts';
import { accountsKey } from './admin.queries.ts';

/** Makes a one-time link for a new password and shows it this once; it is kept nowhere in the page. */
export function ResetDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const input = useRef<HTMLInputElement>(null);
  const make = useMutation({
    mutationFn: () => api.post<z.infer<typeof ResetLink>>(`/accounts/${account.id}/reset-link`),
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries({ queryKey: accountsKey }),
  });
  const copy = async (url: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      toast.success(t('admin:accounts.copied'));
    } catch {
      // Plain http has no clipboard: select it, so that one key copies it.
      input.current?.select();
      toast.warn(t('admin:accounts.copyFailed'));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('admin:accounts.resetTitle')}
      actions={
        make.data ? (
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.close')}
          </button>
        ) : (
          <>
            <button type="button" className="fx-btn" onClick={onClose}>
              {t('common:action.cancel')}
            </button>
            <button
              type="button"
              className="fx-btn fx-btn--primary"
              disabled={make.isPending}
              onClick={() => make.mutate()}
            >
              {t('admin:accounts.resetMake')}
            </button>
          </>
        )
      }
    >
      {make.data ? (
        <div className="ad-form">
          <p role="status">{t('admin:accounts.resetOnce', { date: formatDateTime(make.data.expiresAt) })}</p>
          <Field label={t('admin:accounts.resetLink')}>
            {(props) => (
              <span className="ad-link">
                <input
                  {...props}
                  ref={input}
                  className="fx-input"
                  readOnly
                  value={make.data.url}
                  onFocus={(event) => event.target.select()}
                />
                <button type="button" className="fx-btn fx-btn--primary" onClick={() => void copy(make.data.url)}>
                  {t('admin:accounts.copy')}
                </button>
              </span>
            )}
          </Field>
        </div>
      ) : (
        <div className="ad-form">
          <p>{t('admin:accounts.resetAsk', { name: account.name, email: account.email })}</p>
          {make.error ? (
            <p className="fx-notice fx-notice--bad" role="alert">
              {words(make.error).detail}
            </p>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}
