/** What a student answers, one shape for each kind of question. */
import type { AnswerContent, PaperQuestion } from "../api/types";

export type Response =
  | { choice_id: string }
  | { choice_ids: string[] }
  | { statements: Record<string, boolean> }
  | { text: string };

/** The fields of an answer that say something; any more of it is how it is sent and kept. */
type AnyAnswer = Pick<AnswerContent, "choice_id" | "choice_ids" | "statements" | "text">;

/** What an answer says; undefined when it says nothing, or was taken back. */
export function responseOf(answer: AnyAnswer): Response | undefined {
  const { choice_id, choice_ids, statements, text } = answer;
  if (choice_id) return { choice_id };
  if (choice_ids && choice_ids.length > 0) return { choice_ids };
  if (statements && Object.keys(statements).length > 0) return { statements };
  // Spaces alone are no answer, but they stay in the field while somebody types.
  if (text) return { text };
  return undefined;
}

/** `part`: a group of statements of which some are not judged yet. */
export type Progress = "none" | "part" | "all";

export function progressOf(question: PaperQuestion, response: Response | undefined): Progress {
  if (!response || ("text" in response && !response.text.trim())) return "none";
  if (question.type !== "true_false" || !("statements" in response)) return "all";
  const { statements } = response;
  return question.statements.every((one) => one.statement_id in statements) ? "all" : "part";
}

/** Every text of a question that a student reads. */
export function textsOf(question: PaperQuestion): string[] {
  const choices = "choices" in question ? question.choices : [];
  const statements = "statements" in question ? question.statements : [];
  return [question.text, ...[...choices, ...statements].map((one) => one.text)];
}

/** Leave a statement open again; null when no judgement is left. */
export function withoutJudgement(judged: Readonly<Record<string, boolean>>, id: string) {
  const left = Object.entries(judged).filter(([one]) => one !== id);
  return left.length > 0 ? { statements: Object.fromEntries(left) } : null;
}

/** Tick a choice, or take its tick away; in the order of the question, whatever came first. */
export function withTick(order: readonly string[], ticked: readonly string[], id: string) {
  const wanted = (one: string) => (one === id ? !ticked.includes(id) : ticked.includes(one));
  return order.filter(wanted);
}
