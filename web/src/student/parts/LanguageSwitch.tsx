import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../../i18n/setup";
import { useLanguage } from "../../i18n/useLanguage";

/** Offers the other language, in its own words. */
export function LanguageSwitch() {
  const { t } = useTranslation("common");
  const other = useLanguage() === "vi" ? "en" : "vi";
  return (
    <button type="button" className="link small" lang={other} onClick={() => chooseLanguage(other)}>
      {t(`language.${other}`)}
    </button>
  );
}
