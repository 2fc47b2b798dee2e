import { useTranslation } from "react-i18next";
import type { Problem } from "../api/types";
import { lackOf } from "./missing";

/** What is missing, in the words of the form's labels. */
export function useLackText(): (problem: Problem) => string {
  const { t } = useTranslation("lecturer");
  return (problem) => {
    const lack = lackOf(problem);
    switch (lack.place) {
      case "text":
        return t("form.text");
      case "number":
        return t("form.number");
      case "accepted":
        return t("form.accepted");
      case "choice":
        return t("form.choice", { letter: lack.letter });
      case "statement":
        return t("form.statement", { letter: lack.letter });
      case "other":
        return lack.message;
    }
  };
}
