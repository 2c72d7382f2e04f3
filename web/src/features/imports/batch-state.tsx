import { useTranslation } from 'react-i18next';
import type { ImportBatchView, ImportState } from '../../../../server/contracts/imports.contract.ts';
import { isWorking } from './imports.queries.ts';
import './batch-state.css';

const TONE: Partial<Record<ImportState, string>> = {
  PARSED: 'amber',
  COMMITTED: 'ok',
  FAILED: 'bad',
  UPLOADED: 'amber',
  MAPPED: 'blue',
  PARSING: 'blue',
  COMMITTING: 'blue',
  ROLLING_BACK: 'blue',
};

export function BatchState({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const tone = TONE[state];
  return <span className={`fx-tag${tone ? ` fx-tag--${tone}` : ''}`}>{t(`imports:state.${state}`)}</span>;
}

const STEPS = ['upload', 'map', 'parse', 'review', 'commit', 'rollback'] as const;
type Step = (typeof STEPS)[number];
/** The step a batch stands at. */
function stepOf(batch: Pick<ImportBatchView, 'state'>): Step {
  switch (batch.state) {
    case 'UPLOADED':
    case 'FAILED':
      return 'map';
    case 'MAPPED':
    case 'PARSING':
      return 'parse';
    case 'PARSED':
      return 'review';
    case 'COMMITTING':
    case 'COMMITTED':
      return 'commit';
    case 'ROLLING_BACK':
    case 'ROLLED_BACK':
      return 'rollback';
  }
}

/** Where the batch stands on its way; rolling back is shown only when it happens. */
export function Steps({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const now = stepOf(batch);
  const at = STEPS.indexOf(now);
  const shown = STEPS.filter((step) => step !== 'rollback' || now === 'rollback');
  const isOver = batch.state === 'COMMITTED' || batch.state === 'ROLLED_BACK';
  return (
    <ol className="im-steps" aria-label={t('imports:steps.label')}>
      {shown.map((step) => {
        const place = STEPS.indexOf(step);
        const mark = place < at || (place === at && isOver) ? 'is-done' : place === at ? 'is-now' : '';
        return (
          <li key={step} className={mark} aria-current={place === at ? 'step' : undefined}>
            <span>{t(`imports:steps.${step}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Live progress of the work on the server. */
export function Progress({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  if (!isWorking(batch.state)) return null;
  const done = batch.progress?.done ?? 0;
  const total = batch.progress?.total ?? batch.counts.rows;
  const share = total ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return (
    <section className="im-card im-progress" aria-labelledby="im-progress">
      <h2 id="im-progress">{t(`imports:progress.${batch.state}`)}</h2>
      <progress max={Math.max(1, total)} value={done} aria-labelledby="im-progress" />
      <p>
        <strong className="fx-num">{t('imports:progress.count', { done, total })}</strong>
        <span className="fx-num">{share}%</span>
      </p>
      <p className="fx-sr" role="status">
        {t('imports:progress.said', { share: Math.floor(share / 25) * 25 })}
      </p>
      <p className="im-dim">{t('imports:progress.leave')}</p>
    </section>
  );
}
