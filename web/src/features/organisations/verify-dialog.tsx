import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { organisationKey, organisationsKey } from './organisations.queries.ts';

const METHODS = ['DOCUMENT', 'STAFF_CALL', 'SSO'] as const;
const MONTHS = [6, 12, 24, 36] as const;

interface VerifyProps {
  organisation: OrganisationView;
  open: boolean;
  onClose: () => void;
}

/** How the organisation was checked and for how long that holds. */
export function VerifyDialog({ organisation, open, onClose }: VerifyProps) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const client = useQueryClient();
  const words = useErrorWords();
  const [method, setMethod] = useState<(typeof METHODS)[number]>('DOCUMENT');
  const [months, setMonths] = useState(24);
  const [note, setNote] = useState('');
  const verify = useMutation({
    mutationFn: () =>
      api.post<OrganisationView>(`/organisations/${organisation.id}/verify`, {
        version: organisation.version,
        method,
        months,
        note: note.trim(),
      }),
    onSuccess: (saved) => {
      client.setQueryData(organisationKey(saved.id), saved);
      void client.invalidateQueries({ queryKey: [...organisationsKey, 'list'] });
      toast.success(t('organisations:verify.done'));
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: organisationKey(organisation.id) }),
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('organisations:verify.title', { name: organisation.name })}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--primary"
            disabled={verify.isPending}
            onClick={() => verify.mutate()}
          >
            {t('organisations:verify.submit')}
          </button>
        </>
      }
    >
      <div className="og-form">
        <p>
          {organisation.uscc
            ? t('organisations:verify.uscc', { uscc: organisation.uscc })
            : t('organisations:verify.noUscc')}
        </p>
        <fieldset className="og-methods">
          <legend>{t('organisations:verify.method')}</legend>
          {METHODS.map((code) => (
            <label key={code}>
              <input type="radio" name="method" checked={method === code} onChange={() => setMethod(code)} />
              <span>
                {label('VERIFICATION_METHOD', code)}
                <small>{t(`organisations:verify.methodHint.${code}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={t('organisations:verify.months')}>
          {(props) => (
            <select
              {...props}
              className="fx-select"
              value={months}
              onChange={(event) => setMonths(Number(event.target.value))}
            >
              {MONTHS.map((count) => (
                <option key={count} value={count}>
                  {t('organisations:verify.monthsOption', { count })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('organisations:verify.note')} hint={t('organisations:verify.noteHint')} isOptional>
          {(props) => (
            <textarea
              {...props}
              className="fx-input"
              rows={2}
              maxLength={300}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {verify.error ? (
          <p className="fx-notice fx-notice--bad" role="alert">
            {words(verify.error).detail}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
