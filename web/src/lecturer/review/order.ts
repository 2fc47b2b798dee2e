/** In which order violations are looked at. */
import type { ReviewedViolation } from "../../api/types";

type Named = Pick<ReviewedViolation, "violation_id" | "review">;

/** The first that nobody decided after the given one, round to the beginning; null: none is left. */
export function nextOpen<T extends Named>(all: readonly T[], after: string | null): T | null {
  const at = all.findIndex((one) => one.violation_id === after);
  const rotated = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return rotated.find((one) => one.review === "open" && one.violation_id !== after) ?? null;
}

/** The neighbour so many places on; the ends hold. */
export function neighbour<T extends Named>(
  all: readonly T[],
  of: string | null,
  step: number,
): T | null {
  const at = all.findIndex((one) => one.violation_id === of);
  return all[Math.min(Math.max(at + step, 0), all.length - 1)] ?? null;
}

/** Which picture to begin with: the one where the signal was strongest, else the first inside. */
export function firstPicture(violation: ReviewedViolation): number {
  const { evidence, worst_ms, started_ms } = violation;
  const wanted = worst_ms ?? started_ms;
  const distances = evidence.map((one) => Math.abs(one.captured_ms - wanted));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

/** How many are decided. */
export function decided(all: readonly Named[]): number {
  return all.filter((one) => one.review !== "open").length;
}
