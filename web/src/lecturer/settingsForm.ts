/** How an exam is taken, as the form holds it, and the ways from and to the API's shape. */
import type { ExamSettings } from "../api/types";

export type Reveal = NonNullable<ExamSettings["show_score"]>;

export interface SettingsValues {
  instructions: string;
  /** "" lets students in until the end. */
  late_join_minutes: number | string;
  attempts_allowed: number | string;
  /** "" for no line between passed and failed. */
  pass_mark: number | string;
  show_score: Reveal;
  show_keys: Reveal;
  grace_seconds: number | string;
  shuffle_questions: boolean;
  shuffle_choices: boolean;
  student_sound: boolean;
  guardian_consent: boolean;
  student_card: boolean;
  /** As text, because a select holds texts. */
  frame_days: string;
  evidence_days: number | string;
  /** How many questions each student gets of a part; "" for all of them. */
  draws: Record<string, number | string>;
}

/** Days for which the storage has a rule. */
export const FRAME_DAYS: readonly number[] = [1, 3, 7, 14, 30];

/** The earliest first. */
export const REVEALS: readonly Reveal[] = ["at_once", "after_end", "never"];

/** Whether one thing is shown although another one is shown later or never. */
export function revealsMore(one: Reveal, other: Reveal): boolean {
  return REVEALS.indexOf(one) < REVEALS.indexOf(other);
}

export const usualSettings = (): SettingsValues => settingsValues({});

export function settingsValues(settings: ExamSettings): SettingsValues {
  return {
    instructions: settings.instructions ?? "",
    late_join_minutes: settings.late_join_minutes ?? "",
    attempts_allowed: settings.attempts_allowed ?? 1,
    pass_mark: settings.pass_mark ?? "",
    show_score: settings.show_score ?? "at_once",
    show_keys: settings.show_keys ?? "never",
    grace_seconds: settings.grace_seconds ?? 60,
    shuffle_questions: settings.shuffle_questions ?? false,
    shuffle_choices: settings.shuffle_choices ?? false,
    student_sound: settings.student_sound ?? false,
    guardian_consent: settings.guardian_consent ?? false,
    student_card: settings.student_card ?? false,
    frame_days: String(settings.frame_days ?? 7),
    evidence_days: settings.evidence_days ?? 90,
    draws: settings.draws ?? {},
  };
}

/** A draw of a part that no question stands in any more is left out. */
export function settingsContent(values: SettingsValues, parts: Iterable<string>): ExamSettings {
  const known = new Set(parts);
  const draws = Object.entries(values.draws)
    .filter(([part, count]) => known.has(part) && count !== "")
    .map(([part, count]) => [part, Number(count)] as const);
  return {
    instructions: values.instructions.trim(),
    late_join_minutes: numberOrNull(values.late_join_minutes),
    attempts_allowed: Number(values.attempts_allowed),
    pass_mark: numberOrNull(values.pass_mark),
    show_score: values.show_score,
    show_keys: values.show_keys,
    grace_seconds: Number(values.grace_seconds),
    shuffle_questions: values.shuffle_questions,
    shuffle_choices: values.shuffle_choices,
    student_sound: values.student_sound,
    guardian_consent: values.guardian_consent,
    student_card: values.student_card,
    frame_days: Number(values.frame_days),
    evidence_days: Number(values.evidence_days),
    draws: Object.fromEntries(draws),
  };
}

function numberOrNull(value: number | string): number | null {
  return value === "" ? null : Number(value);
}

/** How many questions stand in each part, in the order of the paper. */
export function partSizes(questions: readonly { part: string }[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { part } of questions) {
    const name = part.trim();
    if (name) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return sizes;
}

/** What each question of a part earns, as the form holds it; "": not all the same. */
export function pointsOfPart(
  questions: readonly { part: string; points: number | string }[],
  part: string,
): number | string {
  const [first, ...others] = questions.filter((one) => one.part.trim() === part);
  if (!first || others.some((one) => Number(one.points) !== Number(first.points))) return "";
  // As it is being typed: "0," is on its way to 0.25.
  return first.points;
}

/** Give every question of a part the same points. */
export function withPartPoints<Q extends { part: string; points: number | string }>(
  questions: readonly Q[],
  part: string,
  points: number | string,
): Q[] {
  return questions.map((one) => (one.part.trim() === part ? { ...one, points } : one));
}
