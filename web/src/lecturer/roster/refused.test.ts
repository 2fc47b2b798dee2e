import { expect, test } from "vitest";
import { refusedLately } from "./refused";

const NOW = Date.parse("2026-11-22T08:00:00Z");
const entry = (student_number: string, count: number, minutesAgo: number) => ({
  ...{ student_number, count, reason: "wrong_pin" as const },
  last_at: new Date(NOW - minutesAgo * 60_000).toISOString(),
});

test("the most tries of the last minutes are shown, the others counted", () => {
  const items = [entry("1", 1, 1), entry("2", 9, 5), entry("3", 4, 19), entry("4", 2, 2)];
  const { shown, more } = refusedLately(items, NOW);
  expect(shown.map((one) => one.student_number)).toEqual(["2", "3", "4"]);
  expect(more).toBe(1);
});

test("what was longer ago is no news", () => {
  expect(refusedLately([entry("1", 9, 21)], NOW)).toEqual({ shown: [], more: 0 });
});
