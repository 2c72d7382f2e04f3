import type { ThemeConfig } from 'antd';

/** Our palette for antd; the same values as styles/tokens.css. */
export const theme: ThemeConfig = {
  cssVar: { key: 'fx' },
  token: {
    colorPrimary: '#1f3fa3',
    colorInfo: '#1f3fa3',
    colorLink: '#1f3fa3',
    colorSuccess: '#1c6b45',
    colorWarning: '#8f5300',
    colorError: '#b3261e',
    colorText: '#131a2e',
    colorTextSecondary: '#4c5670',
    colorTextTertiary: '#5b6580',
    colorTextDescription: '#5b6580',
    colorTextPlaceholder: '#5b6580',
    colorBorder: '#b9c0d4',
    colorBorderSecondary: '#dfe3ee',
    colorBgLayout: '#f5f6fa',
    borderRadius: 6,
    fontSize: 14,
    fontFamily: 'var(--fx-sans)',
    controlHeight: 36,
  },
  components: {
    Table: { headerBg: '#eef0f7', headerColor: '#35405f', cellPaddingBlockMD: 10, rowHoverBg: '#f4f6fd' },
    Card: { headerFontSize: 15 },
    Tag: { defaultBg: '#eceff8', defaultColor: '#35405f' },
    Tabs: { itemColor: '#4c5670' },
  },
};
