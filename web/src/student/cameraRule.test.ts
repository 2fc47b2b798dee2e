import { describe, expect, test, vi } from "vitest";
import { Store } from "../shared/store";
import { followCameraRule } from "./cameraRule";

function camera() {
  return { start: vi.fn(() => Promise.resolve()), stop: vi.fn() };
}

describe("whether a camera is needed", () => {
  test("one that is waived goes off, and on when it is needed again", () => {
    const recorder = camera();
    const rule = new Store<"needed" | "asked" | "waived">("needed");
    followCameraRule(rule, "waived", recorder);
    expect(recorder.stop).toHaveBeenCalledOnce();
    expect(rule.get()).toBe("waived");
    followCameraRule(rule, "needed", recorder);
    expect(recorder.start).toHaveBeenCalledOnce();
  });

  test("what is known already changes nothing", () => {
    const recorder = camera();
    followCameraRule(new Store("needed" as const), "needed", recorder);
    expect(recorder.start).not.toHaveBeenCalled();
    expect(recorder.stop).not.toHaveBeenCalled();
  });
});
