import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Question, SheetItem } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { RichText } from "../formula/RichText";
import { showNumber } from "../numbers";
import { verdictOf } from "./verdict";

interface Props {
  item: SheetItem;
  number: number;
  about: ReactNode;
}

/** A question with what was answered, what is right, its points and its solution. */
export function GradedQuestion({ item, number, about }: Props) {
  const { t } = useTranslation("sheet");
  const language = useLanguage();
  const id = useId();
  const { question, points } = item;
  const verdict = verdictOf(item);
  const figures = { points: showNumber(points ?? 0, language), of: showNumber(question.points, language) };
  return (
    <section className="graded-question" aria-labelledby={id}>
      <div className="graded-head">
        <h4 id={id}>{t("question", { number })}</h4>
        <span className={`graded-verdict ${verdict}`}>{t(`verdicts.${verdict}`)}</span>
        <span className="graded-about">
          {t("points", figures)}
          {about && <> · {about}</>}
        </span>
      </div>
      <div className="graded-text">
        <RichText text={question.text} />
      </div>
      <Answered item={item} />
      {question.explanation && (
        <div className="graded-solution">
          <span>{t("solution")}</span>
          <RichText text={question.explanation} />
        </div>
      )}
    </section>
  );
}

function Answered({ item }: { item: SheetItem }) {
  const { question, answer } = item;
  switch (question.type) {
    case "single_choice":
      return (
        <Choices
          choices={question.choices}
          right={[question.correct_choice_id]}
          chosen={answer?.choice_id ? [answer.choice_id] : []}
        />
      );
    case "several_choices":
      return (
        <Choices
          choices={question.choices}
          right={question.correct_choice_ids}
          chosen={answer?.choice_ids ?? []}
        />
      );
    case "true_false":
      return <Statements statements={question.statements} judged={answer?.statements ?? {}} />;
    case "number":
    case "short_text":
      return <Typed question={question} text={answer?.text ?? ""} />;
  }
}

interface ChoicesProps {
  choices: { choice_id: string; text: string }[];
  right: string[];
  chosen: string[];
}

function Choices({ choices, right, chosen }: ChoicesProps) {
  const { t } = useTranslation("sheet");
  return (
    <ol className="graded-options">
      {choices.map(({ choice_id, text }, at) => {
        const [isRight, isChosen] = [right.includes(choice_id), chosen.includes(choice_id)];
        const words = [isChosen && t("chosen"), isRight && t("isRight")].filter(Boolean);
        return (
          <li key={choice_id} className={markOf(isRight, isChosen)}>
            <span className="graded-letter">{String.fromCharCode(65 + at)}.</span>
            <RichText text={text} />
            {words.length > 0 && <span className="graded-mark">{words.join(" · ")}</span>}
          </li>
        );
      })}
    </ol>
  );
}

function markOf(isRight: boolean, isChosen: boolean): string | undefined {
  if (isRight) return isChosen ? "right chosen" : "right";
  return isChosen ? "wrong chosen" : undefined;
}

interface StatementsProps {
  statements: { statement_id: string; text: string; correct: boolean }[];
  judged: Record<string, boolean>;
}

function Statements({ statements, judged }: StatementsProps) {
  const { t } = useTranslation("sheet");
  const verdict = (correct: boolean) => (correct ? t("true") : t("false"));
  return (
    <ol className="graded-options">
      {statements.map(({ statement_id, text, correct }, at) => {
        const held = judged[statement_id];
        const said = held === undefined ? t("unjudged") : t("judged", { verdict: verdict(held) });
        const mark = held === undefined ? undefined : markOf(held === correct, true);
        return (
          <li key={statement_id} className={mark}>
            <span className="graded-letter">{String.fromCharCode(97 + at)})</span>
            <RichText text={text} />
            <span className="graded-mark">
              {[said, held !== correct && t("keyIs", { verdict: verdict(correct) })]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

interface TypedProps {
  question: Extract<Question, { type: "number" | "short_text" }>;
  text: string;
}

function Typed({ question, text }: TypedProps) {
  const { t } = useTranslation("sheet");
  const language = useLanguage();
  return (
    <dl className="graded-typed">
      <dt>{t("typed")}</dt>
      <dd>{text.trim() || <span className="graded-about">{t("verdicts.open")}</span>}</dd>
      <dt>{t("key")}</dt>
      <dd className="right">{keyOf(question, language)}</dd>
    </dl>
  );
}

function keyOf(question: TypedProps["question"], language: string): string {
  if (question.type === "short_text") return question.accepted.join(" / ");
  const { number, tolerance } = question;
  const off = tolerance > 0 ? ` ± ${showNumber(tolerance, language)}` : "";
  return number === null ? "…" : showNumber(number, language) + off;
}
