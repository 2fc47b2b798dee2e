/** A question as the form holds it, and the ways from and to the API's shapes. */
import { randomId } from "@mantine/hooks";
import type { Question, QuestionContent, QuestionType } from "../api/types";

export interface ChoiceValues {
  key: string;
  choice_id?: string;
  text: string;
  correct: boolean;
}

export interface StatementValues {
  key: string;
  statement_id?: string;
  text: string;
  correct: boolean;
}

export type Credit = "partial" | "all" | "graduation";

/** The fields of every type at once, so that trying another type loses nothing that was typed. */
export interface QuestionValues {
  key: string;
  question_id?: string;
  type: QuestionType;
  text: string;
  points: number | string;
  penalty: number | string;
  explanation: string;
  /** The name of its part; "" for none. */
  part: string;
  choices: ChoiceValues[];
  statements: StatementValues[];
  credit: Credit;
  number: number | string;
  tolerance: number | string;
  /** One spelling a line. */
  accepted: string;
}

export const QUESTION_TYPES: readonly QuestionType[] = [
  "single_choice",
  "several_choices",
  "true_false",
  "number",
  "short_text",
];
export const MIN_CHOICES = 2;
export const MAX_PARTS = 10;
const USUAL_PARTS = 4;

export const newChoice = (): ChoiceValues => ({ key: randomId(), text: "", correct: false });
export const newStatement = (): StatementValues => ({ key: randomId(), text: "", correct: false });

const several = <T>(make: () => T): T[] => Array.from({ length: USUAL_PARTS }, make);

export function newQuestion(type: QuestionType = "single_choice"): QuestionValues {
  const choices = several(newChoice).map((choice, at) => ({ ...choice, correct: at === 0 }));
  return {
    key: randomId(),
    type,
    text: "",
    points: 1,
    penalty: 0,
    explanation: "",
    part: "",
    choices,
    statements: several(newStatement),
    credit: "partial",
    number: "",
    tolerance: 0,
    accepted: "",
  };
}

/** A copy is another question: the server gives it and its parts names of their own. */
export function copyQuestion(question: QuestionValues): QuestionValues {
  const part = ({ text, correct }: ChoiceValues) => ({ key: randomId(), text, correct });
  const copy = {
    ...question,
    key: randomId(),
    choices: question.choices.map(part),
    statements: question.statements.map(part),
  };
  delete copy.question_id;
  return copy;
}

/** Whether nothing was written yet. */
export function isUntouched({ text, choices, statements, accepted, number }: QuestionValues) {
  return ![text, accepted, String(number), ...[...choices, ...statements].map((one) => one.text)]
    .join("")
    .trim();
}

/** Turn a question into one of another type; where only one choice may be right, the first is. */
export function withType(question: QuestionValues, type: QuestionType): QuestionValues {
  const credit = type === "several_choices" && question.credit === "graduation";
  const marked = question.choices.findIndex((choice) => choice.correct);
  return {
    ...question,
    type,
    credit: credit ? "partial" : question.credit,
    choices: type === "single_choice" ? markOnly(question.choices, marked) : question.choices,
  };
}

/** Mark choice `index`: alone, or besides the others, or no more. */
export function withMark(question: QuestionValues, index: number): QuestionValues {
  const choices =
    question.type === "single_choice"
      ? markOnly(question.choices, index)
      : question.choices.map((choice, at) =>
          at === index ? { ...choice, correct: !choice.correct } : choice,
        );
  return { ...question, choices };
}

function markOnly(choices: ChoiceValues[], index: number): ChoiceValues[] {
  return choices.map((choice, at) => ({ ...choice, correct: at === index }));
}

/** Leave choice `index` out; a mark stays on the choice that has it. */
export function withoutChoice(question: QuestionValues, index: number): QuestionValues {
  const choices = question.choices.filter((_choice, at) => at !== index);
  const lost = question.type === "single_choice" && !choices.some((choice) => choice.correct);
  return { ...question, choices: lost ? markOnly(choices, 0) : choices };
}

