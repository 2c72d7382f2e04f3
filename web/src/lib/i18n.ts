import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setApiLanguage } from './api-client.ts';

export const LANGUAGES = ['zh-CN', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];
/** One file a feature in each language folder; a new file needs its name here. */
export const NAMESPACES = [
  'common',
  'public',
  'auth',
  'desk',
  'achievements',
  'demands',
  'imports',
  'curation',
  'introductions',
  'review',
  'organisations',
  'admin',
] as const;
export type Namespace = (typeof NAMESPACES)[number];

const STORE = 'fanxing.language';
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`../locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`no locale file ${language}/${namespace}`), false);
    load().then(
      (words) => done(null, words as never),
      (error: Error) => done(error, true),
    );
  },
};

function preferred(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORE);
  } catch {
    // Storage may be switched off; the choice then lasts for this page only.
    stored = null;
  }
  return LANGUAGES.find((language) => language === stored) ?? 'zh-CN';
}

function apply(language: string): void {
  setApiLanguage(language);
  document.documentElement.lang = language;
}

/** Chinese first; English when the person chose it. */
export async function startI18n(language: Language = preferred()): Promise<void> {
  i18next.on('languageChanged', apply);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'zh-CN',
      supportedLngs: LANGUAGES,
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      returnNull: false,
    });
  apply(i18next.language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORE, language);
  } catch {
    // See preferred().
  }
  await i18next.changeLanguage(language);
}

export const loadNamespaces = (namespaces: readonly Namespace[]): Promise<void> =>
  i18next.loadNamespaces([...namespaces]);
