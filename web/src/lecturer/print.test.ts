import { describe, expect, test } from "vitest";
import type { Question } from "../api/types";
import { columnsOf, keyOf, makeVersions, type PrintSettings } from "./print";

const choice = (at: number, part = ""): Question => ({
  type: "single_choice",
  question_id: `q${at}${part}`,
  text: `Câu ${at}`,
  points: 1,
  ...(part && { part }),
  choices: ["a", "b", "c", "d"].map((text) => ({ choice_id: text, text })),
  correct_choice_id: "b",
});
const number: Question = {
  type: "number",
  question_id: "n",
  text: "Tính",
  points: 1,
  number: 2.5,
  tolerance: 0,
};
const QUESTIONS = [...Array.from({ length: 8 }, (_none, at) => choice(at)), number];
const SETTINGS: PrintSettings = {
  versions: 4,
  firstCode: 101,
  shuffleQuestions: true,
  shuffleChoices: true,
};
const ids = (questions: Question[]) => questions.map((one) => one.question_id);

describe("versions of a paper", () => {
  test("one version is the paper as it is written", () => {
    expect(makeVersions("e", QUESTIONS, { ...SETTINGS, versions: 1 })).toEqual([
      { code: "", questions: QUESTIONS },
    ]);
  });

  test("every version has its code and every question once, each in another order", () => {
    const versions = makeVersions("e", QUESTIONS, SETTINGS);
    expect(versions.map((one) => one.code)).toEqual(["101", "102", "103", "104"]);
    for (const { questions } of versions) {
      expect(ids(questions).sort()).toEqual(ids(QUESTIONS).sort());
    }
    expect(new Set(versions.map(({ questions }) => ids(questions).join())).size).toBe(4);
  });

  test("printing again prints the same", () => {
    expect(makeVersions("e", QUESTIONS, SETTINGS)).toEqual(makeVersions("e", QUESTIONS, SETTINGS));
  });

  test("questions stay within their part and beside their kind", () => {
    const parts = [choice(1, "I"), choice(2, "I"), choice(3, "II"), choice(4, "II"), number];
    for (const { questions } of makeVersions("e", parts, SETTINGS)) {
      expect(questions.map((one) => one.part ?? one.type)).toEqual(["I", "I", "II", "II", "number"]);
    }
  });

  test("the key goes with its choice", () => {
    for (const { questions } of makeVersions("e", QUESTIONS, SETTINGS)) {
      for (const question of questions) {
        if (question.type !== "single_choice") continue;
        const at = "ABCD".indexOf(keyOf(question, "vi"));
        expect(question.choices[at]?.choice_id).toBe("b");
      }
    }
  });

  test("choices that speak of the others stay where they are", () => {
    const all = { choice_id: "e", text: "Cả ba phương án trên" };
    const choices = [{ choice_id: "b", text: "x" }, all];
    const speaking = { ...choice(1), choices } as Question;
    for (const { questions } of makeVersions("e", [speaking], SETTINGS)) {
      expect(questions[0]).toEqual(speaking);
    }
  });
});

describe("keyOf", () => {
  test.each<[Partial<Question>, string]>([
    [choice(1), "B"],
    [number, "2,5"],
    [{ type: "short_text", accepted: ["muối ăn", "NaCl"] }, "muối ăn; NaCl"],
    [
      {
        type: "true_false",
        statements: [true, false].map((correct, at) => ({
          ...{ statement_id: `s${at}`, text: "x", correct },
        })),
      },
      "Đ S",
    ],
  ])("%#", (question, key) => {
    expect(keyOf(question as Question, "vi")).toBe(key);
  });
});

test("short choices stand beside each other, long ones beneath", () => {
  expect(columnsOf(["1", "2", "3", "4"])).toBe(4);
  expect(columnsOf(["một dung dịch axit loãng", "b", "c", "d"])).toBe(2);
  expect(columnsOf(["một câu dài hơn nửa dòng giấy A4 nên phải đứng một mình", "b"])).toBe(1);
  expect(columnsOf([`![](picture:${"a".repeat(32)})`, "b", "c", "d"])).toBe(2);
});
