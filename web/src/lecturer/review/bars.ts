/** What happened when, as lanes of bars under one clock. */
import type { Act, Kind, ReviewedViolation } from "../../api/types";
import type { Span } from "./signals";
import type { Reviewable } from "./watched";

export interface Bar extends Span {
  key: string;
  /** What is behind it: a violation's name, or none. */
  violation?: ReviewedViolation;
  /** An answer's or an event's own words are made from it. */
  answer?: Reviewable["answers"][number];
  event?: Reviewable["events"][number];
  act?: Act;
}

export interface Lane {
  name: Kind | "acts" | "answers" | "events" | "gaps";
  bars: Bar[];
}

const MARGIN_MS = 10_000;
const MIN_SPAN_MS = 60_000;

/** From the start to the end, and whatever was seen before and after. */
export function wholeSpan(review: Reviewable, captured_ms: readonly number[]): Span {
  const times = [
    ...(review.started_at ? [Date.parse(review.started_at)] : []),
    ...(review.submitted_at ? [Date.parse(review.submitted_at)] : []),
    ...captured_ms.slice(0, 1),
    ...captured_ms.slice(-1),
    ...review.violations.flatMap((one) => [one.started_ms, one.ended_ms]),
    ...review.events.map((one) => one.at_ms),
    ...review.answers.map((one) => one.answered_ms),
  ];
  if (times.length === 0) times.push(review.server_time_ms);
  const [from, to] = [Math.min(...times) - MARGIN_MS, Math.max(...times) + MARGIN_MS];
  return { from, to: Math.max(to, from + MIN_SPAN_MS) };
}

/** One lane for each kind that was noted, in the order they first came, then the rest. */
export function lanesOf(
  review: Reviewable,
  gaps: readonly Span[],
  acts: readonly Act[] = [],
): Lane[] {
  const kinds = [...new Set(review.violations.map((one) => one.kind))];
  const lanes: Lane[] = kinds.map((kind) => ({
    name: kind,
    bars: review.violations
      .filter((one) => one.kind === kind)
      .map((violation) => ({
        key: violation.violation_id,
        from: violation.started_ms,
        to: violation.ended_ms,
        violation,
      })),
  }));
  lanes.push({
    name: "acts",
    bars: acts.map((act) => {
      const at = Date.parse(act.at);
      return { key: act.act_id, from: at, to: at, act };
    }),
  });
  lanes.push({
    name: "events",
    bars: review.events.map((event) => ({
      key: `${event.at_ms}-${event.kind}`,
      from: event.at_ms,
      to: event.at_ms + event.lasted_ms,
      event,
    })),
  });
  lanes.push({
    name: "gaps",
    bars: gaps.map((gap) => ({ key: String(gap.from), ...gap })),
  });
  lanes.push({
    name: "answers",
    bars: review.answers.map((answer) => ({
      key: answer.question_id,
      from: answer.answered_ms,
      to: answer.answered_ms,
      answer,
    })),
  });
  return lanes.filter((lane) => lane.bars.length > 0);
}

/** Zoom around a moment, and never past the whole or closer than ten seconds. */
export function zoomed(range: Span, whole: Span, factor: number, around: number): Span {
  const length = Math.min(
    Math.max((range.to - range.from) * factor, 10_000),
    whole.to - whole.from,
  );
  const share = (around - range.from) / (range.to - range.from);
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole);
}

/** Move a range into the whole without changing its length. */
export function within(range: Span, whole: Span): Span {
  const length = Math.min(range.to - range.from, whole.to - whole.from);
  const from = Math.min(Math.max(range.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** What to show of one violation: itself, and enough before and after to see how it came. */
export function around({ started_ms, ended_ms }: ReviewedViolation, whole: Span): Span {
  const margin = Math.max(20_000, (ended_ms - started_ms) / 2);
  return within({ from: started_ms - margin, to: ended_ms + margin }, whole);
}

/** Round times to write on an axis, at most so many. */
export function ticksOf({ from, to }: Span, most: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((s) => s * 1000);
  const step = steps.find((one) => (to - from) / one <= most) ?? 14_400_000;
  const ticks = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return ticks;
}
