import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type IntroductionAnswer,
  type MatchView,
  REJECT_REASONS,
} from '../../../../server/contracts/matching.contract.ts';
import { confirm, Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate } from '../../lib/format.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import { DueBadge } from './due-badge.tsx';
import { introductionQuery, keep } from './introductions.queries.ts';
import { type Introduction, sidesOf } from './sides.ts';

type Body = { answer: 'ACCEPT' | 'DECLINE'; reasonCode?: string; comment?: string };

const isMatch = (value: unknown): value is MatchView =>
  typeof value === 'object' && value !== null && 'evidence' in value && 'version' in value;

function useAnswer(match: MatchView) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) =>
      api.post<MatchView>(`/introductions/${match.id}/answer`, {
        version: match.version,
        ...body,
      } satisfies Partial<Record<keyof (typeof IntroductionAnswer)['shape'], unknown>>),
    onSuccess: (answered) => {
      keep(client, answered);
      toast.success(t(`introductions:done.${answered.status}`, { defaultValue: t('introductions:done.SENT') }));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) {
        if (isMatch(error.current)) keep(client, error.current);
        else void client.invalidateQueries({ queryKey: introductionQuery(match.id).queryKey });
        toast.warn(t('introductions:conflict'));
      } else {
        toast.error(error);
      }
    },
  });
}

function DeclineDialog({
  open,
  isBusy,
  onClose,
  onDecline,
}: {
  open: boolean;
  isBusy: boolean;
  onClose: () => void;
  onDecline: (reasonCode: string, comment: string) => void;
}) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const { options } = useOfferedCodes();
  const offered = new Set(options('REJECT_REASON').map((option) => option.value));
  const reasons = REJECT_REASONS.filter((code) => offered.has(code));
  const [reason, setReason] = useState('');
  const [comment, setComment] = useState('');
  const [isChecked, setChecked] = useState(false);
  const needsWords = reason === 'R99' && !comment.trim();
  const submit = (): void => {
    setChecked(true);
    if (reason && !needsWords) onDecline(reason, comment.trim());
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('introductions:decline.title')}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button type="button" className="fx-btn fx-btn--danger" disabled={isBusy} onClick={submit}>
            {t('introductions:decline.submit')}
          </button>
        </>
      }
    >
      <div className="in-form">
        <p>{t('introductions:decline.body')}</p>
        <Field
          label={t('introductions:decline.reason')}
          error={isChecked && !reason ? t('introductions:decline.reasonMissing') : undefined}
        >
          {(props) => (
            <select {...props} className="fx-select" value={reason} onChange={(event) => setReason(event.target.value)}>
              <option value="">{t('introductions:decline.choose')}</option>
              {reasons.map((code) => (
                <option key={code} value={code}>
                  {label('REJECT_REASON', code)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={t('introductions:decline.comment')}
          isOptional={reason !== 'R99'}
          hint={t('introductions:decline.commentHint')}
          error={isChecked && needsWords ? t('introductions:decline.commentMissing') : undefined}
        >
          {(props) => (
            <textarea
              {...props}
              className="fx-input"
              rows={3}
              maxLength={1000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}

/** Accept or decline, until when, and what either brings about. */
export function AnswerPanel({ match, introduction }: { match: MatchView; introduction: Introduction }) {
  const { t } = useTranslation();
  const [isDeclining, setDeclining] = useState(false);
  const answer = useAnswer(match);
  const { mine, otherAnswer } = sidesOf(match, introduction);
  const accept = async (): Promise<void> => {
    const yes = await confirm({
      title: t('introductions:accept.title'),
      body: t(`introductions:accept.body.${otherAnswer === 'ACCEPTED' ? 'opens' : 'waits'}.${mine}`),
      confirmLabel: t('introductions:accept.submit'),
    });
    if (yes) answer.mutate({ answer: 'ACCEPT' });
  };
  return (
    <section className="in-answer" aria-label={t('introductions:answer.title')}>
      <div>
        <h2>{t('introductions:answer.title')}</h2>
        <p>
          {t('introductions:answer.until', { date: formatDate(introduction.dueOn) })}{' '}
          <DueBadge dueOn={introduction.dueOn} />
        </p>
        <p className="mt-quiet">{t('introductions:answer.lapse')}</p>
      </div>
      <div className="in-answer__buttons">
        <button
          type="button"
          className="fx-btn fx-btn--amber"
          disabled={answer.isPending}
          onClick={() => void accept()}
        >
          {t('introductions:accept.submit')}
        </button>
        <button type="button" className="fx-btn" disabled={answer.isPending} onClick={() => setDeclining(true)}>
          {t('introductions:decline.open')}
        </button>
      </div>
      <DeclineDialog
        open={isDeclining}
        isBusy={answer.isPending}
        onClose={() => setDeclining(false)}
        onDecline={(reasonCode, comment) =>
          answer.mutate({ answer: 'DECLINE', reasonCode, comment }, { onSettled: () => setDeclining(false) })
        }
      />
    </section>
  );
}
