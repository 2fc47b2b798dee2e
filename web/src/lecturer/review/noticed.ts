/** What the student's page noticed while something was noted of it: why it was noted. */
import type { Kind } from "../../api/types";
import type { Reviewable } from "./watched";

type Event = Reviewable["events"][number];

/** The events that each kind is made of, as the server judges them. */
const EVENTS_OF: Partial<Record<Kind, readonly string[]>> = {
  left_page: ["page_left"],
  left_fullscreen: ["fullscreen_left"],
  copy_paste: ["copied", "cut", "pasted", "printed"],
  second_display: ["second_display"],
  virtual_camera: ["virtual_camera"],
  automation: ["automation"],
  hasty_answers: ["impossible_timing"],
};
const ALL = Object.values(EVENTS_OF).flat();

export interface Noticed {
  kind: string;
  count: number;
  longest_ms: number;
  /** What a camera calls itself. */
  label: string;
}

interface Noted {
  kind: Kind;
  started_ms: number;
  ended_ms: number;
}

/** Events of a violation's kind that touch its time, by their own kind; none for other kinds. */
export function noticedIn(noted: Noted, events: readonly Event[]): Noticed[] {
  const wanted = noted.kind === "several_signs" ? ALL : (EVENTS_OF[noted.kind] ?? []);
  const found = new Map<string, Noticed>();
  for (const { kind, at_ms, lasted_ms, details } of events) {
    const touches = at_ms <= noted.ended_ms && at_ms + lasted_ms >= noted.started_ms;
    if (!touches || !wanted.includes(kind)) continue;
    const before = found.get(kind) ?? { kind, count: 0, longest_ms: 0, label: "" };
    found.set(kind, {
      kind,
      count: before.count + 1,
      longest_ms: Math.max(before.longest_ms, lasted_ms),
      label: typeof details.label === "string" ? details.label : before.label,
    });
  }
  return [...found.values()];
}
