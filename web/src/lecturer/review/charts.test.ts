import { describe, expect, test } from "vitest";
import { byKind, overTime } from "./charts";

const noted = (minute: number, changes = {}) => ({
  kind: "no_face" as const,
  started_ms: minute * 60_000,
  review: "open" as const,
  ...changes,
});

describe("charts", () => {
  test("nothing noted has no slices", () => {
    expect(overTime([])).toEqual([]);
  });
  test("slices are of a round length, without holes, and hold everything", () => {
    const slices = overTime([noted(3), noted(3.5), noted(40)], 10);
    expect(slices[0]).toEqual({ from: 0, to: 300_000, count: 2 });
    expect(slices.map((one) => one.count)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
  test("however long an exam is, the slices are few", () => {
    expect(overTime([noted(0), noted(100_000)], 24).length).toBeLessThanOrEqual(24);
  });
  test("kinds are counted by what was decided, the most frequent first", () => {
    const counts = byKind([
      noted(1, { kind: "phone" as const }),
      noted(2, { review: "confirmed" as const }),
      noted(3),
    ]);
    expect(counts).toEqual([
      { kind: "no_face", open: 1, confirmed: 1, dismissed: 0, all: 2 },
      { kind: "phone", open: 1, confirmed: 0, dismissed: 0, all: 1 },
    ]);
  });
});
