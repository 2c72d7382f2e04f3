import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type AccountView, ROLES, type Role } from '../../../../server/contracts/accounts.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime, formatRelative } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { AccountDialog } from './account-dialog.tsx';
import { accountsQuery } from './admin.queries.ts';
import { ResetDialog } from './reset-dialog.tsx';
import './admin.css';

const STATES = ['ACTIVE', 'SUSPENDED'] as const;
const WAIT_MS = 250;
type Open = { account: AccountView; kind: 'roles' | 'status' | 'reset' } | null;

function Row({ account, isMe, onOpen }: { account: AccountView; isMe: boolean; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const isActive = account.status === 'ACTIVE';
  const { name } = account;
  return (
    <tr>
      <td data-label={t('admin:accounts.name')}>
        <span className="ad-strong">
          {name} {isMe ? <span className="fx-tag fx-tag--blue">{t('admin:accounts.you')}</span> : null}
        </span>
        <span className="ad-dim">{account.email}</span>
      </td>
      <td data-label={t('admin:accounts.role')}>
        <span className="ad-tags">
          {account.roles.map((role) => (
            <span key={role} className="fx-tag">
              {label('ROLE', role)}
            </span>
          ))}
          {account.roles.length ? null : <span className="ad-dim">{t('admin:accounts.noRole')}</span>}
        </span>
      </td>
      <td data-label={t('admin:accounts.organisations')}>
        {account.memberships.map((item) => (
          <span key={item.organisationId} className="ad-line">
            {item.organisationName}
            {item.state === 'PENDING' ? <span className="ad-warn">{t('admin:accounts.pendingMember')}</span> : null}
          </span>
        ))}
      </td>
      <td data-label={t('admin:accounts.status')}>
        <span className={`fx-tag ${isActive ? 'fx-tag--ok' : 'fx-tag--bad'}`}>
          {t(`admin:accounts.state.${account.status}`)}
        </span>
        {account.resetRequestedAt ? <span className="ad-warn ad-line">{t('admin:accounts.wantsReset')}</span> : null}
      </td>
      <td data-label={t('admin:accounts.lastSignIn')}>
        {account.lastSignInAt ? (
          <time dateTime={account.lastSignInAt} title={formatDateTime(account.lastSignInAt)}>
            {formatRelative(account.lastSignInAt)}
          </time>
        ) : (
          <span className="ad-dim">{t('admin:accounts.never')}</span>
        )}
      </td>
      <td className="ad-acts">
        {isMe ? null : (
          <button
            type="button"
            className="fx-btn fx-btn--small"
            aria-label={t('admin:accounts.editOf', { name })}
            onClick={() => onOpen({ account, kind: 'roles' })}
          >
            {t('admin:accounts.edit')}
          </button>
        )}
        <button
          type="button"
          className="fx-btn fx-btn--small"
          aria-label={t('admin:accounts.resetOf', { name })}
          onClick={() => onOpen({ account, kind: 'reset' })}
        >
          {t('admin:accounts.reset')}
        </button>
        {isMe ? null : (
          <button
            type="button"
            className="fx-btn fx-btn--small"
            aria-label={t(`admin:accounts.${isActive ? 'suspend' : 'restore'}Of`, { name })}
            onClick={() => onOpen({ account, kind: 'status' })}
          >
            {t(`admin:accounts.${isActive ? 'suspend' : 'restore'}`)}
          </button>
        )}
      </td>
    </tr>
  );
}

/** Accounts, their roles and their state. */
export default function AccountsPage() {
  const { t } = useTranslation();
  const { label } = useCodes();
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open>(null);
  const q = params.get('q') ?? '';
  const role: Role | undefined = ROLES.find((item) => item === params.get('role'));
  const status = STATES.find((item) => item === params.get('status'));
  const [text, setText] = useState(q);
  const query = useInfiniteQuery(accountsQuery({ q, role, status }));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (name: string, value: string): void =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => change('q', text.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="ad">
      <PageHeader title={t('admin:accounts.title')} note={t('admin:accounts.note')} />
      <search className="ad-filters">
        <input
          type="search"
          className="fx-input"
          aria-label={t('admin:accounts.search')}
          placeholder={t('admin:accounts.search')}
          value={text}
          maxLength={80}
          onChange={(event) => setText(event.target.value)}
        />
        <select
          className="fx-select"
          aria-label={t('admin:accounts.role')}
          value={role ?? ''}
          onChange={(event) => change('role', event.target.value)}
        >
          <option value="">{t('admin:accounts.allRoles')}</option>
          {ROLES.map((item) => (
            <option key={item} value={item}>
              {label('ROLE', item)}
            </option>
          ))}
        </select>
        <select
          className="fx-select"
          aria-label={t('admin:accounts.status')}
          value={status ?? ''}
          onChange={(event) => change('status', event.target.value)}
        >
          <option value="">{t('admin:accounts.allStatus')}</option>
          {STATES.map((item) => (
            <option key={item} value={item}>
              {t(`admin:accounts.state.${item}`)}
            </option>
          ))}
        </select>
      </search>
      {query.isPending ? (
        <Loading lines={10} />
      ) : query.isError && !items.length ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length ? (
        <div className="ad-table-box">
          <table className="ad-table">
            <caption className="fx-sr">{t('admin:accounts.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('admin:accounts.name')}</th>
                <th scope="col">{t('admin:accounts.role')}</th>
                <th scope="col">{t('admin:accounts.organisations')}</th>
                <th scope="col">{t('admin:accounts.status')}</th>
                <th scope="col">{t('admin:accounts.lastSignIn')}</th>
                <th scope="col">
                  <span className="fx-sr">{t('admin:accounts.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((account) => (
                <Row key={account.id} account={account} isMe={account.id === me?.id} onOpen={setOpen} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty title={t('admin:accounts.empty.title')}>{t('admin:accounts.empty.body')}</Empty>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="fx-btn ad-more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:action.loadMore')}
        </button>
      ) : null}
      {open?.kind === 'reset' ? <ResetDialog account={open.account} onClose={() => setOpen(null)} /> : null}
      {open && open.kind !== 'reset' ? (
        <AccountDialog account={open.account} kind={open.kind} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
