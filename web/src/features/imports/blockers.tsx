import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView, ImportPreview } from '../../../../server/contracts/imports.contract.ts';
import { formatNumber } from '../../lib/format.ts';
import { previewQuery } from './imports.queries.ts';
import './blockers.css';

export type Reason = ImportPreview['blockers'][number];
export const reasonKey = ({ kind, field, code }: Pick<Reason, 'kind' | 'field' | 'code'>): string =>
  `${kind}:${field}:${code}`;

interface PickProps {
  reason: Reason | null;
  onReason: (reason: Reason) => void;
}

/** Reasons why rows stay behind, by number of rows; each leads to its rows. */
export function BlockerList({ blockers, reason, onReason }: PickProps & { blockers: readonly Reason[] }) {
  const { t } = useTranslation();
  return (
    <ul className="im-blockers">
      {blockers.map((blocker) => {
        const { label, kind, message, rows } = blocker;
        const key = reasonKey(blocker);
        return (
          <li key={key} className={kind === 'fix' ? 'is-fix' : ''}>
            <button
              type="button"
              aria-pressed={reason !== null && reasonKey(reason) === key}
              onClick={() => onReason(blocker)}
            >
              <b className="fx-num">{t('imports:preview.rows', { count: rows, n: formatNumber(rows) })}</b>
              <span>
                {label ? <strong>{label}</strong> : null}
                {message}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Which reason the rows are narrowed to, and the way back to all. */
export function ReasonChip({ reason, onClear }: { reason: Reason; onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <p className="im-reason">
      <span>{t('imports:reason.only', { reason: [reason.label, reason.message].filter(Boolean).join(' ') })}</span>
      <button type="button" className="fx-btn fx-btn--small" onClick={onClear}>
        {t('imports:reason.clear')}
      </button>
    </p>
  );
}

/** What the rows of a batch still wait for, folded until asked. */
export function Blockers({ batch, reason, onReason }: PickProps & { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const waiting = batch.counts.toConfirm + batch.counts.failed;
  const query = useQuery({ ...previewQuery(batch.id), enabled: waiting > 0 });
  if (!waiting || !query.data?.blockers.length) return null;
  return (
    <details className="im-fold im-review__why">
      <summary>{t('imports:preview.why', { count: waiting, n: formatNumber(waiting) })}</summary>
      <BlockerList blockers={query.data.blockers} reason={reason} onReason={onReason} />
    </details>
  );
}
