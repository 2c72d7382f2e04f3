import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { usePageTitle } from '../components/page-header.tsx';
import { ErrorState } from '../components/states.tsx';
import { ApiError } from '../lib/api-error.ts';
import { paths } from '../lib/paths.ts';

function Message({ code }: { code: '404' | '403' | 'stale' }) {
  const { t } = useTranslation();
  const title = t(`common:error.${code}.title`);
  const heading = usePageTitle(title);
  return (
    <div className="fx-lost">
      <p className="fx-lost__code" aria-hidden="true">
        {code === 'stale' ? '↻' : code}
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{t(`common:error.${code}.detail`)}</p>
      <p className="fx-lost__ways">
        {code === 'stale' ? (
          <button type="button" className="fx-btn fx-btn--primary" onClick={() => window.location.reload()}>
            {t('common:action.reload')}
          </button>
        ) : (
          <>
            <Link className="fx-btn fx-btn--primary" to={paths.achievements}>
              {t('common:error.toSearch')}
            </Link>
            <Link className="fx-btn" to={paths.home}>
              {t('common:error.toHome')}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

export const NotFoundPage = () => <Message code="404" />;

/** A file of the pages that is gone after an update of the platform. */
const isStaleChunk = (error: unknown): boolean =>
  error instanceof TypeError &&
  /dynamically imported module|module script failed|Importing a module/iu.test(error.message);

/** Whatever a page or its guard threw. */
export function RouteErrorPage() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) || error instanceof ApiError) {
    if (error.status === 404) return <Message code="404" />;
    if (error.status === 403) return <Message code="403" />;
  }
  if (isStaleChunk(error) && navigator.onLine !== false) return <Message code="stale" />;
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}
