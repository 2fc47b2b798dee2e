/** The exam as a form holds it, and the ways from and to the API's shape. */
import type { Exam, ExamContent, ExamTemplate, Policy, Problem } from "../api/types";
import { VIETNAM } from "../shared/time";
import { fromLocalField, toLocalField } from "../shared/zones";
import {
  draftValues,
  isUntouched,
  newQuestion,
  questionContent,
  questionValues,
  type QuestionValues,
} from "./questionForm";
import { partSizes, settingsContent, settingsValues, usualSettings, type SettingsValues } from "./settingsForm";

export interface ExamValues {
  title: string;
  subject: string;
  room_name: string;
  room_code: string;
  /** Values of datetime-local fields, in the exam's zone. */
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
  settings: SettingsValues;
  questions: QuestionValues[];
}

export const POLICIES: readonly Policy[] = ["relaxed", "standard", "strict"];

const HOUR_MS = 3600_000;

export const nextHour = (now: number) => Math.ceil(now / HOUR_MS) * HOUR_MS;

/** An exam that starts at the next full hour. */
export function emptyExam(now: number): ExamValues {
  const start = nextHour(now);
  return {
    title: "",
    subject: "",
    room_name: "",
    room_code: "",
    starts_at: toLocalField(start, VIETNAM),
    ends_at: toLocalField(start + 2 * HOUR_MS, VIETNAM),
    duration_minutes: 60,
    time_zone: VIETNAM,
    policy: "standard",
    policy_settings: {},
    scale: "",
    floor: 0,
    settings: usualSettings(),
    questions: [newQuestion()],
  };
}

export function valuesOf(exam: Exam): ExamValues {
  return {
    title: exam.title,
    subject: exam.subject,
    room_name: exam.room_name,
    room_code: exam.room_code,
    starts_at: toLocalField(exam.starts_at, exam.time_zone),
    ends_at: toLocalField(exam.ends_at, exam.time_zone),
    duration_minutes: exam.duration_minutes,
    time_zone: exam.time_zone,
    policy: POLICIES.find((policy) => policy === exam.policy) ?? "standard",
    policy_settings: exam.policy_settings ?? {},
    scale: exam.scoring.scale ?? "",
    floor: exam.scoring.floor ?? 0,
    settings: settingsValues(exam.settings),
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
    starts_at: fromLocalField(values.starts_at, values.time_zone),
    ends_at: fromLocalField(values.ends_at, values.time_zone),
    duration_minutes: Number(values.duration_minutes),
    time_zone: values.time_zone,
    policy: values.policy,
    policy_settings: values.policy_settings,
    scoring: {
      scale: values.scale === "" ? null : Number(values.scale),
      floor: Number(values.floor),
    },
    settings: settingsContent(values.settings, partSizes(values.questions).keys()),
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
  return {
    ...withQuestions(values, template.questions.map(draftValues)),
    subject: values.subject.trim() || template.subject,
    duration_minutes: template.duration_minutes,
    scale: template.scoring.scale ?? "",
    floor: template.scoring.floor ?? 0,
  };
}

/** The server's problems by the form's field names: `questions[0].text` -> `questions.0.text`. */
export function formErrors(problems: Problem[]): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ path, message }) => [path.replace(/\[(\d+)\]/g, ".$1"), message]),
  );
}
