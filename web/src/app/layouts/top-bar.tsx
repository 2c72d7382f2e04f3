import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { Sheet } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { landingOf, navOf } from '../../lib/access.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { accessTable } from '../access-table.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SideNav } from './side-nav.tsx';

/** Fetches a page's code when the pointer or the focus comes near its link. */
const warm = (page: () => Promise<unknown>) => {
  const run = (): void => void page().catch(() => undefined);
  return { onMouseEnter: run, onFocus: run };
};

export function TopBar({ isWork = false }: { isWork?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  // The drawer closes by itself when the page changes.
  const isOpen = openAt === location.key;
  const close = (): void => setOpenAt(null);
  const landing = landingOf(accessTable, me ?? null);
  const top = navOf(accessTable, 'top', me ?? null);
  const here = location.pathname + location.search;
  const next = location.pathname === '/' || location.pathname.startsWith('/sign-in') ? undefined : here;
  return (
    <header className={`fx-bar fx-on-night${isWork ? ' fx-bar--work' : ''}`}>
      <div className={isWork ? 'fx-bar__in fx-bar__in--full' : 'fx-bar__in fx-wide'}>
        <button
          type="button"
          className="fx-bar__burger"
          aria-label={t('common:nav.open')}
          aria-haspopup="dialog"
          onClick={() => setOpenAt(location.key)}
        >
          <Icon name="menu" size={24} />
        </button>
        <Link to={paths.home} className="fx-bar__home" aria-label={t('common:nav.toHome')}>
          <Brand />
        </Link>
        <nav className="fx-bar__nav" aria-label={t('common:nav.main')}>
          {top.map((route) => (
            <NavLink key={route.path} to={route.path} {...warm(route.page)}>
              {t(route.title)}
            </NavLink>
          ))}
          {landing ? (
            <NavLink to={landing} className={() => (/^\/(desk|staff|admin)/u.test(location.pathname) ? 'active' : '')}>
              {t('common:nav.workbench')}
            </NavLink>
          ) : null}
        </nav>
        <div className="fx-bar__end">
          <LanguageSwitch />
          {me ? <AccountMenu me={me} /> : null}
          {me === null ? (
            <>
              <Link className="fx-bar__link" to={paths.signIn(next)}>
                {t('common:nav.signIn')}
              </Link>
              <Link className="fx-btn fx-btn--amber fx-btn--small fx-bar__join" to={paths.register}>
                {t('common:nav.register')}
              </Link>
            </>
          ) : null}
        </div>
      </div>
      <Sheet open={isOpen} title={t('common:nav.menu')} onClose={close}>
        <nav className="fx-drawer" aria-label={t('common:nav.menu')}>
          <ul>
            {[{ path: paths.home, title: 'common:nav.home' }, ...top].map((route) => (
              <li key={route.path}>
                <NavLink to={route.path} end={route.path === '/'}>
                  {t(route.title)}
                </NavLink>
              </li>
            ))}
          </ul>
          <SideNav />
          {me === null ? (
            <ul>
              <li>
                <NavLink to={paths.signIn(next)}>{t('common:nav.signIn')}</NavLink>
              </li>
              <li>
                <NavLink to={paths.register}>{t('common:nav.register')}</NavLink>
              </li>
            </ul>
          ) : null}
        </nav>
      </Sheet>
    </header>
  );
}
