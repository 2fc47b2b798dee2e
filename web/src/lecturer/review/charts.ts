/** How an exam's violations are spread over its time and over their kinds. */
import type { Kind, Violation } from "../../api/types";
import type { Span } from "./signals";

type Noted = Pick<Violation, "kind" | "started_ms" | "review">;

export interface Slice extends Span {
  count: number;
}

const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * 60_000);

/** Equal slices of time from the first to the last, at most so many, each with how many began in it. */
export function overTime(violations: readonly Noted[], most = 24): Slice[] {
  if (violations.length === 0) return [];
  const times = violations.map((one) => one.started_ms);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const step = STEPS_MS.find((one) => (last - first) / one < most - 1) ?? (last - first) / (most - 1);
  const start = Math.floor(first / step) * step;
  const count = Math.floor((last - start) / step) + 1;
  const slices = Array.from({ length: count }, (_none, at) => ({
    from: start + at * step,
    to: start + (at + 1) * step,
    count: 0,
  }));
  for (const time of times) {
    const slice = slices[Math.floor((time - start) / step)];
    if (slice) slice.count++;
  }
  return slices;
}

export interface KindCount {
  kind: Kind;
  open: number;
  confirmed: number;
  dismissed: number;
  all: number;
}

/** How many of each kind, the most frequent first. */
export function byKind(violations: readonly Noted[]): KindCount[] {
  const counts = new Map<Kind, KindCount>();
  for (const { kind, review } of violations) {
    const count = counts.get(kind) ?? { kind, open: 0, confirmed: 0, dismissed: 0, all: 0 };
    count[review]++;
    count.all++;
    counts.set(kind, count);
  }
  return [...counts.values()].sort((one, other) => other.all - one.all);
}
