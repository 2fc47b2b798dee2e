/** What keeps a draft from being published, in the order of the paper. */
import type { Problem } from "../api/types";

/** The number of the question that a problem is about, counted from 1; null: of none. */
export function questionOf({ path }: Problem): number | null {
  const match = /^questions\[(\d+)\]/.exec(path);
  return match ? Number(match[1]) + 1 : null;
}

/** Where in a question something is missing. */
export type Lack =
  | { place: "text" | "number" | "accepted" }
  | { place: "choice" | "statement"; letter: string }
  | { place: "other"; message: string };

export function lackOf({ path, code, message }: Problem): Lack {
  const inside = path.replace(/^questions\[\d+\]\./, "");
  if (code !== "required") return { place: "other", message };
  if (inside === "text" || inside === "number" || inside === "accepted") return { place: inside };
  const part = /^(choice|statement)s\[(\d+)\]\.text$/.exec(inside);
  if (!part) return { place: "other", message };
  const place = part[1] === "choice" ? "choice" : "statement";
  const first = place === "choice" ? "A" : "a";
  return { place, letter: String.fromCharCode(first.charCodeAt(0) + Number(part[2])) };
}

/** The problems of each question together; those of none come first, under null. */
export function byQuestion(problems: readonly Problem[]): [number | null, Problem[]][] {
  const found = new Map<number | null, Problem[]>();
  for (const problem of problems) {
    const question = questionOf(problem);
    found.set(question, [...(found.get(question) ?? []), problem]);
  }
  return [...found].sort(([one], [other]) => (one ?? 0) - (other ?? 0));
}
