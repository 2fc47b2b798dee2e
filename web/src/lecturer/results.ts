/** The table of results and what item analysis means in plain words. */
import type { ItemFigures, Question, ResultRow } from "../api/types";

export type SortKey = "name" | "number" | "score" | "submitted";
export interface Sorting {
  by: SortKey;
  /** From the largest down. */
  down: boolean;
}

const collator = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });

/** In Vietnam a class list goes by given names, which stand last. */
export function compareNames(one: string, other: string): number {
  const given = (name: string) => name.trim().split(/\s+/).at(-1) ?? "";
  return collator.compare(given(one), given(other)) || collator.compare(one, other);
}

/** Sort rows; those without a value come last either way. */
export function sortRows(rows: readonly ResultRow[], { by, down }: Sorting): ResultRow[] {
  const sign = down ? -1 : 1;
  const value = (row: ResultRow) => (by === "score" ? row.score : row.submitted_at);
  const compare = (one: ResultRow, other: ResultRow): number => {
    if (by === "name") return sign * compareNames(one.student_name, other.student_name);
    if (by === "number") return sign * collator.compare(one.student_number, other.student_number);
    const [first, second] = [value(one), value(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first < second ? -1 : Number(first > second));
  };
  return [...rows].sort(
    (one, other) =>
      compare(one, other) ||
      compareNames(one.student_name, other.student_name) ||
      collator.compare(one.student_number, other.student_number) ||
      one.ordinal - other.ordinal,
  );
}

/** Tells of a row whether its student has more than one attempt, so that each is to be told apart. */
export function repeated(rows: readonly ResultRow[]): (row: ResultRow) => boolean {
  const again = rows.filter((row) => row.ordinal > 1).map((row) => row.student_number);
  const numbers = new Set(again);
  return (row) => numbers.has(row.student_number);
}

/** Whether students drew different questions. */
export const draws = (rows: readonly ResultRow[]) =>
  rows.some((row) => hasPaper(row) && row.asked.includes(false));

/** Whether the student got a paper: not who waits for the start, nor who never came. */
export const hasPaper = ({ state }: ResultRow): boolean =>
  state === "writing" || state === "submitted";

const KEPT = {
  all: () => true,
  submitted: ({ state }) => state === "submitted",
  unfinished: ({ state }) => state === "writing" || state === "joined",
  passed: ({ passed }) => passed === true,
  failed: ({ passed }) => passed === false,
  absent: ({ state }) => state === "absent",
} as const satisfies Record<string, (row: ResultRow) => boolean>;

export type Filter = keyof typeof KEPT;
const FILTERS = Object.keys(KEPT) as Filter[];

export function filterRows(rows: readonly ResultRow[], filter: Filter): ResultRow[] {
  return rows.filter(KEPT[filter]);
}

/** The filters that tell rows apart, and how many rows each keeps. */
export function filtersFor(rows: readonly ResultRow[]): { filter: Filter; count: number }[] {
  return FILTERS.map((filter) => ({ filter, count: filterRows(rows, filter).length })).filter(
    ({ filter, count }) => filter === "all" || (count > 0 && count < rows.length),
  );
}

/** Of those whose attempts count, how many passed; null: the exam has no pass mark. */
export function passedOf(rows: readonly ResultRow[]): { passed: number; total: number } | null {
  const judged = rows.filter((row) => row.counts && row.passed !== null);
  if (judged.length === 0) return null;
  return { passed: judged.filter((row) => row.passed).length, total: judged.length };
}

/** What stands in the cell of a question: points, nothing where it was left blank, or never asked. */
export function cellOf(row: ResultRow, at: number): number | "blank" | "not_asked" {
  if (!row.asked[at]) return "not_asked";
  return row.points[at] ?? "blank";
}

/** The sheets before and after one, in the order of a class list. */
export function neighbours(rows: readonly ResultRow[], attemptId: string) {
  const sheets = sortRows(rows, { by: "name", down: false }).filter(hasPaper);
  const at = sheets.findIndex((row) => row.attempt_id === attemptId);
  return { at, total: sheets.length, before: sheets[at - 1], after: at < 0 ? undefined : sheets[at + 1] };
}

/** Letters without marks and case: what is typed without Vietnamese accents still finds. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}

/** By name, number or the code of a receipt. */
export function searchRows(rows: readonly ResultRow[], words: string): ResultRow[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = fold(`${row.student_name} ${row.student_number} ${row.receipt ?? ""}`);
    return wanted.every((word) => text.includes(word));
  });
}

