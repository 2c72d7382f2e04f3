import { useTranslation } from 'react-i18next';
import type { NotificationView } from '../../../../server/contracts/accounts.contract.ts';
import { paths } from '../../lib/paths.ts';

/** The page of the desk behind a notice; the public page of a record is no place to go on working. */
export function deskLink(link: string | null): string | null {
  const found = /^\/(achievements|demands|introductions)\/([0-9a-f-]{36})$/u.exec(link ?? '');
  const id = found?.[2];
  if (!id) return link?.startsWith('/') && !link.startsWith('//') ? link : null;
  if (found[1] === 'achievements') return paths.deskAchievement(id);
  if (found[1] === 'demands') return paths.deskDemand(id);
  return paths.deskIntroduction(id);
}

/** A notice in words; values come from the server, sentences from the locale file. */
export function useNotificationWords(): (notice: Pick<NotificationView, 'kind' | 'params'>) => string {
  const { t } = useTranslation('desk');
  return ({ kind, params }) => {
    const event = params.event ? t(`desk:event.${params.event}`, { defaultValue: params.event }) : '';
    const reason = params.reason ? t(`desk:rejectReason.${params.reason}`, { defaultValue: params.reason }) : '';
    return t(`desk:notice.${kind}`, {
      ...params,
      event,
      reason,
      defaultValue: t('desk:notice.other', { code: params.code ?? '' }),
    });
  };
}
