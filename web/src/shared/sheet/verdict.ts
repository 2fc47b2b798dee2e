/** What came of an answer, in the words of a sheet. */
import type { SheetItem } from "../../api/types";

export const VERDICTS = ["right", "partial", "wrong", "open"] as const;
export type Verdict = (typeof VERDICTS)[number];

export function verdictOf({ points, question }: SheetItem): Verdict {
  if (points === null) return "open";
  if (points >= question.points) return "right";
  return points > 0 ? "partial" : "wrong";
}

/** How many questions came out how; kinds that did not come are left out. */
export function countVerdicts(items: readonly SheetItem[]): [Verdict, number][] {
  const verdicts = items.map(verdictOf);
  return VERDICTS.map((kind): [Verdict, number] => [
    kind,
    verdicts.filter((one) => one === kind).length,
  ]).filter(([, count]) => count > 0);
}

/** The questions with the numbers under which the student saw them. */
export function numbered(items: readonly SheetItem[]): { item: SheetItem; number: number }[] {
  return items.map((item, at) => ({ item, number: at + 1 }));
}
