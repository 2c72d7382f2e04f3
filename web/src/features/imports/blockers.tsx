import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView, ImportPreview } from '../../../../server/contracts/imports.contract.ts';
import { formatNumber } from '../../lib/format.ts';
import { previewQuery } from './imports.queries.ts';
import './blockers.css';

/** Reasons why rows stay behind, by number of rows. */
export function BlockerList({ blockers }: { blockers: ImportPreview['blockers'] }) {
  const { t } = useTranslation();
  return (
    <ul className="im-blockers">
      {blockers.map(({ field, label, code, kind, message, rows }) => (
        <li key={`${kind}:${field}:${code}`} className={kind === 'fix' ? 'is-fix' : ''}>
          <b className="fx-num">{t('imports:preview.rows', { count: rows, n: formatNumber(rows) })}</b>
          <span>
            {label ? <strong>{label}</strong> : null}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the rows of a batch still wait for, folded until asked. */
export function Blockers({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const waiting = batch.counts.toConfirm + batch.counts.failed;
  const query = useQuery({ ...previewQuery(batch.id), enabled: waiting > 0 });
  if (!waiting || !query.data?.blockers.length) return null;
  return (
    <details className="im-fold im-review__why">
      <summary>{t('imports:preview.why', { count: waiting, n: formatNumber(waiting) })}</summary>
      <BlockerList blockers={query.data.blockers} />
    </details>
  );
}
