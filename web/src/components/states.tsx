import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, NetworkError } from '../lib/api-error.ts';
import './controls.css';
import './states.css';

/** Three stars that have not been joined yet. */
const QuietSky = () => (
  <svg className="fx-state__art" viewBox="0 0 132 72" fill="none" aria-hidden="true">
    <path d="M18 54 52 22l34 22 30-30" stroke="#c3cbe3" strokeWidth="1.500" strokeDasharray="3 5" />
    <circle cx="18" cy="54" r="5" fill="#c3cbe3" />
    <circle cx="52" cy="22" r="4" fill="#c3cbe3" />
    <circle cx="86" cy="44" r="4" fill="#c3cbe3" />
    <path d="M116 4l2.800 7.200L126 14l-7.200 2.800L116 24l-2.800-7.200L106 14l7.200-2.800z" fill="#f5b041" />
  </svg>
);

/** Nothing is here: say why, and what to do next. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="fx-state">
      <QuietSky />
      <p className="fx-state__title">{title}</p>
      {children ? <div>{children}</div> : null}
      {actions ? <div className="fx-state__actions">{actions}</div> : null}
    </div>
  );
}

/** Grey lines in place of the content to come. */
export function Loading({ lines = 4, label }: { lines?: number; label?: string }) {
  const { t } = useTranslation();
  return (
    <div className="fx-skeleton" role="status" aria-busy="true">
      <span className="fx-sr">{label ?? t('common:state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity
        <div key={index} className="fx-skeleton__line" aria-hidden="true" />
      ))}
    </div>
  );
}

/** Words for any failure, with what the person can do about it. */
export function useErrorWords(): (error: unknown) => { title: string; detail: string; requestId: string } {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof NetworkError) {
      const key = navigator.onLine === false ? 'offline' : 'unreachable';
      return { title: t(`common:error.${key}.title`), detail: t(`common:error.${key}.detail`), requestId: '' };
    }
    if (error instanceof ApiError) {
      const known = [401, 403, 404, 409, 413, 429].includes(error.status)
        ? String(error.status)
        : error.status >= 500
          ? '500'
          : '400';
      const wait = error.retryAfter ? t('common:error.waitSeconds', { seconds: error.retryAfter }) : '';
      return { title: t(`common:error.${known}.title`), detail: `${error.message}${wait}`, requestId: error.requestId };
    }
    return { title: t('common:error.page.title'), detail: t('common:error.page.detail'), requestId: '' };
  };
}

export function ErrorState({ error, onRetry, actions }: { error: unknown; onRetry?: () => void; actions?: ReactNode }) {
  const { t } = useTranslation();
  const { title, detail, requestId } = useErrorWords()(error);
  return (
    <div className="fx-state" role="alert">
      <QuietSky />
      <p className="fx-state__title">{title}</p>
      <p>{detail}</p>
      {requestId ? <p className="fx-state__id">{t('common:error.requestId', { id: requestId })}</p> : null}
      <div className="fx-state__actions">
        {onRetry ? (
          <button type="button" className="fx-btn" onClick={onRetry}>
            {t('common:action.retry')}
          </button>
        ) : null}
        {actions}
      </div>
    </div>
  );
}

interface QueryLike<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}
/** Loading, error and content of one query in the right order. */
export function QueryView<T>({
  query,
  lines,
  children,
}: {
  query: QueryLike<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading lines={lines ?? 4} />;
}
