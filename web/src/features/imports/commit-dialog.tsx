import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { QueryView, useErrorWords } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { BlockerList, type Reason } from './blockers.tsx';
import { batchKey, previewQuery, rowsKey } from './imports.queries.ts';
import './commit-dialog.css';

const SUMS = ['create', 'update', 'unchanged', 'skippedDuplicates', 'skippedOther', 'toConfirm', 'failed'] as const;

interface DialogProps {
  batch: ImportBatchView;
  open: boolean;
  onClose: () => void;
  onReason: (reason: Reason) => void;
}

/** What will be written and what stays, before it happens. */
export function CommitDialog({ batch, open, onClose, onReason }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const { counts } = batch;
  const preview = useQuery({ ...previewQuery(batch.id), enabled: open });
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
      <QueryView query={preview} lines={5}>
        {(data) => {
          const sums = { ...data, skippedOther: data.skipped - data.skippedDuplicates };
          return (
            <>
              <dl className="im-sums">
                {SUMS.filter((name) => name === 'create' || sums[name] > 0).map((name) => (
                  <div key={name} className={name === 'create' || name === 'update' ? 'is-main' : ''}>
                    <dt>
                      {t(`imports:preview.${name}`)}
                      <small>{t(`imports:preview.what.${name}`)}</small>
                    </dt>
                    <dd className="fx-num">{formatNumber(sums[name])}</dd>
                  </div>
                ))}
              </dl>
              {data.blockers.length ? (
                <details className="im-fold">
                  <summary>
                    {t('imports:preview.why', {
                      count: data.toConfirm + data.failed,
                      n: formatNumber(data.toConfirm + data.failed),
                    })}
                  </summary>
                  <BlockerList blockers={data.blockers} reason={null} onReason={onReason} />
                </details>
              ) : null}
            </>
          );
        }}
      </QueryView>
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
