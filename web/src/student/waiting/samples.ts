import type { TFunction } from "i18next";
import type { PaperQuestion } from "../../api/types";

const LETTERS = ["a", "b", "c", "d"] as const;

/** One question of each type that an exam may ask. */
export function samplePaper(t: TFunction<"waiting">): PaperQuestion[] {
  return [
    {
      type: "single_choice",
      question_id: "single",
      points: 1,
      text: t("practice.single.text"),
      choices: LETTERS.map((one) => ({ choice_id: one, text: t(`practice.single.${one}`) })),
    },
    {
      type: "several_choices",
      question_id: "several",
      points: 1,
      text: t("practice.several.text"),
      choices: LETTERS.map((one) => ({ choice_id: one, text: t(`practice.several.${one}`) })),
    },
    {
      type: "true_false",
      question_id: "statements",
      points: 1,
      text: t("practice.statements.text"),
      statements: LETTERS.map((one) => ({
        statement_id: one,
        text: t(`practice.statements.${one}`),
      })),
    },
    { type: "number", question_id: "number", points: 1, text: t("practice.number.text") },
    { type: "short_text", question_id: "word", points: 1, text: t("practice.word.text") },
  ];
}
