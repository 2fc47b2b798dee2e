import { useTranslation } from "react-i18next";
import type { Exam } from "../../../api/types";
import { useLanguage } from "../../../i18n/useLanguage";
import { keyOf, type Version } from "../../print";

/** The keys of all versions, on pages of their own. */
export function KeyPage({ exam, versions }: { exam: Exam; versions: Version[] }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  return (
    <article className="sheet key-sheet">
      <header>
        <h1>
          {t("print.key")}: {exam.title}
        </h1>
      </header>
      <table className="key-table">
        <thead>
          <tr>
            <th scope="col">{t("print.questionShort")}</th>
            {versions.map(({ code }) => (
              <th key={code} scope="col">
                {code ? t("print.code", { code }) : t("form.key")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {exam.questions.map((_question, at) => (
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {versions.map(({ code, questions }) => {
                const question = questions[at];
                return <td key={code}>{question && keyOf(question, language)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
