import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { AntdProvider } from '../antd-provider.tsx';
import { SideNav } from './side-nav.tsx';
import { TopBar } from './top-bar.tsx';

/** Side menu and a wide working area; antd lives inside this shell only. */
export function WorkLayout() {
  const { t } = useTranslation();
  return (
    <AntdProvider>
      <div className="fx-work">
        <TopBar isWork />
        <nav className="fx-side" aria-label={t('common:nav.workbench')}>
          <SideNav />
        </nav>
        <main id="main" className="fx-work__main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </AntdProvider>
  );
}
