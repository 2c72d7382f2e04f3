import { useTranslation } from 'react-i18next';
import type { MatchEvidence } from '../../../../server/contracts/matching.contract.ts';
import './matching.css';

type Row = MatchEvidence['indicators'][number];
const TONE: Readonly<Record<Row['status'], string>> = { met: 'ok', short: 'amber', unknown: '', failed: 'bad' };

export function IndicatorStatus({ status }: { status: Row['status'] }) {
  const { t } = useTranslation('introductions');
  return (
    <span className={`fx-tag${TONE[status] ? ` fx-tag--${TONE[status]}` : ''}`}>
      {t(`introductions:evidence.indicator.${status}`)}
    </span>
  );
}

/** What was asked beside what is offered, with the reason of each verdict. */
export function IndicatorTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('introductions');
  if (!rows.length) return <p className="mt-quiet">{t('introductions:evidence.indicator.none')}</p>;
  return (
    <table className="mt-ind">
      <thead>
        <tr>
          <th scope="col">{t('introductions:evidence.indicator.name')}</th>
          <th scope="col">{t('introductions:evidence.indicator.required')}</th>
          <th scope="col">{t('introductions:evidence.indicator.offered')}</th>
          <th scope="col">{t('introductions:evidence.indicator.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.name} ${row.required}`}>
            <th scope="row">
              {row.name}
              {row.mandatory ? (
                <span className="mt-must">{t('introductions:evidence.indicator.mandatory')}</span>
              ) : null}
            </th>
            <td className="fx-num">{row.required}</td>
            <td className="fx-num">{row.offered ?? t('introductions:evidence.indicator.notGiven')}</td>
            <td>
              <IndicatorStatus status={row.status} />
              <span className="mt-ind__why">{row.reason}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counts by verdict for a closed card: 满足 2 · 接近 1. */
export function IndicatorCounts({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('introductions');
  const counts = (['met', 'short', 'unknown', 'failed'] as const)
    .map((status) => ({ status, count: rows.filter((row) => row.status === status).length }))
    .filter((entry) => entry.count);
  if (!counts.length) return null;
  return (
    <span className="mt-counts">
      {t('introductions:evidence.indicators')}
      {counts.map(({ status, count }) => (
        <span key={status} className={`mt-counts__one mt-counts__one--${status}`}>
          {t(`introductions:evidence.indicator.${status}`)} {count}
        </span>
      ))}
    </span>
  );
}
