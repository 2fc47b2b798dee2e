import { useTranslation } from "react-i18next";
import type { Exam, Question } from "../../../api/types";
import { RichText } from "../../../shared/formula/RichText";
import { columnsOf, letterOf, type Version } from "../../print";

/** One version of a paper, as students get it. */
export function PrintedPaper({ exam, version }: { exam: Exam; version: Version }) {
  const { t } = useTranslation(["lecturer", "common"]);
  const { code, questions } = version;
  return (
    <article className={`sheet paper-${code || "only"}`}>
      <header>
        <div>
          <h1>{exam.title}</h1>
          <p>
            {[
              exam.subject,
              t("common:minutes", { count: exam.duration_minutes }),
              t("common:questions", { count: questions.length }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {code && <p className="sheet-code">{t("print.code", { code })}</p>}
      </header>
      <p className="sheet-lines">
        <span>{t("print.name")}</span>
        <span>{t("print.number")}</span>
      </p>
      {questions.map((question, at) => (
        <div key={question.question_id}>
          {question.part && question.part !== questions[at - 1]?.part && <h2>{question.part}</h2>}
          <PrintedQuestion question={question} number={at + 1} />
        </div>
      ))}
      <p className="sheet-end">{t("print.end")}</p>
    </article>
  );
}

function PrintedQuestion({ question, number }: { question: Question; number: number }) {
  const { t } = useTranslation("lecturer");
  return (
    <section className="sheet-question">
      <div>
        <strong>{t("print.question", { number })}</strong> <RichText text={question.text} />
      </div>
      <Answers question={question} />
    </section>
  );
}

function Answers({ question }: { question: Question }) {
  const { t } = useTranslation("lecturer");
  switch (question.type) {
    case "single_choice":
    case "several_choices":
      return (
        <ol className={`sheet-choices columns-${columnsOf(question.choices.map((c) => c.text))}`}>
          {question.choices.map((choice, at) => (
            <li key={choice.choice_id}>
              <strong>{letterOf(at)}.</strong> <RichText text={choice.text} />
            </li>
          ))}
        </ol>
      );
    case "true_false":
      return (
        <ol className="sheet-choices columns-1">
          {question.statements.map((statement, at) => (
            <li key={statement.statement_id}>
              <strong>{letterOf(at).toLowerCase()})</strong> <RichText text={statement.text} />
            </li>
          ))}
        </ol>
      );
    case "number":
    case "short_text":
      return <p className="sheet-answer">{t("print.answer")}</p>;
  }
}
