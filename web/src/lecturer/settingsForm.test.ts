import { describe, expect, test } from "vitest";
import {
  partSizes,
  pointsOfPart,
  revealsMore,
  settingsContent,
  settingsValues,
  usualSettings,
  withPartPoints,
} from "./settingsForm";

describe("how an exam is taken, in the form", () => {
  test("comes back as it went in", () => {
    const settings = {
      instructions: "Được dùng máy tính.",
      late_join_minutes: 15,
      attempts_allowed: 2,
      pass_mark: 5,
      show_score: "after_end",
      show_keys: "never",
      grace_seconds: 120,
      shuffle_questions: true,
      shuffle_choices: false,
      student_sound: true,
      guardian_consent: true,
      student_card: true,
      frame_days: 7,
      evidence_days: 180,
      draws: { "Phần I": 10 },
    } as const;
    expect(settingsContent(settingsValues(settings), ["Phần I"])).toEqual(settings);
  });

  test("an empty field means until the end, no line, all questions", () => {
    const values = { ...usualSettings(), draws: { I: "" } };
    expect(settingsContent(values, ["I"])).toMatchObject({
      late_join_minutes: null,
      pass_mark: null,
      draws: {},
    });
  });

  test("a part that no question stands in any more is not drawn from", () => {
    expect(settingsContent({ ...usualSettings(), draws: { I: 3 } }, ["II"]).draws).toEqual({});
  });

  test("parts are counted in the order of the paper", () => {
    const questions = ["II", "I ", "", "I"].map((part) => ({ part }));
    expect([...partSizes(questions)]).toEqual([
      ["II", 1],
      ["I", 2],
    ]);
  });
});

describe("what students are shown first", () => {
  test.each([
    ["at_once", "after_end", true],
    ["after_end", "never", true],
    ["after_end", "after_end", false],
    ["never", "at_once", false],
  ] as const)("%s comes before %s: %s", (one, other, before) => {
    expect(revealsMore(one, other)).toBe(before);
  });
});

describe("points by part", () => {
  const paper = [
    { part: "Phần I", points: 1 },
    { part: " Phần I ", points: "1" },
    { part: "Phần II", points: 1 },
    { part: "Phần II", points: 0.5 },
  ];

  test("are told where all are the same", () => {
    expect([pointsOfPart(paper, "Phần I"), pointsOfPart(paper, "Phần II")]).toEqual([1, ""]);
    expect(pointsOfPart(paper, "Phần III")).toBe("");
  });
  test("are given to all of the part and to no other", () => {
    const given = withPartPoints(paper, "Phần I", 0.25);
    expect(given.map((one) => one.points)).toEqual([0.25, 0.25, 1, 0.5]);
  });
});
