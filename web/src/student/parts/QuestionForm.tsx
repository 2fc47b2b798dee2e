import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";

interface Props {
  question: PaperQuestion;
  number: number;
  total: number;
  choice: string | undefined;
  flagged: boolean;
  onChoose: (choiceId: string) => void;
  onFlag: () => void;
}

export function QuestionForm(props: Props) {
  const { question, number, total, choice, flagged, onChoose, onFlag } = props;
  const { t } = useTranslation(["student", "common"]);
  const heading = useRef<HTMLHeadingElement>(null);
  // Another question, another place: keyboards and screen readers begin at its top.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const textId = `text-${question.question_id}`;
  return (
    <fieldset className="question" aria-labelledby={textId}>
      <div className="row">
        <h1 ref={heading} tabIndex={-1}>
          {t("exam.number", { number })}
        </h1>
        <span className="soft">
          {t("exam.of", { total })} ·{" "}
          {t("common:points", { count: question.points, value: question.points })}
        </span>
      </div>
      <p id={textId} className="question-text">
        {question.text}
      </p>
      <div className="choices">
        {question.choices.map((one) => (
          <label key={one.choice_id} className="choice">
            <input
              type="radio"
              name={question.question_id}
              checked={choice === one.choice_id}
              onChange={() => onChoose(one.choice_id)}
            />
            {one.text}
          </label>
        ))}
      </div>
      <label className="check flag">
        <input type="checkbox" checked={flagged} onChange={onFlag} />
        {t("exam.flag")}
      </label>
    </fieldset>
  );
}
