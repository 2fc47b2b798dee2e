import { expect, test } from "vitest";
import { noticedIn } from "./noticed";

const event = (kind: string, at_ms: number, lasted_ms = 0, details = {}) => ({
  kind,
  at_ms,
  lasted_ms,
  source: "page" as const,
  details,
});
const events = [
  event("second_display", 0, 90_000),
  event("copied", 10_000),
  event("page_left", 12_000, 4_000),
  event("page_left", 20_000, 7_000),
  event("page_left", 80_000, 40_000),
  event("virtual_camera", 15_000, 60_000, { label: "OBS" }),
];

test("of one kind its own events within its time are told", () => {
  const noted = { kind: "left_page" as const, started_ms: 10_000, ended_ms: 30_000 };
  expect(noticedIn(noted, events)).toEqual([
    { kind: "page_left", count: 2, longest_ms: 7_000, label: "" },
  ]);
});

test("several signs are told each, those that lasted from before too", () => {
  const noted = { kind: "several_signs" as const, started_ms: 12_000, ended_ms: 20_000 };
  expect(noticedIn(noted, events).map(({ kind, label }) => [kind, label])).toEqual([
    ["second_display", ""],
    ["page_left", ""],
    ["virtual_camera", "OBS"],
  ]);
});

test("what the camera saw has no events of the page", () => {
  expect(noticedIn({ kind: "no_face", started_ms: 0, ended_ms: 99_000 }, events)).toEqual([]);
});
