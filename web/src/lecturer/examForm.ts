/** The exam as a form holds it, and the ways from and to the API's shape. */
import { randomId } from "@mantine/hooks";
import type { Exam, ExamContent, Policy, Problem } from "../api/types";
import { fromLocalField, toLocalField } from "../shared/time";

export interface ChoiceValues {
  key: string;
  choice_id?: string;
  text: string;
}

export interface QuestionValues {
  key: string;
  question_id?: string;
  text: string;
  points: number | string;
  choices: ChoiceValues[];
  correct_choice: number;
}

export interface ExamValues {
  title: string;
  subject: string;
  room_name: string;
  room_code: string;
  /** Values of datetime-local fields, Vietnam's time. */
  starts_at: string;
  ends_at: string;
  duration_minutes: number | string;
  policy: Policy;
  questions: QuestionValues[];
}

export const MIN_CHOICES = 2;
export const MAX_CHOICES = 6;
export const POLICIES: readonly Policy[] = ["relaxed", "standard", "strict"];

export const newChoice = (): ChoiceValues => ({ key: randomId(), text: "" });

export const newQuestion = (): QuestionValues => ({
  key: randomId(),
  text: "",
  points: 1,
  choices: [newChoice(), newChoice(), newChoice(), newChoice()],
  correct_choice: 0,
});

/** A copy is another question: the server gives it and its choices names of their own. */
export const copyQuestion = (question: QuestionValues): QuestionValues => ({
  key: randomId(),
  text: question.text,
  points: question.points,
  choices: question.choices.map(({ text }) => ({ key: randomId(), text })),
  correct_choice: question.correct_choice,
});

/** Leave choice `index` out; the mark stays on the choice that was correct. */
export function withoutChoice(question: QuestionValues, index: number): QuestionValues {
  const choices = question.choices.filter((_choice, at) => at !== index);
  const shift = index < question.correct_choice ? 1 : 0;
  const correct_choice = index === question.correct_choice ? 0 : question.correct_choice - shift;
  return { ...question, choices, correct_choice };
}

const HOUR_MS = 3600_000;

/** An exam that starts at the next full hour. */
export function emptyExam(now: number): ExamValues {
  const start = Math.ceil(now / HOUR_MS) * HOUR_MS;
  return {
    title: "",
    subject: "",
    room_name: "",
    room_code: "",
    starts_at: toLocalField(start),
    ends_at: toLocalField(start + 2 * HOUR_MS),
    duration_minutes: 60,
    policy: "standard",
    questions: [newQuestion()],
  };
}

export function valuesOf(exam: Exam): ExamValues {
  return {
    title: exam.title,
    subject: exam.subject,
    room_name: exam.room_name,
    room_code: exam.room_code,
    starts_at: toLocalField(exam.starts_at),
    ends_at: toLocalField(exam.ends_at),
    duration_minutes: exam.duration_minutes,
    policy: POLICIES.find((policy) => policy === exam.policy) ?? "standard",
    questions: exam.questions.map((question) => ({
      key: question.question_id,
      question_id: question.question_id,
      text: question.text,
      points: question.points,
      choices: question.choices.map((choice) => ({ key: choice.choice_id, ...choice })),
      correct_choice: question.choices.findIndex(
        (choice) => choice.choice_id === question.correct_choice_id,
      ),
    })),
  };
}

export function contentOf(values: ExamValues): ExamContent {
  const room_code = values.room_code.trim();
  return {
    title: values.title.trim(),
    subject: values.subject.trim(),
    room_name: values.room_name.trim(),
    ...(room_code && { room_code }),
    starts_at: fromLocalField(values.starts_at),
    ends_at: fromLocalField(values.ends_at),
    duration_minutes: Number(values.duration_minutes),
    policy: values.policy,
    questions: values.questions.map((question) => ({
      ...(question.question_id && { question_id: question.question_id }),
      type: "single_choice",
      text: question.text.trim(),
      points: Number(question.points),
      choices: question.choices.map(({ choice_id, text }) => ({
        ...(choice_id && { choice_id }),
        text: text.trim(),
      })),
      correct_choice: question.correct_choice,
    })),
  };
}

/** The server's problems by the form's field names: `questions[0].text` -> `questions.0.text`. */
export function formErrors(problems: Problem[]): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ path, message }) => [path.replace(/\[(\d+)\]/g, ".$1"), message]),
  );
}
