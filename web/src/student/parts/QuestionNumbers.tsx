import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";
import type { Responses } from "../answers";
import { progressOf } from "../responses";

interface Props {
  paper: PaperQuestion[];
  chosen: Responses;
  flags: ReadonlySet<string>;
  current: number;
  onGo: (index: number) => void;
}

const STYLE = { none: "", part: "begun", all: "answered" };

/** All questions at a glance: which are answered, which to look at again. */
export function QuestionNumbers({ paper, chosen, flags, current, onGo }: Props) {
  const { t } = useTranslation("student");
  return (
    <ol className="numbers">
      {paper.map((question, index) => {
        const { question_id } = question;
        const progress = progressOf(question, chosen[question_id]);
        const flagged = flags.has(question_id);
        const label = [
          t("exam.number", { number: index + 1 }),
          t(`exam.progressOf.${progress}`),
          ...(flagged ? [t("exam.flagged")] : []),
        ].join(", ");
        return (
          <li key={question_id}>
            <button
              type="button"
              className={`number ${STYLE[progress]}${flagged ? " flagged" : ""}`}
              aria-label={label}
              aria-current={index === current ? "step" : undefined}
              onClick={() => onGo(index)}
            >
              {index + 1}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
