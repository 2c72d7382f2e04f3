import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Me } from '../../../../server/contracts/accounts.contract.ts';
import { Icon } from '../../components/icon.tsx';
import { toast } from '../../components/toasts.tsx';
import { authApi } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { paths } from '../../lib/paths.ts';
import { renewSession } from '../../lib/session.ts';
import { accessTable } from '../access-table.ts';

export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => authApi.post('/sign-out'),
    onSuccess: async () => {
      await navigate(paths.home);
      await renewSession(queryClient);
    },
    onError: toast.error,
  });
  const hasInbox = accessTable.some((route) => route.path === paths.deskNotifications);
  const leave = (event: FocusEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for Escape and leaving focus of the controls inside
    <div className="fx-me" onBlur={leave} onKeyDown={onKey}>
      {hasInbox ? (
        <Link
          className="fx-bar__link fx-me__bell"
          to={paths.deskNotifications}
          aria-label={t('common:nav.unread', { count: me.unreadNotifications })}
        >
          <Icon name="bell" />
          {me.unreadNotifications ? <span className="fx-me__count">{Math.min(me.unreadNotifications, 99)}</span> : null}
        </Link>
      ) : null}
      <button
        ref={button}
        type="button"
        className="fx-bar__link fx-me__button"
        aria-label={t('common:nav.accountOf', { name: me.name })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="person" />
        <span className="fx-me__name">{me.name}</span>
        <Icon name="down" size={16} />
      </button>
      <div id={id} className="fx-me__panel" hidden={!isOpen}>
        <p className="fx-me__who">
          <strong>{me.name}</strong>
          <span>{me.roles.length ? labels('ROLE', me.roles) : t('common:nav.noRole')}</span>
        </p>
        <ul>
          <li>
            <Link to={me.roles.length ? paths.account : paths.registerProfile} onClick={() => setOpen(false)}>
              {t(me.roles.length ? 'common:nav.account' : 'common:nav.registerProfile')}
            </Link>
          </li>
          <li>
            <button type="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
              {t('common:nav.signOut')}
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
