import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import './states.css';

interface PageHeaderProps {
  title: string;
  note?: ReactNode;
  /** Way back, from the broad to the near. */
  crumbs?: readonly { label: string; to: string }[];
  actions?: ReactNode;
  /** Tags beside the title. */
  extra?: ReactNode;
}

let isFirstPage = true;

/** Sets the title of the tab; after a move between pages it takes the focus to the heading, which readers then read out. */
export function usePageTitle(title: string) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const brand = t('common:brand.name');
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
  }, [title, brand]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return heading;
}

/** The one h1 of a page. */
export function PageHeader({ title, note, crumbs, actions, extra }: PageHeaderProps) {
  const { t } = useTranslation();
  const heading = usePageTitle(title);
  return (
    <header className="fx-page-head">
      <div className="fx-page-head__main">
        {crumbs?.length ? (
          <nav aria-label={t('common:nav.crumbs')}>
            <ol className="fx-page-head__crumbs">
              {crumbs.map((crumb) => (
                <li key={crumb.to}>
                  <Link to={crumb.to}>{crumb.label}</Link>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {extra}
        {note ? <div className="fx-page-head__note">{note}</div> : null}
      </div>
      {actions ? <div className="fx-page-head__actions fx-no-print">{actions}</div> : null}
    </header>
  );
}
