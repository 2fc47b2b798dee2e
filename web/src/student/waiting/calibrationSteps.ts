import type { CalibrationStep } from "../../api/types";

export type Target = CalibrationStep["target"];

/** The centre first: it is the neutral, and the eyes are rested then. Eight seconds in all. */
export const TARGETS: readonly { target: Target; lastsMs: number }[] = [
  { target: "centre", lastsMs: 2000 },
  { target: "top_left", lastsMs: 1500 },
  { target: "top_right", lastsMs: 1500 },
  { target: "bottom_right", lastsMs: 1500 },
  { target: "bottom_left", lastsMs: 1500 },
];

/**
 * When the dot stood where, in server time.
 *
 * @param moments when it came to each place, and when it went from the last one. A clock that was
 * corrected backwards meanwhile leaves places out: they say nothing then.
 */
export function stepsOf(moments: readonly number[]): CalibrationStep[] {
  return TARGETS.flatMap(({ target }, index) => {
    const [from_ms, to_ms] = [moments[index], moments[index + 1]];
    if (from_ms === undefined || to_ms === undefined || to_ms <= from_ms) return [];
    return [{ target, from_ms, to_ms }];
  });
}
