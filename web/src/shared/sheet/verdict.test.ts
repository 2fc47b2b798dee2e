import { describe, expect, test } from "vitest";
import type { SheetItem } from "../../api/types";
import { countVerdicts, numbered, verdictOf } from "./verdict";

const item = (points: number | null, of = 1): SheetItem => ({
  question: { type: "short_text", question_id: "q", text: "?", points: of, accepted: ["a"] },
  answer: null,
  points,
});

describe("a verdict", () => {
  test.each([
    [1, "right"],
    [0.25, "partial"],
    [0, "wrong"],
    [-0.25, "wrong"],
    [null, "open"],
  ] as const)("%s of one point is %s", (points, verdict) => {
    expect(verdictOf(item(points))).toBe(verdict);
  });

  test("what did not come is not counted", () => {
    expect(countVerdicts([item(1), item(1), item(null)])).toEqual([
      ["right", 2],
      ["open", 1],
    ]);
  });
});

test("a question keeps its number when others are left out", () => {
  const [, second] = numbered([item(1), item(0)]);
  expect(second?.number).toBe(2);
});
