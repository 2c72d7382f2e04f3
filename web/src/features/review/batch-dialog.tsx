import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import type { RecordKind } from '../../components/record/records.queries.ts';
import { useErrorWords } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { formatDate } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { managersQuery } from './review.queries.ts';
import { ReviewFormFields } from './review-form.tsx';
import {
  type BatchItem,
  bodyOf,
  errorsOf,
  newForm,
  type QueueRow,
  type ReviewEvent,
  runBatch,
} from './review-logic.ts';

interface BatchDialogProps {
  kind: RecordKind;
  event: ReviewEvent;
  rows: readonly QueueRow[];
  onClose: (done: readonly string[]) => void;
}

/** One step for several records: the form once, then a list that shows how each of them went. */
export function BatchDialog({ kind, event, rows, onClose }: BatchDialogProps) {
  const { t } = useTranslation('review');
  const client = useQueryClient();
  const me = useMe();
  const words = useErrorWords();
  const managers = useQuery({ ...managersQuery, enabled: event === 'accept' });
  const [form, setForm] = useState(() => newForm(me?.name ?? '', formatDate(new Date())));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [items, setItems] = useState<readonly BatchItem[]>([]);
  const [isRunning, setRunning] = useState(false);
  const stop = useRef(false);
  const done = items.filter((item) => item.state === 'done');
  const failed = items.filter((item) => item.state === 'failed' || item.state === 'stopped');

  const say = (error: unknown): string => {
    const detail = words(error).detail;
    const fields = error instanceof ApiError ? error.fields.map((field) => field.message).filter(Boolean) : [];
    return fields.length ? `${detail}：${[...new Set(fields)].slice(0, 3).join('；')}` : detail;
  };
  const run = async (list: readonly QueueRow[]): Promise<void> => {
    const wrong = errorsOf(kind, event, form);
    setErrors(Object.fromEntries(Object.entries(wrong).map(([field, key]) => [field, t(`review:error.${key}`)])));
    if (Object.keys(wrong).length) return;
    const before = items.filter((item) => item.state === 'done');
    stop.current = false;
    setRunning(true);
    await runBatch(
      list,
      (row) => api.post(`/${kind}/${row.id}/transitions`, bodyOf(event, form, row.version)),
      say,
      (next) => setItems([...before, ...next]),
      () => stop.current,
    );
    setRunning(false);
    void client.invalidateQueries({ queryKey: ['records', kind] });
    void client.invalidateQueries({ queryKey: ['record', kind] });
  };
  const close = (): void => {
    stop.current = true;
    onClose(done.map((item) => item.row.id));
  };
  const isStarted = items.length > 0;
  return (
    <Dialog
      open
      isWide
      title={t('review:batch.title', { action: t(`desk:event.${event}`), count: rows.length })}
      onClose={close}
      actions={
        <>
          {isRunning ? (
            <button
              type="button"
              className="fx-btn"
              onClick={() => {
                stop.current = true;
              }}
            >
              {t('review:batch.stop')}
            </button>
          ) : (
            <button type="button" className="fx-btn" onClick={close}>
              {t(isStarted ? 'common:action.close' : 'common:action.cancel')}
            </button>
          )}
          {!isStarted ? (
            <button type="button" className="fx-btn fx-btn--primary" onClick={() => void run(rows)}>
              {t('review:batch.start', { count: rows.length })}
            </button>
          ) : failed.length && !isRunning ? (
            <button
              type="button"
              className="fx-btn fx-btn--primary"
              onClick={() => void run(failed.map((item) => item.row))}
            >
              {t('review:batch.retry', { count: failed.length })}
            </button>
          ) : null}
        </>
      }
    >
      {isStarted ? (
        <>
          <div className="rv-progress">
            <progress
              max={items.length}
              value={items.filter((item) => item.state !== 'waiting' && item.state !== 'running').length}
              aria-label={t('review:batch.progress')}
            />
            <p role="status">
              {t('review:batch.result', { done: done.length, failed: failed.length, count: items.length })}
            </p>
          </div>
          <ul className="rv-batch">
            {items.map((item) => (
              <li key={item.row.id} className={`is-${item.state}`}>
                <span className="rv-batch__mark" aria-hidden="true">
                  {item.state === 'done' ? (
                    <Icon name="check" size={16} />
                  ) : item.state === 'failed' ? (
                    <Icon name="warn" size={16} />
                  ) : (
                    '·'
                  )}
                </span>
                <span>
                  {item.row.title || t('desk:record.untitled')} <small className="rc-code">{item.row.code}</small>
                  {item.message ? <em>{item.message}</em> : null}
                </span>
                <span className="rv-batch__state">{t(`review:batch.state.${item.state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t('review:batch.note')}</p>
          <ReviewFormFields
            kind={kind}
            event={event}
            form={form}
            errors={errors}
            managers={managers.data ?? []}
            onChange={setForm}
          />
        </>
      )}
    </Dialog>
  );
}
