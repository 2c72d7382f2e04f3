import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { Field } from '../../components/field.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { useMe } from '../../lib/session.ts';
import { introductionQuery, keep } from './introductions.queries.ts';
import type { Introduction } from './sides.ts';

/** Staff answer the export question that a foreign-controlled firm starts; until then level L2 stays closed. */
export function ExportPanel({ match, introduction }: { match: MatchView; introduction: Introduction }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isOperator = useMe()?.roles.includes('operator') ?? false;
  const [comment, setComment] = useState('');
  const [isChecked, setChecked] = useState(false);
  const lacks = comment.trim().length < 2;
  const answer = useMutation({
    mutationFn: (result: 'CLEARED' | 'REFUSED') =>
      api.post<MatchView>(`/introductions/${match.id}/export-answer`, {
        version: match.version,
        result,
        comment: comment.trim(),
      }),
    onSuccess: (answered) => {
      keep(client, answered);
      setComment('');
      setChecked(false);
      toast.success(t('introductions:exportCheck.saved'));
    },
    onError: (error) => {
      if (!(error instanceof ApiError && error.status === 409)) return toast.error(error);
      void client.invalidateQueries({ queryKey: introductionQuery(match.id).queryKey });
      toast.warn(t('introductions:conflict'));
    },
  });
  const say = (result: 'CLEARED' | 'REFUSED'): void => {
    setChecked(true);
    if (!lacks) answer.mutate(result);
  };
  return (
    <section className="in-contact" aria-labelledby="in-export">
      <h2 id="in-export">{t('introductions:exportCheck.title')}</h2>
      <p>
        <span className="fx-tag">{t(`introductions:exportCheck.state.${introduction.exportQuestion}`)}</span>
      </p>
      <p>{t('introductions:exportCheck.body')}</p>
      {isOperator ? (
        <>
          <Field
            label={t('introductions:exportCheck.comment')}
            hint={t('introductions:exportCheck.commentHint')}
            error={isChecked && lacks ? t('introductions:exportCheck.commentMissing') : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                className="fx-input"
                rows={2}
                maxLength={500}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            )}
          </Field>
          <div className="in-answer__buttons">
            <button type="button" className="fx-btn" disabled={answer.isPending} onClick={() => say('REFUSED')}>
              {t('introductions:exportCheck.refuse')}
            </button>
            <button
              type="button"
              className="fx-btn fx-btn--amber"
              disabled={answer.isPending}
              onClick={() => say('CLEARED')}
            >
              {t('introductions:exportCheck.clear')}
            </button>
          </div>
        </>
      ) : (
        <p className="mt-quiet">{t('introductions:exportCheck.operatorOnly')}</p>
      )}
    </section>
  );
}
