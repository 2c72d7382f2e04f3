import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Sheet } from '../../components/dialog.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { labelsQuery } from './curation.queries.ts';
import './drawers.css';

function Labels() {
  const { t } = useTranslation();
  const { label } = useCodes();
  const query = useInfiniteQuery(labelsQuery);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError && !items.length) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!items.length) return <Empty title={t('curation:labels.empty')} />;
  return (
    <div className="cu-drawer">
      <p className="cu-dim">{t('curation:labels.note')}</p>
      <ol className="cu-labels">
        {items.map((item) => (
          <li key={item.id}>
            <p>
              <strong>{t(`curation:labels.action.${item.action}`, { defaultValue: item.action })}</strong>
              {item.reasonCode ? <span>{label('REJECT_REASON', item.reasonCode)}</span> : null}
              {item.relevance ? <span>{label('RELEVANCE', String(item.relevance))}</span> : null}
              <span>{item.achievementTitle ?? t('curation:labels.gone')}</span>
            </p>
            <p>
              {t('curation:labels.forDemand')}{' '}
              <Link to={paths.staffCurationDemand(item.demandId)}>{item.demandTitle ?? t('curation:labels.gone')}</Link>
            </p>
            <p className="cu-dim">
              {item.byName} · {formatDateTime(item.at)} ·{' '}
              {item.rankShown === null
                ? t('curation:labels.noRank')
                : t('curation:labels.rank', { rank: item.rankShown })}{' '}
              · {item.modelVersion}
            </p>
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <button type="button" className="fx-btn fx-btn--small" onClick={() => void query.fetchNextPage()}>
          {t('common:action.loadMore')}
        </button>
      ) : null}
    </div>
  );
}

/** Every decision with who, when, which rank was shown and by which model. */
export function LabelsDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onClose={onClose} side="right" title={t('curation:labels.title')}>
      <Labels />
    </Sheet>
  );
}
