/** The calls of the bank of questions, and what the form holds of a question's labels. */
import { lecturerRequest as send } from "./auth";
import type {
  BankLevel,
  BankPage,
  BankQuestion,
  ImportedQuestion,
  QuestionContent,
} from "../api/types";

export const LEVELS: readonly BankLevel[] = [
  "recognition",
  "comprehension",
  "application",
  "high_application",
];
/** The server saves so many together, all or none. */
export const MAX_AT_ONCE = 50;

export interface LabelValues {
  subject: string;
  chapter: string;
  level: BankLevel | "";
  tags: string[];
}

export const NO_LABELS: LabelValues = { subject: "", chapter: "", level: "", tags: [] };

export interface BankSearch {
  search: string;
  subject: string;
  chapter: string;
  tag: string;
  level: string;
  type: string;
}

export const EVERYTHING: BankSearch = {
  search: "",
  subject: "",
  chapter: "",
  tag: "",
  level: "",
  type: "",
};

export const bankKeys = {
  all: ["bank"] as const,
  search: (search: BankSearch) => ["bank", search] as const,
};

export function labelsOf({ subject, chapter, level, tags }: BankQuestion): LabelValues {
  return { subject, chapter, level: level ?? "", tags };
}

const contentOf = (question: QuestionContent, { level, ...labels }: LabelValues) => ({
  question,
  ...labels,
  level: level || null,
});

export function queryOf(search: BankSearch, cursor: string | null): string {
  const query = new URLSearchParams();
  const asked: [string, string][] = Object.entries({ ...search, cursor: cursor ?? "" });
  for (const [name, value] of asked) {
    if (value.trim()) query.set(name, value.trim());
  }
  return query.toString();
}

/** What labels some questions carry, each once and in order: to choose from. */
export function labelsAmong(found: BankQuestion[]): Record<"subject" | "chapter" | "tag", string[]> {
  const each = (texts: string[]) => [...new Set(texts.filter(Boolean))].sort(collator.compare);
  return {
    subject: each(found.map(({ subject }) => subject)),
    chapter: each(found.map(({ chapter }) => chapter)),
    tag: each(found.flatMap(({ tags }) => tags)),
  };
}

const collator = new Intl.Collator("vi", { numeric: true });

export function findInBank(search: BankSearch, cursor: string | null): Promise<BankPage> {
  return send("GET", `/bank-questions?${queryOf(search, cursor)}`);
}

/**
 * Save questions that are about the same; more than the server takes at once go in turns.
 *
 * A level that a question's file told counts before the one of all. `key` names what is saved:
 * sent again after an answer was lost, nothing is saved twice.
 */
export async function saveInBank(
  questions: ImportedQuestion[],
  labels: LabelValues,
  key: string,
): Promise<void> {
  for (let at = 0; at < questions.length; at += MAX_AT_ONCE) {
    const items = questions
      .slice(at, at + MAX_AT_ONCE)
      .map(({ content, level }) => contentOf(content, { ...labels, level: level ?? labels.level }));
    const headers = { "Idempotency-Key": `${key}-${at}` };
    await send("POST", "/bank-questions", { body: { items }, headers });
  }
}

const path = (questionId: string) => `/bank-questions/${encodeURIComponent(questionId)}`;

export function changeInBank(
  { question, version }: BankQuestion,
  content: QuestionContent,
  labels: LabelValues,
): Promise<BankQuestion> {
  const headers = { "If-Match": `"${version}"` };
  return send("PUT", path(question.question_id), { body: contentOf(content, labels), headers });
}

export function removeFromBank({ question }: BankQuestion): Promise<void> {
  return send("DELETE", path(question.question_id));
}
