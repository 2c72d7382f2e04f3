import { useTranslation } from 'react-i18next';
import type { IntellectualProperty } from '../../../../../server/contracts/achievements.contract.ts';
import { StatusTag } from '../../../components/status-tag.tsx';
import { useCodes } from '../../../lib/code-label.ts';
import { formatDate } from '../../../lib/format.ts';

export function IpList({ items }: { items: readonly IntellectualProperty[] }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const head = {
    number: t('public:ip.number'),
    status: t('public:ip.status'),
    dates: t('public:ip.dates'),
    burden: t('public:ip.burden'),
  };
  return (
    <table className="fx-table">
      <thead>
        <tr>
          <th scope="col">{t('public:ip.title')}</th>
          <th scope="col">{head.number}</th>
          <th scope="col">{head.status}</th>
          <th scope="col">{head.dates}</th>
          <th scope="col">{head.burden}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => {
          const burdens = item.encumbrances.filter((code) => code !== 'NONE');
          return (
            <tr key={item.normalNumber ?? item.number ?? `${item.ipType}${index}`}>
              <th scope="row">
                {item.title || label('IP_TYPE', item.ipType)}
                {item.title ? <span className="fx-muted"> · {label('IP_TYPE', item.ipType)}</span> : null}
              </th>
              <td data-label={head.number} className="fx-num">
                {item.normalNumber ?? item.number ?? '—'}
              </td>
              <td data-label={head.status}>
                <StatusTag table="IP_LEGAL_STATUS" code={item.legalStatus} />
              </td>
              <td data-label={head.dates} className="fx-num">
                {[item.filingDate, item.grantDate].filter(Boolean).map(formatDate).join(' / ') || '—'}
              </td>
              <td data-label={head.burden}>{burdens.length ? labels('ENCUMBRANCE', burdens) : t('public:ip.free')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
