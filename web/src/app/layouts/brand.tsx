import { useTranslation } from 'react-i18next';

/** Three stars of a river, joined towards the bright one. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="fx-brand">
      <svg width="34" height="28" viewBox="0 0 34 28" aria-hidden="true" focusable="false">
        <path d="M4 23 12.500 10l8 6L28 6" fill="none" stroke="#7f93d8" strokeWidth="1.300" />
        <circle cx="4" cy="23" r="2.400" fill="#dfe6ff" />
        <circle cx="12.500" cy="10" r="1.800" fill="#dfe6ff" />
        <circle cx="20.500" cy="16" r="1.800" fill="#dfe6ff" />
        <path d="M28 0l1.500 4.500L34 6l-4.500 1.500L28 12l-1.500-4.500L22 6l4.500-1.500z" fill="#f5b041" />
      </svg>
      <span className="fx-brand__name">{t('common:brand.name')}</span>
    </span>
  );
}
