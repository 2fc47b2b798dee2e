/** The calls of the bank of questions, and what the form holds of a question's labels. */
import { lecturerRequest as send } from "./auth";
import type { BankLevel, BankPage, BankQuestion, QuestionContent } from "../api/types";

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
  level: string;
  type: string;
}

export const EVERYTHING: BankSearch = { search: "", subject: "", level: "", type: "" };

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

export function findInBank(search: BankSearch, cursor: string | null): Promise<BankPage> {
  return send("GET", `/bank-questions?${queryOf(search, cursor)}`);
}

/** Save questions that are about the same; more than the server takes at once go in turns. */
export async function saveInBank(questions: QuestionContent[], labels: LabelValues): Promise<void> {
  for (let at = 0; at < questions.length; at += MAX_AT_ONCE) {
    const items = questions.slice(at, at + MAX_AT_ONCE).map((one) => contentOf(one, labels));
    await send("POST", "/bank-questions", { body: { items } });
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
