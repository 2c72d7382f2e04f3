import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { keep } from './introductions.queries.ts';

const FEEDBACK = ['USEFUL', 'NOT_NOW', 'WRONG'] as const;
type Feedback = (typeof FEEDBACK)[number];

/** Was this recommendation of use? The demand side answers; it trains the ranking. */
export function FeedbackBar({ match }: { match: MatchView }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const client = useQueryClient();
  const give = useMutation({
    mutationFn: (feedback: Feedback) =>
      api.post<MatchView>(`/introductions/${match.id}/feedback`, { version: match.version, feedback }),
    onSuccess: (answered) => {
      keep(client, answered);
      toast.success(t('introductions:feedback.done'));
    },
    onError: (error) => toast.error(error),
  });
  return (
    <fieldset className="in-feedback">
      <legend>{t('introductions:feedback.title')}</legend>
      {FEEDBACK.map((code) => (
        <button
          key={code}
          type="button"
          className="fx-btn fx-btn--small"
          aria-pressed={give.isSuccess && give.variables === code}
          disabled={give.isPending}
          onClick={() => give.mutate(code)}
        >
          {label('MATCH_FEEDBACK', code)}
        </button>
      ))}
    </fieldset>
  );
}
