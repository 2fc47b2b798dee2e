import type { AlertPreferences, Violation } from "../api/types";

export type Kind = AlertPreferences["muted_kinds"][number];

/** Every kind of violation, those of the camera first. */
export const KINDS: readonly Kind[] = [
  "no_face",
  "several_people",
  "looking_away",
  "phone",
  "book",
  "other_screen",
  "talking",
  "different_person",
  "camera_blocked",
  "camera_changed",
  "frozen_feed",
  "unmonitored",
  "uncertain",
  "left_page",
  "left_fullscreen",
  "copy_paste",
  "second_display",
  "virtual_camera",
  "automation",
  "hasty_answers",
  "several_signs",
  "evidence_tampered",
  "unexpected_count",
  "standing",
];

/** Whether a person should look now: grave, and nobody has judged it yet. */
export function needsLook(violation: Violation): boolean {
  return violation.severity === "high" && violation.review === "open";
}
