import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { RichText } from "../../shared/formula/RichText";
import { readNumber, showNumber } from "../../shared/numbers";
import { withoutJudgement, withTick, type Response } from "../responses";

interface Props<Question> {
  question: Question;
  response: Response | undefined;
  onAnswer: (response: Response | null) => void;
}

type Kind<Type extends PaperQuestion["type"]> = Props<Extract<PaperQuestion, { type: Type }>>;

/** Where a question is answered, as its type asks. */
export function AnswerFields({ question, ...rest }: Props<PaperQuestion>) {
  switch (question.type) {
    case "single_choice":
      return <SingleChoice question={question} {...rest} />;
    case "several_choices":
      return <SeveralChoices question={question} {...rest} />;
    case "true_false":
      return <Statements question={question} {...rest} />;
    case "number":
    case "short_text":
      return <TypedAnswer question={question} {...rest} />;
  }
}

function SingleChoice({ question, response, onAnswer }: Kind<"single_choice">) {
  const chosen = response && "choice_id" in response ? response.choice_id : null;
  return (
    <div className="choices">
      {question.choices.map(({ choice_id, text }) => (
        <label key={choice_id} className="choice">
          <input
            type="radio"
            name={question.question_id}
            checked={chosen === choice_id}
            onChange={() => onAnswer({ choice_id })}
          />
          <RichText text={text} />
        </label>
      ))}
    </div>
  );
}

function SeveralChoices({ question, response, onAnswer }: Kind<"several_choices">) {
  const { t } = useTranslation("student");
  const order = question.choices.map((one) => one.choice_id);
  const ticked = response && "choice_ids" in response ? response.choice_ids : [];
  return (
    <div className="choices">
      <p className="soft small">{t("exam.severalHint")}</p>
      {question.choices.map(({ choice_id, text }) => (
        <label key={choice_id} className="choice">
          <input
            type="checkbox"
            checked={ticked.includes(choice_id)}
            onChange={() => onAnswer({ choice_ids: withTick(order, ticked, choice_id) })}
          />
          <RichText text={text} />
        </label>
      ))}
    </div>
  );
}

function Statements({ question, response, onAnswer }: Kind<"true_false">) {
  const { t } = useTranslation("student");
  const judged = response && "statements" in response ? response.statements : {};
  return (
    <div className="choices">
      <p className="soft small">{t("exam.statementsHint")}</p>
      {question.statements.map(({ statement_id, text }, index) => {
        const labelId = `${question.question_id}-${statement_id}`;
        return (
          <div key={statement_id} role="radiogroup" aria-labelledby={labelId} className="statement">
            <div id={labelId} className="statement-text">
              <span>{String.fromCharCode(97 + index)})</span>
              <RichText text={text} />
            </div>
            <div className="verdicts">
              {[true, false].map((verdict) => (
                <label key={String(verdict)} className="verdict">
                  <input
                    type="radio"
                    name={labelId}
                    checked={judged[statement_id] === verdict}
                    onChange={() =>
                      onAnswer({ statements: { ...judged, [statement_id]: verdict } })
                    }
                  />
                  {verdict ? t("exam.true") : t("exam.false")}
                </label>
              ))}
              <button
                type="button"
                className="unset"
                disabled={judged[statement_id] === undefined}
                aria-label={t("exam.unset", { letter: String.fromCharCode(97 + index) })}
                title={t("exam.clear")}
                onClick={(event) => {
                  // The button goes; who works by keys stays with the statement.
                  event.currentTarget.parentElement?.querySelector("input")?.focus();
                  onAnswer(withoutJudgement(judged, statement_id));
                }}
              >
                <span aria-hidden>×</span>
              </button>
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** As long an answer as the server takes. */
const MAX_TEXT = 200;

function TypedAnswer({ question, response, onAnswer }: Kind<"number" | "short_text">) {
  const { t } = useTranslation("student");
  const id = useId();
  const text = response && "text" in response ? response.text : "";
  const numeric = question.type === "number";
  return (
    <div className="field short-answer">
      <label htmlFor={id}>{t("exam.answer")}</label>
      <input
        id={id}
        value={text}
        maxLength={MAX_TEXT}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={`${id}-about`}
        onChange={(event) => onAnswer({ text: event.target.value })}
      />
      <div id={`${id}-about`} className="small" aria-live="polite">
        {numeric ? <ReadAs text={text} /> : <span className="soft">{t("exam.textHint")}</span>}
      </div>
    </div>
  );
}

/** What the server will take the typed number for: a point may be meant as one or the other. */
function ReadAs({ text }: { text: string }) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  if (!text.trim()) return <span className="soft">{t("exam.numberHint")}</span>;
  const value = readNumber(text);
  if (value === null) return <span className="notice">{t("exam.notNumber")}</span>;
  return <span className="soft">{t("exam.readAs", { value: showNumber(value, language) })}</span>;
}
