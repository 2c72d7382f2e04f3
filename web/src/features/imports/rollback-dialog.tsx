import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { daysUntil, formatDateTime } from '../../lib/format.ts';
import { batchKey, rowsKey } from './imports.queries.ts';

/** Takes the whole batch back, with a reason, until the deadline. */
export function RollbackDialog({
  batch,
  open,
  onClose,
}: {
  batch: ImportBatchView;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isShort = reason.trim().length < 2;
  const rollback = useMutation({
    mutationFn: () =>
      api.post<ImportBatchView>(`/imports/${batch.id}/rollback`, { version: batch.version, reason: reason.trim() }),
    onSuccess: (next) => {
      client.setQueryData(batchKey(batch.id), next);
      client.removeQueries({ queryKey: rowsKey(batch.id) });
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: batchKey(batch.id) }),
  });
  const until = batch.canRollBackUntil;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('imports:rollback.title')}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--danger"
            disabled={rollback.isPending}
            onClick={() => {
              setTried(true);
              if (!isShort) rollback.mutate();
            }}
          >
            {t('imports:rollback.submit')}
          </button>
        </>
      }
    >
      <p>{t('imports:rollback.body', { count: batch.counts.committed })}</p>
      {until ? (
        <p className="im-dim">
          {t('imports:rollback.until', { date: formatDateTime(until), count: Math.max(0, daysUntil(until)) })}
        </p>
      ) : null}
      <Field
        label={t('imports:rollback.reason')}
        hint={t('imports:rollback.reasonHint')}
        error={isTried && isShort ? t('imports:rollback.reasonShort') : undefined}
      >
        {(props) => (
          <textarea
            {...props}
            className="fx-input"
            rows={3}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {rollback.error ? (
        <p className="fx-notice fx-notice--bad" role="alert">
          {words(rollback.error).detail}
        </p>
      ) : null}
    </Dialog>
  );
}
