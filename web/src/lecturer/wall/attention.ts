/** Who needs eyes, and in which order: the wall's one idea of importance. */
import type { AttemptSummary } from "../../api/types";
import cadence from "../../camera/cadence.json";

export type Flag = AttemptSummary["flags"][number];

/** From the most urgent to the least; cards stand in this order. */
export const ATTENTION = [
  "now",
  "look",
  "silent",
  "risk",
  "marked",
  "calm",
  "waiting",
  "done",
] as const;
export type Attention = (typeof ATTENTION)[number];

export const FILTERS = ["all", "flagged", "writing", "silent", "joined", "done"] as const;
export type Filter = (typeof FILTERS)[number];

/** A bundle spans nine seconds, and takes a few to be looked at. */
const LIVE_MS = 20_000;
/** Two heartbeats of a page with a live connection that did not come. */
const SILENT_MS = 2 * cadence.live_heartbeat_seconds * 1000 + 10_000;
export const HIGH_RISK = 70;
/** Made once: a wall of 500 is put in order every second. */
const byName = new Intl.Collator("vi").compare;

/** What goes on right now, newest first; what somebody judged already asks for nothing. */
export function liveFlags({ flags }: { flags: Flag[] }, now: number): Flag[] {
  return flags.filter((flag) => flag.review === "open" && flag.ended_ms > now - LIVE_MS);
}

/** Whether a page that should be heard of was not heard of for a while. */
export function isSilent(attempt: AttemptSummary, now: number): boolean {
  const heard = attempt.last_seen_at ?? attempt.started_at;
  return attempt.state === "writing" && heard !== null && now - Date.parse(heard) > SILENT_MS;
}

/** Whether a camera is off that should be on. */
export function lacksCamera({ camera, camera_rule }: AttemptSummary): boolean {
  return camera === "off" && camera_rule === "needed";
}

export function attentionOf(attempt: AttemptSummary, now: number): Attention {
  if (attempt.state === "submitted") return "done";
  // Who asks for an exam without a camera cannot begin before somebody decides.
  if (attempt.state === "joined") return attempt.camera_rule === "asked" ? "look" : "waiting";
  const live = liveFlags(attempt, now);
  if (live.some((flag) => flag.severity === "high")) return "now";
  if (live.length > 0) return "look";
  if (isSilent(attempt, now) || lacksCamera(attempt)) return "silent";
  if (attempt.risk >= HIGH_RISK) return "risk";
  return attempt.marked ? "marked" : "calm";
}

export function passes(attempt: AttemptSummary, filter: Filter, now: number): boolean {
  const attention = attentionOf(attempt, now);
  switch (filter) {
    case "all":
      return true;
    case "flagged":
      return ["now", "look", "risk", "marked"].includes(attention) || attempt.marked;
    case "writing":
      return attempt.state === "writing";
    case "silent":
      return attention === "silent" || isSilent(attempt, now);
    case "joined":
      return attempt.state === "joined";
    case "done":
      return attempt.state === "submitted";
  }
}

/**
 * The students in the order in which they need eyes. Within one kind of need the risk counts in
 * tens only, so that cards do not change places for every small thing.
 */
export function inOrder(attempts: AttemptSummary[], now: number): AttemptSummary[] {
  const places = attempts.map((attempt) => ({
    attempt,
    rank: ATTENTION.indexOf(attentionOf(attempt, now)),
    risk: Math.floor(attempt.risk / 10),
  }));
  places.sort(
    (one, other) =>
      one.rank - other.rank ||
      other.risk - one.risk ||
      byName(one.attempt.student_name, other.attempt.student_name) ||
      one.attempt.attempt_id.localeCompare(other.attempt.attempt_id),
  );
  return places.map(({ attempt }) => attempt);
}

/** Keep the order that somebody is looking at; whoever is new stands at the end. */
export function steady(before: string[], next: string[]): string[] {
  const there = new Set(next);
  const kept = before.filter((id) => there.has(id));
  const known = new Set(kept);
  return [...kept, ...next.filter((id) => !known.has(id))];
}

/** Milliseconds of work that are left; while the clock stands, as many as when it stopped. */
export function timeLeft({ deadline, paused_at }: AttemptSummary, now: number): number {
  return Date.parse(deadline) - (paused_at === null ? now : Date.parse(paused_at));
}
