import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api-client.ts';
import { toast } from '../toasts.tsx';
import { keepRecord, type RecordKind } from './records.queries.ts';

/** One click: what stands in the record is still true. */
export function RenewButton({ kind, id, title }: { kind: RecordKind; id: string; title: string }) {
  const { t } = useTranslation('desk');
  const client = useQueryClient();
  const renew = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/${kind}/${id}/confirm`),
    onSuccess: (view) => {
      keepRecord(client, kind, view);
      toast.success(t('desk:renew.done', { title }));
    },
    onError: toast.error,
  });
  return (
    <button
      type="button"
      className="fx-btn fx-btn--small"
      disabled={renew.isPending}
      aria-label={t('desk:renew.label', { title })}
      onClick={() => renew.mutate()}
    >
      {t('desk:renew.button')}
    </button>
  );
}
