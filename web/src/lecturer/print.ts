/** A paper for printing: shuffled versions, each with its key. */
import type { Question } from "../api/types";
import { picturesIn, hasFormula } from "../shared/formula/split";
import { showNumber } from "../shared/numbers";
import type { Language } from "../i18n/setup";

export interface PrintSettings {
  /** How many versions; one alone is the paper as it is written. */
  versions: number;
  firstCode: number;
  shuffleQuestions: boolean;
  shuffleChoices: boolean;
}

export interface Version {
  /** "": the paper as it is written. */
  code: string;
  questions: Question[];
}

export const MAX_VERSIONS = 24;

/** Choices that speak of the others keep their place, and so do the others. */
const SPEAKS_OF_OTHERS =
  /^\s*(?:cả|tất cả|không có|không phương án|không đáp án|all of|none of|both)\s/i;

/** The same exam and code make the same version, whenever it is printed. */
export function makeVersions(
  examId: string,
  questions: Question[],
  settings: PrintSettings,
): Version[] {
  if (settings.versions <= 1) return [{ code: "", questions }];
  return Array.from({ length: settings.versions }, (_none, at) => {
    const code = String(settings.firstCode + at);
    const random = seeded(`${examId} ${code}`);
    const ordered = settings.shuffleQuestions
      ? runsOf(questions).flatMap((run) => shuffled(run, random))
      : questions;
    return {
      code,
      questions: settings.shuffleChoices
        ? ordered.map((question) => withShuffledChoices(question, random))
        : ordered,
    };
  });
}

/** Neighbours of one part and type: questions stay within their part of the paper. */
function runsOf(questions: Question[]): Question[][] {
  const runs: Question[][] = [];
  for (const question of questions) {
    const last = runs.at(-1);
    const head = last?.[0];
    if (head && head.type === question.type && head.part === question.part) last.push(question);
    else runs.push([question]);
  }
  return runs;
}

function withShuffledChoices(question: Question, random: () => number): Question {
  if (question.type !== "single_choice" && question.type !== "several_choices") return question;
  if (question.choices.some(({ text }) => SPEAKS_OF_OTHERS.test(text))) return question;
  return { ...question, choices: shuffled(question.choices, random) };
}

/** Fisher and Yates's way: every order is as likely as any other. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}

/** Random numbers in 0..1 that a text decides: FNV-1a of it, then mulberry32. */
function seeded(text: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const letterOf = (at: number): string => String.fromCharCode(65 + at);

/** The key of a question, as it stands in a table: `B`, `A, C`, `Đ S S Đ`, `2,5`. */
export function keyOf(question: Question, language: Language): string {
  switch (question.type) {
    case "single_choice":
    case "several_choices": {
      const right =
        question.type === "single_choice"
          ? [question.correct_choice_id]
          : question.correct_choice_ids;
      return question.choices
        .flatMap(({ choice_id }, at) => (right.includes(choice_id) ? [letterOf(at)] : []))
        .join(", ");
    }
    case "true_false": {
      const [yes, no] = language === "vi" ? ["Đ", "S"] : ["T", "F"];
      return question.statements.map(({ correct }) => (correct ? yes : no)).join(" ");
    }
    case "number":
      return question.number === null ? "" : showNumber(question.number, language);
    case "short_text":
      return question.accepted.join("; ");
  }
}

const FOUR_IN_A_LINE = 14;
const TWO_IN_A_LINE = 36;

/** How many choices stand beside each other. */
export function columnsOf(texts: string[]): 1 | 2 | 4 {
  if (picturesIn(texts).length > 0) return 2;
  const longest = Math.max(...texts.map((text) => (hasFormula(text) ? text.length / 2 : text.length)));
  if (texts.length === 4 && longest <= FOUR_IN_A_LINE) return 4;
  return longest <= TWO_IN_A_LINE ? 2 : 1;
}
