import { describe, expect, test } from "vitest";
import type { PresetFacts } from "../../api/types";
import { effectiveRules, fingerprint, withSetting } from "./values";

const preset: PresetFacts = {
  policy: "standard",
  rules: [
    {
      kind: "no_face",
      enabled: true,
      minimum_s: 5,
      minimum_s_limits: [1, 30],
      threshold: null,
      threshold_limits: null,
      severity: "medium",
    },
    {
      kind: "looking_away",
      enabled: true,
      minimum_s: 3,
      minimum_s_limits: [1, 30],
      threshold: 30,
      threshold_limits: [15, 90],
      severity: "low",
    },
    {
      kind: "left_fullscreen",
      enabled: false,
      minimum_s: 30,
      minimum_s_limits: [5, 600],
      threshold: null,
      threshold_limits: null,
      severity: "low",
    },
  ],
};

describe("policies", () => {
  test("without settings the preset's rules hold", () => {
    const rules = effectiveRules(preset, {});
    expect(rules.map((rule) => [rule.enabled, rule.minimum_s, rule.own])).toEqual([
      [true, 5, false],
      [true, 3, false],
      [false, 30, false],
    ]);
  });
  test("an exam's own value stands instead of the preset's", () => {
    const settings = withSetting(preset, {}, "looking_away", { threshold: 40 });
    const [, rule] = effectiveRules(preset, settings);
    expect([rule?.threshold, rule?.minimum_s, rule?.own]).toEqual([40, 3, true]);
  });
  test("a value set back to the preset's is no setting", () => {
    const settings = withSetting(preset, {}, "no_face", { minimum_s: 9, enabled: false });
    const half = withSetting(preset, settings, "no_face", { minimum_s: 5 });
    expect(half).toEqual({ no_face: { enabled: false } });
    expect(withSetting(preset, half, "no_face", { enabled: true })).toEqual({});
  });
  test("what the preset leaves out is held where the exam switches it on", () => {
    const settings = withSetting(preset, {}, "left_fullscreen", { enabled: true });
    expect(settings).toEqual({ left_fullscreen: { enabled: true } });
    expect(effectiveRules(preset, settings)[2]?.enabled).toBe(true);
    expect(withSetting(preset, settings, "left_fullscreen", { enabled: false })).toEqual({});
  });
  test("the order of the kinds makes no difference", () => {
    const one = { no_face: { minimum_s: 9 }, looking_away: { threshold: 40 } };
    const other = { looking_away: { threshold: 40 }, no_face: { minimum_s: 9 } };
    expect(fingerprint("strict", one)).toBe(fingerprint("strict", other));
    expect(fingerprint("strict", one)).not.toBe(fingerprint("relaxed", one));
  });
});
