import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { notificationsQuery } from './desk.queries.ts';
import { NotificationList, useMarkRead } from './notification-list.tsx';
import '../../components/record/record.css';
import './desk.css';
import '../../components/record/record-list.css';

/** Every notice, newest first. */
export default function NotificationsPage() {
  const { t } = useTranslation('desk');
  const query = useInfiniteQuery(notificationsQuery);
  const markRead = useMarkRead();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isUnread = items.some((item) => !item.readAt);
  return (
    <div className="rc-narrow">
      <PageHeader
        title={t('common:nav.deskNotifications')}
        actions={
          isUnread ? (
            <button
              type="button"
              className="fx-btn"
              disabled={markRead.isPending}
              onClick={() => markRead.mutate('all')}
            >
              {t('desk:notice.markAll')}
            </button>
          ) : null
        }
      />
      <div className="fx-card rc-panel">
        <QueryView query={query}>
          {() =>
            items.length ? (
              <NotificationList items={items} />
            ) : (
              <Empty title={t('desk:notice.none')}>{t('desk:notice.noneBody')}</Empty>
            )
          }
        </QueryView>
      </div>
      {query.hasNextPage ? (
        <p className="rc-more">
          <button
            type="button"
            className="fx-btn"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('common:action.loadMore')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
