import i18next from "i18next";
import en from "../../i18n/en/waiting.json";
import vi from "../../i18n/vi/waiting.json";

/** The words of what is fetched only in the waiting room; they come with it. */
export function addWaitingWords(): void {
  if (i18next.hasResourceBundle("vi", "waiting")) return;
  i18next.addResourceBundle("vi", "waiting", vi);
  i18next.addResourceBundle("en", "waiting", en);
}
