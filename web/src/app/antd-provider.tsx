import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import type { Locale } from 'antd/es/locale/index.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { theme } from './theme.ts';

/** Node and the bundler disagree on what the default of these files is. */
const unwrap = (module: Locale | { default: Locale }): Locale => ('default' in module ? module.default : module);

/** antd with our theme and language; loaded with the work shell only, so that the public pages stay light. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language.startsWith('en') ? unwrap(enUS) : unwrap(zhCN)}
      form={{ scrollToFirstError: { block: 'center', focus: true } }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