export function withoutStatement(question: QuestionValues, index: number): QuestionValues {
  return { ...question, statements: question.statements.filter((_one, at) => at !== index) };
}

/** The form's values of a question that the server keeps. */
export function questionValues(question: Question): QuestionValues {
  const { question_id, type, text, points } = question;
  const { penalty = 0, explanation = "", part = "" } = question;
  const values = {
    ...newQuestion(type),
    ...{ key: question_id, question_id, text, points, penalty, explanation, part },
  };
  switch (question.type) {
    case "single_choice":
    case "several_choices": {
      const correct =
        question.type === "single_choice"
          ? [question.correct_choice_id]
          : question.correct_choice_ids;
      const choices = question.choices.map((choice) => ({
        ...choice,
        key: choice.choice_id,
        correct: correct.includes(choice.choice_id),
      }));
      return "credit" in question
        ? { ...values, choices, credit: question.credit }
        : { ...values, choices };
    }
    case "true_false": {
      const statements = question.statements.map((one) => ({ ...one, key: one.statement_id }));
      return { ...values, statements, credit: question.credit };
    }
    case "number":
      return { ...values, number: question.number ?? "", tolerance: question.tolerance };
    case "short_text":
      return { ...values, accepted: question.accepted.join("\n") };
  }
}

/** The form's values of a question from a file or a template: a new one, without names. */
export function draftValues(content: QuestionContent): QuestionValues {
  const { type, text, points, penalty = 0, explanation = "", part = "" } = content;
  const values = { ...newQuestion(type), text, points, penalty, explanation, part };
  switch (content.type) {
    case "single_choice":
    case "several_choices": {
      const correct =
        content.type === "single_choice" ? [content.correct_choice] : content.correct_choices;
      const choices = content.choices.map(({ text }, at) => ({
        ...{ key: randomId(), text },
        correct: correct.includes(at),
      }));
      return "credit" in content
        ? { ...values, choices, credit: content.credit ?? "partial" }
        : { ...values, choices };
    }
    case "true_false": {
      const statements = content.statements.map(({ text, correct }) => ({
        ...{ key: randomId(), text, correct },
      }));
      return { ...values, statements, credit: content.credit ?? "partial" };
    }
    case "number":
      return { ...values, number: content.number ?? "", tolerance: content.tolerance ?? 0 };
    case "short_text":
      return { ...values, accepted: content.accepted.join("\n") };
  }
}

/** What the form holds, as the server reads it. */
export function questionContent(question: QuestionValues): QuestionContent {
  const common = {
    ...(question.question_id && { question_id: question.question_id }),
    text: question.text.trim(),
    points: Number(question.points),
    penalty: Number(question.penalty),
    explanation: question.explanation.trim(),
    part: question.part.trim(),
  };
  const { type, credit } = question;
  const choices = question.choices.map(({ choice_id, text }) => ({
    ...(choice_id && { choice_id }),
    text: text.trim(),
  }));
  const marked = question.choices.flatMap((choice, at) => (choice.correct ? [at] : []));
  switch (type) {
    case "single_choice":
      return { ...common, type, choices, correct_choice: marked[0] ?? -1 };
    case "several_choices": {
      const known = credit === "graduation" ? "partial" : credit;
      return { ...common, type, choices, correct_choices: marked, credit: known };
    }
    case "true_false": {
      const statements = question.statements.map(({ statement_id, text, correct }) => ({
        ...(statement_id && { statement_id }),
        ...{ text: text.trim(), correct },
      }));
      return { ...common, type, statements, credit };
    }
    case "number":
      return {
        ...common,
        type,
        number: String(question.number).trim() === "" ? null : Number(question.number),
        tolerance: Number(question.tolerance),
      };
    case "short_text":
      return { ...common, type, accepted: spellings(question.accepted) };
  }
}

function spellings(lines: string): string[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Every text of a question that may hold a formula. */
export function textsOf(content: QuestionContent): string[] {
  const choices = "choices" in content ? content.choices : [];
  const statements = "statements" in content ? content.statements : [];
  const parts = [...choices, ...statements].map((one) => one.text);
  return [content.text, content.explanation ?? "", ...parts];
}
