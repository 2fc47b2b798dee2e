import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";
import { RichText } from "../../shared/formula/RichText";
import type { Response } from "../responses";
import { AnswerFields } from "./AnswerFields";

interface Props {
  question: PaperQuestion;
  number: number;
  total: number;
  response: Response | undefined;
  flagged: boolean;
  onAnswer: (response: Response | null) => void;
  onFlag: () => void;
}

export function QuestionForm(props: Props) {
  const { question, number, total, response, flagged, onAnswer, onFlag } = props;
  const { t } = useTranslation(["student", "common"]);
  const heading = useRef<HTMLHeadingElement>(null);
  // Another question, another place: keyboards and screen readers begin at its top.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { points, penalty } = question;
  const textId = `text-${question.question_id}`;
  return (
    <fieldset className="question" aria-labelledby={textId}>
      <div className="row">
        <h1 ref={heading} tabIndex={-1}>
          {t("exam.number", { number })}
        </h1>
        <span className="soft">
          {t("exam.of", { total })} · {t("common:points", { count: points, value: points })}
          {penalty ? ` · ${t("exam.penalty", { value: penalty })}` : ""}
        </span>
      </div>
      <div id={textId} className="question-text">
        <RichText text={question.text} />
      </div>
      <AnswerFields question={question} response={response} onAnswer={onAnswer} />
      <div className="row question-end">
        <label className="check flag">
          <input type="checkbox" checked={flagged} onChange={onFlag} />
          {t("exam.flag")}
        </label>
        {response && (
          <button type="button" className="link" onClick={() => onAnswer(null)}>
            {t("exam.clear")}
          </button>
        )}
      </div>
    </fieldset>
  );
}
