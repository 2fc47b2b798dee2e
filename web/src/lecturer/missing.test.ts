import { describe, expect, test } from "vitest";
import { byQuestion, lackOf, questionOf } from "./missing";

const problem = (path: string, code = "required") => ({ path, code, message: "?" });

describe("what a draft still lacks", () => {
  test("belongs to a question, or to the exam", () => {
    expect(questionOf(problem("questions[11].choices[0].text"))).toBe(12);
    expect(questionOf(problem("ends_at"))).toBeNull();
    expect(questionOf(problem("questions"))).toBeNull();
  });

  test.each([
    ["questions[0].text", { place: "text" }],
    ["questions[0].number", { place: "number" }],
    ["questions[0].choices[2].text", { place: "choice", letter: "C" }],
    ["questions[0].statements[1].text", { place: "statement", letter: "b" }],
    ["questions[0].accepted[0]", { place: "other", message: "?" }],
  ])("%s is named by its place", (path, lack) => {
    expect(lackOf(problem(path))).toEqual(lack);
  });

  test("a fault that is no gap is told in the server's words", () => {
    expect(lackOf(problem("questions[0].correct_choice", "no_such_choice"))).toEqual({
      place: "other",
      message: "?",
    });
  });

  test("comes question by question, the exam's own first", () => {
    const problems = ["questions[1].text", "questions[0].text", "questions[1].number", "ends_at"];
    const told = byQuestion(problems.map((path) => problem(path)));
    expect(told.map(([question, found]) => [question, found.length])).toEqual([
      [null, 1],
      [1, 1],
      [2, 2],
    ]);
  });
});
