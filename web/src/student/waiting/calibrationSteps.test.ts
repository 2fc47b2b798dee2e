import { describe, expect, test } from "vitest";
import { stepsOf, TARGETS } from "./calibrationSteps";

const moments = TARGETS.reduce((all, { lastsMs }) => [...all, (all.at(-1) ?? 0) + lastsMs], [1000]);

describe("stepsOf", () => {
  test("says when the dot stood in each place", () => {
    const steps = stepsOf(moments);
    expect(steps.map((step) => step.target)).toEqual(TARGETS.map((one) => one.target));
    expect(steps[0]).toEqual({ target: "centre", from_ms: 1000, to_ms: 3000 });
    expect(steps.at(-1)?.to_ms).toBe(9000);
  });

  test("leaves out the place at which the clock was set back", () => {
    const set = moments.map((moment, index) => (index > 2 ? moment - 5000 : moment));
    expect(stepsOf(set).map((step) => step.target)).not.toContain("top_right");
    expect(stepsOf(set)).toHaveLength(TARGETS.length - 1);
  });

  test("a dot that was not followed to the end says nothing of the places it never came to", () => {
    expect(stepsOf(moments.slice(0, 3))).toHaveLength(2);
  });
});
