import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { formatDate } from '../../lib/format.ts';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import { toast } from '../toasts.tsx';
import { ReserveFor } from './reserve-for.tsx';

export interface TransitionRequest {
  event: string;
  comment: string;
  reasonCode: string | null;
  until?: string;
  deadlineAnswer?: string;
  demandId?: string;
}

const NEEDS_REASON = ['return', 'release', 'transfer', 'suspend', 'archive', 'refine', 'reject', 'close', 'withdraw'];

/** As the server has it. */
const RESERVE_DAYS = 90;
const dayFromNow = (days: number): string => formatDate(Date.now() + days * 86_400_000);

interface TransitionDialogProps {
  event: string;
  /** The achievement to be reserved: the demands it was brought together with are offered. */
  achievementId?: string | undefined;
  onClose: () => void;
  run: (request: TransitionRequest) => Promise<unknown>;
}

/** Asks for what a step needs (a reason, a date) and then takes it. */
export function TransitionDialog({ event, achievementId, onClose, run }: TransitionDialogProps) {
  const { t } = useTranslation('desk');
  const [comment, setComment] = useState('');
  const [date, setDate] = useState('');
  const [demandId, setDemandId] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const needsReason = NEEDS_REASON.includes(event);
  const dateField = event === 'reserve' ? 'until' : event === 'extend' ? 'deadlineAnswer' : null;
  const submit = async (): Promise<void> => {
    const missing: Record<string, string> = {};
    if (needsReason && !comment.trim()) missing.comment = t('common:field.required');
    if (dateField && !date) missing[dateField] = t('common:field.required');
    else if (event === 'reserve' && (date < dayFromNow(0) || date > dayFromNow(RESERVE_DAYS)))
      missing.until = t('desk:eventDate.reserveRange', { from: dayFromNow(0), to: dayFromNow(RESERVE_DAYS) });
    setErrors(missing);
    if (Object.keys(missing).length) return;
    setBusy(true);
    try {
      await run({
        event,
        comment: comment.trim(),
        reasonCode: null,
        ...(dateField ? { [dateField]: date } : {}),
        ...(event === 'reserve' && demandId ? { demandId } : {}),
      });
      onClose();
    } catch (error) {
      if (error instanceof ApiError && error.fields.length) setErrors(byPath(error.fields));
      else toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(`desk:event.${event}`)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button type="button" className="fx-btn fx-btn--primary" disabled={isBusy} onClick={() => void submit()}>
            {t('common:action.confirm')}
          </button>
        </>
      }
    >
      <div className="rc-form">
        <p>{t(`desk:eventBody.${event}`, { defaultValue: '' })}</p>
        {dateField ? (
          <Field label={t(`desk:eventDate.${dateField}`)} error={errors[dateField]}>
            {(props) => (
              <input
                {...props}
                type="date"
                className="fx-input"
                {...(event === 'reserve' ? { min: dayFromNow(0), max: dayFromNow(RESERVE_DAYS) } : {})}
                value={date}
                onChange={(change) => setDate(change.target.value)}
              />
            )}
          </Field>
        ) : null}
        {event === 'reserve' && achievementId ? (
          <ReserveFor achievementId={achievementId} value={demandId} error={errors.demandId} onChange={setDemandId} />
        ) : null}
        <Field
          label={t(needsReason ? 'desk:action.reason' : 'desk:action.comment')}
          error={errors.comment}
          isOptional={!needsReason}
        >
          {(props) => (
            <textarea
              {...props}
              className="fx-input"
              rows={3}
              maxLength={1000}
              value={comment}
              onChange={(change) => setComment(change.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
