/** The exam as a form holds it, and the ways from and to the API's shape. */
import { ApiError } from "../api/errors";
import type { Exam, ExamContent, ExamSettings, ExamTemplate, Policy, Problem } from "../api/types";
import { fromLocalField, toLocalField } from "../shared/time";
import {
  draftValues,
  isUntouched,
  newQuestion,
  questionContent,
  questionValues,
  type QuestionValues,
} from "./questionForm";

export interface ExamValues {
  title: string;
  subject: string;
  room_name: string;
  room_code: string;
  /** Values of datetime-local fields, Vietnam's time. */
  starts_at: string;
  ends_at: string;
  duration_minutes: number | string;
  time_zone: string;
  policy: Policy;
  /** Single rules that differ from the policy; this form leaves them as they are. */
  policy_settings: NonNullable<ExamContent["policy_settings"]>;
  /** The best score; "" for the sum of the questions' points. */
  scale: number | string;
  /** Penalties take away no further down than this. */
  floor: number | string;
  settings: ExamSettings;
  questions: QuestionValues[];
}

export const POLICIES: readonly Policy[] = ["relaxed", "standard", "strict"];

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
    time_zone: "Asia/Ho_Chi_Minh",
    policy: "standard",
    policy_settings: {},
    scale: "",
    floor: 0,
    settings: {},
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
    time_zone: exam.time_zone,
    policy: POLICIES.find((policy) => policy === exam.policy) ?? "standard",
    policy_settings: exam.policy_settings ?? {},
    scale: exam.scoring.scale ?? "",
    floor: exam.scoring.floor ?? 0,
    settings: exam.settings,
    questions: exam.questions.map(questionValues),
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
    time_zone: values.time_zone,
    policy: values.policy,
    policy_settings: values.policy_settings,
    scoring: {
      scale: values.scale === "" ? null : Number(values.scale),
      floor: Number(values.floor),
    },
    settings: values.settings,
    questions: values.questions.map(questionContent),
  };
}

/** Put questions behind those that are written already. */
export function withQuestions(values: ExamValues, more: QuestionValues[]): ExamValues {
  const written = values.questions.filter((question) => !isUntouched(question));
  return { ...values, questions: [...written, ...more] };
}

/** Begin from a ready format: its questions are there, their texts and keys still to be written. */
export function withTemplate(values: ExamValues, template: ExamTemplate): ExamValues {
  const questions = template.questions
    .map(draftValues)
    // A number that nobody set is no key; left at zero, it would pass for one.
    .map((question) => (question.type === "number" ? { ...question, number: "" } : question));
  return {
    ...withQuestions(values, questions),
    subject: values.subject.trim() || template.subject,
    duration_minutes: template.duration_minutes,
    scale: template.scoring.scale ?? "",
    floor: template.scoring.floor ?? 0,
  };
}

/**
 * Refuse a key that was not written, as the server would refuse it if it could tell it from zero.
 *
 * @throws ApiError with a problem for each empty field.
 */
export function refuseEmptyNumbers({ questions }: ExamValues, message: string): void {
  const problems = questions.flatMap(({ type, number }, index) =>
    type === "number" && String(number).trim() === ""
      ? [{ path: `questions[${index}].number`, code: "required", message }]
      : [],
  );
  if (problems.length > 0) throw new ApiError(400, "invalid", message, { problems });
}

/** The server's problems by the form's field names: `questions[0].text` -> `questions.0.text`. */
export function formErrors(problems: Problem[]): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ path, message }) => [path.replace(/\[(\d+)\]/g, ".$1"), message]),
  );
}
