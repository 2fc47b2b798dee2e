import { Text, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { QuestionContent } from "../../../api/types";
import { useLanguage } from "../../../i18n/useLanguage";
import { RichText } from "../../../shared/formula/RichText";
import { showNumber } from "../../../shared/numbers";

/** A question as it will look, with its key marked. */
export function QuestionPreview({ content }: { content: QuestionContent }) {
  const { t } = useTranslation("lecturer");
  return (
    <div className="question-preview">
      <div>
        <RichText text={content.text} />
      </div>
      <Key content={content} />
      {content.explanation && (
        <div>
          <Text span size="sm" c="dimmed">
            {t("form.explanation")}:{" "}
          </Text>
          <RichText text={content.explanation} />
        </div>
      )}
    </div>
  );
}

/** The choices with the right one marked, or the answer that is looked for. */
export function Key({ content }: { content: QuestionContent }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  switch (content.type) {
    case "single_choice":
    case "several_choices": {
      const right =
        content.type === "single_choice" ? [content.correct_choice] : content.correct_choices;
      return (
        <ol className="preview-choices">
          {content.choices.map((choice, at) => (
            <li key={at} className={right.includes(at) ? "right" : undefined}>
              <span>{String.fromCharCode(65 + at)}.</span>
              <span>
                <RichText text={choice.text} />
                {right.includes(at) && <RightMark />}
              </span>
            </li>
          ))}
        </ol>
      );
    }
    case "true_false":
      return (
        <ol className="preview-choices">
          {content.statements.map(({ text, correct }, at) => (
            <li key={at} className={correct ? "right" : undefined}>
              <span>{String.fromCharCode(97 + at)})</span>
              <span>
                <RichText text={text} />
                <span className="verdict">{correct ? t("form.true") : t("form.false")}</span>
              </span>
            </li>
          ))}
        </ol>
      );
    case "number": {
      const { number = null, tolerance = 0 } = content;
      if (number === null) return <Answer text="…" />;
      const off = tolerance > 0 ? ` ± ${showNumber(tolerance, language)}` : "";
      return <Answer text={showNumber(number, language) + off} />;
    }
    case "short_text":
      return <Answer text={content.accepted.join("; ")} />;
  }
}

function RightMark() {
  const { t } = useTranslation("lecturer");
  return (
    <>
      <IconCheck size={16} className="right-mark" aria-hidden />
      <VisuallyHidden>({t("form.isRight")})</VisuallyHidden>
    </>
  );
}

function Answer({ text }: { text: string }) {
  const { t } = useTranslation("lecturer");
  return (
    <div>
      <Text span size="sm" c="dimmed">
        {t("form.key")}:{" "}
      </Text>
      <Text span fw={600}>
        {text}
      </Text>
    </div>
  );
}
