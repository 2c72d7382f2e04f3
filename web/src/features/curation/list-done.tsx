import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';

export const DONE_ID = 'cu-finished';

interface ListDoneProps {
  items: readonly MatchView[];
  hasNext: boolean;
  onNext: () => void;
  onSend: () => void;
}

/** Nothing of this demand waits any more: what was decided, and the two ways on. */
export function ListDone({ items, hasNext, onNext, onSend }: ListDoneProps) {
  const { t } = useTranslation();
  const of = (status: string): number => items.filter((match) => match.status === status).length;
  const confirmed = of('CONFIRMED');
  const dismissed = of('DISMISSED');
  if (of('SUGGESTED') || !(confirmed || dismissed)) return null;
  return (
    <section id={DONE_ID} tabIndex={-1} className="cu-finished" aria-label={t('curation:finished.title')}>
      <p>
        <strong>{t('curation:finished.title')}</strong>{' '}
        {[
          confirmed ? t('curation:finished.confirmed', { count: confirmed }) : '',
          dismissed ? t('curation:finished.dismissed', { count: dismissed }) : '',
        ]
          .filter(Boolean)
          .join(t('curation:finished.join'))}
      </p>
      {confirmed ? (
        <button type="button" className="fx-btn fx-btn--small fx-btn--amber" onClick={onSend}>
          {t('curation:send.open', { count: confirmed })}
          <kbd>s</kbd>
        </button>
      ) : null}
      {hasNext ? (
        <button type="button" className="fx-btn fx-btn--small fx-btn--primary" onClick={onNext}>
          {t('curation:finished.next')}
          <kbd>n</kbd>
        </button>
      ) : null}
    </section>
  );
}
