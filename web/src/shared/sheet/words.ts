/** The words of sheets come with them: few students ever fetch these. */
import i18next from "i18next";
import en from "../../i18n/en/sheet.json";
import vi from "../../i18n/vi/sheet.json";

i18next.addResourceBundle("vi", "sheet", vi);
i18next.addResourceBundle("en", "sheet", en);
