import { useTranslation } from 'react-i18next';
import type { DraftSnapshot } from './draft-store.ts';

const clock = (ms: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }).format(ms);

/** One line that says whether the server holds what is on the page. */
export function SaveNote({
  draft,
  onRetry,
}: {
  draft: Pick<DraftSnapshot<unknown>, 'state' | 'savedAt'>;
  onRetry: () => void;
}) {
  const { t } = useTranslation('desk');
  const { state, savedAt } = draft;
  const tone =
    state === 'offline' || state === 'conflict' || state === 'closed' ? 'bad' : state === 'held' ? 'amber' : 'plain';
  return (
    <p className={`rc-save rc-save--${tone}`} role="status">
      <span aria-hidden="true" className="rc-save__dot" />
      {state === 'saved' && savedAt ? t('desk:save.savedAt', { at: clock(savedAt) }) : t(`desk:save.${state}`)}
      {state === 'offline' ? (
        <button type="button" className="rc-link" onClick={onRetry}>
          {t('common:action.retry')}
        </button>
      ) : null}
    </p>
  );
}
