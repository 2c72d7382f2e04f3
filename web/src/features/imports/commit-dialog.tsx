import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { batchKey, rowsKey } from './imports.queries.ts';

interface DialogProps {
  batch: ImportBatchView;
  open: boolean;
  onClose: () => void;
}

/** What will be written and what stays, before it happens. */
export function CommitDialog({ batch, open, onClose }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const { counts } = batch;
  const commit = useMutation({
    mutationFn: () => api.post<ImportBatchView>(`/imports/${batch.id}/commit`, { version: batch.version }),
    onSuccess: (next) => {
      client.setQueryData(batchKey(batch.id), next);
      client.removeQueries({ queryKey: rowsKey(batch.id) });
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: batchKey(batch.id) }),
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('imports:commit.title')}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--primary"
            disabled={!counts.ready || commit.isPending}
            onClick={() => commit.mutate()}
          >
            {t('imports:commit.submit', { count: counts.ready })}
          </button>
        </>
      }
    >
      <dl className="im-sums">
        {(['ready', 'toConfirm', 'failed', 'skipped', 'unchanged'] as const).map((name) => (
          <div key={name} className={name === 'ready' ? 'is-main' : ''}>
            <dt>
              {t(`imports:counts.${name}`)}
              <small>{t(`imports:commit.what.${name}`)}</small>
            </dt>
            <dd className="fx-num">{formatNumber(counts[name])}</dd>
          </div>
        ))}
      </dl>
      <p>{t(`imports:commit.note.${batch.target}`)}</p>
      <p className="im-dim">{t('imports:commit.rollback')}</p>
      {commit.error ? (
        <p className="fx-notice fx-notice--bad" role="alert">
          {words(commit.error).detail}
        </p>
      ) : null}
    </Dialog>
  );
}
