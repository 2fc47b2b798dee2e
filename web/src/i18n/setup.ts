import i18next, { type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "giam-thi.language";

/** The language chosen before, else the first of the browser's that we speak, else Vietnamese. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const wanted = [stored ?? "", ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is Language => LANGUAGES.some((one) => one === tag)) ?? "vi";
}

/** Set up the words of one page; the resources are the page's own, so that it stays light. */
export function setUpLanguage(resources: Resource): i18n {
  const language = preferredLanguage(localStorage.getItem(KEY), navigator.languages);
  void i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: "vi",
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
