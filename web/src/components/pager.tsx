import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import './pager.css';

/** Pages of a list by links, so that each has its address. `hrefOf` gives the address of a page. */
export function Pager({ page, pages, hrefOf }: { page: number; pages: number; hrefOf: (page: number) => string }) {
  const { t } = useTranslation();
  if (pages <= 1) return null;
  const near = [...new Set([1, page - 1, page, page + 1, pages])]
    .filter((item) => item >= 1 && item <= pages)
    .sort((a, b) => a - b);
  return (
    <nav className="fx-pager" aria-label={t('common:pager.label')}>
      {page > 1 ? (
        <Link to={hrefOf(page - 1)} rel="prev">
          {t('common:pager.prev')}
        </Link>
      ) : null}
      <ul>
        {near.map((item, index) => (
          <li key={item}>
            {index > 0 && item - (near[index - 1] ?? 0) > 1 ? <span aria-hidden="true">…</span> : null}
            <Link
              to={hrefOf(item)}
              aria-current={item === page ? 'page' : undefined}
              aria-label={t('common:pager.page', { page: item })}
            >
              {item}
            </Link>
          </li>
        ))}
      </ul>
      {page < pages ? (
        <Link to={hrefOf(page + 1)} rel="next">
          {t('common:pager.next')}
        </Link>
      ) : null}
      <p className="fx-sr">{t('common:pager.of', { page, pages })}</p>
    </nav>
  );
}
