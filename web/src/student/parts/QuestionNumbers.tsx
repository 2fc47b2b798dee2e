import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";

interface Props {
  paper: PaperQuestion[];
  chosen: Readonly<Record<string, string>>;
  flags: ReadonlySet<string>;
  current: number;
  onGo: (index: number) => void;
}

/** All questions at a glance: which are answered, which to look at again. */
export function QuestionNumbers({ paper, chosen, flags, current, onGo }: Props) {
  const { t } = useTranslation("student");
  return (
    <ol className="numbers">
      {paper.map(({ question_id }, index) => {
        const answered = chosen[question_id] !== undefined;
        const flagged = flags.has(question_id);
        const label = [
          t("exam.number", { number: index + 1 }),
          answered ? t("exam.answered") : t("exam.unanswered"),
          ...(flagged ? [t("exam.flagged")] : []),
        ].join(", ");
        return (
          <li key={question_id}>
            <button
              type="button"
              className={`number${answered ? " answered" : ""}${flagged ? " flagged" : ""}`}
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
