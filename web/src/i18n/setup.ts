import i18next, { type Resource, type ResourceLanguage } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
/** How to fetch the words of languages that are not among the page's own resources. */
type Further = Partial<Record<Language, () => Promise<ResourceLanguage>>>;

const KEY = "giam-thi.language";
let further: Further = {};

/** The language chosen before, else the first of the browser's that we speak, else Vietnamese. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const wanted = [stored ?? "", ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is Language => LANGUAGES.some((one) => one === tag)) ?? "vi";
}

/**
 * Set up the words of one page.
 *
 * The resources are the page's own, so that it stays light; Vietnamese is always among them. Others
 * may be fetched when they are wanted: until they are here, and where they do not come, the page
 * speaks Vietnamese.
 */
export async function setUpLanguage(resources: Resource, later: Further = {}): Promise<void> {
  further = later;
  const wanted = preferredLanguage(localStorage.getItem(KEY), navigator.languages);
  const language = wanted in resources ? wanted : "vi";
  void i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: "vi",
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = language;
  if (language !== wanted) await speak(wanted);
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  void speak(language);
}

async function speak(language: Language): Promise<void> {
  try {
    const words = await further[language]?.();
    for (const [namespace, bundle] of Object.entries(words ?? {})) {
      i18next.addResourceBundle(language, namespace, bundle);
    }
  } catch {
    return;
  }
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
