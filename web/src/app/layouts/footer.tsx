import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { navOf } from '../../lib/access.ts';
import { accessTable } from '../access-table.ts';
import { Brand } from './brand.tsx';

export function Footer() {
  const { t } = useTranslation();
  return (
    <footer className="fx-footer fx-on-night">
      <div className="fx-wide fx-footer__in">
        <div>
          <Brand />
          <p>{t('common:brand.promise')}</p>
        </div>
        <nav aria-label={t('common:nav.footer')}>
          <ul>
            {navOf(accessTable, 'top', null).map((route) => (
              <li key={route.path}>
                <Link to={route.path}>{t(route.title)}</Link>
              </li>
            ))}
            <li>
              <a href="/docs">{t('common:nav.api')}</a>
            </li>
          </ul>
        </nav>
        <p className="fx-footer__note">{t('common:brand.confidence')}</p>
      </div>
    </footer>
  );
}
