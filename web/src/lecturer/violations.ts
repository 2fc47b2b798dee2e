import type { Violation } from "../api/types";

/** Whether a person should look now: grave, and nobody has judged it yet. */
export function needsLook(violation: Violation): boolean {
  return violation.severity === "high" && violation.review === "open";
}
