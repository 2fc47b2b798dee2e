import { useTranslation } from "react-i18next";
import type { Language } from "./setup";

export function useLanguage(): Language {
  return useTranslation("common").i18n.language === "en" ? "en" : "vi";
}
