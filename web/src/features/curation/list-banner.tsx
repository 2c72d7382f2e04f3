import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchListView } from '../../../../server/contracts/matching.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { isBusy } from '../../components/matching/list-state.ts';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDateTime } from '../../lib/format.ts';
import { listKey } from './curation.queries.ts';

function useNoMatch(demandId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: { comment: string; concluded: boolean }) =>
      api.post<MatchListView>(`/curation/demands/${demandId}/no-match`, decision),
    onSuccess: (list) => {
      client.setQueryData(listKey(demandId), list);
      void client.invalidateQueries({ queryKey: ['curation', 'count'] });
    },
    onError: (error) => toast.error(error),
  });
}

/** Says on the page that nothing fits, with what may help; staff put their name to it here. */
function NoMatchDialog({ demandId, open, onClose }: { demandId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const decide = useNoMatch(demandId);
  const submit = (): void =>
    decide.mutate(
      { comment: comment.trim(), concluded: true },
      {
        onSuccess: () => {
          onClose();
          toast.undoable(t('curation:none.done'), t('common:action.undo'), () =>
            decide.mutate({ comment: '', concluded: false }),
          );
        },
      },
    );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('curation:none.dialogTitle')}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button type="button" className="fx-btn fx-btn--primary" disabled={decide.isPending} onClick={submit}>
            {t('curation:none.confirm')}
          </button>
        </>
      }
    >
      <p>{t('curation:none.dialogBody')}</p>
      <Field label={t('curation:none.comment')} isOptional>
        {(props) => (
          <textarea
            {...props}
            className="fx-input"
            rows={3}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

function NoMatch({ list }: { list: MatchListView }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const decide = useNoMatch(list.subject.id);
  if (!list.noCloseMatch)
    return (
      <>
        <button type="button" className="fx-btn fx-btn--quiet fx-btn--small" onClick={() => setAsking(true)}>
          {t('curation:none.none')}
        </button>
        <NoMatchDialog demandId={list.subject.id} open={isAsking} onClose={() => setAsking(false)} />
      </>
    );
  return (
    <section className="cu-none" aria-label={t('curation:none.title')}>
      <h3>{t('curation:none.title')}</h3>
      {list.noCloseMatchReason ? <p>{list.noCloseMatchReason}</p> : null}
      {list.advice.length ? (
        <>
          <p className="cu-dim">{t('curation:none.advice')}</p>
          <ul>
            {list.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p>
        {list.staffNoMatch ? (
          <button
            type="button"
            className="fx-btn fx-btn--small"
            disabled={decide.isPending}
            onClick={() => decide.mutate({ comment: '', concluded: false })}
          >
            {t('curation:none.reopen')}
          </button>
        ) : (
          <button type="button" className="fx-btn fx-btn--small" onClick={() => setAsking(true)}>
            {t('curation:none.confirm')}
          </button>
        )}
      </p>
      <NoMatchDialog demandId={list.subject.id} open={isAsking} onClose={() => setAsking(false)} />
    </section>
  );
}

/** When the list was made and by which model, whether it is being made anew, and the honest “nothing fits”. */
export function ListBanner({ list }: { list: MatchListView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const recompute = useMutation({
    mutationFn: () => api.post(`/curation/demands/${list.subject.id}/recompute`),
    onSuccess: () => client.invalidateQueries({ queryKey: listKey(list.subject.id) }),
    onError: (error) => toast.error(error),
  });
  const busy = isBusy(list.state);
  return (
    <>
      <div className="cu-made">
        <p aria-live="polite">
          {busy
            ? t('curation:list.computing')
            : t('curation:list.made', { at: formatDateTime(list.madeAt), model: list.modelVersion ?? '' })}
          {list.state === 'STALE' ? (
            <span className="fx-tag fx-tag--amber" title={t('curation:list.stale')}>
              {t('curation:list.staleShort')}
            </span>
          ) : null}
        </p>
        <div className="cu-made__ways">
          {busy || list.noCloseMatch ? null : <NoMatch list={list} />}
          <button
            type="button"
            className="fx-btn fx-btn--quiet fx-btn--small"
            disabled={busy || recompute.isPending}
            onClick={() => recompute.mutate()}
          >
            {t('curation:list.recompute')}
          </button>
        </div>
      </div>
      {!busy && list.noCloseMatch ? <NoMatch list={list} /> : null}
    </>
  );
}
