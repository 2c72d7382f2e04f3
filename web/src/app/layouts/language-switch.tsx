import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../lib/i18n.ts';

export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const isEnglish = i18n.language.startsWith('en');
  return (
    <button
      type="button"
      className="fx-bar__link"
      lang={isEnglish ? 'zh-CN' : 'en'}
      onClick={() => void chooseLanguage(isEnglish ? 'zh-CN' : 'en-US')}
    >
      {isEnglish ? '中文' : 'English'}
    </button>
  );
}
