import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { OfflineBar } from './offline-bar.tsx';

/** What every page has: skip link, sign of loading, word of being offline, remembered scroll. */
export function RootLayout() {
  const { t } = useTranslation();
  const navigation = useNavigation();
  return (
    <>
      <a className="fx-skip" href="#main">
        {t('common:a11y.skip')}
      </a>
      <div className={`fx-progress${navigation.state === 'idle' ? '' : ' is-on'}`} aria-hidden="true" />
      <OfflineBar />
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
