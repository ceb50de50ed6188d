/** The languages of the screens. English is built in; the others come when they are chosen. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';

export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'pl', name: 'Polski' },
] as const;

export type Language = (typeof LANGUAGES)[number]['code'];

const STORAGE_KEY = 'perigee-language';

const OTHERS: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  de: () => import('../locales/de.json'),
  pl: () => import('../locales/pl.json'),
};

const isLanguage = (code: string | null | undefined): code is Language =>
  LANGUAGES.some((language) => language.code === code);

/** Storage can be forbidden; then the choice holds until the page is loaded anew. */
function remembered(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // See above.
  }
}

function preferred(): Language {
  const stored = remembered();
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

async function show(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await OTHERS[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Changes the language of the screens, and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  remember(language);
  await show(language);
}

export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  });
  await show(preferred());
}
