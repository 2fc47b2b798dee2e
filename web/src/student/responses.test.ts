import { describe, expect, test } from "vitest";
import type { PaperQuestion } from "../api/types";
import { progressOf, responseOf, withoutJudgement, withTick } from "./responses";

const group: PaperQuestion = {
  type: "true_false",
  question_id: "q1",
  text: "",
  points: 1,
  statements: [
    { statement_id: "s1", text: "" },
    { statement_id: "s2", text: "" },
  ],
};
const short: PaperQuestion = { type: "number", question_id: "q2", text: "", points: 1 };

describe("responseOf", () => {
  test.each([
    [{ choice_id: "a" }, { choice_id: "a" }],
    [{ choice_id: null, choice_ids: ["a"] }, { choice_ids: ["a"] }],
    [{ choice_id: null, statements: { s1: false } }, { statements: { s1: false } }],
    [{ choice_id: null, text: "1,5" }, { text: "1,5" }],
  ])("%o says %o", (answer, response) => {
    expect(responseOf(answer)).toEqual(response);
  });

  test.each([{ choice_id: null }, { choice_ids: [] }, { statements: {} }, { text: "" }])(
    "%o says nothing",
    (answer) => {
      expect(responseOf(answer)).toBeUndefined();
    },
  );
});

describe("progressOf", () => {
  test("a group is answered in part until every statement is judged", () => {
    expect(progressOf(group, undefined)).toBe("none");
    expect(progressOf(group, { statements: { s2: false } })).toBe("part");
    expect(progressOf(group, { statements: { s1: true, s2: false } })).toBe("all");
  });

  test("spaces alone are no answer", () => {
    expect(progressOf(short, { text: "  " })).toBe("none");
    expect(progressOf(short, { text: " 2" })).toBe("all");
  });
});

test("ticks keep the order of the question", () => {
  expect(withTick(["a", "b", "c"], ["c"], "a")).toEqual(["a", "c"]);
  expect(withTick(["a", "b", "c"], ["a", "c"], "a")).toEqual(["c"]);
});

describe("a judgement taken back", () => {
  test("leaves the others", () => {
    expect(withoutJudgement({ s1: true, s2: false }, "s1")).toEqual({ statements: { s2: false } });
  });
  test("leaves no answer when it was the only one", () => {
    expect(withoutJudgement({ s1: true }, "s1")).toBeNull();
  });
});
