import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { HistoryView, TextFindings } from '../../../../server/contracts/achievements.contract.ts';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime } from '../../lib/format.ts';
import { QueryView } from '../states.tsx';
import type { RecordSpec } from './field-spec.ts';
import './record-page.css';

export const historyQuery = (kind: RecordSpec['words'], id: string) =>
  queryOptions({
    queryKey: ['record', kind, id, 'history'],
    queryFn: ({ signal }) => api.get<z.infer<typeof HistoryView>>(`/${kind}/${id}/history`, { signal }),
  });

export const findingsQuery = (kind: RecordSpec['words'], id: string) =>
  queryOptions({
    queryKey: ['record', kind, id, 'text-check'],
    queryFn: ({ signal }) => api.get<z.infer<typeof TextFindings>>(`/${kind}/${id}/text-check`, { signal }),
  });

/** Every step of a record: who, in which role, when, why. Newest first. */
export function HistoryList({ spec, id }: { spec: RecordSpec; id: string }) {
  const { t } = useTranslation('desk');
  const { label } = useCodes();
  const query = useQuery(historyQuery(spec.words, id));
  return (
    <QueryView query={query} lines={3}>
      {({ items }) => (
        <ol className="rc-history">
          {[...items].reverse().map((item) => (
            <li key={item.id}>
              <p>
                <b>{t(`desk:event.${item.event}`, { defaultValue: item.event })}</b>
                {item.from && item.from !== item.to ? (
                  <span className="rc-history__move">
                    {label(spec.statusTable, item.from)} → {label(spec.statusTable, item.to)}
                  </span>
                ) : null}
              </p>
              <p className="rc-history__who">
                {item.actorName} · {label('ROLE', item.role)} ·{' '}
                <time dateTime={item.at}>{formatDateTime(item.at)}</time>
              </p>
              {item.comment || item.reasonCode ? (
                <p className="rc-history__why">
                  {item.reasonCode ? t(`desk:rejectReason.${item.reasonCode}`, { defaultValue: item.reasonCode }) : ''}
                  {item.reasonCode && item.comment ? '：' : ''}
                  {item.comment}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </QueryView>
  );
}