/** One bar of the distribution: how many scores lie from `from` up to `to`. */
export interface Bar {
  from: number;
  to: number;
  count: number;
}

export function barsOf(bins: readonly number[], maximum: number): Bar[] {
  const step = maximum / Math.max(1, bins.length);
  return bins.map((count, at) => ({ from: at * step, to: (at + 1) * step, count }));
}

export type Hint =
  | { code: "negative" | "weak" | "good" | "easy" | "hard" | "skipped" }
  | { code: "attracts" | "unused" | "beatsKey"; letters: string };

/** With fewer students than this, chance says more than the question. */
export const FEW_ATTEMPTS = 20;
/** Ebel's rule of thumb: 0.4 and more is very good, below 0.2 poor. */
const GOOD = 0.4;
const POOR = 0.2;
const EASY = 0.9;
const HARD = 0.2;
const MANY_SKIPPED = 0.3;

/** What to look at in a question, the most pressing first. */
export function hintsFor(item: ItemFigures, question: Question, attempts: number): Hint[] {
  const hints: Hint[] = [];
  const { difficulty, discrimination, answered } = item;
  const wrong = wrongChoices(item, question);
  const key = item.options.find((one) => isKey(question, one.option));
  const beating = wrong.filter((one) => one.count > (key?.count ?? 0));
  if (key && beating.length > 0) hints.push({ code: "beatsKey", letters: letters(beating) });
  if (discrimination !== null && discrimination < 0) hints.push({ code: "negative" });
  else if (discrimination !== null && discrimination < POOR && (difficulty ?? 0) < EASY) {
    // What everybody solves cannot tell anybody apart; that it is easy says it all.
    hints.push({ code: "weak" });
  }
  const attracting = wrong.filter((one) => one.upper > one.lower);
  if (attracting.length > 0) hints.push({ code: "attracts", letters: letters(attracting) });
  if (difficulty !== null && difficulty >= EASY) hints.push({ code: "easy" });
  if (difficulty !== null && difficulty <= HARD) hints.push({ code: "hard" });
  if (attempts > 0 && answered / attempts < 1 - MANY_SKIPPED) hints.push({ code: "skipped" });
  const unused = wrong.filter((one) => one.count === 0);
  if (unused.length > 0 && attempts >= FEW_ATTEMPTS) {
    hints.push({ code: "unused", letters: letters(unused) });
  }
  if (hints.length === 0 && discrimination !== null && discrimination >= GOOD) {
    hints.push({ code: "good" });
  }
  return hints;
}

/** Whether a question asks for its author's eye. */
export const needsLook = (hints: readonly Hint[]): boolean =>
  hints.some(({ code }) => !["good", "unused", "easy"].includes(code));

type Option = ItemFigures["options"][number] & { letter: string };

/** The wrong choices of a question with one right choice, with their letters. */
function wrongChoices(item: ItemFigures, question: Question): Option[] {
  if (question.type !== "single_choice") return [];
  return item.options.flatMap((one) =>
    isKey(question, one.option) ? [] : [{ ...one, letter: letterOf(question, one.option) }],
  );
}

export function isKey(question: Question, option: string): boolean {
  switch (question.type) {
    case "single_choice":
      return question.correct_choice_id === option;
    case "several_choices":
      return question.correct_choice_ids.includes(option);
    case "true_false":
      return question.statements.some((one) => one.statement_id === option && one.correct);
    default:
      return false;
  }
}

/** "B" for a choice, "b" for a statement, "" for what was typed. */
export function letterOf(question: Question, option: string): string {
  if ("choices" in question) {
    const at = question.choices.findIndex((choice) => choice.choice_id === option);
    return at < 0 ? "" : String.fromCharCode(65 + at);
  }
  if ("statements" in question) {
    const at = question.statements.findIndex((one) => one.statement_id === option);
    return at < 0 ? "" : String.fromCharCode(97 + at);
  }
  return "";
}

/** What an option says. */
export function textOf(question: Question, option: string): string {
  if ("choices" in question) {
    return question.choices.find((choice) => choice.choice_id === option)?.text ?? option;
  }
  if ("statements" in question) {
    return question.statements.find((one) => one.statement_id === option)?.text ?? option;
  }
  return option;
}

const letters = (options: Option[]) => options.map((one) => one.letter).join(", ");
