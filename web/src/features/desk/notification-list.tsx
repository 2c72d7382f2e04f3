import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NotificationView } from '../../../../server/contracts/accounts.contract.ts';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDateTime, formatRelative } from '../../lib/format.ts';
import { meQuery } from '../../lib/session.ts';
import { notificationsKey } from './desk.queries.ts';
import { deskLink, useNotificationWords } from './notification-words.ts';

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/me/notifications/${id}/read`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: notificationsKey });
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onError: toast.error,
  });
}

export function NotificationList({ items }: { items: readonly NotificationView[] }) {
  const { t } = useTranslation('desk');
  const words = useNotificationWords();
  const markRead = useMarkRead();
  return (
    <ul className="dk-notices">
      {items.map((item) => {
        const link = deskLink(item.link);
        const text = words(item);
        const read = (): void => {
          if (!item.readAt) markRead.mutate(item.id);
        };
        return (
          <li key={item.id} className={item.readAt ? '' : 'is-new'}>
            <p>
              {item.readAt ? null : <span className="fx-sr">{t('desk:notice.unread')}</span>}
              {link ? (
                <Link to={link} onClick={read}>
                  {text}
                </Link>
              ) : (
                text
              )}
            </p>
            <time dateTime={item.createdAt} title={formatDateTime(item.createdAt)}>
              {formatRelative(item.createdAt)}
            </time>
            {item.readAt ? null : (
              <button
                type="button"
                className="rc-link"
                aria-label={t('desk:notice.markLabel', { text })}
                onClick={read}
              >
                {t('desk:notice.mark')}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
